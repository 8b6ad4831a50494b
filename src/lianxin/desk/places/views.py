"""The grid of programmes over districts, and a district's own page. Numbers are those of every other surface."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from lianxin.access.http import Request
from lianxin.access.routes import for_desk
from lianxin.core.dates import today
from lianxin.core.errors import UnknownName
from lianxin.desk.days import Day
from lianxin.desk.figures.charts import time_chart
from lianxin.desk.figures.look import by_chapter, has_places, keys_of, look
from lianxin.desk.figures.period import Chosen, chosen
from lianxin.desk.figures.screen import is_on_screen
from lianxin.desk.places import grid as grids
from lianxin.desk.places.panels import assessments_of, bodies_of, neighbours
from lianxin.figures.engine import remember
from lianxin.figures.places import find_reporting_place, is_unit, place_code, units
from lianxin.figures.series import over_time
from lianxin.programmes.models import Programme
from lianxin.reference.models import Place
from lianxin.reports.contents import reports
from lianxin.reports.duties.kinds import duty_kinds

FIGURES = "numbers are for every desk; the records behind them open through their own rules"
CHARTED = "C1.organisations"


@for_desk(FIGURES)
def grid(request: Request) -> HttpResponse:
    """All programmes over all districts: where there is something, where nothing, and what is not given."""
    now = chosen(request.GET.dict()).of_city
    programmes = list(Programme.objects.visible_to(request.actor))
    is_whole = bool(request.GET.get("all"))
    seen = look(now, keys_of(programmes) if is_whole else [one.measures[0] for one in programmes if one.measures])
    columns = grids.columns(units(now.end), now)
    lines = grids.lines(programmes, seen.figures, columns)
    remember([*seen.selections, *(cell.figure.selection for line in lines for cell in line.cells)])
    chapters = [(key, label, [line for line in lines if line.programme.chapter == key]) for key, label in Programme.Chapter.choices]
    context = {
        "columns": columns,
        "chapters": [chapter for chapter in chapters if chapter[2]],
        "look": seen,
        "form": now.form(with_place=False),
        "chosen": now,
        "is_whole": is_whole,
        "on_screen": is_on_screen(request),
    }
    return render(request, "desk/places/grid.html", context)


@for_desk(FIGURES)
def place(request: Request, code: str) -> HttpResponse:
    """One district: the same measures at its place beside the city's, its association and gaps, assessments, trends."""
    now, found = _at(code, request)
    programmes = list(Programme.objects.visible_to(request.actor))
    keys = [key for key in keys_of(programmes) if has_places(key)]
    main = [key for key in reports.get("district").keys if has_places(key)]
    gaps = [(kind.name, kind.missing) for kind in duty_kinds if has_places(kind.missing)]
    seen, city = look(now, [*keys, *(key for _name, key in gaps)], main), look(now.of_city, main)
    remember([*seen.selections, *city.selections])
    day = Day(min(now.end, today()), is_today=now.end >= today())
    charted = now.select(CHARTED)
    context = {
        "place": found,
        "look": seen,
        "main": [(trend, city.figures[trend.figure.key]) for trend in seen.main],
        "chapters": by_chapter(programmes, seen.figures),
        "chart": time_chart(str(charted.definition.name), over_time(charted)),
        "gaps": [(name, seen.figures[key]) for name, key in gaps],
        "bodies": bodies_of(found, day, request.actor),
        "assessments": assessments_of(found, request.actor),
        "others": neighbours(found, units(now.end), now.of_city.query),
        "form": now.form(with_place=False),
        "chosen": now.of_city,
        "at_place": now,
        "on_screen": is_on_screen(request),
    }
    return render(request, "desk/places/detail.html", context)


def _at(code: str, request: Request) -> tuple[Chosen, Place]:
    """The period at a district or zone; 404 for any other place."""
    now = chosen(request.GET.dict())
    try:
        found = find_reporting_place(code, now.end)
    except UnknownName as error:
        raise Http404 from error
    if not is_unit(found):
        raise Http404
    return now.at(place_code(found)), found
