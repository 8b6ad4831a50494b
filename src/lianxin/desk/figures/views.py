"""Passports of figures, and the page that opens one to its records."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lianxin.access.http import Request
from lianxin.access.routes import for_desk
from lianxin.desk import records
from lianxin.desk.figures.charts import time_chart
from lianxin.desk.figures.look import by_district
from lianxin.desk.figures.ordering import in_order
from lianxin.desk.figures.period import Chosen, PeriodForm
from lianxin.desk.figures.uses import uses
from lianxin.figures.engine import (
    figure,
    measure_of,
    open_figure,
    parts_of,
    remember,
    selection_of_code,
)
from lianxin.figures.measures import Measure, Ratio, measures
from lianxin.figures.passports import passport
from lianxin.figures.places import UNPLACED, WHOLE_CITY, find_reporting_place
from lianxin.figures.selections import Selection, select_from
from lianxin.figures.series import over_time
from lianxin.programmes.models import Programme

FIGURES = "numbers are for every desk; the records behind them open through their own rules"
PER_PAGE = 25


@for_desk(FIGURES)
def passport_page(request: Request, key: str) -> HttpResponse:
    """How a figure is counted, generated from its definition."""
    found = passport(key)
    parts = [measures.get(part) for part in found.parts]
    used = uses(Programme.objects.visible_to(request.actor), request.actor).get(key, [])
    return render(request, "desk/figures/passport.html", {"passport": found, "parts": parts, "uses": used})


@for_desk(FIGURES)
def code(request: Request, code: str = "") -> HttpResponse:
    """Go from a code on paper to its figure; spaces and dashes that somebody types between its signs do not matter."""
    typed = code or request.GET.get("code", "")
    return redirect(selection_of_code("".join(sign for sign in typed if sign.isalnum())).url)


@for_desk(FIGURES)
def selection(request: Request, key: str) -> HttpResponse:
    """One figure: its value and definition, by district, over time, and the records that this reader may open."""
    selected = select_from(key, request.GET.dict())
    definition = selected.definition
    chosen = Chosen(selected.start, selected.end, selected.place)
    context: dict[str, Any] = {
        "definition": definition,
        "selection": selected,
        "newest": measures.get(key),
        "place_name": _place_name(selected),
        "form": _form(chosen, definition, selected),
        "districts": by_district([selected], chosen) if _has_districts(definition, selected) else [],
        "chart": time_chart(str(definition.name), over_time(selected)),
    }
    if isinstance(definition, Ratio):
        context |= {"figure": figure(selected), "parts": [figure(part) for part in parts_of(selected)]}
    else:
        context |= _opened(request, selected)
    remember([selected])
    return render(request, "desk/figures/selection.html", context)


def _opened(request: Request, selected: Selection) -> dict[str, Any]:
    opened, measure = open_figure(selected, request.actor), measure_of(selected)
    pages = Paginator(in_order(measure, opened.rows), PER_PAGE)
    if not measure.total:
        # The list is as long as what it comes to; a long one is not counted twice.
        pages.count = opened.opened
    page = pages.get_page(request.GET.get("page"))
    page.object_list = records.lines(page.object_list, request.actor) if pages.count else []
    noun = opened.rows.model._meta.verbose_name_plural
    return {
        "figure": opened.figure,
        "opened": opened,
        "page": page,
        "lines": page.object_list,
        "noun": noun,
        "city_only": measure.place is None and selected.place != WHOLE_CITY,
    }


def _has_districts(definition: Measure | Ratio, selected: Selection) -> bool:
    if isinstance(definition, Ratio):
        return all(_has_districts(measures.get(key), selected) for key in (definition.numerator, definition.denominator))
    # Sensitive counts are given by district or by a filter, never by both.
    return definition.place is not None and not (definition.sensitive and selected.filters)


def _place_name(selected: Selection) -> str:
    if selected.place == WHOLE_CITY:
        return _("Whole city")
    return _("in no district") if selected.place == UNPLACED else find_reporting_place(selected.place, selected.end).name


def _form(chosen: Chosen, definition: Measure | Ratio, selected: Selection) -> PeriodForm:
    form = chosen.form()
    if isinstance(definition, Measure):
        form.add_filters(definition, dict(selected.filters), selected.period)
    return form
