"""Many figures at once, for pages that show many: counted in one statement for some forty of them.

Each is counted by the rows of its own selection (`engine.rows_of`), so it is the number of every other surface (F15).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db.models import Aggregate, Count, IntegerField, QuerySet, Sum, Value

from lianxin.access.rules import rules_of
from lianxin.figures.engine import (
    DistrictLine,
    Figure,
    figure_with,
    lines_of,
    measure_of,
    model_listed,
    parts_of,
    rates_of,
    rows_of,
    share_of,
)
from lianxin.figures.measures import Measure, Ratio
from lianxin.figures.places import WHOLE_CITY
from lianxin.figures.suppression import is_hidden, one_moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models.expressions import Combinable

    from lianxin.figures.selections import Selection

AT_ONCE = 40
"""So many counts stand in one statement."""


def figures_of(selections: Iterable[Selection]) -> dict[Selection, Figure]:
    """As `engine.figure` of each."""
    wanted = list(dict.fromkeys(selections))
    counted = {part: measure_of(part) for one in wanted for part in _counted_for(one)}
    for measure in {(one.key, one.version): one for one in counted.values()}.values():
        rules_of("view", model_listed(measure))
    values: dict[Selection, int] = {}
    parts = list(counted)
    for start in range(0, len(parts), AT_ONCE):
        values |= _values_of(parts[start : start + AT_ONCE])
    known: dict[Selection, Figure] = {}
    with one_moment():
        for one, measure in counted.items():
            known[one] = figure_with(measure, one, values[one], hidden=measure.sensitive and is_hidden(measure, one))
    return {one: known[one] if one in known else _rate(one, known) for one in wanted}


def tables_of(selections: Iterable[Selection]) -> dict[Selection, list[DistrictLine]]:
    """As `engine.table_by_district` of each, counted in one statement."""
    wanted = list(dict.fromkeys(selections))
    counted = _counts_of(dict.fromkeys(part for one in wanted for part in _counted_for(one)))
    return {one: counted[one] if one in counted else _rates(one, counted) for one in wanted}


def _rates(selection: Selection, counted: dict[Selection, list[DistrictLine]]) -> list[DistrictLine]:
    definition = selection.definition
    assert isinstance(definition, Ratio)  # noqa: S101  whatever is no rate was counted
    up, down = parts_of(selection)
    return rates_of(definition, replace(selection, place=WHOLE_CITY), counted[up], counted[down])


def _counts_of(selections: Iterable[Selection]) -> dict[Selection, list[DistrictLine]]:
    wanted = list(selections)
    whole = {one: replace(one, place=WHOLE_CITY) for one in wanted}
    parts = []
    for number, one in enumerate(wanted):
        place = measure_of(one).place
        if place is not None:
            grouped = _numbered(number, measure_of(one), whole[one], place.district(one.end))
            parts.append(grouped.values_list("figure_number", "figure_key", "figure_count"))
    counts: dict[int, dict[int | None, int]] = {number: {} for number in range(len(wanted))}
    for number, district, count in parts[0].union(*parts[1:], all=True) if parts else ():
        counts[number][district] = int(count or 0)
    return {one: lines_of(whole[one], counts[number]) for number, one in enumerate(wanted)}


def _counted_for(selection: Selection) -> tuple[Selection, ...]:
    return parts_of(selection) if isinstance(selection.definition, Ratio) else (selection,)


def _rate(selection: Selection, known: dict[Selection, Figure]) -> Figure:
    definition = selection.definition
    assert isinstance(definition, Ratio)  # noqa: S101  whatever is no rate was counted
    up, down = parts_of(selection)
    return share_of(definition, selection, known[up], known[down])


def _values_of(selections: Sequence[Selection]) -> dict[Selection, int]:
    """`engine.value_of` each, in one statement."""
    first, *others = [
        _numbered(number, measure_of(one), one).values_list("figure_number", "figure_count")
        for number, one in enumerate(selections)
    ]
    found = dict(first.union(*others, all=True) if others else first)
    return {one: int(found.get(number) or 0) for number, one in enumerate(selections)}


def _numbered(
    number: int, measure: Measure, selection: Selection, key: Combinable | None = None
) -> QuerySet[Any, Any]:
    """The selection's rows reduced, beside its number; with `key` for every value of that expression."""
    if measure.distinct:
        count: Aggregate = Count(measure.distinct, distinct=True)
    else:
        count = Sum(measure.total) if measure.total else Count("pk")
    columns = {"figure_number": Value(number, IntegerField())} | ({"figure_key": key} if key is not None else {})
    rows = rows_of(selection).order_by().annotate(**columns).values(*columns)
    numbered: QuerySet[Any, Any] = rows.annotate(figure_count=count)
    return numbered
