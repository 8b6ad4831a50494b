"""Who may do what with people, organisations, ties, documents and lists.

Predicates give ids: `Tie…values("person_id")` is a list of people without a join through Person, which at a million
people is the difference between a millisecond and a second.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from lianxin.access.actors import Actor
from lianxin.access.roles import Role
from lianxin.access.rules import allow, every_one
from lianxin.reference.models import Place
from lianxin.reference.queries import place_by_id, places_within
from lianxin.register.enums import TieKind
from lianxin.register.models import (
    ChildAccess,
    Consent,
    ConsentRefusal,
    ConsentText,
    Document,
    Erasure,
    EstablishedPost,
    GradeHolding,
    Import,
    Mention,
    Organisation,
    Person,
    Regrouping,
    Tie,
    TieEdit,
    Touch,
)
from lianxin.register.models.ties import TieQuerySet
from lianxin.register.purposes import REGISTER
from lianxin.register.queries.children import children_of
from lianxin.register.queries.consents import declined

Ids = QuerySet[Any]


OFFICES = (
    Role.CITY_OFFICER,
    Role.DISTRICT_OFFICER,
    Role.LEADER,
    Role.DPO,
    Role.SECURITY_ADMIN,
    Role.AUDITOR,
    Role.LIAISON,
    Role.STATION_WORKER,
    Role.SERVICE,
)


def my_places(actor: Actor) -> list[int]:
    """The district officer's places: each with what it was called before and everything below it; no statement."""
    held = [
        hat.place_id for hat in actor.hats if hat.role == Role.DISTRICT_OFFICER and hat.place_id is not None
    ]
    return sorted({place.pk for pk in held for place in places_within(place_by_id(pk), actor.on)})


def ties_of_today(actor: Actor) -> TieQuerySet:
    return Tie.objects.on(actor.on).filter(superseded_by=None)


def me(actor: Actor) -> int:
    """The actor's person; 0, which nobody is, for a visitor or a service."""
    return actor.person_id or 0


# People


def living_in_my_place(actor: Actor) -> Ids:
    """People whose residence today lies under the officer's place."""
    return (
        ties_of_today(actor).filter(kind=TieKind.RESIDENCE, place_id__in=my_places(actor)).values("person_id")
    )


def working_in_my_place(actor: Actor) -> Ids:
    """People whose employer today lies under the officer's place."""
    return (
        ties_of_today(actor)
        .filter(kind=TieKind.EMPLOYMENT, organisation__place_id__in=my_places(actor))
        .values("person_id")
    )


def belonging_to_my_organisation(actor: Actor) -> Ids:
    """People with a tie today to the liaison officer's organisation."""
    mine = actor.organisations(Role.LIAISON)
    return ties_of_today(actor).filter(organisation_id__in=mine, person__isnull=False).values("person_id")


def on_lists_of_my_organisation(actor: Actor) -> Ids:
    """People mentioned in a list that the liaison officer's organisation sent."""
    return Mention.objects.filter(
        row__imported__sender_id__in=actor.organisations(Role.LIAISON),
        row__imported__state=Import.State.COMMITTED,
        person__isnull=False,
    ).values("person_id")


def myself(actor: Actor) -> Ids:
    """The person themself."""
    return Person.objects.filter(pk=me(actor)).values("pk")


def paired_with_me(actor: Actor) -> Ids:
    """People whom the leader is paired with today."""
    return ties_of_today(actor).filter(kind=TieKind.PAIRING, other_id=me(actor)).values("person_id")


def whose_guardian_i_am(actor: Actor) -> Ids:
    """Children under 14 whose guardian the person is today."""
    return children_of(me(actor), actor.on).values("pk")


def holding_a_post(actor: Actor) -> Ids:
    """People who hold a staff post or a liaison tie, today or before."""
    return Tie.objects.filter(kind__in=TieKind.posts(), person__isnull=False).values("person_id")


