"""The graph of the federation, and the coverage by district."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.access.rules import fetch
from lianxin.desk.days import Day, day_of
from lianxin.desk.graph.coverage import coverage_page
from lianxin.desk.graph.pages import Line, lines_on, overview_page, zoom_page
from lianxin.register.enums import OrganisationKind
from lianxin.register.models import Organisation


@requires("view", Organisation)
def graph(request: Request) -> HttpResponse:
    """The whole federation; with `hub`, `district` or `missing` a part of it."""
    day, given = day_of(request), request.GET
    if not any(given.get(name) for name in ("hub", "district", "missing")):
        return render(request, "desk/graph/overview.html", overview_page(day, request.actor))
    hub = _hub(request)
    line = _line(given.get("district", ""), day)
    context: dict[str, Any] = zoom_page(
        day, request.actor, hub, line, given.get("page", ""), missing=bool(given.get("missing"))
    )
    return render(request, "desk/graph/zoom.html", context)


@requires("view", Organisation)
def coverage(request: Request) -> HttpResponse:
    """District by district: association, liaison officers, members of hubs, key contacts, each with its records."""
    return render(request, "desk/graph/coverage.html", coverage_page(day_of(request), request.actor))


def _hub(request: Request) -> Organisation | None:
    text = request.GET.get("hub", "")
    if not text:
        return None
    if not text.isdecimal() or len(text) > 18:
        raise Http404
    return fetch(Organisation.objects.filter(kind=OrganisationKind.HUB), request.actor, pk=int(text))


def _line(code: str, day: Day) -> Line | None:
    if not code:
        return None
    found = next((line for line in lines_on(day) if line.code == code), None)
    if found is None:
        raise Http404
    return found
