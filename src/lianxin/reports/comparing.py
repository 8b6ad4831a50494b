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


def before(selection: Selection, against: str) -> Selection:
    """The selection that a change is measured against: 同比 the same days of the year before, 环比 the stretch just before.

    Of a period longer than a year neither says anything: its last calendar year so far is what `latest_year` gives.
    """
    if against == STRETCH:
        length = selection.end - selection.start
        return replace(selection, start=selection.start - ONE_DAY - length, end=selection.start - ONE_DAY)
    return replace(selection, start=a_year_earlier(selection.start), end=a_year_earlier(selection.end))


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
        points = f"{abs(now.value - then.value) * 100:.1f}"
        return (_("up {n} percentage points") if now.value > then.value else _("down {n} percentage points")).format(n=points)
    if not then.value:
        return _("up from none")
    share = f"{abs(now.value - then.value) / then.value * 100:.1f}"
    return (_("up {n}%") if now.value > then.value else _("down {n}%")).format(n=share)


def say_against(now: Figure, then: Figure, against: str) -> str:
    """As `say_change`, with what it is measured against: 同比 the year before, 环比 the stretch just before."""
    moved = _("{change} against the period before") if against == STRETCH else _("{change} year on year")
    is_same = now.value is not None and now.value == then.value
    return moved.format(change=pgettext("comparison", "unchanged") if is_same else say_change(now, then))
