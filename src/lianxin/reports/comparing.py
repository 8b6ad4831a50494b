"""A figure against an earlier one: which days 同比 and 环比 mean, and how the change is said."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lianxin.core.errors import BadInput
from lianxin.figures.engine import Figure
from lianxin.figures.selections import Selection

YEAR, STRETCH = "同比", "环比"
LONGEST_YEAR = 366
ONE_DAY = dt.timedelta(days=1)
LEAST = 0.05
"""Below this a change rounds to 0.0."""


def before(selection: Selection, against: str) -> Selection:
    """The selection that a change is measured against: 同比 the same days of the year before, 环比 the stretch just before.

    Before whole months lie as many whole months, as statistics count: before March is February, before a quarter a quarter.
    Of a period longer than a year neither says anything: its last calendar year so far is what `latest_year` gives.
    """
    if against == STRETCH:
        first = _begin_before(selection.start, selection.end)
        return replace(selection, start=first, end=_day_before(selection.start))
    return replace(selection, start=a_year_earlier(selection.start), end=a_year_earlier(selection.end))


def _begin_before(start: dt.date, end: dt.date) -> dt.date:
    """The first day of the stretch that ends on the day before `start` and is as long as that from `start` to `end`."""
    if start.day == 1 and (end + ONE_DAY).day == 1:
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        year, month = divmod(start.year * 12 + start.month - 1 - months, 12)
        if year < dt.MINYEAR:
            raise BadInput(_("There is no year before the first."))
        return dt.date(year, month + 1, 1)
    return dt.date.fromordinal(max(start.toordinal() - (end - start).days - 1, 1))


def _day_before(day: dt.date) -> dt.date:
    if day == dt.date.min:
        raise BadInput(_("There is no year before the first."))
    return day - ONE_DAY


def latest_year(selection: Selection) -> Selection:
    """The part of the period that a comparison of years speaks of: all of it up to a year, else its last calendar year so far."""
    if (selection.end - selection.start).days < LONGEST_YEAR:
        return selection
    return replace(selection, start=dt.date(selection.end.year, 1, 1))


def a_year_earlier(day: dt.date) -> dt.date:
    """The same day of the year before; the last of February stays the last of February."""
    if day.year == dt.MINYEAR:
        raise BadInput(_("There is no year before the first."))
    last = calendar.monthrange(day.year - 1, day.month)[1]
    ends_month = day.day == calendar.monthrange(day.year, day.month)[1]
    return day.replace(year=day.year - 1, day=last if ends_month else min(day.day, last))


def say_change(now: Figure, then: Figure) -> str:
    """How a figure moved: up 8.3% on the year before; of rates in percentage points; nothing is claimed without both values."""
    if now.value is None or then.value is None:
        return _("(no comparison)")
    if now.value == then.value:
        return _("unchanged from the earlier period")
    if now.is_rate:
        points = _digits(abs(now.value - then.value) * 100)
        return (_("up {n} percentage points") if now.value > then.value else _("down {n} percentage points")).format(n=points)
    if not then.value:
        return _("up from none")
    share = _digits(abs(now.value - then.value) / then.value * 100)
    return (_("up {n}%") if now.value > then.value else _("down {n}%")).format(n=share)


def _digits(change: float) -> str:
    """One decimal; more where the change would read as none."""
    return f"{change:.1f}" if change >= LEAST else f"{change:.6f}".rstrip("0")


def say_against(now: Figure, then: Figure, against: str) -> str:
    """As `say_change`, with what it is measured against: 同比 the year before, 环比 the stretch just before."""
    moved = _("{change} against the period before") if against == STRETCH else _("{change} year on year")
    is_same = now.value is not None and now.value == then.value
    return moved.format(change=pgettext("comparison", "unchanged") if is_same else say_change(now, then))
