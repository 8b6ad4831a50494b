"""Small counts of sensitive records: which figures are given, so that no subtraction of given ones finds a hidden one (F8).

Records of one table (the cases of stations) are told by month, by unit and by a filter, and counted by several measures.
What is given of all these measures together:

- the whole city, for whole *segments* of months: runs of months, inside a quarter or a year where that is enough, that are
  *fine*: measures by the same date count all of them none, or all of them at least five;
- an *open* unit, for whole calendar years: one that is fine in every year. The others are closed, never fewer than three, and
  are not given for any period;
- an *open* value of a filter, for whole calendar years and the whole city, likewise; the closed ones are never fewer than two.

The month that runs and the year that runs end today; no other day cuts a month. So no given figure is small. Nor does a hidden
small one follow from the given ones, since the records could be others without any given figure being another:

- One record of a closed unit goes to another closed unit. Nothing given changes, but both units' counts do. (Who knows the
  records of one closed unit is left with two others.) Of values of a filter the same holds.
- One record goes to another month of its segment. Nothing given changes, but every count whose period cuts the segment does.
- A part of a year by an open unit, say 1 to 4: two records of the year, alike but for the date that is counted by, exchange these
  dates, one in the unit and the part, the other in neither, or one in each. If there were no such two, all records of the
  year (or of those that a narrower measure counts as well) would lie in that part, or all in that unit, or none in one of them;
  then the count would be the unit's, the part's, or none, and these are fine.

Whoever reads every day still sees what a day brought, and may open records that tell them more: both are theirs to know.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Count, F, IntegerField, Value
from django.db.models.functions import Cast, ExtractMonth, ExtractYear

from lianxin.core.dates import today
from lianxin.figures.measures import During, Measure, measures
from lianxin.figures.places import UNPLACED, WHOLE_CITY, find_reporting_place, is_unit, units

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from lianxin.figures.selections import Selection

SMALL = 5
"""Counts of sensitive classes below this and above zero are not given."""
CLOSED_UNITS, CLOSED_VALUES = 3, 2
"""So many units, or values of a filter, are closed when one is: an officer may know the records of one unit."""

Months = list[int]
"""Months as numbers: twelve times the year, and the month from 0."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """What is given of one table's sensitive measures. `shut` says that even all of its records are too few."""

    segments: tuple[tuple[int, int], ...]
    closed_units: frozenset[int | None]
    closed_values: dict[str, frozenset[str]]
    shut: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """Records of one measure in one month, unit and set of filter values."""

    measure: int
    month: int
    unit: int | None
    values: tuple[str, ...]
    count: int


_moment: ContextVar[dict[tuple[str, int], Pattern] | None] = ContextVar("lianxin.figures.moment", default=None)


@contextmanager
def one_moment() -> Iterator[None]:
    """Inside, what is given is found out once and holds for all figures of a page or a report."""
    if _moment.get() is not None:
        yield
        return
    token = _moment.set({})
    try:
        yield
    finally:
        _moment.reset(token)


def is_hidden(measure: Measure, selection: Selection) -> bool:
    """Is this figure of a sensitive measure not given?"""
    pattern, day = pattern_of(measure), today()
    if pattern.shut or not _whole_months(selection, day) or _cuts(pattern, selection):
        return True
    if selection.place == WHOLE_CITY and not selection.filters:
        return False
    if not _whole_years(selection, day) or len(selection.filters) + (selection.place != WHOLE_CITY) > 1:
        return True
    if selection.filters:
        name, value = selection.filters[0]
        return value in pattern.closed_values.get(name, ())
    if selection.place == UNPLACED:
        return None in pattern.closed_units
    place = find_reporting_place(selection.place, selection.end)
    # Streets that are opened one by one would give each other away.
    return not is_unit(place) or place.district_id in pattern.closed_units


def _whole_months(selection: Selection, day: dt.date) -> bool:
    last = selection.end.replace(day=monthrange(selection.end.year, selection.end.month)[1])
    return selection.start.day == 1 and selection.end <= day and selection.end in {last, day}


def _whole_years(selection: Selection, day: dt.date) -> bool:
    return selection.start.month == 1 and (selection.end == day or selection.end.month == 12)


def _cuts(pattern: Pattern, selection: Selection) -> bool:
    """Does the period begin or end inside a segment?"""
    first, last = month_of(selection.start), month_of(selection.end)
    return any(start <= last and end >= first and not (first <= start and end <= last) for start, end in pattern.segments)


def month_of(day: dt.date) -> int:
    return day.year * 12 + day.month - 1


def pattern_of(measure: Measure) -> Pattern:
    """What is given of the records that the measure counts, by the records there are now; one statement."""
    known = _moment.get()
    if known is not None and (measure.key, measure.version) in known:
        return known[(measure.key, measure.version)]
    table = measure.rows().model
    family = [
        one
        for one in measures.in_every_version()
        if isinstance(one, Measure) and one.sensitive and one.rows().model is table
    ]
    day = today()
    names = sorted({name for one in family for name in one.filters})
    known_units = [unit.district_id for unit in units(day)]
    dates = [one.when.column for one in family if isinstance(one.when, During)]
    found = make_pattern(list(_cells(family, names, day)), dates, names, [*known_units, None], month_of(day))
    if known is not None:
        known |= {(one.key, one.version): found for one in family}
    return found


