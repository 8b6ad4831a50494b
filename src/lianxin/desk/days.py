"""As of any day: the day that a page is about, and how it stays in the links of the page.

Rosters, liaison officers, tiers and coverage are those of the day; what the reader may see follows from today's posts,
and so do values. A page puts `day=day_of(request)` into its context, includes `desk/_day.html`, and writes its links with
`{{ href|on_day:day }}` or `day.link(href)`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from lianxin.access.http import Request
from lianxin.core.dates import today

PARAM = "on"


@dataclass(frozen=True, slots=True)
class Day:
    """`is_wrong` says that the address asked for a day that is none, or is still to come."""

    on: dt.date
    is_today: bool = True
    is_wrong: bool = False

    def link(self, href: str) -> str:
        """The address for the same day; as it is for today, and "" stays ""."""
        if self.is_today or not href:
            return href
        address, mark, fragment = href.partition("#")
        sign = "&" if "?" in address else "?"
        return f"{address}{sign}{urlencode({PARAM: self.on.isoformat()})}{mark}{fragment}"

    @property
    def iso(self) -> str:
        return self.on.isoformat()


def day_of(request: Request) -> Day:
    """The day that the address names; today without one, and for a day that is none or is still to come."""
    text, now = request.GET.get(PARAM, ""), today()
    if not text:
        return Day(now)
    try:
        on = dt.date.fromisoformat(text)
    except ValueError:
        return Day(now, is_wrong=True)
    return Day(now, is_wrong=True) if on > now else Day(on, is_today=on == now)
