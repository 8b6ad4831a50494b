"""Gatherings on the phone: what is open, my parts, registering and leaving."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.access.http import Request
from lianxin.access.routes import for_signed_in, requires
from lianxin.access.rules import fetch
from lianxin.core.errors import Conflict
from lianxin.gatherings.enums import PartState
from lianxin.gatherings.models import Gathering, Participation
from lianxin.gatherings.queries import may_enrol, open_gatherings, parts_of, turnout, waiting_number
from lianxin.gatherings.services.participations import leave, take_part
from lianxin.portal.queries import GOING
from lianxin.register.models import Person

PER_PAGE = 20


@for_signed_in("shows what is open to members, and one's own parts")
def gatherings(request: Request) -> HttpResponse:
    """What is open, then my own."""
    mine = Paginator(parts_of(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "portal/gatherings.html", {"open": open_gatherings(request.actor)[:PER_PAGE], "page": mine}
    )


@requires("view", Gathering)
def gathering(request: Request, pk: int) -> HttpResponse:
    """One gathering: when, where, seats, my part."""
    row = fetch(Gathering.objects.select_related("organiser", "place", "venue"), request.actor, pk=pk)
    part = parts_of(request.actor).filter(gathering=row).first()
    going = part is not None and part.state in GOING
    return render(
        request,
        "portal/gathering.html",
        {
            "gathering": row,
            "stage": row.stage_now.public_name or row.stage_now.name,
            "turnout": turnout(row),
            "part": part,
            "place_in_queue": waiting_number(part) if part is not None else 0,
            "may_register": not going
            and may_enrol(row, request.actor.on)
            and request.actor.can("register", row),
            "may_leave": going and row.held_on is None,
        },
    )


@requires("view", Gathering)
@require_POST
def register(request: Request, pk: int) -> HttpResponse:
    """Take a seat, or a place on the waiting list."""
    row = fetch(Gathering.objects.all(), request.actor, pk=pk)
    me = get_object_or_404(Person.objects.visible_to(request.actor), pk=request.actor.person_id)
    try:
        part = take_part(row, person=me, by=request.actor)
    except Conflict as error:
        messages.error(request, str(error))
    else:
        if part.state == PartState.WAITING:
            messages.warning(
                request,
                _("All seats are taken: you are number {n} on the waiting list.").format(
                    n=waiting_number(part)
                ),
            )
        else:
            messages.success(request, _("You are registered."))
    return redirect("portal:gathering", row.pk)


@requires("leave", Participation)
@require_POST
def give_back(request: Request, pk: int) -> HttpResponse:
    """Give my seat back; the first on the waiting list gets it."""
    part = fetch(parts_of(request.actor), request.actor, "leave", pk=pk)
    try:
        leave(part, by=request.actor)
    except Conflict as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Your seat is free for somebody else."))
    return redirect("portal:gathering", part.gathering_id)
