"""The figures that a text is held against, computed from the records when they are asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from lianxin.figures.engine import Figure
from lianxin.figures.measures import During, Ratio, measures
from lianxin.figures.selections import Selection, select
from lianxin.figures.series import years
from lianxin.register.models import Document
from lianxin.reports.asking import Figures
from lianxin.reports.comparing import ONE_DAY, STRETCH, before, latest_year
from lianxin.reports.contents import YEARLY

BEGINNING = dt.date(1900, 1, 1)


class LiveValues:
    """Figures of one period and place; each selection is computed once, or taken from `figures`, which may know it already."""

    def __init__(self, start: dt.date, end: dt.date, place: str = "", figures: Figures | None = None) -> None:
        self.start, self.end, self.place = start, end, place
        self.figures = figures or Figures()
        self.figure = self.figures.figure

    def now(self, key: str) -> Figure:
        return self.figure(self.selection(key))

    def compared(self, key: str, against: str) -> tuple[Figure, Figure]:
        whole = self.selection(key)
        now = whole if against == STRETCH else latest_year(whole)
        return self.figure(now), self.figure(before(now, against))

    def by_year(self, key: str) -> Sequence[Figure]:
        whole = self.selection(key)
        parts = [part for _label, part in years(whole.period) if _is_whole_year(part.start, part.end)]
        return [self.figure(replace(whole, start=part.start, end=part.end)) for part in parts]

    def ever_before(self, key: str) -> Figure:
        return self.figure(
            replace(self.selection(key), start=min(BEGINNING, self.start), end=self.start - ONE_DAY)
        )

    def by_district(self, key: str) -> Sequence[tuple[str, Figure]]:
        return [
            (line.place.name, line.figure) for line in self.figures.table(self.selection(key)) if line.place
        ]

    def rate_of(self, key: str) -> Figure | None:
        if isinstance(measures.get(_measure(key)), Ratio):
            return self.now(key)
        rates = [
            measure.key for measure in measures if isinstance(measure, Ratio) and measure.numerator == key
        ]
        return self.now(rates[0]) if rates else None

    def knows_document(self, number: str) -> bool:
        return Document.objects.filter(number=number).exists()

    def selection(self, key: str) -> Selection:
        return select(_measure(key), self.start, self.end, self.place)


def counts_what_was_held(key: str) -> bool:
    """Does the figure count what happened in the period, and not a stock on a day?"""
    from_period = getattr(measures.get(_measure(key)), "when", None)
    return isinstance(from_period, During)


def _measure(key: str) -> str:
    return YEARLY[key].measure if key in YEARLY else key


def _is_whole_year(start: dt.date, end: dt.date) -> bool:
    return (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
