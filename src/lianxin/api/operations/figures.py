"""Measures, figures and reports: the numbers of the pages, each with the address of its records."""

from typing import Any

from django.conf import settings
from django.db.models import Model
from ninja import Router, Schema

from lianxin.access.http import Request
from lianxin.api.access import guarded, guarded_for_desk
from lianxin.api.paging import PER_PAGE, paged
from lianxin.figures.engine import (
    Figure,
    figure,
    open_figure,
    parts_of,
    remember,
    selection_of_code,
    table_by_district,
)
from lianxin.figures.measures import Ratio, measures
from lianxin.figures.passports import passport
from lianxin.figures.selections import Selection, day_of, default_period, select_from
from lianxin.register.reach import describe, describers
from lianxin.reports.as_json import report_data
from lianxin.reports.building import build_report
from lianxin.reports.models import ReportText
from lianxin.reports.services.texts import current_text
from lianxin.reports.texts import read_text

router = Router(tags=["figures"])
FIGURES = "numbers are for every desk; the records behind them open through their own rules"


class MeasureOut(Schema):
    """A definition in words; `parts` are the two measures that a rate divides."""

    key: str
    name: str
    words: str
    unit: str
    version: int
    parts: list[str]


class FigureOut(Schema):
    """`value` is null when it is suppressed or when a rate has no denominator."""

    key: str
    name: str
    unit: str
    value: int | float | None
    shown: str
    code: str
    selection: str
    records: str
    suppressed: bool
    provisional: bool
    numerator: int | None
    denominator: int | None


class RecordOut(Schema):
    record: str
    id: int
    line: str


class OpenedOut(Schema):
    """The list behind a figure: opened + withheld = value."""

    figure: FigureOut
    opened: int
    withheld: int
    items: list[RecordOut]
    page: int
    more: bool


class RateOut(Schema):
    """A rate opens its numerator and its denominator."""

    figure: FigureOut
    parts: list[FigureOut]


class DistrictOut(Schema):
    place: str
    figure: FigureOut


def write_figure(fig: Figure) -> dict[str, Any]:
    return {
        "key": fig.key,
        "name": str(fig.name),
        "unit": fig.unit.zh,
        "value": fig.value,
        "shown": fig.shown,
        "code": fig.code,
        "selection": fig.selection.text,
        "records": settings.LIANXIN_URL + fig.url,
        "suppressed": fig.suppressed,
        "provisional": fig.provisional,
        "numerator": fig.numerator,
        "denominator": fig.denominator,
    }


def write_measure(key: str) -> dict[str, Any]:
    definition, found = measures.get(key), passport(key)
    return {
        "key": key,
        "name": str(definition.name),
        "words": str(definition.words),
        "unit": definition.unit.zh,
        "version": definition.version,
        "parts": list(found.parts),
    }


def write_record(row: Model) -> dict[str, Any]:
    line = describe(row) if row._meta.label in describers else str(row)
    return {"record": row._meta.label, "id": row.pk, "line": line}


def _selection(request: Request, key: str) -> Selection:
    """From `from`, `to`, `place` and the measure's filters; without days the report's usual period."""
    selection = select_from(key, request.GET.dict())
    remember([selection])
    return selection


@router.get("/measures", response=list[MeasureOut])
@guarded_for_desk(FIGURES)
def all_measures(request: Request) -> list[dict[str, Any]]:
    """Every measure with its definition."""
    return [write_measure(key) for key in sorted(measures.keys())]


@router.get("/measures/{key}", response=MeasureOut)
@guarded_for_desk(FIGURES)
def measure(request: Request, key: str) -> dict[str, Any]:
    """One measure; an unknown key lists the known ones."""
    return write_measure(key)


@router.get("/figures/code/{code}", response=FigureOut)
@guarded_for_desk(FIGURES)
def by_code(request: Request, code: str) -> dict[str, Any]:
    """The figure that a printed code stands for."""
    return write_figure(figure(selection_of_code(code)))


@router.get("/figures/{key}", response=FigureOut)
@guarded_for_desk(FIGURES)
def one_figure(request: Request, key: str) -> dict[str, Any]:
    """One figure. Parameters: `from`, `to` (days, both included), `place` (a code), and the measure's filters by name."""
    return write_figure(figure(_selection(request, key)))


@router.get("/figures/{key}/records", response=OpenedOut | RateOut)
@guarded_for_desk(FIGURES)
def records(request: Request, key: str, page: int = 1, size: int = PER_PAGE) -> dict[str, Any]:
    """The records behind a figure that the actor may open, and how many they may not; of a rate its two parts."""
    selection = _selection(request, key)
    if isinstance(selection.definition, Ratio):
        parts = [write_figure(figure(part)) for part in parts_of(selection)]
        return {"figure": write_figure(figure(selection)), "parts": parts}
    opened = open_figure(selection, request.actor)
    listed = paged(opened.rows.order_by("-pk"), page, size, lambda found: [write_record(row) for row in found])
    return {"figure": write_figure(opened.figure), "opened": opened.opened, "withheld": opened.withheld, **listed}


@router.get("/figures/{key}/districts", response=list[DistrictOut])
@guarded_for_desk(FIGURES)
def by_district(request: Request, key: str) -> list[dict[str, Any]]:
    """One figure per reporting unit, and a line for what has no place. Totals are never the sum of these."""
    lines = table_by_district(_selection(request, key))
    return [{"place": line.place.name if line.place else "", "figure": write_figure(line.figure)} for line in lines]


@router.get("/reports/{name}", response=dict[str, Any])
@guarded("view", ReportText)
def report(request: Request, name: str) -> dict[str, Any]:
    """A report's figures, as `lianxin report NAME --format json` prints them. Parameters: `from`, `to`, `place`."""
    given, usual = request.GET, default_period()
    start, end = day_of(given.get("from", ""), usual.start), day_of(given.get("to", ""), usual.end)
    text = read_text(current_text(name).body)
    made = build_report(name, text, start=start, end=end, place=given.get("place", ""))
    remember(made.selections)
    return report_data(made)
