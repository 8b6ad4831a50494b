"""Who may do what with matters.

Content is a compartment: it opens to those whose matter it is and to those who work on it, and to nobody by rank. City
and district offices supervise: they see lines (number, kind, stage, light) and count, and may remind.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from lianxin.access.actors import Actor
from lianxin.access.roles import Role
from lianxin.access.rules import allow, every_one
from lianxin.core.dates import span_on
from lianxin.matters.enums import MatterRole
from lianxin.matters.kind import kinds_where, matter_kinds
from lianxin.matters.models import Adoption, Matter, MatterParty, Payment, Score
from lianxin.register.enums import TieKind
from lianxin.register.models import Organisation, Person, Tie
from lianxin.register.purposes import SENSITIVE
from lianxin.register.queries.consents import declined
from lianxin.register.rules import my_places

Ids = QuerySet[Any]


def me(actor: Actor) -> int:
    """The person's id; 0, which nobody has, for visitors and services: None would find the rows that name nobody."""
    return actor.person_id or 0


DESK_WORKERS = (Role.STATION_WORKER, Role.CITY_OFFICER, Role.DISTRICT_OFFICER, Role.LIAISON)
"""Roles whose posts and ties make them work at the desk of their organisation."""
UNIT_WORKERS = (*DESK_WORKERS, Role.LEADER)
"""Roles whose organisation handles a matter that was passed to it."""


def _bodies(actor: Actor, roles: tuple[Role, ...]) -> list[int]:
    return sorted({pk for role in roles for pk in actor.organisations(role)})


def _parts_of_today(actor: Actor) -> QuerySet[MatterParty]:
    return MatterParty.objects.filter(span_on(actor.on))


# Whose matter it is


def in_which_i_have_a_part(actor: Actor) -> Ids:
    """Matters of the person's own: raised by, for or with them."""
    return MatterParty.objects.filter(person_id=me(actor), role__in=MatterRole.own()).values("matter_id")


def in_which_i_have_a_part_today(actor: Actor) -> Ids:
    """Matters of the person's own, as long as the part has not been ended."""
    return _parts_of_today(actor).filter(person_id=me(actor), role__in=MatterRole.own()).values("matter_id")


def in_which_i_am_nominated(actor: Actor) -> Ids:
    """Nominations of the person."""
    return _parts_of_today(actor).filter(person_id=me(actor), role=MatterRole.NOMINEE).values("matter_id")


def in_which_my_organisation_has_a_part(actor: Actor) -> Ids:
    """Matters that the liaison officer's organisation raised, as long as its part has not been ended."""
    return _parts_of_today(actor).filter(
        organisation_id__in=actor.organisations(Role.LIAISON), role__in=MatterRole.own()
    ).values("matter_id")


# Who works on it


def assigned_to_me(actor: Actor) -> Ids:
    """Matters on which the person works today: handler, mentor, reviewer."""
    return _parts_of_today(actor).filter(person_id=me(actor), role__in=MatterRole.team()).values("matter_id")


def passed_to_my_unit(actor: Actor) -> Ids:
    """Matters that lie today with a unit at which the officer serves, as lead or assisting unit."""
    return (
        _parts_of_today(actor)
        .filter(organisation_id__in=_bodies(actor, UNIT_WORKERS), role__in=(MatterRole.LEAD, MatterRole.ASSISTING))
        .values("matter_id")
    )


def at_my_desk(actor: Actor) -> Ids:
    """Matters registered at a desk at which the officer serves."""
    return Matter.objects.filter(desk_id__in=_bodies(actor, DESK_WORKERS)).exclude(kind__in=_addressed()).values("pk")


def read_at_my_desk(actor: Actor) -> Ids:
    """Matters at the officer's desk, of kinds whose content the desk reads."""
    return (
        Matter.objects.filter(desk_id__in=_bodies(actor, DESK_WORKERS))
        .exclude(kind__in=kinds_where(desk_reads=False))
        .values("pk")
    )


