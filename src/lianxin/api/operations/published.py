"""Bulletins, ballots, programmes."""

import datetime as dt
from typing import Any

from ninja import Router, Schema

from lianxin.access.http import Request
from lianxin.access.rules import fetch
from lianxin.api.access import guarded
from lianxin.api.paging import PER_PAGE, Page, paged
from lianxin.ballots.models import Ballot
from lianxin.ballots.queries import results, roll_count
from lianxin.bulletins.models import Bulletin
from lianxin.core.errors import UnknownName
from lianxin.programmes.models import Programme

router = Router(tags=["published"])


class BulletinLine(Schema):
    id: int
    kind: str
    title: str
    number: str
    issuer: int
    author: str
    affiliation: str
    stage: str
    issued_on: dt.date | None
    is_public: bool


class BulletinOut(BulletinLine):
    body: str


class BallotLine(Schema):
    id: int
    kind: str
    title: str
    organiser: int
    stage: str
    opens_on: dt.date
    closes_on: dt.date
    choices_each: int


class ResultOut(Schema):
    number: int
    title: str
    votes: int
    rank: int


class BallotOut(BallotLine):
    """`results` stay empty until the vote has closed, for every reader."""

    roll: int
    voted: int
    results: list[ResultOut]


class ProgrammeOut(Schema):
    code: str
    chapter: str
    name: str
    name_en: str
    text: str
    text_en: str
    measures: list[str]


def write_bulletins(rows: list[Bulletin]) -> list[dict[str, Any]]:
    fields = ("kind", "title", "number", "affiliation", "stage", "issued_on", "is_public", "body")
    return [
        {
            "id": row.pk,
            "issuer": row.issuer_id,
            "author": row.author.name if row.author else "",
            **{name: getattr(row, name) for name in fields},
        }
        for row in rows
    ]


def write_ballots(rows: list[Ballot]) -> list[dict[str, Any]]:
    fields = ("kind", "title", "stage", "opens_on", "closes_on", "choices_each")
    return [{"id": row.pk, "organiser": row.organiser_id, **{name: getattr(row, name) for name in fields}} for row in rows]


@router.get("/bulletins", response=Page[BulletinLine])
@guarded("view", Bulletin)
def bulletins(request: Request, kind: str = "", page: int = 1, size: int = PER_PAGE) -> dict[str, Any]:
    """Bulletins that the actor may see, the latest first."""
    rows = Bulletin.objects.visible_to(request.actor).select_related("author")
    rows = rows.filter(kind=kind) if kind else rows
    return paged(rows.order_by("-issued_on", "-pk"), page, size, write_bulletins)


@router.get("/bulletins/{pk}", response=BulletinOut)
@guarded("view", Bulletin)
def bulletin(request: Request, pk: int) -> dict[str, Any]:
    """One bulletin. Reading it here does not count as opened."""
    return write_bulletins([fetch(Bulletin.objects.select_related("author"), request.actor, pk=pk)])[0]


@router.get("/ballots", response=Page[BallotLine])
@guarded("view", Ballot)
def ballots(request: Request, page: int = 1, size: int = PER_PAGE) -> dict[str, Any]:
    """Votes that the actor may see, the latest first."""
    return paged(Ballot.objects.visible_to(request.actor).order_by("-closes_on", "-pk"), page, size, write_ballots)


@router.get("/ballots/{pk}", response=BallotOut)
@guarded("view", Ballot)
def ballot(request: Request, pk: int) -> dict[str, Any]:
    """One vote: the roll's size, how many have voted, and the result after closing."""
    row = fetch(Ballot.objects.all(), request.actor, pk=pk)
    roll = roll_count(row)
    count = [{"number": one.entry.number, "title": one.entry.title, "votes": one.votes, "rank": one.rank} for one in results(row)]
    return write_ballots([row])[0] | {"roll": roll.size, "voted": roll.voted, "results": count}


@router.get("/programmes", response=list[ProgrammeOut])
@guarded("view", Programme)
def programmes(request: Request) -> list[Programme]:
    """The programmes of the city, in order."""
    return list(Programme.objects.visible_to(request.actor))


@router.get("/programmes/{code}", response=ProgrammeOut)
@guarded("view", Programme)
def programme(request: Request, code: str) -> Programme:
    """One programme by its code, e.g. D1."""
    row = Programme.objects.visible_to(request.actor).filter(code=code.upper()).first()
    if row is None:
        known = ", ".join(Programme.objects.visible_to(request.actor).values_list("code", flat=True))
        raise UnknownName(f"There is no programme “{code}”. Known: {known}")
    return row
