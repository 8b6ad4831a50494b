"""Reports being written and signed: the list, beginning one, its page, what stands around the text, its moves."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.access.rules import fetch
from lianxin.core.errors import LianxinError
from lianxin.desk.moves import MoveForm, make, move_forms, stages, timeline
from lianxin.desk.people.names import known_names
from lianxin.desk.reports.talking import said_about
from lianxin.desk.reports.writing_forms import FrameForm, NewReportForm, kinds_for
from lianxin.reports.contents import reports
from lianxin.reports.models import (
    ReportText,
    ReportVersion,
    Revision,
    SigningRequest,
    WorkReport,
)
from lianxin.reports.services.requests import share_done
from lianxin.reports.services.writing import after_report_move, open_report, set_frame

PER_PAGE = 20


@requires("view", ReportText)
def reports_list(request: Request) -> HttpResponse:
    """Reports that are written or signed, newest first, and the kinds that can be read live at any time."""
    rows = (
        WorkReport.objects.visible_to(request.actor)
        .select_related("place")
        .annotate(signed=Max("revisions__number"), signed_on=Max("revisions__signed_on"))
        .annotate(open_comments=Count("comments", filter=Q(comments__answered_at=None), distinct=True))
        .order_by("-opened_on", "-pk")
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    titles = {kind.name: kind.title for kind in reports}
    context = {
        "page": page,
        "rows": [(row, titles.get(row.kind, row.kind)) for row in page],
        "kinds": list(reports),
        "may_open": request.actor.may_any("open", WorkReport),
        "may_edit": request.actor.may_any("edit", ReportText),
    }
    return render(request, "desk/reports/list.html", context)


@requires("open", WorkReport)
def new(request: Request) -> HttpResponse:
    """Choose a kind, then say period and place."""
    name = request.GET.get("kind", "")
    kinds = kinds_for(request.actor)
    kind = next((one for one in kinds if one.name == name), None)
    if kind is None:
        return render(request, "desk/reports/new.html", {"kinds": kinds})
    form = NewReportForm(request.POST or None, kind=kind, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            report = open_report(kind=kind.name, **form.cleaned_data, by=request.actor)
        except LianxinError as error:
            form.add_error(None, str(error))
        else:
            return redirect("desk:reports_write", report.pk)
    return render(request, "desk/reports/new.html", {"kind": kind, "form": form})


@requires("view", WorkReport)
def work(request: Request, pk: int) -> HttpResponse:
    """One report: where it stands, its signed revisions; for those who write it, its text, comments and moves."""
    report = fetch(WorkReport.objects.select_related("place"), request.actor, pk=pk)
    revisions = list(Revision.objects.filter(report=report).defer("built"))
    context: dict[str, Any] = {
        "report": report,
        "kind": reports.get(report.kind),
        "revisions": revisions,
        "stages": stages(report),
    }
    if request.actor.can("write", report):
        context |= _writers_part(report, request.actor)
    return render(request, "desk/reports/work.html", context)


def _writers_part(report: WorkReport, actor: Actor) -> dict[str, Any]:
    version = ReportVersion.objects.filter(report=report).order_by("-number")[0]
    signing = SigningRequest.objects.filter(report=report).first()
    names = known_names([version.saved_by] if version.saved_by else [], actor)
    return {
        "may_write": True,
        "version": version,
        "version_by": names.get(version.saved_by or 0, ""),
        "comments": [said for said in said_about(report, actor) if said.comment.is_open],
        "signing": signing,
        "share": round(share_done(signing) * 100) if signing else 0,
        "moves": [] if signing and signing.state != "failed" else plain_moves(report, actor),
        "may_sign": report.stage == "in_review" and version.saved_by != actor.person_id,
        "wrote_it": report.stage == "in_review" and version.saved_by == actor.person_id,
        "steps": timeline(report, actor),
        "action": reverse("desk:reports_move", args=[report.pk]),
    }


def plain_moves(report: WorkReport, actor: Actor) -> list[MoveForm]:
    """Forms of the moves that are no signature: that one has a page of its own."""
    return [form for form in move_forms(report, actor) if form.move.code != "sign"]


@requires("write", WorkReport)
def move(request: Request, pk: int) -> HttpResponse:
    """Send to review, return, begin a revision."""
    report = fetch(WorkReport.objects.all(), request.actor, "write", pk=pk)
    return make(request, report, after_report_move, back=reverse("desk:reports_work", args=[pk]))


@requires("write", WorkReport)
def frame(request: Request, pk: int) -> HttpResponse:
    """Title, period, and what stands on paper around the text."""
    report = fetch(WorkReport.objects.select_related("place"), request.actor, "write", pk=pk)
    form = FrameForm(request.POST or None, instance=WorkReport.objects.get(pk=pk))
    if request.method == "POST" and form.is_valid():
        try:
            set_frame(report, form.cleaned_data, by=request.actor)
        except LianxinError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:reports_work", pk)
    return render(request, "desk/reports/frame.html", {"report": report, "form": form})