def colleagues_at_my_station(actor: Actor) -> Ids:
    """People with a tie today to the worker's station."""
    return (
        ties_of_today(actor)
        .filter(organisation_id__in=actor.organisations(Role.STATION_WORKER), person__isnull=False)
        .values("person_id")
    )


def who_took_back_the_register(actor: Actor) -> Ids:
    """People who took back standing in the register."""
    return declined(REGISTER, actor.on)


# They leave lists, rosters and searches of everybody but the data-protection desk, and stay open to themselves.
WRITING = ("edit", "add_tie", "reveal", "export", "consent")
allow(Role.CITY_OFFICER, "view", Person, every_one, but=who_took_back_the_register)
allow(Role.CITY_OFFICER, (*WRITING, "add", "grant"), Person, every_one)
allow(Role.SERVICE, ("view", *WRITING, "add", "grant"), Person, every_one)
allow(
    Role.DPO,
    ("view", "reveal", "export", "consent", "read_history", "take_along", "correct"),
    Person,
    every_one,
)
for _which in (living_in_my_place, working_in_my_place):
    allow(Role.DISTRICT_OFFICER, "view", Person, _which, but=who_took_back_the_register)
    allow(Role.DISTRICT_OFFICER, WRITING, Person, _which)
for _which in (belonging_to_my_organisation, on_lists_of_my_organisation):
    allow(Role.LIAISON, "view", Person, _which, but=who_took_back_the_register)
    allow(Role.LIAISON, WRITING, Person, _which)
allow((Role.DISTRICT_OFFICER, Role.LIAISON), "add", Person, every_one)
allow(Role.MEMBER, ("view", "edit", "add_tie", "reveal", "export", "consent", "read_history", "take_along"), Person, myself)
allow(Role.MEMBER, ("view", "consent", "take_along"), Person, whose_guardian_i_am)
allow(Role.LEADER, "view", Person, paired_with_me, but=who_took_back_the_register)
allow(Role.STATION_WORKER, "view", Person, colleagues_at_my_station, but=who_took_back_the_register)
allow(Role.SECURITY_ADMIN, "view", Person, holding_a_post)
allow(Role.SECURITY_ADMIN, "grant", Person, every_one)


allow((Role.CITY_OFFICER, Role.SERVICE), "merge", Person, every_one)
allow((Role.CITY_OFFICER, Role.DPO, Role.SERVICE), "view", Regrouping, every_one)
allow((Role.CITY_OFFICER, Role.SERVICE), "undo", Regrouping, every_one)


# Organisations


def in_my_place(actor: Actor) -> Ids:
    """Organisations that lie under the officer's place."""
    return Organisation.objects.filter(place_id__in=my_places(actor)).values("pk")


def of_my_organisations(actor: Actor) -> Ids:
    """The liaison officer's organisation."""
    return Organisation.objects.filter(pk__in=actor.organisations(Role.LIAISON)).values("pk")


def members_of_my_organisation(actor: Actor) -> Ids:
    """Bodies that are members today of the liaison officer's organisation."""
    return (
        ties_of_today(actor)
        .filter(organisation_id__in=actor.organisations(Role.LIAISON), member__isnull=False)
        .values("member_id")
    )


def bodies_that_mine_belongs_to(actor: Actor) -> Ids:
    """Bodies of which the liaison officer's organisation is a member today."""
    return (
        ties_of_today(actor)
        .filter(member_id__in=actor.organisations(Role.LIAISON), organisation__isnull=False)
        .values("organisation_id")
    )


def my_station(actor: Actor) -> Ids:
    """The worker's station."""
    return Organisation.objects.filter(pk__in=actor.organisations(Role.STATION_WORKER)).values("pk")


def where_i_belong(actor: Actor) -> Ids:
    """Organisations to which the person has a tie today."""
    return (
        ties_of_today(actor).filter(person_id=me(actor), organisation__isnull=False).values("organisation_id")
    )


def my_office(actor: Actor) -> Ids:
    """The office at which the officer holds the post."""
    return Organisation.objects.filter(pk__in=actor.organisations(Role.DISTRICT_OFFICER)).values("pk")


