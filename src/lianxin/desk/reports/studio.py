"""The editor of a report: its text block by block with live figures, the search for figures, suggestions, findings, who else is in it.

Without JavaScript it is one text field with a preview below.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.access.rules import fetch
from lianxin.core.errors import LianxinError
from lianxin.desk.people.names import known_names
from lianxin.desk.reports.blocks import computed_blocks, mark, plain_blocks
from lianxin.desk.reports.talking import said_about
from lianxin.figures.engine import Figure, figure
from lianxin.figures.selections import Selection, select
from lianxin.reports.models import WorkReport
from lianxin.reports.remarks import findings_of, place_of
from lianxin.reports.services.presence import look_in
from lianxin.reports.services.writing import present_version, save_version
from lianxin.reports.sources import SHAPES, cut
from lianxin.reports.suggesting import find_measures, suggest

FOUND_AT_ONCE = 5
"""Figures that a search shows with their values; each costs a statement or two."""


@never_cache
@requires("write", WorkReport)
def write(request: Request, pk: int) -> HttpResponse:
    """The editor. Without JavaScript its form saves, or previews what was typed."""
    report = fetch(WorkReport.objects.select_related("place"), request.actor, "write", pk=pk)
    version = present_version(report)
    body, seen, shown = version.body, version.number, None
    if request.method == "POST":
        body, seen = request.POST.get("body", ""), _number(request.POST.get("seen", ""))
        if "preview" in request.POST:
            shown = computed_blocks(report, cut(body))
            mark(shown, findings_of(report, body))
        elif (answer := _save(request, report, body, seen)) is not None:
            return answer
    context: dict[str, Any] = {
        "report": report,
        "version": version,
        "seen": seen,
        "body": body,
        "blocks": shown or plain_blocks(cut(body)),
        "is_preview": shown is not None,
        "is_locked": report.stage != "drafting",
        "said": said_about(report, request.actor),
        "shapes": SHAPES.items(),
    }
    return render(request, "desk/reports/studio.html", context)


def _save(request: Request, report: WorkReport, body: str, seen: int) -> HttpResponse | None:
    """Save; None leaves what was typed on the page, with the reason above it."""
    try:
        version = save_version(
            report, body=body, note=request.POST.get("note", ""), seen=seen, by=request.actor
        )
    except LianxinError as error:
        if request.htmx:
            return render(
                request,
                "desk/reports/_saved.html",
                {"report": report, "error": str(error), "seen": seen},
                status=409,
            )
        messages.error(request, str(error))
        return None
    if request.htmx:
        return render(
            request,
            "desk/reports/_saved.html",
            {"report": report, "version": version, "seen": version.number},
        )
    messages.success(request, _("Saved as version {n}.").format(n=version.number))
    return redirect("desk:reports_work" if "done" in request.POST else "desk:reports_write", report.pk)


@require_POST
@requires("write", WorkReport)
def preview(request: Request, pk: int) -> HttpResponse:
    """Blocks of the text computed: all of it with its findings, or one that was just written."""
    report = fetch(WorkReport.objects.select_related("place"), request.actor, "write", pk=pk)
    part = "source" in request.POST
    body = request.POST.get("source" if part else "body", "")
    shown = computed_blocks(report, cut(body))
    context: dict[str, Any] = {"report": report, "blocks": shown, "shapes": SHAPES.items()}
    if not part:
        found = findings_of(report, body)
        mark(shown, found)
        context |= {"findings": found, "with_findings": True}
    return render(request, "desk/reports/_blocks.html", context)


@require_POST
@requires("write", WorkReport)
def findings(request: Request, pk: int) -> HttpResponse:
    """What the lint says of the whole text."""
    report = fetch(WorkReport.objects.select_related("place"), request.actor, "write", pk=pk)
    found = findings_of(report, request.POST.get("body", ""))
    return render(request, "desk/reports/_findings.html", {"report": report, "findings": found})


@requires("write", WorkReport)
def figures(request: Request, pk: int) -> HttpResponse:
    """Figures found by name, key, programme or definition, with their values in the report's period and place."""
    report = fetch(WorkReport.objects.select_related("place"), request.actor, "write", pk=pk)
    asked = request.GET.get("q", "").strip()
    found = find_measures(asked)
    start = min(_number(request.GET.get("start", "")), len(found))
    shown = [figure(_select(report, measure.key)) for measure in found[start : start + FOUND_AT_ONCE]]
    context = {
        "report": report,
        "asked": asked,
        "found": shown,
        "more": start + FOUND_AT_ONCE if len(found) > start + FOUND_AT_ONCE else 0,
    }
    return render(request, "desk/reports/_figures.html", context)


@require_POST
@requires("write", WorkReport)
def suggestions(request: Request, pk: int) -> HttpResponse:
    """Figures that the typed numbers of a paragraph may be."""
    report = fetch(WorkReport.objects.select_related("place"), request.actor, "write", pk=pk)
    known: dict[str, Figure] = {}

    def compute(key: str) -> Figure:
        if key not in known:
            known[key] = figure(_select(report, key))
        return known[key]

    found = suggest(request.POST.get("source", ""), compute)
    return render(request, "desk/reports/_suggestions.html", {"suggestions": found})


@never_cache
@requires("write", WorkReport)
def present(request: Request, pk: int) -> HttpResponse:
    """Who else has the report open; asking says that oneself has."""
    report = fetch(WorkReport.objects.all(), request.actor, "write", pk=pk)
    others = look_in(report, by=request.actor)
    names = known_names(others, request.actor)
    context = {"report": report, "others": [names.get(person, _("somebody")) for person in others]}
    return render(request, "desk/reports/_present.html", context)


def _select(report: WorkReport, key: str) -> Selection:
    return select(key, report.start, report.end, place_of(report))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else 0
