"""Who belongs to an organisation, who is its liaison officer, and which districts have an association."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from lianxin.access.actors import Actor
from lianxin.access.rules import visible
from lianxin.reference.models import Place
from lianxin.reference.queries import units_on
from lianxin.register.enums import LiaisonRole, OrganisationKind, TieKind
from lianxin.register.models import Organisation, Tie
from lianxin.register.models.ties import TieQuerySet

BELONGING = (
    TieKind.MEMBERSHIP,
    TieKind.TEAM,
    TieKind.EMPLOYMENT,
    TieKind.CONFERENCE_SEAT,
    TieKind.STAFF_POST,
    TieKind.PLACEMENT,
)


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
    for tie in rows.select_related("person").order_by("start", "pk"):
        if tie.organisation_id is not None:
            found[tie.organisation_id].append(tie)
    for ties in found.values():
        ties.sort(key=lambda tie: tie.role != LiaisonRole.MAIN)
    return dict(found)


def with_liaison(on: dt.date) -> Q:
    """The filter of organisations that have a liaison officer on a day."""
    return Q(
        pk__in=Tie.objects.on(on).filter(kind=TieKind.LIAISON, superseded_by=None).values("organisation_id")
    )


def ties_today(people: Iterable[int], actor: Actor, kinds: Iterable[str]) -> dict[int, list[Tie]]:
    """By person, the ties of these kinds that hold on the actor's day and that the actor may see. One statement."""
    rows = visible(
        Tie.objects.on(actor.on).filter(person_id__in=list(people), kind__in=list(kinds), superseded_by=None),
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
    """A district-level unit and its association, if there is one that counts as established."""

    unit: Place
    association: Organisation | None


def coverage(on: dt.date) -> list[Covered]:
    """The units of the city, each with its district association on that day (C2)."""
    standing = Organisation.objects.filter(
        Q(closed_on=None) | Q(closed_on__gt=on),
        kind=OrganisationKind.DISTRICT_ASSOCIATION,
        founded_on__lte=on,
        merged_into=None,
    ).select_related("place")
    by_unit = {body.place.district_id: body for body in standing if body.place is not None}
    return [Covered(unit, by_unit.get(unit.district_id)) for unit in units_on(on)]