allow(
    (Role.CITY_OFFICER, Role.DPO, Role.LEADER, Role.SECURITY_ADMIN, Role.AUDITOR, Role.SERVICE),
    "view",
    Organisation,
    every_one,
)
allow(
    (Role.CITY_OFFICER, Role.SERVICE),
    ("add", "edit", "add_tie", "add_liaison", "grade", "add_post", "issue", "import", "export"),
    Organisation,
    every_one,
)
allow((Role.CITY_OFFICER, Role.SERVICE), "merge", Organisation, every_one)
allow(
    Role.DISTRICT_OFFICER,
    ("view", "edit", "add_tie", "add_liaison", "grade", "issue", "import", "export"),
    Organisation,
    in_my_place,
)
allow(Role.DISTRICT_OFFICER, "view", Organisation, my_office)
allow((Role.DISTRICT_OFFICER, Role.LIAISON), "add", Organisation, every_one)
allow(
    Role.LIAISON, ("view", "edit", "add_tie", "issue", "import", "export"), Organisation, of_my_organisations
)
for _which in (members_of_my_organisation, bodies_that_mine_belongs_to):
    allow(Role.LIAISON, "view", Organisation, _which)
allow(Role.STATION_WORKER, "view", Organisation, my_station)
allow(Role.MEMBER, "view", Organisation, where_i_belong)


# Ties


def of_people_living_in_my_place(actor: Actor) -> Ids:
    """Ties of people who live under the officer's place."""
    return Tie.objects.filter(person_id__in=living_in_my_place(actor)).values("pk")


def of_people_working_in_my_place(actor: Actor) -> Ids:
    """Ties of people who work under the officer's place."""
    return Tie.objects.filter(person_id__in=working_in_my_place(actor)).values("pk")


def to_organisations_in_my_place(actor: Actor) -> Ids:
    """Ties to organisations that lie under the officer's place."""
    return Tie.objects.filter(organisation_id__in=in_my_place(actor)).values("pk")


def of_member_bodies_in_my_place(actor: Actor) -> Ids:
    """Ties of organisations that lie under the officer's place to other bodies."""
    return Tie.objects.filter(member_id__in=in_my_place(actor)).values("pk")


def to_my_organisation(actor: Actor) -> Ids:
    """Ties to the liaison officer's organisation."""
    return Tie.objects.filter(organisation_id__in=actor.organisations(Role.LIAISON)).values("pk")


def memberships_of_my_organisation(actor: Actor) -> Ids:
    """Ties of the liaison officer's organisation to other bodies."""
    return Tie.objects.filter(member_id__in=actor.organisations(Role.LIAISON)).values("pk")


def stated_by_lists_of_my_organisation(actor: Actor) -> Ids:
    """Ties that lists of the liaison officer's organisation state."""
    return Touch.objects.filter(
        model=Tie._meta.label,
        row__imported__sender_id__in=actor.organisations(Role.LIAISON),
        row__imported__state=Import.State.COMMITTED,
    ).values("object_id")


def memberships_in_my_organisation(actor: Actor) -> Ids:
    """Memberships and employments at the liaison officer's organisation."""
    return Tie.objects.filter(
        organisation_id__in=actor.organisations(Role.LIAISON),
        kind__in=(TieKind.MEMBERSHIP, TieKind.EMPLOYMENT),
    ).values("pk")


def of_mine(actor: Actor) -> Ids:
    """The person's own ties."""
    return Tie.objects.filter(person_id=me(actor)).values("pk")


def facts_of_mine(actor: Actor) -> Ids:
    """The person's own residence, employment and kinship."""
    return Tie.objects.filter(person_id=me(actor), kind__in=TieKind.facts()).values("pk")


def ties_that_i_may_leave(actor: Actor) -> Ids:
    """The person's own memberships, teams, liaison ties and places on lists of key contacts, as long as they hold."""
    kinds = (TieKind.MEMBERSHIP, TieKind.TEAM, TieKind.LIAISON, TieKind.KEY_CONTACT)
    return ties_of_today(actor).filter(person_id=me(actor), kind__in=kinds).values("pk")


