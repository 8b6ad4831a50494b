"""A figure over time: the period cut at years, quarters or months, every point a selection of its own."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lianxin.figures.measures import During, Measure, Period
from lianxin.figures.together import figures_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lianxin.figures.engine import Figure
    from lianxin.figures.selections import Selection

MONTHS_BY_MONTH = 9
MONTHS_BY_QUARTER = 36
FEW = 7
"""So many parts of a small line: five half-years and what there is of the sixth."""


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
        label = _named(year, month, step)
        yield label, start, dt.date(year, last, monthrange(year, last)[1])
        year, month = year + last // 12, last % 12 + 1


def _named(year: int, month: int, step: int) -> str:
    if step == 12:
        return str(year)
    return f"{year}-{month:02d}" if step == 1 else f"{year}{'Q' if step == 3 else 'H'}{(month - 1) // step + 1}"


def over_time(selection: Selection) -> list[Point]:
    """One figure per part of the period. People counted in two parts stand in both: the parts do not add up (F5)."""
    parts = cut(selection.period)
    known = figures_of(_within(selection, part) for _label, part in parts)
    return [Point(label, known[_within(selection, part)]) for label, part in parts]


def _within(selection: Selection, part: Period) -> Selection:
    return replace(selection, start=part.start, end=part.end)


@dataclass(frozen=True, slots=True)
class Trend:
    """A figure with the same figure for a few parts of its period, for a small line beside the number."""

    figure: Figure
    points: tuple[Point, ...]

    @property
    def given(self) -> list[Point]:
        """The points that have a value to show; none unless there are two of them to compare."""
        points = [point for point in self.points if point.figure.value is not None]
        return points if len(points) > 1 else []

    @property
    def values(self) -> list[int | float]:
        """The values of the line."""
        return [point.figure.value or 0 for point in self.given]

    @property
    def words(self) -> str:
        """The line in words, for whoever does not see it."""
        return f"{self.figure.name}: " + ", ".join(f"{point.label} {point.figure.shown}" for point in self.given)


def trends_of(selections: Iterable[Selection]) -> dict[Selection, Trend]:
    """Each figure with its course. What happens within a period is drawn for whole parts only: half a month is no fall."""
    wanted = list(dict.fromkeys(selections))
    parts = {one: [(label, _within(one, part)) for label, part in _few(one)] for one in wanted}
    known = figures_of([*wanted, *(part for cuts in parts.values() for _label, part in cuts)])
    return {one: Trend(known[one], tuple(Point(label, known[part]) for label, part in cuts)) for one, cuts in parts.items()}


def _few(selection: Selection) -> list[tuple[str, Period]]:
    """The period in a few equal parts: months, quarters, half-years or years."""
    period = selection.period
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    step = next((step for step in (1, 3, 6) if months <= step * FEW), 12)
    spans = [(label, Period(start, end)) for label, start, end in _spans(period, step)]
    if isinstance(selection.definition, Measure) and not isinstance(selection.definition.when, During):
        return [(label, Period(max(part.start, period.start), min(part.end, period.end))) for label, part in spans]
    return [(label, part) for label, part in spans if period.start <= part.start and part.end <= period.end]
