"""Reads of the phone pages that span apps: what waits for a person, who takes what, what is public."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from lianxin.access.rules import visible
from lianxin.ballots.queries import ballots_to_vote_in
from lianxin.bulletins.kind import bulletin_kinds
from lianxin.bulletins.models import Bulletin, Delivery
from lianxin.bulletins.queries import inbox_of, published
from lianxin.flows.flow import CLOSED_PHASES, Phase
from lianxin.gatherings.enums import PartState
from lianxin.gatherings.queries import parts_of
from lianxin.matters.enums import MatterRole, Turn
from lianxin.matters.models import Matter, MatterParty
from lianxin.register.enums import OrganisationKind
from lianxin.register.models import Organisation

if TYPE_CHECKING:
    from lianxin.access.actors import Actor
    from lianxin.ballots.models import Ballot
    from lianxin.gatherings.models import Participation

SHOWN = 20
GOING = (PartState.REGISTERED, PartState.WAITING, PartState.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for the person, each part in the order in which it should be done."""

    matters: list[Matter]
    parts: list[Participation]
    unread: list[Delivery]
    to_sign: list[Delivery]
    ballots: list[Ballot]

    @property
    def count(self) -> int:
        return len(self.matters) + len(self.unread) + len(self.to_sign) + len(self.ballots)


def waiting(actor: Actor) -> Waiting:
    """Everything that waits, in four statements."""
    deliveries = list(my_deliveries(actor).filter(Q(opened_at=None) | Q(signed_at=None))[: SHOWN * 2])
    unread = [row for row in deliveries if row.opened_at is None][:SHOWN]
    to_sign = [row for row in deliveries if row.opened_at is not None and is_signed_for(row.bulletin)][:SHOWN]
    return Waiting(
        list(matters_waiting(actor)[:SHOWN]),
        next_parts(actor),
        unread,
        to_sign,
        list(ballots_to_vote_in(actor)[:SHOWN]),
    )


def matters_waiting(actor: Actor) -> QuerySet[Matter]:
    """The person's turn: their own matters with the raiser's, their cases with the unit's; the most urgent first."""
    parts = MatterParty.objects.filter(person_id=actor.person_id or 0)
    own = Q(pk__in=parts.filter(role__in=MatterRole.own()).values("matter_id"), turn=Turn.RAISER)
    handled = Q(pk__in=parts.filter(role=MatterRole.HANDLER, end=None).values("matter_id"), turn=Turn.UNIT)
    rows = Matter.objects.visible_to(actor).filter(own | handled)
    # A closed matter waits for its rating only: withdrawn and refused ones wait for nothing.
    return (
        rows.exclude(phase__in=CLOSED_PHASES - {Phase.DONE})
        .exclude(phase=Phase.DONE, rating__gt="")
        .order_by("due_on", "pk")
    )


def my_matters(actor: Actor) -> QuerySet[Matter]:
    """Matters of the person's own and those that they handle, newest first."""
    mine = MatterParty.objects.filter(
        person_id=actor.person_id or 0, role__in=(*MatterRole.own(), MatterRole.HANDLER, MatterRole.MENTOR)
    )
    return (
        Matter.objects.visible_to(actor).filter(pk__in=mine.values("matter_id")).order_by("-opened_on", "-pk")
    )


def next_parts(actor: Actor) -> list[Participation]:
    """Gatherings to come in which the person takes part, the next first."""
    rows = parts_of(actor).filter(state__in=GOING, gathering__held_on=None, gathering__ends_on__gte=actor.on)
    return list(rows.order_by("gathering__starts_on", "pk")[:SHOWN])


def my_deliveries(actor: Actor) -> QuerySet[Delivery]:
    """Bulletins sent to the person, newest first."""
    return inbox_of(actor.person_id or 0).order_by("-bulletin__issued_on", "-pk")


def is_signed_for(bulletin: Bulletin) -> bool:
    """Does its kind ask receivers to sign?"""
    return bulletin.family.signed_for


def signed_columns(actor: Actor) -> QuerySet[Bulletin]:
    """Published columns that name their author, for whoever opens the public pages."""
    kinds = [kind.key for kind in bulletin_kinds if kind.signed_by_author]
    return visible(published(), actor).filter(kind__in=kinds)


def stations() -> QuerySet[Organisation]:
    """Stations that take cases from anybody: their names are public."""
    return Organisation.objects.filter(
        kind=OrganisationKind.STATION, closed_on=None, merged_into=None
    ).order_by("sort_key")


def bodies_that_take(kind: str) -> QuerySet[Organisation]:
    """Bodies to which a person may turn with this kind of matter; the names of registered bodies are public."""
    rows = Organisation.objects.filter(closed_on=None, merged_into=None)
    return rows.filter(kind__in=OrganisationKind.social()) if kind == "membership_application" else stations()
