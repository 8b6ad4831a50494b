"""Two reports beside each other, figure by figure: two periods, or two revisions of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lianxin.figures.engine import Figure
from lianxin.figures.measures import Measure, OnLastDay, Period, Ratio, measures
from lianxin.figures.selections import select
from lianxin.figures.together import figures_of
from lianxin.reports.building import Report
from lianxin.reports.comparing import say_change
from lianxin.reports.contents import YEARLY
from lianxin.reports.stored import marked_figures

SAME_LENGTH = 4
"""Days by which two periods of one length may differ: months, quarters and leap years do."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One figure on both sides; one of the two is None where only one report prints it."""

    name: str
    before: Figure | None
    after: Figure | None

    @property
    def is_same(self) -> bool:
        return self.before is not None and self.after is not None and self.before.value == self.after.value

    @property
    def change(self) -> str:
        """How it moved, where the two may be compared; rates in percentage points. Else why not (F5)."""
        if self.before is None or self.after is None:
            return _("only in one of the two")
        if self.before.suppressed or self.after.suppressed:
            return _("too few to compare")
        if self.before.selection.version != self.after.selection.version:
            return _("the definition changed between the two")
        if not _alike(self.before, self.after):
            return _("periods of different length")
        return say_change(self.after, self.before)


def _alike(before: Figure, after: Figure) -> bool:
    """May the two values be compared? What is counted on a day always; what happened in a period only over one of the same length."""
    if _is_stock(after.key):
        return True
    return abs(_days(before.selection.period) - _days(after.selection.period)) <= SAME_LENGTH


def _is_stock(key: str) -> bool:
    definition = measures.get(key)
    if isinstance(definition, Ratio):
        return _is_stock(definition.numerator) and _is_stock(definition.denominator)
    return isinstance(definition, Measure) and isinstance(definition.when, OnLastDay)


def _days(period: Period) -> int:
    return (period.end - period.start).days


def two_periods(keys: Iterable[str], before: Period, after: Period, place: str) -> list[Pair]:
    """The figures of these keys in two periods at one place."""
    wanted = dict.fromkeys(YEARLY[key].measure if key in YEARLY else key for key in keys)
    sides = {key: [select(key, period.start, period.end, place) for period in (before, after)] for key in wanted}
    known = figures_of(one for both in sides.values() for one in both)
    return [Pair(str(measures.get(key).name), known[then], known[now]) for key, (then, now) in sides.items()]


def two_reports(before: Report, after: Report) -> list[Pair]:
    """The figures with a code of two built reports, paired by measure, place and filters (and by period where it is the same)."""
    old, new = _by_sort(before), _by_sort(after)
    found = [Pair(str(fig.name), old.get(sort), fig) for sort, fig in new.items()]
    return found + [Pair(str(fig.name), fig, None) for sort, fig in old.items() if sort not in new]


Sort = tuple[str, str, tuple[tuple[str, str], ...], dt.date | None]


def _by_sort(report: Report) -> dict[Sort, Figure]:
    found: dict[Sort, Figure] = {}
    for fig in marked_figures(report):
        chosen = fig.selection
        # A figure of a part of the period (one year of several) is told by its own days.
        part = None if chosen.period == report.period else chosen.start
        found[(chosen.measure, chosen.place, chosen.filters, part)] = fig
    return found
