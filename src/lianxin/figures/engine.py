"""Computes figures: one queryset gives the value and the list; what a reader may not open is counted, not hidden."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Model, QuerySet, Sum
from django.utils.translation import gettext as _

from lianxin.access.rules import visible
from lianxin.core.dates import today
from lianxin.core.errors import BadInput, LianxinError
from lianxin.figures.measures import Measure, Ratio, measures
from lianxin.figures.models import NamedSelection
from lianxin.figures.selections import UNPLACED, WHOLE_CITY, Selection, read_selection
from lianxin.reference.models import Place
from lianxin.reference.queries import place_by_code, place_by_id, units_on

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from django.utils.functional import _StrOrPromise

    from lianxin.access.actors import Actor
    from lianxin.figures.units import Unit

SMALL = 5
"""Counts of sensitive classes below this and above zero are suppressed."""


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of a selection. `value` is None when suppressed or when a rate's denominator is 0."""

    selection: Selection
    name: _StrOrPromise
    unit: Unit
    value: int | float | None
    suppressed: bool = False
    provisional: bool = False
    numerator: int | None = None
    denominator: int | None = None

    @property
    def key(self) -> str:
        return self.selection.measure

    @property
    def code(self) -> str:
        return self.selection.code


@dataclass(frozen=True, slots=True)
class Opened:
    """A figure's list for one reader: the rows they may open, what those come to, and what is withheld."""

    figure: Figure
    rows: QuerySet[Any]
    opened: int
    withheld: int


def place_of(selection: Selection) -> Place | None:
    """The place that a selection names, or None for the whole city and for "unplaced"."""
    if selection.place in {WHOLE_CITY, UNPLACED}:
        return None
    return find_reporting_place(selection.place, selection.end)


def find_reporting_place(code: str, on: dt.date) -> Place:
    """A place by division code on a day, or by `z<id>` for a zone without one; unknown codes list the known ones."""
    if code.startswith("z") and code[1:].isdigit():
        return place_by_id(int(code[1:]))
    return place_by_code(code, on)


def place_code(place: Place) -> str:
    """How a selection names a place."""
    return place.code or f"z{place.pk}"


def rows_of(selection: Selection) -> QuerySet[Any]:
    """The measure's rows in the selection, before anything is reduced. Ratios have none of their own."""
    measure = _measure(selection)
    rows = measure.rows().filter(measure.when.within(selection.period))
    for name, value in selection.filters:
        rows = rows.filter(**{measure.filters[name]: value})
    if selection.place == WHOLE_CITY:
        return rows
    if measure.place is None:
        return rows if place_is_city(selection) else rows.none()
    if selection.place == UNPLACED:
        return rows.annotate(figure_district=measure.place.district(selection.end)).filter(figure_district=None)
    place = place_of(selection)
    assert place is not None  # noqa: S101  WHOLE_CITY and UNPLACED are handled above
    if place.district_id is not None and place.level in {Place.Level.DISTRICT, Place.Level.ZONE}:
        # By the unit's latest form, so that a unit that was renamed in the period keeps its records.
        return rows.annotate(figure_district=measure.place.district(selection.end)).filter(figure_district=place.district_id)
    return rows.annotate(figure_path=measure.place.path(selection.end)).filter(figure_path__startswith=place.path)


def place_is_city(selection: Selection) -> bool:
    place = place_of(selection)
    return place is not None and place.level == "city"


def members(selection: Selection) -> QuerySet[Any]:
    """The records that the figure counts: the rows, or the distinct subjects of the rows (F1)."""
    measure, rows = _measure(selection), rows_of(selection)
    if not measure.distinct:
        return rows
    assert measure.listed is not None  # noqa: S101  declared so
    return measure.listed._default_manager.filter(pk__in=rows.order_by().values(measure.distinct))  # noqa: SLF001


def reduce(selection: Selection, listed: QuerySet[Any]) -> int:
    """What a list (all members, or those a reader may open) comes to in the measure's unit."""
    measure = _measure(selection)
    if measure.total:
        return int(listed.aggregate(total=Sum(measure.total))["total"] or 0)
    return listed.count()


def value_of(selection: Selection) -> int:
    measure, rows = _measure(selection), rows_of(selection)
    if measure.distinct:
        return int(rows.aggregate(n=Count(measure.distinct, distinct=True))["n"])
    return reduce(selection, rows)


def figure(selection: Selection) -> Figure:
    """Compute one figure; the same for every reader and on every surface (F15)."""
    definition = selection.definition
    if isinstance(definition, Ratio):
        return _ratio(definition, selection)
    value = value_of(selection)
    hidden = definition.sensitive and is_suppressed(selection, value)
    return Figure(
        selection, definition.name, definition.unit, None if hidden else value, suppressed=hidden, provisional=is_provisional(selection)
    )


