"""A figure over time: the period cut at years, quarters or months, every point a selection of its own."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lianxin.figures.engine import Figure, figure
from lianxin.figures.measures import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lianxin.figures.selections import Selection

MONTHS_BY_MONTH = 9
MONTHS_BY_QUARTER = 36


@dataclass(frozen=True, slots=True)
class Point:
    """`label` reads 2016, 2016Q3 or 2016-07."""

    label: str
    figure: Figure


def cut(period: Period) -> list[tuple[str, Period]]:
    """The period in calendar years, quarters (up to three years) or months (up to nine); first and last may be shorter."""
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    step = 1 if months <= MONTHS_BY_MONTH else 3 if months <= MONTHS_BY_QUARTER else 12
    return [(label, Period(max(start, period.start), min(end, period.end))) for label, start, end in _spans(period, step)]


def years(period: Period) -> list[tuple[str, Period]]:
    """The period in calendar years; first and last may be shorter."""
    return [(label, Period(max(start, period.start), min(end, period.end))) for label, start, end in _spans(period, 12)]


def _spans(period: Period, step: int) -> Iterator[tuple[str, dt.date, dt.date]]:
    year, month = period.start.year, (period.start.month - 1) // step * step + 1
    while (year, month) <= (period.end.year, period.end.month):
        start, last = dt.date(year, month, 1), month + step - 1
        label = str(year) if step == 12 else f"{year}Q{last // 3}" if step == 3 else f"{year}-{month:02d}"
        yield label, start, dt.date(year, last, monthrange(year, last)[1])
        year, month = year + last // 12, last % 12 + 1


def over_time(selection: Selection) -> list[Point]:
    """One figure per part of the period. People counted in two parts stand in both: the parts do not add up (F5)."""
    return [
        Point(label, figure(replace(selection, start=part.start, end=part.end))) for label, part in cut(selection.period)
    ]


def by_year(selection: Selection) -> list[Point]:
    """One figure per calendar year of the period."""
    return [
        Point(label, figure(replace(selection, start=part.start, end=part.end))) for label, part in years(selection.period)
    ]
