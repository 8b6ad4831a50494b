"""A leader on the phone: named contacts and visits, action items, the latest signed report, the main figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render

from lianxin.access.http import Request
from lianxin.access.roles import Role
from lianxin.access.routes import requires
from lianxin.core.errors import NotAllowed
from lianxin.core.wording import in_a_row
from lianxin.figures.engine import members, remember
from lianxin.figures.selections import default_period, select
from lianxin.figures.series import trends_of
from lianxin.gatherings.models import Gathering, Participation
from lianxin.gatherings.rules import visits_that_i_make
from lianxin.matters.models import Matter
from lianxin.portal.lights import light_word
from lianxin.register.enums import TieKind
from lianxin.register.models import Tie
from lianxin.reports.contents import reports
from lianxin.reports.models import Revision

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lianxin.access.actors import Actor

SHOWN, FIGURES = 20, 8
VISITS = 6
NOT_VISITED = "B5.pairs_not_visited"


@dataclass(frozen=True, slots=True)
class Pairing:
    """A named contact: since when, the last visit, and whether one is missing by the duty to visit."""

    tie: Tie
    last: dt.date | None
    is_missing: bool


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit, planned or made, and which of the named contacts it was to."""

    gathering: Gathering
    to: str


@requires("view", Tie)
def lead(request: Request) -> HttpResponse:
    """The leader's own page: what is theirs first, then the city."""
    actor = request.actor
    if Role.LEADER not in actor.roles:
        raise NotAllowed("")
    mine = Gathering.objects.visible_to(actor).filter(pk__in=visits_that_i_make(actor).values("pk"), superseded_by=None)
    items = Matter.objects.visible_to(actor).filter(kind="action_item", closed_on=None).order_by("due_on", "pk")
    period = default_period()
    keys = reports.get("brief").keys[:FIGURES]
    trends = trends_of(select(key, period.start, period.end) for key in keys)
    remember(trends)
    pairings, met = pairings_of(actor, mine)
    visits = mine.select_related("place", "venue", "organiser").order_by("-starts_on", "-pk")[:VISITS]
    context = {
        "pairings": pairings,
        "visits": [Visit(visit, in_a_row(met.get(visit.pk, ()))) for visit in visits],
        "items": [(row, light_word(row, actor.on)) for row in items[:SHOWN]],
        "signed": latest_signed(actor),
        "trends": list(trends.values()),
        "is_provisional": any(trend.figure.provisional for trend in trends.values()),
    }
    return render(request, "portal/lead.html", context)


def pairings_of(actor: Actor, visits: QuerySet[Gathering]) -> tuple[list[Pairing], dict[int, list[str]]]:
    """The actor's named contacts of today, those without a visit in the term first, and their names by visit; three statements."""
    rows = Tie.objects.visible_to(actor).on(actor.on)  # type: ignore[attr-defined]
    ties = list(
        rows.filter(kind=TieKind.PAIRING, other_id=actor.person_id, superseded_by=None)
        .select_related("person")
        .order_by("person__sort_key", "pk")[:SHOWN]
    )
    names = {tie.person_id: tie.person.name for tie in ties if tie.person is not None}
    rows_of_visits = Participation.objects.filter(gathering__in=visits, superseded_by=None, person_id__in=names)
    met: dict[int, list[str]] = {}
    last: dict[int | None, dt.date] = {}
    for visit, person, day in rows_of_visits.order_by("pk").values_list("gathering_id", "person_id", "gathering__held_on"):
        met.setdefault(visit, []).append(names[person])
        if day is not None:
            last[person] = max(day, last.get(person, day))
    period = default_period()
    due = set(
        members(select(NOT_VISITED, period.start, period.end)).filter(pk__in=[tie.pk for tie in ties]).values_list("pk", flat=True)
    )
    found = [Pairing(tie, last.get(tie.person_id), tie.pk in due) for tie in ties]
    return sorted(found, key=lambda one: not one.is_missing), met


def latest_signed(actor: Actor) -> Revision | None:
    """The report that was signed last, as far as the reader may see reports."""
    if not actor.may_any("view", Revision):
        return None
    return Revision.objects.visible_to(actor).select_related("report").defer("built").order_by("-signed_on", "-pk").first()
