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

Whoever reads every day still sees what a day brought, and may open records that tell them more: both are theirs to know. So of
a table with very many records it is enough to find out once a day what is given, and again when the table has grown by a
hundredth; a count that became small since is hidden all the same.
"""

from __future__ import annotations

import hashlib
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Count, F, IntegerField, Max, Subquery, Value
from django.db.models.functions import Cast

from lianxin.core.dates import today
from lianxin.figures.fingerprints import fingerprint
from lianxin.figures.measures import During, Measure, measures
from lianxin.figures.models import DayPattern
from lianxin.figures.patterns import Cell, Pattern, make_pattern, month_of
from lianxin.figures.places import UNPLACED, WHOLE_CITY, find_reporting_place, is_unit, units

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import Model, QuerySet

    from lianxin.figures.selections import Selection

MANY = 50_000
"""From so many records on the pattern is kept for the day: to count a million takes longer than a page may."""
GROWTH = 1.01

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


def pattern_of(measure: Measure) -> Pattern:
    """What is given of the records that the measure counts: by the records there are now, of a large table by those of this morning.

    One statement, two where it is counted.
    """
    known = _moment.get()
    if known is not None and (measure.key, measure.version) in known:
        return known[(measure.key, measure.version)]
    table = measure.rows().model
    family = _family(table)
    found = _of_day(table, family) or _counted(table, family)
    if known is not None:
        known |= {(one.key, one.version): found for one in family}
    return found


def renew_patterns() -> int:
    """The job of `lianxin tick`: count large tables when the day begins, so that no reader waits for it."""
    kept = set(DayPattern.objects.exclude(day=today()).values_list("table", flat=True))
    tables = {measure.rows().model for measure in _sensitive()}
    due = [table for table in tables if table._meta.label in kept]
    for table in due:
        _counted(table, _family(table))
    return len(due)


def _sensitive() -> list[Measure]:
    return [one for one in measures.in_every_version() if isinstance(one, Measure) and one.sensitive]


def _family(table: type[Model]) -> tuple[Measure, ...]:
    """The sensitive measures of one table, in every version."""
    return tuple(one for one in _sensitive() if one.rows().model is table)


def _of_day(table: type[Model], family: tuple[Measure, ...]) -> Pattern | None:
    """The pattern kept for today, unless the measures are others or the table grew by more than a hundredth since."""
    kept = DayPattern.objects.filter(table=table._meta.label).annotate(now=_highest(table)).first()
    if kept is None or (kept.day, kept.definitions) != (today(), _digest(family)) or kept.now > kept.highest * GROWTH:
        return None
    return Pattern.from_json(kept.pattern)


def _counted(table: type[Model], family: tuple[Measure, ...]) -> Pattern:
    """The pattern by the records there are now, kept for the day when they are many."""
    day = today()
    names = sorted({name for one in family for name in one.filters})
    known_units = [unit.district_id for unit in units(day)]
    dates = [one.when.column for one in family if isinstance(one.when, During)]
    cells = list(_cells(family, names, day))
    found = make_pattern(cells, dates, names, [*known_units, None], month_of(day))
    if sum(cell.count for cell in cells) >= MANY:
        row = DayPattern(table=table._meta.label, day=day, definitions=_digest(family), pattern=found.to_json())
        row.highest = table._default_manager.aggregate(highest=Max("pk"))["highest"]
        DayPattern.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["table"], update_fields=["day", "definitions", "highest", "pattern"]
        )
    return found


def _highest(table: type[Model]) -> Subquery:
    return Subquery(table._default_manager.order_by("-pk").values("pk")[:1])


@lru_cache(maxsize=8)
def _digest(family: tuple[Measure, ...]) -> str:
    return hashlib.sha256(" ".join(sorted(map(fingerprint, family))).encode()).hexdigest()


def _cells(family: tuple[Measure, ...], names: list[str], day: dt.date) -> Iterator[Cell]:
    """Counted by day, which needs no reckoning in the database, and put together by month here."""
    first, *others = [_grouped(number, one, names, day) for number, one in enumerate(family)]
    counts: Counter[tuple[int, int, int | None, tuple[str, ...]]] = Counter()
    for number, on, unit, *values, count in first.union(*others, all=True) if others else first:
        counts[(number, month_of(on), unit, tuple(values))] += count
    return (Cell(*cell, count) for cell, count in counts.items())


def _grouped(number: int, measure: Measure, names: list[str], day: dt.date) -> QuerySet[Any, Any]:
    assert isinstance(measure.when, During)  # noqa: S101  a sensitive measure is declared so
    assert measure.place is not None  # noqa: S101  and so
    column = measure.when.column
    columns: dict[str, Any] = {
        "cell_measure": Value(number, IntegerField()),
        "cell_day": F(column),
        "cell_unit": measure.place.district(day),
    }
    for name in names:
        lookup = measure.filters.get(name)
        columns[f"cell_{name}_value"] = Cast(F(lookup), CharField()) if lookup else Value("", CharField())
    rows = measure.rows().filter(**{f"{column}__lte": day}).order_by()
    cells: QuerySet[Any, Any] = rows.values(**columns).annotate(cell_count=Count("pk")).values_list(*columns, "cell_count")
    return cells
