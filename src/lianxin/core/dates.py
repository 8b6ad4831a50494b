"""Days and moments. Dates are dates; moments are in Asia/Shanghai; spans are half-open `[start, end)`."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q

CITY_TIME = ZoneInfo("Asia/Shanghai")
WEEKDAYS = "一二三四五六日"


def today() -> dt.date:
    """The day the installation lives on: LIANXIN_TODAY in the demo and in tests, else the real one."""
    fixed: dt.date | None = getattr(settings, "LIANXIN_TODAY", None)
    return fixed or dt.datetime.now(CITY_TIME).date()


def now() -> dt.datetime:
    """The moment on `today()`: in the demo the fixed day with the real time of day."""
    moment = dt.datetime.now(CITY_TIME)
    return dt.datetime.combine(today(), moment.timetz())


def at_noon(day: dt.date) -> dt.datetime:
    """A moment for records that are known by the day only."""
    return dt.datetime.combine(day, dt.time(12), tzinfo=CITY_TIME)


def span_on(day: dt.date, prefix: str = "") -> Q:
    """Rows whose half-open span `[start, end)` holds `day`; an empty bound is open."""
    start = Q(**{f"{prefix}start__isnull": True}) | Q(**{f"{prefix}start__lte": day})
    end = Q(**{f"{prefix}end__isnull": True}) | Q(**{f"{prefix}end__gt": day})
    return start & end


def zh_date(day: dt.date) -> str:
    """Printed form without leading zeros, e.g. 2017年7月14日 (GB/T 7408.1)."""
    return f"{day.year}年{day.month}月{day.day}日"


def zh_weekday(day: dt.date) -> str:
    return f"星期{WEEKDAYS[day.weekday()]}"