def _ratio(ratio: Ratio, selection: Selection) -> Figure:
    top, bottom = parts_of(selection)
    up, down = figure(top), figure(bottom)
    hidden = up.suppressed or down.suppressed
    value = None if hidden or not down.value else float(up.value or 0) / float(down.value)
    return Figure(
        selection,
        ratio.name,
        ratio.unit,
        value,
        suppressed=hidden,
        provisional=is_provisional(selection),
        numerator=None if up.value is None else int(up.value),
        denominator=None if down.value is None else int(down.value),
    )


def parts_of(selection: Selection) -> tuple[Selection, Selection]:
    """Numerator and denominator of a ratio, as selections of the same place and period (F4)."""
    ratio = selection.definition
    if not isinstance(ratio, Ratio):
        raise LianxinError(_("This figure is no rate."))
    parts = [
        replace(selection, measure=key, version=measures.get(key).version, filters=()) for key in (ratio.numerator, ratio.denominator)
    ]
    return parts[0], parts[1]


def is_provisional(selection: Selection) -> bool:
    """Inside its late-entry window records may still arrive (F9)."""
    definition = selection.definition
    days = definition.late_days if isinstance(definition, Measure) else 30
    return (today() - selection.end).days < days


def table_by_district(selection: Selection) -> list[tuple[Place | None, Figure]]:
    """One figure per reporting unit of the city and a line for "unplaced" when it is not empty; one query.

    Totals are never the sum of these: compute the city's own figure (F5).
    """
    measure = _measure(selection)
    units = units_on(selection.end)
    counts = _counts_by_district(measure, selection)
    lines: list[tuple[Place | None, int]] = [(unit, counts.get(unit.district_id, 0)) for unit in units]
    if counts.get(None):
        lines.append((None, counts[None]))
    hidden = _hidden_cells([n for _place, n in lines]) if measure.sensitive else set()
    out: list[tuple[Place | None, Figure]] = []
    for index, (place, count) in enumerate(lines):
        at = replace(selection, place=place_code(place) if place else UNPLACED)
        gone = index in hidden
        out.append(
            (place, Figure(at, measure.name, measure.unit, None if gone else count, suppressed=gone, provisional=is_provisional(at)))
        )
    return out


def _counts_by_district(measure: Measure, selection: Selection) -> dict[int | None, int]:
    if measure.place is None:
        return {}
    rows = rows_of(replace(selection, place=WHOLE_CITY)).order_by()
    grouped = rows.annotate(figure_district=measure.place.district(selection.end)).values("figure_district")
    if measure.distinct:
        grouped = grouped.annotate(figure_n=Count(measure.distinct, distinct=True))
    else:
        grouped = grouped.annotate(figure_n=Sum(measure.total) if measure.total else Count("pk"))
    return {row["figure_district"]: int(row["figure_n"] or 0) for row in grouped}


def _hidden_cells(counts: list[int]) -> set[int]:
    """Small cells, and with a single one the next smallest, so that no subtraction from the total reveals it (F8)."""
    small = {index for index, n in enumerate(counts) if 0 < n < SMALL}
    if len(small) == 1:
        others = sorted((n, index) for index, n in enumerate(counts) if n and index not in small)
        if others:
            small.add(others[0][1])
    return small


def is_suppressed(selection: Selection, value: int) -> bool:
    """Is this figure of a sensitive measure hidden, by its own size or as the sibling of a small one?"""
    if selection.place == WHOLE_CITY or place_is_city(selection):
        return 0 < value < SMALL
    lines = table_by_district(replace(selection, place=WHOLE_CITY))
    for _place, line in lines:
        if line.selection.place == selection.place:
            return line.suppressed
    return 0 < value < SMALL


def open_figure(selection: Selection, actor: Actor) -> Opened:
    """The list behind a figure for one reader: opened + withheld = value (F1, F8). Ratios open through their parts."""
    fig = figure(selection)
    if fig.suppressed:
        return Opened(fig, members(selection).none(), 0, 0)
    listed = visible(members(selection), actor)
    opened = reduce(selection, listed)
    return Opened(fig, listed, opened, int(fig.value or 0) - opened)


def remember(selections: Iterable[Selection]) -> None:
    """Keep the codes of selections that are shown, so that a printed code can be opened later."""
    wanted = {selection.code: selection.text for selection in selections}
    known = set(NamedSelection.objects.filter(code__in=wanted).values_list("code", flat=True))
    new = [NamedSelection(code=code, text=text) for code, text in wanted.items() if code not in known]
    if new:
        NamedSelection.objects.bulk_create(new, ignore_conflicts=True)


def selection_of_code(code: str) -> Selection:
    """The selection that a short code stands for."""
    named = NamedSelection.objects.filter(code=code.strip().upper()).first()
    if named is None:
        raise BadInput(_("No figure has the code {code}. Compare it with the appendix of the report.").format(code=code))
    return read_selection(named.text)


def _measure(selection: Selection) -> Measure:
    definition = selection.definition
    if not isinstance(definition, Measure):
        raise LianxinError(_("A rate has no list of its own: open its numerator or its denominator."))
    return definition


def model_listed(measure: Measure) -> type[Model]:
    """The model whose rows the figure's list shows."""
    return measure.listed if measure.distinct and measure.listed else measure.rows().model