def make_pattern(
    cells: list[Cell], dates: list[str], names: list[str], known_units: Iterable[int | None], last: int
) -> Pattern:
    """The pattern of a table's cells; `dates` are the columns that the measures date by, `last` is the month that runs."""
    by_month: dict[int, Counter[int]] = defaultdict(Counter)
    for cell in cells:
        by_month[cell.month][cell.measure] += cell.count

    def fine_months(months: Months) -> bool:
        sums: Counter[int] = Counter()
        for month in months:
            sums += by_month.get(month, Counter())
        return is_fine(sums, dates)

    segments = list(_segments(list(range(min(by_month, default=last), last + 1)), fine_months))
    closed_values = {
        name: _closed([(cell, cell.values[place]) for cell in cells], dates, (), CLOSED_VALUES) for place, name in enumerate(names)
    }
    return Pattern(
        tuple((months[0], months[-1]) for months in segments),
        _closed([(cell, cell.unit) for cell in cells], dates, known_units, CLOSED_UNITS),
        closed_values,
        shut=not all(fine_months(months) for months in segments),
    )


def is_fine(counts: Mapping[int, int], dates: Sequence[str]) -> bool:
    """Do measures by the same date count all of them none, or all of them at least five?"""
    by_date: dict[str, set[bool]] = defaultdict(set)
    for measure, date in enumerate(dates):
        count = counts.get(measure, 0)
        if 0 < count < SMALL:
            return False
        by_date[date].add(count > 0)
    return all(len(are_there) == 1 for are_there in by_date.values())


def _segments(months: Months, fine: Callable[[Months], bool]) -> Iterator[Months]:
    """The months in runs that are fine: years, in a year quarters, in a quarter months, as far as each is fine by itself."""
    for years in _runs(_cut(months, 12), fine):
        if len(years) > 1:
            yield _joined(years)
            continue
        for quarters in _runs(_cut(years[0], 3), fine):
            if len(quarters) > 1:
                yield _joined(quarters)
                continue
            yield from (_joined(run) for run in _runs(_cut(quarters[0], 1), fine))


def _cut(months: Months, size: int) -> list[Months]:
    parts: dict[int, Months] = defaultdict(list)
    for month in months:
        parts[month // size].append(month)
    return list(parts.values())


def _joined(parts: list[Months]) -> Months:
    return [month for part in parts for month in part]


def _runs(parts: list[Months], fine: Callable[[Months], bool]) -> list[list[Months]]:
    """Neighbours put together until each run is fine; a last one that is not joins the one before."""
    runs: list[list[Months]] = [[]]
    for part in parts:
        runs[-1].append(part)
        if fine(_joined(runs[-1])):
            runs.append([])
    if not runs[-1]:
        runs.pop()
    while len(runs) > 1 and not fine(_joined(runs[-1])):
        runs[-2:] = [runs[-2] + runs[-1]]
    return runs


def _closed(cells: list[tuple[Cell, Any]], dates: list[str], known: Iterable[Any], at_least: int) -> frozenset[Any]:
    """Units or values that are not fine in some year, and as many of the next smallest as make them `at_least` so many."""
    by_year: dict[tuple[Any, int], Counter[int]] = defaultdict(Counter)
    totals: Counter[Any] = Counter(dict.fromkeys(known, 0))
    for cell, key in cells:
        by_year[(key, cell.month // 12)][cell.measure] += cell.count
        totals[key] += cell.count
    small = {key for (key, _year), counts in by_year.items() if not is_fine(counts, dates)}
    if not small:
        return frozenset()
    others = sorted((key for key in totals if key not in small), key=lambda key: (not totals[key], totals[key], str(key)))
    return frozenset([*small, *others[: max(0, at_least - len(small))]])


def _cells(family: list[Measure], names: list[str], day: dt.date) -> Iterator[Cell]:
    first, *others = [_grouped(number, one, names, day) for number, one in enumerate(family)]
    for number, year, month, unit, *values, count in first.union(*others, all=True) if others else first:
        yield Cell(number, year * 12 + month - 1, unit, tuple(values), count)


def _grouped(number: int, measure: Measure, names: list[str], day: dt.date) -> QuerySet[Any, Any]:
    assert isinstance(measure.when, During)  # noqa: S101  a sensitive measure is declared so
    assert measure.place is not None  # noqa: S101  and so
    column = measure.when.column
    columns: dict[str, Any] = {
        "cell_measure": Value(number, IntegerField()),
        "cell_year": ExtractYear(column),
        "cell_month": ExtractMonth(column),
        "cell_unit": measure.place.district(day),
    }
    for name in names:
        lookup = measure.filters.get(name)
        columns[f"cell_{name}_value"] = Cast(F(lookup), CharField()) if lookup else Value("", CharField())
    rows = measure.rows().filter(**{f"{column}__lte": day}).order_by()
    cells: QuerySet[Any, Any] = rows.values(**columns).annotate(cell_count=Count("pk")).values_list(*columns, "cell_count")
    return cells
