"""The calendar of a duty: its terms, cut at months, quarters, half-years or years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from lianxin.reports.models import Every

MONTHS = {Every.MONTH: 1, Every.TWO_MONTHS: 2, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}


class Term(NamedTuple):
    """`[start, end)`; what closes it is dated in `[counts_from, counts_to)`; `due` is the last day of grace."""

    start: dt.date
    end: dt.date
    counts_from: dt.date
    counts_to: dt.date
    due: dt.date


def months_on(day: dt.date, months: int) -> dt.date:
    """The first of the month that lies so many months after the month of `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, 1)


def terms(every: str, since: dt.date, until: dt.date, *, grace_days: int, follows: bool) -> Iterator[Term]:
    """The whole terms that begin on `since` or later and before `until`; none for what is done once and lasts.

    Terms begin with the year: quarters in January, April, July, October. With `follows` the term after is the time to do it.
    """
    months = MONTHS.get(Every(every))
    if months is None:
        return
    start = dt.date(since.year, (since.month - 1) // months * months + 1, 1)
    if start < since:
        start = months_on(start, months)
    while start < until:
        end = months_on(start, months)
        counts_from, counts_to = (end, months_on(end, months)) if follows else (start, end)
        yield Term(start, end, counts_from, counts_to, end + dt.timedelta(days=grace_days - 1))
        start = end


def in_words(every: str, start: dt.date) -> str:
    """A term as people name it: 2017, 2017Q2, 2017H1, 2017-05/06, 2017-05."""
    months, first = MONTHS.get(Every(every), 0), start.month
    if not months:
        return start.isoformat()
    marks = {
        12: f"{start.year}",
        6: f"{start.year}H{first // 6 + 1}",
        3: f"{start.year}Q{first // 3 + 1}",
        2: f"{start.year}-{first:02d}/{first + 1:02d}",
        1: f"{start.year}-{first:02d}",
    }
    return marks[months]
