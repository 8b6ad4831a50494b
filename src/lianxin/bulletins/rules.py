"""Who may do what with bulletins, deliveries and channels."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from lianxin.access.actors import Actor
from lianxin.access.roles import Role
from lianxin.access.rules import allow, every_one
from lianxin.bulletins.models import Bulletin, Channel, Delivery
from lianxin.flows.flow import Phase
from lianxin.register.models import Organisation
from lianxin.register.rules import my_places

Ids = QuerySet[Any]


def me(actor: Actor) -> int:
    """The person's id; 0, which nobody has, for visitors and services: None would find the rows that name nobody."""
    return actor.person_id or 0


READERS = (
    Role.CITY_OFFICER,
    Role.DISTRICT_OFFICER,
    Role.LIAISON,
    Role.STATION_WORKER,
    Role.LEADER,
    Role.DPO,
    Role.AUDITOR,
    Role.SERVICE,
)


def issued_in_public(actor: Actor) -> Ids:
    """Issued bulletins that are public."""
    return Bulletin.objects.filter(is_public=True, phase=Phase.DONE).values("pk")


def issued(actor: Actor) -> Ids:
    """Issued bulletins."""
    return Bulletin.objects.filter(phase=Phase.DONE).values("pk")


def delivered_to_me(actor: Actor) -> Ids:
    """Bulletins delivered to the person."""
    return Delivery.objects.filter(person_id=me(actor)).values("bulletin_id")


def written_by_me(actor: Actor) -> Ids:
    """Bulletins that the person signs as author."""
    return Bulletin.objects.filter(author_id=me(actor)).values("pk")


def of_my_organisation(actor: Actor) -> Ids:
    """Bulletins of the liaison officer's organisation."""
    return Bulletin.objects.filter(issuer_id__in=actor.organisations(Role.LIAISON)).values("pk")


def of_issuers_in_my_place(actor: Actor) -> Ids:
    """Bulletins of issuers that lie under the officer's place."""
    return Bulletin.objects.filter(issuer__place_id__in=my_places(actor)).values("pk")


allow(Role.ANYONE, "view", Bulletin, issued_in_public)
allow(READERS, "view", Bulletin, issued)
for _which in (issued_in_public, delivered_to_me, written_by_me):
    allow(Role.MEMBER, "view", Bulletin, _which)
allow(Role.MEMBER, "edit", Bulletin, written_by_me)
allow(Role.LIAISON, ("view", "edit", "issue"), Bulletin, of_my_organisation)
allow(Role.DISTRICT_OFFICER, ("view", "edit", "issue"), Bulletin, of_issuers_in_my_place)
allow((Role.CITY_OFFICER, Role.SERVICE), ("edit", "issue"), Bulletin, every_one)
allow((Role.CITY_OFFICER, Role.SERVICE), "view", Bulletin, every_one)


# Drafting, asked of the issuer; opening a channel, asked of its owner


def which_i_serve(actor: Actor) -> Ids:
    """The liaison officer's organisation."""
    return Organisation.objects.filter(pk__in=actor.organisations(Role.LIAISON)).values("pk")


def in_my_place(actor: Actor) -> Ids:
    """Organisations that lie under the officer's place."""
    return Organisation.objects.filter(place_id__in=my_places(actor)).values("pk")


allow((Role.CITY_OFFICER, Role.SERVICE), ("draft_bulletin", "open_channel"), Organisation, every_one)
allow(Role.DISTRICT_OFFICER, ("draft_bulletin", "open_channel"), Organisation, in_my_place)
allow(Role.LIAISON, ("draft_bulletin", "open_channel"), Organisation, which_i_serve)


# Deliveries


def to_me(actor: Actor) -> Ids:
    """Deliveries to the person."""
    return Delivery.objects.filter(person_id=me(actor)).values("pk")


def to_my_organisation(actor: Actor) -> Ids:
    """Deliveries to the liaison officer's organisation."""
    return Delivery.objects.filter(organisation_id__in=actor.organisations(Role.LIAISON)).values("pk")


def of_what_my_organisation_issued(actor: Actor) -> Ids:
    """Deliveries of bulletins of the liaison officer's organisation."""
    return Delivery.objects.filter(bulletin__issuer_id__in=actor.organisations(Role.LIAISON)).values("pk")


def of_what_was_issued_in_my_place(actor: Actor) -> Ids:
    """Deliveries of bulletins of issuers that lie under the officer's place."""
    return Delivery.objects.filter(bulletin__issuer__place_id__in=my_places(actor)).values("pk")


allow((Role.CITY_OFFICER, Role.SERVICE), "view", Delivery, every_one)
allow(Role.DISTRICT_OFFICER, "view", Delivery, of_what_was_issued_in_my_place)
allow(Role.LIAISON, "view", Delivery, of_what_my_organisation_issued)
allow(Role.LIAISON, ("view", "open", "sign_for"), Delivery, to_my_organisation)
allow(Role.MEMBER, ("view", "open", "sign_for"), Delivery, to_me)
allow(Role.SERVICE, ("open", "sign_for"), Delivery, every_one)


# Channels


def owned_by_my_organisation(actor: Actor) -> Ids:
    """Channels of the liaison officer's organisation."""
    return Channel.objects.filter(owner_id__in=actor.organisations(Role.LIAISON)).values("pk")


def owned_in_my_place(actor: Actor) -> Ids:
    """Channels of owners that lie under the officer's place."""
    return Channel.objects.filter(owner__place_id__in=my_places(actor)).values("pk")


def kept_by_me(actor: Actor) -> Ids:
    """Channels whose steward the person is."""
    return Channel.objects.filter(steward_id=me(actor)).values("pk")


allow(READERS, "view", Channel, every_one)
allow(Role.MEMBER, "view", Channel, kept_by_me)
allow((Role.CITY_OFFICER, Role.SERVICE), ("edit", "check"), Channel, every_one)
allow(Role.DISTRICT_OFFICER, ("edit", "check"), Channel, owned_in_my_place)
allow(Role.LIAISON, "edit", Channel, owned_by_my_organisation)
