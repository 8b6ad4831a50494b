"""Which sensitive counts are given, worked out from how many records there are; why it is enough stands in `suppression`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt

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

    def to_json(self) -> dict[str, Any]:
        return {
            "segments": self.segments,
            "closed_units": list(self.closed_units),
            "closed_values": {name: sorted(values) for name, values in self.closed_values.items()},
            "shut": self.shut,
        }

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> Pattern:
        return cls(
            tuple((first, last) for first, last in said["segments"]),
            frozenset(said["closed_units"]),
            {name: frozenset(values) for name, values in said["closed_values"].items()},
            said["shut"],
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """Records of one measure in one month, unit and set of filter values."""

    measure: int
    month: int
    unit: int | None
    values: tuple[str, ...]
    count: int


def month_of(day: dt.date) -> int:
    return day.year * 12 + day.month - 1


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
