"""The time line of a person or an organisation: a card that their page loads by itself, and a page of its own.

A page would otherwise ask every app for its events before it shows anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lianxin.access.http import Request
from lianxin.desk.days import day_of
from lianxin.desk.links import record_url
from lianxin.register.models import Person
from lianxin.register.queries.timeline import Span, cut, timeline
from lianxin.register.reach import Event, Party

CARD, PAGE = "desk/_timeline.html", "desk/timeline.html"


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event of the time line with the address of its record."""

    event: Event
    href: str

    @property
    def note(self) -> str:
        """What else it says, and until when it lasts."""
        until = self.event.until
        parts = (str(self.event.note), _("until {date}").format(date=until.isoformat()) if until else "")
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class YearLines:
    year: int | None
    lines: list[EventLine]


@dataclass(frozen=True, slots=True)
class Line:
    """A page of the time line for the template. `kind` and `year` are what is chosen, "" and None for everything."""

    span: Span
    years: list[YearLines]
    kind: str
    year: int | None

    @property
    def earlier(self) -> int | None:
        """The page of newer events, if there is one."""
        return self.span.page - 1 if self.span.page > 1 else None

    @property
    def later(self) -> int | None:
        """The page of older events, if there is one."""
        return self.span.page + 1 if self.span.page < self.span.pages else None


def timeline_page(request: Request, party: Party, name: str, url: str) -> HttpResponse:
    """The card for a page that loads it, a page for everybody else; `url` is the address of both, `name` the party's."""
    day = day_of(request)
    context: dict[str, Any] = {
        "day": day,
        "name": name,
        "kind": _("Person") if isinstance(party, Person) else _("Organisation"),
        "line": line_of(timeline(party, request.actor), request),
        "timeline_url": url,
        "party_href": day.link(record_url(party)),
    }
    return render(request, CARD if request.htmx else PAGE, context)


def line_of(events: list[Event], request: Request) -> Line:
    """The page of the time line that the address asks for; what it asks wrongly is everything."""
    day = day_of(request)
    kind, year, page = (request.GET.get(name, "") for name in ("kind", "year", "page"))
    kind = kind if any(event.source == kind for event in events) else ""
    wanted = int(year) if year.isdecimal() and len(year) == 4 else None
    number = int(page) if page.isdecimal() and len(page) < 7 else 1
    span = cut(events, kind=kind, year=wanted, page=number, until=None if day.is_today else day.on)
    years = [YearLines(one.year, [EventLine(e, record_url(e.obj)) for e in one.events]) for one in span.years]
    return Line(span, years, kind, wanted)
