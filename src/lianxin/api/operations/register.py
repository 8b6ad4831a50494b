"""People, organisations, ties. Values go through their owners' rule, sealed ones are masked."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from ninja import Router, Schema

from lianxin.access.actors import Actor
from lianxin.access.http import Request
from lianxin.access.rules import fetch
from lianxin.api.access import guarded
from lianxin.api.paging import PER_PAGE, Page, paged
from lianxin.core.errors import BadInput
from lianxin.register.enums import TieKind
from lianxin.register.models import Organisation, Person, Tie
from lianxin.register.queries.search import organisations_answering, people_answering
from lianxin.register.queries.values import shown_values
from lianxin.register.services.reveals import note_opening

router = Router(tags=["register"])


class PersonOut(Schema):
    """Phone, e-mail, address and document number are masked; what the reader may not know is empty."""

    id: int
    name: str
    sex: str
    birth: str
    phone: str
    email: str
    address: str
    document_number: str


class OrganisationOut(Schema):
    id: int
    kind: str
    name: str
    short_name: str
    credit_code: str
    place: str
    industry: str
    founded_on: dt.date | None
    closed_on: dt.date | None


class TieOut(Schema):
    """Half-open dates; an empty bound is open."""

    id: int
    kind: str
    person: int | None
    member: int | None
    organisation: int | None
    other: int | None
    place: int | None
    role: str
    start: dt.date | None
    end: dt.date | None
    document: int | None


def write_people(people: list[Person], actor: Actor) -> list[dict[str, Any]]:
    shown = shown_values(people, actor)
    fields = ("name", "sex", "birth", "phone", "email", "address", "document_number")
    return [{"id": person.pk, **{name: getattr(shown[person.pk], name) for name in fields}} for person in people]


def write_organisations(bodies: list[Organisation]) -> list[dict[str, Any]]:
    fields = ("kind", "name", "short_name", "credit_code", "industry", "founded_on", "closed_on")
    return [
        {"id": body.pk, "place": body.place.name if body.place else "", **{name: getattr(body, name) for name in fields}} for body in bodies
    ]


def write_ties(ties: list[Tie]) -> list[dict[str, Any]]:
    parties = ("person", "member", "organisation", "other", "place", "document")
    return [
        {
            "id": tie.pk,
            "kind": tie.kind,
            "role": tie.role,
            "start": tie.start,
            "end": tie.end,
            **{name: getattr(tie, f"{name}_id") for name in parties},
        }
        for tie in ties
    ]


class Asked(Schema):
    """What is looked for: a name, pinyin, initials or the last digits of a phone."""

    q: str = ""


@router.get("/people", response=Page[PersonOut])
@guarded("view", Person)
def people(request: Request, page: int = 1, size: int = PER_PAGE) -> dict[str, Any]:
    """People whom the actor may see, by name."""
    return paged(_people(request).order_by("sort_key", "pk"), page, size, lambda found: write_people(found, request.actor))


@router.post("/people/search", response=Page[PersonOut])
@guarded("view", Person)
def search_people(request: Request, given: Asked, page: int = 1, size: int = PER_PAGE) -> dict[str, Any]:
    """People whom the actor may see and who answer to `q`. Posted, because addresses stand in logs."""
    rows = _people(request).filter(people_answering(given.q, request.actor)) if given.q.strip() else Person.objects.none()
    return paged(rows.order_by("sort_key", "pk"), page, size, lambda found: write_people(found, request.actor))


def _people(request: Request) -> QuerySet[Person]:
    rows: QuerySet[Person] = Person.objects.visible_to(request.actor).filter(merged_into=None, erased_on=None)
    return rows


@router.get("/people/{pk}", response=PersonOut)
@guarded("view", Person)
def person(request: Request, pk: int) -> dict[str, Any]:
    """One person. The reading is noted, and the person sees it."""
    row = fetch(Person.objects.all(), request.actor, pk=pk)
    note_opening(row, by=request.actor)
    return write_people([row], request.actor)[0]


@router.get("/people/{pk}/ties", response=Page[TieOut])
@guarded("view", Tie)
def ties_of_person(request: Request, pk: int, page: int = 1, size: int = PER_PAGE) -> dict[str, Any]:
    """Ties of one person that the actor may see."""
    row = fetch(Person.objects.all(), request.actor, pk=pk)
    return paged(_ties(request).filter(person=row), page, size, write_ties)


@router.get("/organisations", response=Page[OrganisationOut])
@guarded("view", Organisation)
def organisations(request: Request, q: str = "", kind: str = "", page: int = 1, size: int = PER_PAGE) -> dict[str, Any]:
    """Organisations that the actor may see, by name."""
    rows = Organisation.objects.visible_to(request.actor).filter(merged_into=None)
    if q:
        rows = rows.filter(organisations_answering(q, request.actor))
    if kind:
        rows = rows.filter(kind=kind)
    return paged(rows.select_related("place").order_by("sort_key", "pk"), page, size, write_organisations)


@router.get("/organisations/{pk}", response=OrganisationOut)
@guarded("view", Organisation)
def organisation(request: Request, pk: int) -> dict[str, Any]:
    """One organisation."""
    return write_organisations([fetch(Organisation.objects.select_related("place"), request.actor, pk=pk)])[0]


@router.get("/ties", response=Page[TieOut])
@guarded("view", Tie)
def ties(
    request: Request, kind: str = "", organisation: int | None = None, on: dt.date | None = None, page: int = 1, size: int = PER_PAGE
) -> dict[str, Any]:
    """Ties that the actor may see; `on` keeps those that hold on a day."""
    rows = _ties(request)
    if kind and kind not in TieKind.values:
        raise BadInput(f"There is no tie “{kind}”. Known: {', '.join(TieKind.values)}")
    if kind:
        rows = rows.filter(kind=kind)
    if organisation is not None:
        rows = rows.filter(organisation_id=organisation)
    if on is not None:
        rows = rows & Tie.objects.on(on)
    return paged(rows, page, size, write_ties)


def _ties(request: Request) -> QuerySet[Tie]:
    rows: QuerySet[Tie] = Tie.objects.visible_to(request.actor).filter(superseded_by=None).order_by("-pk")
    return rows
