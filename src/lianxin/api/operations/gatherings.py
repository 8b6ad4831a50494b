"""Gatherings and participations."""

import datetime as dt
from typing import Any

from ninja import Router, Schema

from lianxin.access.actors import Actor
from lianxin.access.http import Request
from lianxin.access.rules import fetch
from lianxin.api.access import guarded
from lianxin.api.paging import PER_PAGE, Page, paged
from lianxin.gatherings.models import Gathering, Participation

router = Router(tags=["gatherings"])


class GatheringOut(Schema):
    """`held_on` is empty for what was planned only."""

    id: int
    kind: str
    title: str
    series: str
    run: int | None
    stage: str
    starts_on: dt.date
    ends_on: dt.date
    held_on: dt.date | None
    organiser: int | None
    place: int | None
    venue: str
    seats: int | None
    headcount: int | None
    is_open: bool


class ParticipationOut(Schema):
    """One party's part: a person or an organisation."""

    id: int
    gathering: int
    person: int | None
    organisation: int | None
    name: str
    part: str
    state: str


def write_gatherings(rows: list[Gathering]) -> list[dict[str, Any]]:
    fields = ("kind", "title", "series", "run", "stage", "starts_on", "ends_on", "held_on", "seats", "headcount", "is_open")
    return [
        {
            "id": row.pk,
            "organiser": row.organiser_id,
            "place": row.place_id,
            "venue": row.venue_text or (row.venue.name if row.venue else ""),
            **{name: getattr(row, name) for name in fields},
        }
        for row in rows
    ]


def write_participations(rows: list[Participation], actor: Actor) -> list[dict[str, Any]]:
    return [
        {
            "id": row.pk,
            "gathering": row.gathering_id,
            "person": row.person_id,
            "organisation": row.organisation_id,
            "name": row.party.name,
            "part": row.part,
            "state": row.state,
        }
        for row in rows
    ]


@router.get("/gatherings", response=Page[GatheringOut])
@guarded("view", Gathering)
def gatherings(
    request: Request,
    kind: str = "",
    series: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
    page: int = 1,
    size: int = PER_PAGE,
) -> dict[str, Any]:
    """Gatherings that the actor may see, the latest first; `since` and `until` are days of beginning, both included."""
    rows = Gathering.objects.visible_to(request.actor).filter(superseded_by=None)
    wanted = {"kind": kind, "series": series, "starts_on__gte": since, "starts_on__lte": until}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    return paged(rows.select_related("venue").order_by("-starts_on", "-pk"), page, size, write_gatherings)


@router.get("/gatherings/{pk}", response=GatheringOut)
@guarded("view", Gathering)
def gathering(request: Request, pk: int) -> dict[str, Any]:
    """One gathering."""
    return write_gatherings([fetch(Gathering.objects.select_related("venue"), request.actor, pk=pk)])[0]


@router.get("/gatherings/{pk}/participations", response=Page[ParticipationOut])
@guarded("view", Participation)
def participations(request: Request, pk: int, page: int = 1, size: int = PER_PAGE) -> dict[str, Any]:
    """Parts in one gathering that the actor may see."""
    row = fetch(Gathering.objects.all(), request.actor, pk=pk)
    rows = Participation.objects.visible_to(request.actor).filter(gathering=row, superseded_by=None)
    rows = rows.select_related("person", "organisation").order_by("pk")
    return paged(rows, page, size, lambda found: write_participations(found, request.actor))
