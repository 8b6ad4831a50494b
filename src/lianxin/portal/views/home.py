"""The start page of the phone: what waits for me."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from lianxin.access.http import Request
from lianxin.access.roles import Role
from lianxin.access.routes import for_signed_in
from lianxin.accounts.models import User
from lianxin.matters.queries import line_of
from lianxin.portal.lights import light_word
from lianxin.portal.queries import waiting
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
