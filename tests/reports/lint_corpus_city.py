"""A city whose figures are told beside the sentences of a corpus."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from lianxin.figures.engine import Figure
from lianxin.figures.measures import Ratio, measures
from lianxin.figures.selections import select
from lianxin.reports.contents import YEARLY

START, END = dt.date(2016, 7, 15), dt.date(2017, 7, 14)
DOCUMENT = "大统发〔2016〕12号"
"""The only document in its register."""


class Told:
    """`values`: "now ← a year before ← two years before" by key, rates as "9/10", and "KEY by district" as "中山区 200, 金州区 150".

    A figure that is not told was always 20, a rate always 3/4.
    """

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values

    def now(self, key: str) -> Figure:
        return self._history(key)[0]

    def compared(self, key: str, against: str) -> tuple[Figure, Figure]:
        now, then = (self._history(key) * 2)[:2]
        return now, then

    def by_year(self, key: str) -> list[Figure]:
        return self._history(key)[::-1]

    def ever_before(self, key: str) -> Figure:
        history = self._history(key)
        earlier = max(history[1:] or history, key=lambda one: one.value or 0)
        return replace(earlier, selection=replace(earlier.selection, end=START))

    def by_district(self, key: str) -> list[tuple[str, Figure]]:
        told = self.values.get(f"{_measure(key)} by district", "")
        lines = [line.split() for line in told.split(", ") if line]
        return [(name, self._figure(key, value)) for name, value in lines]

    def rate_of(self, key: str) -> Figure | None:
        rates = [one.key for one in measures if isinstance(one, Ratio) and key in {one.key, one.numerator}]
        return self.now(rates[0]) if rates else None

    def knows_document(self, number: str) -> bool:
        return number == DOCUMENT

    def _history(self, key: str) -> list[Figure]:
        usual = "3/4" if isinstance(measures.get(_measure(key)), Ratio) else "20"
        return [self._figure(key, value) for value in self.values.get(_measure(key), usual).split(" ← ")]

    def _figure(self, key: str, value: str) -> Figure:
        definition, found = measures.get(_measure(key)), select(_measure(key), START, END)
        if not isinstance(definition, Ratio):
            return Figure(found, definition.name, definition.unit, int(value))
        up, down = (int(part) for part in value.split("/"))
        return Figure(found, definition.name, definition.unit, up / down, numerator=up, denominator=down)


def _measure(key: str) -> str:
    return YEARLY[key].measure if key in YEARLY else key