def pairings_with_me(actor: Actor) -> Ids:
    """Pairings with the leader."""
    return Tie.objects.filter(kind=TieKind.PAIRING, other_id=me(actor)).values("pk")


def to_my_station(actor: Actor) -> Ids:
    """Ties to the worker's station."""
    return Tie.objects.filter(organisation_id__in=actor.organisations(Role.STATION_WORKER)).values("pk")


def that_give_rights(actor: Actor) -> Ids:
    """Staff posts and liaison ties."""
    return Tie.objects.filter(kind__in=TieKind.posts()).values("pk")


def in_my_place_without_posts(actor: Actor) -> Ids:
    """Ties to organisations under the officer's place, staff posts apart."""
    return (
        Tie.objects.filter(organisation_id__in=in_my_place(actor))
        .exclude(kind=TieKind.STAFF_POST)
        .values("pk")
    )


def facts_of_people_living_in_my_place(actor: Actor) -> Ids:
    """Residence, employment and kinship of people who live under the officer's place."""
    return Tie.objects.filter(person_id__in=living_in_my_place(actor), kind__in=TieKind.facts()).values("pk")


def of_people_who_took_back_the_register(actor: Actor) -> Ids:
    """Ties of people who took back standing in the register."""
    return Tie.objects.filter(person_id__in=declined(REGISTER, actor.on)).values("pk")


allow(Role.CITY_OFFICER, "view", Tie, every_one, but=of_people_who_took_back_the_register)
allow(Role.CITY_OFFICER, ("edit", "end", "export"), Tie, every_one)
allow(Role.SERVICE, ("view", "edit", "end", "export"), Tie, every_one)
allow(Role.DPO, ("view", "export"), Tie, every_one)
for _which in (
    of_people_living_in_my_place,
    of_people_working_in_my_place,
    to_organisations_in_my_place,
    of_member_bodies_in_my_place,
):
    allow(Role.DISTRICT_OFFICER, "view", Tie, _which, but=of_people_who_took_back_the_register)
    allow(Role.DISTRICT_OFFICER, "export", Tie, _which)
for _which in (in_my_place_without_posts, facts_of_people_living_in_my_place):
    allow(Role.DISTRICT_OFFICER, ("edit", "end"), Tie, _which)
for _which in (to_my_organisation, memberships_of_my_organisation, stated_by_lists_of_my_organisation):
    allow(Role.LIAISON, "view", Tie, _which, but=of_people_who_took_back_the_register)
    allow(Role.LIAISON, "export", Tie, _which)
allow(Role.LIAISON, ("edit", "end"), Tie, memberships_in_my_organisation)
allow(Role.MEMBER, "view", Tie, of_mine)
allow(Role.MEMBER, ("edit", "end"), Tie, facts_of_mine)
allow(Role.MEMBER, "leave", Tie, ties_that_i_may_leave)
allow(Role.LEADER, "view", Tie, pairings_with_me, but=of_people_who_took_back_the_register)
allow(Role.STATION_WORKER, "view", Tie, to_my_station, but=of_people_who_took_back_the_register)
allow(Role.SECURITY_ADMIN, ("view", "edit", "end"), Tie, that_give_rights)


def edits_of_rosters_in_my_place(actor: Actor) -> Ids:
    """Edits of the rosters of organisations that lie under the officer's place."""
    return TieEdit.objects.filter(organisation_id__in=in_my_place(actor)).values("pk")


def edits_of_my_roster(actor: Actor) -> Ids:
    """Edits of the roster of the liaison officer's organisation."""
    return TieEdit.objects.filter(organisation_id__in=actor.organisations(Role.LIAISON)).values("pk")


allow((Role.CITY_OFFICER, Role.SERVICE), ("view", "undo"), TieEdit, every_one)
allow(Role.DPO, "view", TieEdit, every_one)
allow(Role.DISTRICT_OFFICER, ("view", "undo"), TieEdit, edits_of_rosters_in_my_place)
allow(Role.LIAISON, ("view", "undo"), TieEdit, edits_of_my_roster)


