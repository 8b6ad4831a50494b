"""Bulletins and votes on the phone: open, sign for, vote."""

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
from lianxin.ballots.models import Ballot
from lianxin.ballots.queries import (
    ballots_to_vote_in,
    is_counted,
    my_roll_entry,
    paper_count,
    results,
    roll_count,
)
from lianxin.ballots.services.voting import cast_vote
from lianxin.bulletins.models import Bulletin
from lianxin.bulletins.services.deliveries import mark_opened, sign_for
from lianxin.core.errors import BadInput, Conflict, NotAllowed
from lianxin.portal.forms import VoteForm
from lianxin.portal.queries import is_signed_for, my_deliveries
from lianxin.register.models import Person

PER_PAGE = 20


def _me(request: Request) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.actor), pk=request.actor.person_id)


@for_signed_in("shows what was sent to oneself, and the votes on whose roll one stands")
def bulletins(request: Request) -> HttpResponse:
    """What was sent to me, newest first; open votes above it."""
    page = Paginator(my_deliveries(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    known = Ballot.objects.visible_to(request.actor).select_related("organiser").order_by("-closes_on", "-pk")
    to_vote = list(ballots_to_vote_in(request.actor))
    others = [row for row in known[:PER_PAGE] if row not in to_vote]
    return render(request, "portal/bulletins.html", {"page": page, "to_vote": to_vote, "ballots": others})


@requires("view", Bulletin)
def bulletin(request: Request, pk: int) -> HttpResponse:
    """Read one; the first reading is noted as opened, which is all that is noted."""
    row = fetch(Bulletin.objects.select_related("issuer", "author"), request.actor, pk=pk)
    delivery = mark_opened(row, person=_me(request), by=request.actor)
    may_sign = delivery is not None and delivery.signed_at is None and is_signed_for(row)
    return render(
        request, "portal/bulletin.html", {"bulletin": row, "delivery": delivery, "may_sign": may_sign}
    )


@requires("view", Bulletin)
@require_POST
def sign(request: Request, pk: int) -> HttpResponse:
    """Confirm that I received it."""
    row = fetch(Bulletin.objects.all(), request.actor, pk=pk)
    try:
        sign_for(row, person=_me(request), by=request.actor)
    except BadInput as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Signed for."))
    return redirect("portal:bulletin", row.pk)


@requires("view", Ballot)
def ballot(request: Request, pk: int) -> HttpResponse:
    """The ballot paper while the vote is open and not cast; the result after closing."""
    row = fetch(Ballot.objects.select_related("organiser", "basis"), request.actor, pk=pk)
    return _ballot_page(request, row, VoteForm(ballot=row))


@requires("view", Ballot)
@require_POST
def vote(request: Request, pk: int) -> HttpResponse:
    """Cast my vote. What it holds is never shown again, to nobody."""
    row = fetch(Ballot.objects.select_related("organiser", "basis"), request.actor, pk=pk)
    form = VoteForm(request.POST, ballot=row)
    if form.is_valid():
        try:
            cast_vote(row, form.cleaned_data["entries"], by=request.actor)
        except (BadInput, Conflict, NotAllowed) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Your vote is cast. Nobody can see what it holds."))
            return redirect("portal:ballot", row.pk)
    return _ballot_page(request, row, form, status=400)


def _ballot_page(request: Request, row: Ballot, form: VoteForm, status: int = 200) -> HttpResponse:
    mine = my_roll_entry(row, request.actor)
    is_open = row.stage == "voting" and row.opens_on <= request.actor.on <= row.closes_on
    counted = is_counted(row)
    return render(
        request,
        "portal/ballot.html",
        {
            "ballot": row,
            "stage": row.stage_now.public_name or row.stage_now.name,
            "form": form if is_open and mine is not None and mine.voted_on is None else None,
            "mine": mine,
            "roll": roll_count(row),
            "entries": []
            if counted
            else row.entries.select_related("author", "organisation").order_by("number"),
            "results": results(row) if counted else [],
            "papers": paper_count(row) if counted else None,
        },
        status=status,
    )