def of_open_kinds(actor: Actor) -> Ids:
    """Matters of kinds that are not confidential: papers, projects, grants, ratings, placements, action items."""
    return Matter.objects.filter(kind__in=kinds_where(confidential=False)).values("pk")


def addressed_to_the_dpo(actor: Actor) -> Ids:
    """Data requests, which are addressed to the data-protection officer."""
    return Matter.objects.filter(kind__in=kinds_where(addressed_to=Role.DPO)).values("pk")


def _addressed() -> list[str]:
    return [kind.key for kind in matter_kinds if kind.addressed_to is not None]


# Who supervises


def raised_in_my_place(actor: Actor) -> Ids:
    """Matters that belong to a place under the officer's."""
    return Matter.objects.filter(place_id__in=my_places(actor)).values("pk")


def registered_in_my_place(actor: Actor) -> Ids:
    """Matters without a place, registered by a desk that lies under the officer's place."""
    return Matter.objects.filter(place=None, desk__place_id__in=my_places(actor)).values("pk")


def action_items(actor: Actor) -> Ids:
    """Action items."""
    return Matter.objects.filter(kind="action_item").values("pk")


def raised_by_my_named_contacts(actor: Actor) -> Ids:
    """Needs raised by people with whom the leader is paired today."""
    mine = Tie.objects.on(actor.on).filter(kind=TieKind.PAIRING, other_id=me(actor), superseded_by=None)
    return MatterParty.objects.filter(
        matter__kind="need", role=MatterRole.RAISER, person_id__in=mine.values("person_id")
    ).values("matter_id")


def whose_raiser_took_the_consent_back(actor: Actor) -> Ids:
    """Matters that take sensitive data, whose raiser took the consent to that back."""
    back = declined(SENSITIVE, actor.on)
    return MatterParty.objects.filter(
        matter__kind__in=kinds_where(sensitive=True), role__in=MatterRole.own(), person_id__in=back
    ).values("matter_id")


OWN = ("view", "read_content", "read_parties")
LINE = ("view", "read_parties")
allow(Role.MEMBER, "view", Matter, in_which_i_have_a_part)
allow(Role.MEMBER, ("read_content", "read_parties", "act_as_raiser"), Matter, in_which_i_have_a_part_today)
allow(Role.MEMBER, LINE, Matter, assigned_to_me)
allow(Role.MEMBER, "read_content", Matter, assigned_to_me, but=whose_raiser_took_the_consent_back)
allow(Role.MEMBER, "consent", Matter, in_which_i_am_nominated)
allow(Role.MEMBER, "handle", Matter, assigned_to_me)
allow(Role.LIAISON, (*OWN, "act_as_raiser"), Matter, in_which_my_organisation_has_a_part)
allow(UNIT_WORKERS, (*LINE, "handle"), Matter, passed_to_my_unit)
allow(UNIT_WORKERS, "read_content", Matter, passed_to_my_unit, but=whose_raiser_took_the_consent_back)
allow(DESK_WORKERS, ("view", "direct", "handle", "edit", "record"), Matter, at_my_desk)
allow(DESK_WORKERS, "read_parties", Matter, read_at_my_desk)
allow(DESK_WORKERS, "read_content", Matter, read_at_my_desk, but=whose_raiser_took_the_consent_back)
allow(Role.CITY_OFFICER, ("read_parties", "direct", "handle", "edit"), Matter, of_open_kinds)
allow(Role.CITY_OFFICER, "read_content", Matter, of_open_kinds, but=whose_raiser_took_the_consent_back)
allow(Role.CITY_OFFICER, ("view", "supervise", "record"), Matter, every_one)
for _which in (raised_in_my_place, registered_in_my_place):
    allow(Role.DISTRICT_OFFICER, ("view", "supervise", "record"), Matter, _which)
