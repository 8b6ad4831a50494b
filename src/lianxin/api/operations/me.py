"""Oneself: who acts, what waits, own matters and parts, and what one does about them."""

import datetime as dt
from typing import Any

from django.db.models import Model
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from lianxin.access.http import Request
from lianxin.access.rules import fetch
from lianxin.api.access import guarded, guarded_for_signed_in
from lianxin.api.operations.gatherings import ParticipationOut, write_participations
from lianxin.api.operations.matters import MatterLine, MatterOut, write_lines, write_matter
from lianxin.api.paging import PER_PAGE, Page, paged
from lianxin.flows.flow import NeedKind
from lianxin.gatherings.models import Gathering, Participation
from lianxin.gatherings.queries import parts_of
from lianxin.gatherings.services.participations import leave, take_part
from lianxin.matters.models import Matter
from lianxin.matters.queries import own_matters, waiting_for
from lianxin.matters.services.agreed import Agreement
from lianxin.matters.services.matters import open_matter, rate_matter
from lianxin.matters.services.moves import move_matter
from lianxin.register.models import Organisation, Person

router = Router(tags=["me"])
OWN = "one's own things"


class HatOut(Schema):
    role: str
    organisation: int | None
    place: int | None
    until: dt.date | None


class MeOut(Schema):
    person: int
    name: str
    on: dt.date
    hats: list[HatOut]
    waiting: int


class RaiseIn(Schema):
    kind: str
    title: str = ""
    content: str = ""
    category: str = ""
    desk: int | None = None
    agreed_text: str = ""
    """Version of the text about sensitive data that the person agreed to, for kinds that take it down."""


class MoveIn(Schema):
    """`given` holds what the move needs, by key: texts, codes, ISO dates, numbers."""

    move: str
    given: dict[str, str | int | bool] = {}
    note: str = ""


class RatingIn(Schema):
    rating: str


def _me(request: Request) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.actor), pk=request.actor.person_id)


@router.get("/me", response=MeOut)
@guarded_for_signed_in(OWN)
def me(request: Request) -> dict[str, Any]:
    """Who acts here today: the person, the hats that their ties give, how many matters wait."""
    actor = request.actor
    hats = [{"role": hat.role, "organisation": hat.organisation_id, "place": hat.place_id, "until": hat.until} for hat in actor.hats]
    person = _me(request)
    return {"person": person.pk, "name": person.name, "on": actor.on, "hats": hats, "waiting": waiting_for(actor).count()}


@router.get("/me/matters", response=Page[MatterLine])
@guarded_for_signed_in(OWN)
def my_matters(request: Request, page: int = 1, size: int = PER_PAGE) -> dict[str, Any]:
    """My own matters, newest first."""
    rows = own_matters(request.actor.person_id or 0)
    return paged(rows, page, size, lambda found: write_lines(found, request.actor))


@router.post("/me/matters", response={201: MatterOut})
@guarded_for_signed_in("everybody may raise a matter of their own")
def raise_matter(request: Request, given: RaiseIn) -> tuple[int, dict[str, Any]]:
    """Raise a matter of my own; without a desk it goes to the desk of its kind."""
    desk = get_object_or_404(Organisation.objects.visible_to(request.actor), pk=given.desk) if given.desk else None
    row = open_matter(
        kind=given.kind,
        title=given.title,
        content=given.content,
        category=given.category,
        desk=desk,
        raiser=_me(request),
        agreed=Agreement(given.agreed_text, "api") if given.agreed_text else None,
        by=request.actor,
    )
    return 201, write_matter(row, request.actor)


@router.post("/matters/{pk}/moves", response=MatterOut)
@guarded("view", Matter)
def make_move(request: Request, pk: int, given: MoveIn) -> dict[str, Any]:
    """Make a move of the matter's flow; the rule of the move itself is asked. Parties and documents are given by number."""
    row = fetch(Matter.objects.all(), request.actor, pk=pk)
    move = row.flow.move(given.move)
    values: dict[str, Any] = dict(given.given)
    models: dict[NeedKind, type[Model]] = {NeedKind.PERSON: Person, NeedKind.ORGANISATION: Organisation}
    for need in move.needs:
        if need.kind in models and values.get(need.key) is not None:
            values[need.key] = fetch(models[need.kind]._default_manager.all(), request.actor, pk=values[need.key])
    move_matter(row, given.move, by=request.actor, given=values, note=given.note)
    return write_matter(row, request.actor)


@router.post("/matters/{pk}/rating", response=MatterOut)
@guarded("act_as_raiser", Matter)
def rate(request: Request, pk: int, given: RatingIn) -> dict[str, Any]:
    """Rate the handling on the five levels, once."""
    row = fetch(Matter.objects.all(), request.actor, "act_as_raiser", pk=pk)
    return write_matter(rate_matter(row, given.rating, by=request.actor), request.actor)


@router.get("/me/participations", response=Page[ParticipationOut])
@guarded_for_signed_in(OWN)
def my_participations(request: Request, page: int = 1, size: int = PER_PAGE) -> dict[str, Any]:
    """My parts in gatherings, the latest first."""
    return paged(parts_of(request.actor), page, size, lambda found: write_participations(found, request.actor))


@router.post("/gatherings/{pk}/registration", response=ParticipationOut)
@guarded("register", Gathering)
def register(request: Request, pk: int) -> dict[str, Any]:
    """Register myself: a seat, or a place on the waiting list; `state` says which."""
    row = fetch(Gathering.objects.all(), request.actor, "register", pk=pk)
    part = take_part(row, person=_me(request), by=request.actor)
    return write_participations([part], request.actor)[0]


@router.post("/participations/{pk}/leave", response=ParticipationOut)
@guarded("leave", Participation)
def give_back(request: Request, pk: int) -> dict[str, Any]:
    """Give a seat back; the first who waits gets it."""
    part = fetch(Participation.objects.select_related("person", "organisation"), request.actor, "leave", pk=pk)
    return write_participations([leave(part, by=request.actor)], request.actor)[0]
