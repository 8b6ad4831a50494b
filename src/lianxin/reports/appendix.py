"""The appendix that names every code of a report (F13), the same on paper and on the page."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianxin.figures.measures import Measure
from lianxin.reports.building import Appendix, Entry, Report
from lianxin.reports.stored import marked_figures

if TYPE_CHECKING:
    from lianxin.figures.engine import Figure

HASH_SHOWN = 8
"""Digits of a list's SHA-256 that stand in the appendix."""


def complete_entries(block: Appendix, report: Report) -> list[Entry]:
    """The report's entries, and one for every further figure whose code is printed: a year, a column, a chart."""
    entries = {entry.figure.code: entry for entry in block.entries}
    for fig in marked_figures(report):
        entries.setdefault(fig.code, Entry(fig, _counted(fig)))
    return list(entries.values())


def _counted(fig: Figure) -> int | None:
    """Records of a figure that counts them; a rate has two lists, a sum counts something else."""
    definition = fig.selection.definition
    if not isinstance(definition, Measure) or definition.total or fig.value is None:
        return None
    return int(fig.value)


def selection_words(fig: Figure, report: Report) -> str:
    """Period, place and filters of a figure."""
    chosen = fig.selection
    zh = (get_language() or "zh").startswith("zh")
    place = report.place.name if chosen.place and report.place else chosen.place
    words = [
        f"{_dots(chosen.start)}—{_dots(chosen.end)}" if zh else f"{chosen.start} to {chosen.end}",
        place or _("Whole city"),
    ]
    return " · ".join([*words, *(f"{name}={value}" for name, value in chosen.filters)])


def _dots(day: dt.date) -> str:
    return f"{day.year}.{day.month}.{day.day}"