for _which in (action_items, raised_by_my_named_contacts):
    allow(Role.LEADER, "view", Matter, _which)
allow(Role.LEADER, ("read_content", "read_parties"), Matter, raised_by_my_named_contacts)
allow(Role.DPO, (*OWN, "direct", "handle", "edit", "record"), Matter, addressed_to_the_dpo)
allow(
    Role.SERVICE,
    ("view", "direct", "handle", "edit", "record", "supervise", "act_as_raiser", "consent"),
    Matter,
    every_one,
)


# Opening a matter, asked of whoever raises it or of the desk


def at_which_i_serve(actor: Actor) -> Ids:
    """Desks at which the officer serves."""
    return Organisation.objects.filter(pk__in=_bodies(actor, DESK_WORKERS)).values("pk")


def desks_in_my_place(actor: Actor) -> Ids:
    """Desks that lie under the officer's place."""
    return Organisation.objects.filter(place_id__in=my_places(actor)).values("pk")


def oneself(actor: Actor) -> Ids:
    """The person themself."""
    return Person.objects.filter(pk=me(actor)).values("pk")


allow((Role.MEMBER,), "open_matter", Person, oneself)
allow((Role.CITY_OFFICER, Role.SERVICE), "open_matter", Person, every_one)
allow((Role.CITY_OFFICER, Role.SERVICE), "open_matter", Organisation, every_one)
allow(DESK_WORKERS, "open_matter", Organisation, at_which_i_serve)
allow(Role.DISTRICT_OFFICER, "open_matter", Organisation, desks_in_my_place)


def who_asked_to_be_erased(actor: Actor) -> Ids:
    """People whose request to be erased was verified and not refused."""
    asked = Matter.objects.filter(kind="data_request", category="erasure", stage__in=("verified", "handling", "answered"))
    return MatterParty.objects.filter(matter__in=asked, role=MatterRole.RAISER, person__isnull=False).values("person_id")


allow(Role.DPO, "erase", Person, who_asked_to_be_erased)


# Parts and outcomes follow their matter


def parts_of_open_kinds(actor: Actor) -> Ids:
    """Parts in matters of kinds that are not confidential."""
    return MatterParty.objects.filter(matter__kind__in=kinds_where(confidential=False)).values("pk")


def my_parts(actor: Actor) -> Ids:
    """The person's own parts."""
    return MatterParty.objects.filter(person_id=me(actor)).values("pk")


def parts_at_my_desk(actor: Actor) -> Ids:
    """Parts in matters at the officer's desk, of kinds whose parties the desk reads."""
    return MatterParty.objects.filter(matter_id__in=read_at_my_desk(actor)).values("pk")


def adoptions_of_mine(actor: Actor) -> Ids:
    """Adoptions of the person's own papers."""
    return Adoption.objects.filter(matter_id__in=in_which_i_have_a_part(actor)).values("pk")


def payments_of_mine(actor: Actor) -> Ids:
    """Payments of the person's own grants."""
    return Payment.objects.filter(matter_id__in=in_which_i_have_a_part(actor)).values("pk")


def scores_that_i_gave(actor: Actor) -> Ids:
    """Scores that the reviewer gave."""
    return Score.objects.filter(Q(reviewer_id=me(actor))).values("pk")


allow(Role.CITY_OFFICER, "view", MatterParty, parts_of_open_kinds)
allow(Role.MEMBER, "view", MatterParty, my_parts)
allow(DESK_WORKERS, "view", MatterParty, parts_at_my_desk)
allow((Role.CITY_OFFICER, Role.LEADER), "view", Adoption, every_one)
allow(Role.MEMBER, "view", Adoption, adoptions_of_mine)
allow(Role.CITY_OFFICER, "view", Payment, every_one)
allow(Role.MEMBER, "view", Payment, payments_of_mine)
allow(Role.CITY_OFFICER, "view", Score, every_one)
allow(Role.MEMBER, "view", Score, scores_that_i_gave)
