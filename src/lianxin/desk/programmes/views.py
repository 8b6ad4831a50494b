"""The list of programmes, a page for each, and its editing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.access.rules import fetch
from lianxin.core.errors import LianxinError
from lianxin.desk import records
from lianxin.desk.figures.charts import chart_of
from lianxin.desk.figures.look import by_chapter, by_district, has_places, look
from lianxin.desk.figures.period import chosen
from lianxin.desk.figures.screen import is_on_screen
from lianxin.desk.links import record_url
from lianxin.desk.programmes.circles import overview
from lianxin.desk.programmes.forms import ProgrammeForm
from lianxin.desk.records import Line
from lianxin.figures.engine import remember
from lianxin.programmes.models import Programme
from lianxin.programmes.services.programmes import edit_programme
from lianxin.programmes.shelves import shown_to
from lianxin.register.models import Organisation

SHOWN = 8


@dataclass(frozen=True, slots=True)
class ShelfOfLines:
    """The latest records of one kind, and whether there are more."""

    title: str
    lines: list[Line]
    more: bool


@requires("view", Programme)
def programmes(request: Request) -> HttpResponse:
    """All programmes by chapter, as rings and as a list, each with its leading figure."""
    rows = list(Programme.objects.visible_to(request.actor))
    now = chosen(request.GET.dict())
    seen = look(now, [one.measures[0] for one in rows if one.measures])
    remember(seen.selections)
    chapters = by_chapter(rows, seen.figures)
    return render(request, "desk/programmes/list.html", {"chapters": chapters, "rings": overview(chapters, now), "chosen": now})


@requires("view", Programme)
def programme(request: Request, code: str) -> HttpResponse:
    """What a programme is, who carries it, its figures in the chosen period, and its latest records."""
    one = fetch(Programme.objects.all(), request.actor, code=code)
    now = chosen(request.GET.dict())
    seen = look(now, (), main=one.measures)
    columns = [figure for figure in seen.figures.values() if has_places(figure.key)]
    table = by_district([column.selection for column in columns], now)
    remember([*seen.selections, *(cell.selection for line in table for cell in line.cells if cell)])
    teams = Organisation.objects.visible_to(request.actor).filter(slug__in=one.teams) if one.teams else []
    context = {
        "programme": one,
        "trends": seen.main,
        "columns": columns,
        "districts": table,
        "chart": chart_of(one.chart, now),
        "teams": [(team.name, record_url(team)) for team in teams],
        "shelves": [_latest(shown.title, shown.rows, request.actor) for shown in shown_to(one, request.actor, now.end)],
        "form": now.form(),
        "chosen": now,
        "may_edit": request.actor.can("edit", one),
        "on_screen": is_on_screen(request),
    }
    return render(request, "desk/programmes/detail.html", context)


def _latest(title: str, rows: QuerySet[Any], actor: Actor) -> ShelfOfLines:
    lines = records.lines(rows[: SHOWN + 1], actor)
    return ShelfOfLines(title, lines[:SHOWN], len(lines) > SHOWN)


@requires("edit", Programme)
def edit(request: Request, code: str) -> HttpResponse:
    """Change texts, figures and chart of a programme."""
    one = fetch(Programme.objects.all(), request.actor, "edit", code=code)
    form = ProgrammeForm(request.POST or None, instance=one)
    if request.method == "POST" and form.is_valid():
        values = form.values
        fresh = fetch(Programme.objects.all(), request.actor, "edit", code=code)
        try:
            edit_programme(fresh, values=values, by=request.actor)
        except LianxinError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The programme is changed."))
            return redirect("desk:programmes_detail", code)
    return render(request, "desk/programmes/edit.html", {"programme": one, "form": form})
