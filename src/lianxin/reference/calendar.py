"""Working days and deadlines.

The first day never counts. A period that ends on a day off ends on the next working day (Civil Code 200-204). The
State Council swaps weekends by a notice per year; where a count touches a year whose notice is not loaded, the result
is provisional (调休未公布) and must be computed again once it is.
"""

from __future__ import annotations

import calendar as months
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lianxin.reference.models import CalendarDay, CalendarYear
from lianxin.reference.snapshots import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

ONE_DAY = dt.timedelta(days=1)
SATURDAY = 5
YEAR_END = (12, 28)
"""From here on the days of December belong to New Year and are set by the next year's notice (29 December 2007)."""
FIXED_HOLIDAYS = {(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)}
"""Statutory days on a fixed date: off even while the year's notice is unpublished."""
FIXED_SINCE_2025 = (5, 2)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a period. `provisional`: a year that was counted has no notice yet."""

    date: dt.date
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """The loaded calendar: days that differ from the plain week, and the years with a notice."""

    exceptions: dict[dt.date, bool]
    names: dict[dt.date, str]
    years: frozenset[int]

    def is_working(self, day: dt.date) -> bool:
        known = self.exceptions.get(day)
        if known is not None:
            return known
        if day.weekday() >= SATURDAY:
            return False
        return day.year in self.years or not _is_fixed_holiday(day)

    def is_settled(self, day: dt.date) -> bool:
        return day.year in self.years and notice_year(day) in self.years


def notice_year(day: dt.date) -> int:
    """The year whose notice sets this day."""
    return day.year + ((day.month, day.day) >= YEAR_END)


def _is_fixed_holiday(day: dt.date) -> bool:
    key = (day.month, day.day)
    return key in FIXED_HOLIDAYS or (key == FIXED_SINCE_2025 and day.year >= 2025)


def _load_days() -> Days:
    exceptions: dict[dt.date, bool] = {}
    names: dict[dt.date, str] = {}
    for row in CalendarDay.objects.order_by("is_local"):  # local days come last and win
        exceptions[row.date] = CalendarDay.Kind(row.kind).is_working
        names[row.date] = row.name
    published = CalendarYear.objects.filter(notice_published=True)
    return Days(exceptions, names, frozenset(published.values_list("year", flat=True)))


_days = Snapshot(_load_days)


def is_working_day(day: dt.date) -> bool:
    return _days().is_working(day)


def day_name(day: dt.date) -> str:
    """The holiday that a day off or a working weekend belongs to, or nothing."""
    return _days().names.get(day, "")


def is_settled(day: dt.date) -> bool:
    """Whether the notice that decides this day is loaded."""
    return _days().is_settled(day)


def add_working_days(start: dt.date, n: int) -> Deadline:
    """The n-th working day after `start`, which does not count. With 0: `start`, or the next working day."""
    if n < 0:
        raise ValueError("a period cannot be negative")
    days = _days()
    if n == 0:
        return _ending_on(start)
    left, day, settled = n, start, True
    while left:
        day += ONE_DAY
        settled = settled and days.is_settled(day)
        left -= days.is_working(day)
    return Deadline(day, not settled)


def add_days(start: dt.date, n: int) -> Deadline:
    """`n` days of the calendar after `start`; a last day that is off moves to the next working day."""
    if n < 0:
        raise ValueError("a period cannot be negative")
    return _ending_on(start + n * ONE_DAY)


def add_months(start: dt.date, n: int) -> Deadline:
    """`n` months after `start`: the same day number, or the month's last day; a day off moves to the next working day."""
    if n < 0:
        raise ValueError("a period cannot be negative")
    year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
    last = months.monthrange(year, month + 1)[1]
    return _ending_on(dt.date(year, month + 1, min(start.day, last)))


def _ending_on(day: dt.date) -> Deadline:
    days = _days()
    settled = days.is_settled(day)
    while not days.is_working(day):
        day += ONE_DAY
        settled = settled and days.is_settled(day)
    return Deadline(day, not settled)


def working_days_between(start: dt.date, end: dt.date) -> int:
    """Working days after `start` up to and with `end`: 0 on the day itself, negative when `end` lies before.

    The inverse of `add_working_days`: a clock that started on `start` has used this many days on `end`.
    """
    if end < start:
        return -working_days_between(end, start)
    days = _days()
    return sum(days.is_working(day) for day in _days_after(start, end))


def is_provisional(start: dt.date, end: dt.date) -> bool:
    """Whether a count from `start` to `end` touches days whose notice is not loaded."""
    days = _days()
    return not all(days.is_settled(day) for day in _days_after(start, end))


def _days_after(start: dt.date, end: dt.date) -> Iterator[dt.date]:
    for n in range(1, (end - start).days + 1):
        yield start + n * ONE_DAY
