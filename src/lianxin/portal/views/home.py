"""The start page of the phone: what waits for me; and the leader's page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from lianxin.access.http import Request
from lianxin.access.roles import Role
from lianxin.access.routes import for_signed_in, requires
from lianxin.accounts.models import User
from lianxin.core.errors import NotAllowed
from lianxin.gatherings.models import Gathering
from lianxin.gatherings.rules import visits_that_i_make
from lianxin.matters.models import Matter
from lianxin.matters.queries import line_of
from lianxin.portal.lights import light_word
from lianxin.portal.queries import waiting
from lianxin.register.enums import TieKind
from lianxin.register.models import Tie
from lianxin.register.queries.consents import to_ask

SHOWN = 20


@for_signed_in("shows what waits for oneself")
def home(request: Request) -> HttpResponse:
    """One inbox: matters whose turn is mine, gatherings to come, bulletins to open or sign, votes."""
    user = request.user
    person = user.person if isinstance(user, User) else None
    inbox = waiting(request.actor)
    lines = [(matter, line_of(matter), light_word(matter, request.actor.on)) for matter in inbox.matters]
    roles = request.actor.roles
    return render(
        request,
        "portal/home.html",
        {
            "person": person,
            "inbox": inbox,
            "matters": lines,
            "is_leader": Role.LEADER in roles,
            "is_liaison": Role.LIAISON in roles,
            "has_desk": request.actor.has_desk,
            "questions": len(to_ask(person, request.actor.on)) if person else 0,
        },
    )


@requires("view", Tie)
def lead(request: Request) -> HttpResponse:
    """A leader on the phone: named contacts, visits, action items, the report."""
    actor = request.actor
    if Role.LEADER not in actor.roles:
        raise NotAllowed("")
    pairings = (
        Tie.objects.visible_to(actor)
        .on(actor.on)  # type: ignore[attr-defined]
        .filter(kind=TieKind.PAIRING, other_id=actor.person_id, superseded_by=None)
        .select_related("person")
        .order_by("person__sort_key")
    )
    visits = Gathering.objects.visible_to(actor).filter(
        pk__in=visits_that_i_make(actor).values("pk"), superseded_by=None
    )
    items = (
        Matter.objects.visible_to(actor).filter(kind="action_item", closed_on=None).order_by("due_on", "pk")
    )
    open_items = [(row, light_word(row, actor.on)) for row in items[:SHOWN]]
    return render(
        request,
        "portal/lead.html",
        {"pairings": pairings[:SHOWN], "visits": visits.order_by("-starts_on")[:SHOWN], "items": open_items},
    )
