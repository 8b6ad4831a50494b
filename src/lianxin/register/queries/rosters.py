"""Who belongs to an organisation, who is its liaison officer, and which districts have an association."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from lianxin.access.actors import Actor
from lianxin.access.rules import visible
from lianxin.reference.models import Place
from lianxin.reference.queries import units_on
from lianxin.register.enums import LiaisonRole, OrganisationKind, TieKind
from lianxin.register.models import Document, Organisation, Tie
from lianxin.register.models.ties import TieQuerySet

BELONGING = (
    TieKind.MEMBERSHIP,
    TieKind.TEAM,
    TieKind.EMPLOYMENT,
    TieKind.CONFERENCE_SEAT,
    TieKind.STAFF_POST,
    TieKind.PLACEMENT,
)


def standing_on(day: dt.date, prefix: str = "") -> Q:
    """Bodies that stood on a day, as measures count them: an unknown day of founding excludes nobody."""
    founded = Q(**{f"{prefix}founded_on__isnull": True}) | Q(**{f"{prefix}founded_on__lte": day})
    still = Q(**{f"{prefix}closed_on__isnull": True}) | Q(**{f"{prefix}closed_on__gt": day})
    return founded & still & Q(**{f"{prefix}merged_into__isnull": True})


def roster(organisation: Organisation, on: dt.date) -> TieQuerySet:
    """Ties of those who belong to the organisation on a day, people before bodies, by name; not yet asked of any reader."""
    rows = Tie.objects.on(on).filter(organisation=organisation, kind__in=BELONGING, superseded_by=None)
    return rows.select_related("person", "member", "document").order_by(
        "person__sort_key", "member__sort_key", "pk"
    )


def liaison_officers(organisations: Iterable[int], on: dt.date) -> dict[int, list[Tie]]:
    """By organisation, its liaison ties of the day, the main officer first; an organisation without one is missing."""
    rows = Tie.objects.on(on).filter(
        kind=TieKind.LIAISON, organisation_id__in=list(organisations), superseded_by=None
    )
    found: dict[int, list[Tie]] = defaultdict(list)
    for tie in rows.select_related("person"):
        if tie.organisation_id is not None:
            found[tie.organisation_id].append(tie)
    return {pk: main_first(ties) for pk, ties in found.items()}


def main_first(officers: Iterable[Tie]) -> list[Tie]:
    """Liaison ties of one body: the main officer, then whoever has been it longest."""
    return sorted(officers, key=lambda tie: (tie.role != LiaisonRole.MAIN, tie.start or dt.date.min, tie.pk))


def with_liaison(on: dt.date) -> Q:
    """The filter of organisations that have a liaison officer on a day."""
    return Q(
        pk__in=Tie.objects.on(on).filter(kind=TieKind.LIAISON, superseded_by=None).values("organisation_id")
    )


def ties_today(
    people: Iterable[int], actor: Actor, kinds: Iterable[str], on: dt.date | None = None
) -> dict[int, list[Tie]]:
    """By person, the ties of these kinds that hold on the day (the actor's own without one) and that the actor may see."""
    rows = visible(
        Tie.objects.on(on or actor.on).filter(
            person_id__in=list(people), kind__in=list(kinds), superseded_by=None
        ),
        actor,
        few=True,
    )
    found: dict[int, list[Tie]] = defaultdict(list)
    for tie in rows.select_related("organisation", "place").order_by("-is_main", "start", "pk"):
        if tie.person_id is not None:
            found[tie.person_id].append(tie)
    return found


@dataclass(frozen=True, slots=True)
class Covered:
    """A district-level unit and its association, if there is one. `counts` says whether it is established (C2)."""

    unit: Place
    association: Organisation | None
    counts: bool = False


def established() -> QuerySet[Organisation]:
    """District associations that count as established: registered, with a credit code or a document of their own."""
    charter = Document.objects.filter(issuer=OuterRef("pk"))
    return Organisation.objects.filter(
        Q(Exists(charter)) | ~Q(credit_code=""),
        kind=OrganisationKind.DISTRICT_ASSOCIATION,
        merged_into=None,
        founded_on__isnull=False,
        place__district__level=Place.Level.DISTRICT,
    )


def coverage(on: dt.date) -> list[Covered]:
    """The units of the city, each with its district association on that day (C2), the established one first. One statement.

    An association that is only being prepared is named and does not count.
    """
    counted = Exists(established().filter(pk=OuterRef("pk")))
    rows = Organisation.objects.filter(standing_on(on), kind=OrganisationKind.DISTRICT_ASSOCIATION)
    found: dict[int | None, tuple[Organisation, bool]] = {}
    ordered = rows.annotate(counted=counted).select_related("place").order_by("counted", "-founded_on", "-pk")
    for body in ordered:
        if body.place is not None:
            found[body.place.district_id] = (body, body.counted)
    return [Covered(unit, *found.get(unit.district_id, (None, False))) for unit in units_on(on)]