# Evidence


def published(actor: Actor) -> Ids:
    """Documents that are public."""
    return Document.objects.filter(data_class=Document.DataClass.PUBLIC).values("pk")


def of_people_living_here(actor: Actor) -> Ids:
    """Consents of people who live under the officer's place."""
    return Consent.objects.filter(person_id__in=living_in_my_place(actor)).values("pk")


def of_people_working_here(actor: Actor) -> Ids:
    """Consents of people who work under the officer's place."""
    return Consent.objects.filter(person_id__in=working_in_my_place(actor)).values("pk")


def my_own(actor: Actor) -> Ids:
    """The person's own consents."""
    return Consent.objects.filter(person_id=me(actor)).values("pk")


def of_people_of_my_organisation(actor: Actor) -> Ids:
    """Consents of people who belong to the liaison officer's organisation."""
    return Consent.objects.filter(person_id__in=belonging_to_my_organisation(actor)).values("pk")


def of_my_children(actor: Actor) -> Ids:
    """Consents for children under 14 whose guardian the person is."""
    return Consent.objects.filter(person_id__in=whose_guardian_i_am(actor)).values("pk")


def refusals_of_mine(actor: Actor) -> Ids:
    """The person's own refusals."""
    return ConsentRefusal.objects.filter(person_id=me(actor)).values("pk")


def openings_that_i_asked_for(actor: Actor) -> Ids:
    """The officer's own requests to open a child's page."""
    return ChildAccess.objects.filter(reader_id=me(actor)).values("pk")


def openings_of_my_page(actor: Actor) -> Ids:
    """Requests to open the person's own page, or a child's whose guardian they are."""
    return ChildAccess.objects.filter(Q(child_id=me(actor)) | Q(child_id__in=whose_guardian_i_am(actor))).values("pk")


allow(OFFICES, "view", Document, every_one)
allow(Role.MEMBER, "view", Document, published)
allow((Role.CITY_OFFICER, Role.SERVICE), ("edit", "issue_outside"), Document, every_one)
allow(Role.DPO, "issue_outside", Document, every_one)
allow(OFFICES, "view", EstablishedPost, every_one)
allow(OFFICES, "view", GradeHolding, every_one)
allow((Role.CITY_OFFICER, Role.DPO, Role.SERVICE), "view", Consent, every_one)
allow((Role.CITY_OFFICER, Role.DPO, Role.SERVICE), "withdraw", Consent, every_one)
for _which in (of_people_living_here, of_people_working_here):
    allow(Role.DISTRICT_OFFICER, ("view", "withdraw"), Consent, _which)
allow(Role.LIAISON, ("view", "withdraw"), Consent, of_people_of_my_organisation)
for _which in (my_own, of_my_children):
    allow(Role.MEMBER, ("view", "withdraw"), Consent, _which)
allow((*OFFICES, Role.MEMBER), "view", ConsentText, every_one)
allow((Role.CITY_OFFICER, Role.SERVICE), "write_text", ConsentText, every_one)
allow((Role.CITY_OFFICER, Role.DPO, Role.SERVICE), "view", ConsentRefusal, every_one)
allow(Role.MEMBER, "view", ConsentRefusal, refusals_of_mine)
allow((Role.DPO, Role.AUDITOR, Role.SERVICE), "view", ChildAccess, every_one)
allow((Role.DPO, Role.SERVICE), "decide", ChildAccess, every_one)
for _which in (openings_that_i_asked_for, openings_of_my_page):
    allow(Role.MEMBER, "view", ChildAccess, _which)
allow((*OFFICES, Role.MEMBER, Role.SYSTEM_ADMIN, Role.ANYONE), "view", Place, every_one)


# Erasing

allow(Role.SERVICE, "erase", Person, every_one)
allow((Role.DPO, Role.AUDITOR, Role.SERVICE), "view", Erasure, every_one)
allow((Role.DPO, Role.SERVICE), "lift", Erasure, every_one)
