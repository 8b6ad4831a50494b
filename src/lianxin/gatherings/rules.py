"""Who may do what here.

Whoever organises a gathering runs it: they edit it, mark who came, record it as held. Approval is the offices' alone.
Taking part names people, so participations open to the organiser, the offices above them and the person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from lianxin.access.roles import Role
from lianxin.access.rules import allow, every_one
from lianxin.flows.flow import Phase
from lianxin.gatherings.enums import Part
from lianxin.gatherings.models import Gathering, Participation, Session, Venue
from lianxin.reference.models import Place
from lianxin.register.models import Organisation
from lianxin.register.purposes import REGISTER
from lianxin.register.queries.consents import declined
from lianxin.register.rules import my_places

if TYPE_CHECKING:
    from lianxin.access.actors import Actor

RUN = ("view", "edit", "record", "take_attendance")
"""What an organiser does with a gathering; `record` says that it took place before it was entered."""
OFFICE = (Role.CITY_OFFICER, Role.SERVICE)
HOSTS = (Role.LIAISON, Role.STATION_WORKER)


def places_under_mine(actor: Actor) -> QuerySet[Place]:
    """Places in the actor's district."""
    return Place.objects.filter(pk__in=my_places(actor))


def organisations_under_my_place(actor: Actor) -> QuerySet[Organisation]:
    """Organisations in the actor's district."""
    return Organisation.objects.filter(place__in=places_under_mine(actor))


def my_bodies(actor: Actor) -> list[int]:
    """Ids of the organisations whose liaison officer, or of the stations whose worker, the actor is; no statement."""
    return sorted({pk for role in HOSTS for pk in actor.organisations(role)})


def my_organisations(actor: Actor) -> QuerySet[Organisation]:
    """Organisations whose liaison officer, or stations whose worker, the actor is."""
    return Organisation.objects.filter(pk__in=my_bodies(actor))


def offices_that_i_lead(actor: Actor) -> QuerySet[Organisation]:
    """Offices in which the actor holds a leader's post."""
    return Organisation.objects.filter(pk__in=actor.organisations(Role.LEADER))


def held_in_my_place(actor: Actor) -> QuerySet[Gathering]:
    """Gatherings held in the actor's district."""
    return Gathering.objects.filter(place__in=places_under_mine(actor))


def organised_under_my_place(actor: Actor) -> QuerySet[Gathering]:
    """Gatherings whose organiser has its seat in the actor's district."""
    return Gathering.objects.filter(organiser__in=organisations_under_my_place(actor))


def organised_by_mine(actor: Actor) -> QuerySet[Gathering]:
    """Gatherings of the organisations for which the actor acts."""
    return Gathering.objects.filter(organiser__in=my_organisations(actor))


def in_which_mine_take_part(actor: Actor) -> QuerySet[Gathering]:
    """Gatherings in which the actor's organisations take part."""
    return Gathering.objects.filter(participations__organisation__in=my_organisations(actor))


def open_to_members(actor: Actor) -> QuerySet[Gathering]:
    """Gatherings that were opened to members and published."""
    return Gathering.objects.filter(is_open=True, superseded_by=None).exclude(
        phase__in=(Phase.DRAFT, Phase.WITHDRAWN)
    )


def open_and_still_to_come(actor: Actor) -> QuerySet[Gathering]:
    """Gatherings opened to members that have not been held."""
    return open_to_members(actor).filter(held_on=None, ends_on__gte=actor.on)


def in_which_i_take_part(actor: Actor) -> QuerySet[Gathering]:
    """Gatherings in which the person takes part."""
    return Gathering.objects.filter(participations__person_id=actor.person_id or 0)


def visits_that_i_make(actor: Actor) -> QuerySet[Gathering]:
    """Visits that the leader makes."""
    return Gathering.objects.filter(
        kind="visit", participations__person_id=actor.person_id or 0, participations__part=Part.LEADER
    )


def at_gatherings_in_my_place(actor: Actor) -> Q:
    """Parts in gatherings held in the actor's district."""
    return Q(gathering__place__in=my_places(actor))


def at_gatherings_organised_under_my_place(actor: Actor) -> Q:
    """Parts in gatherings whose organiser has its seat in the actor's district."""
    return Q(gathering__organiser__place__in=my_places(actor))


def at_gatherings_of_mine(actor: Actor) -> Q:
    """Parts in gatherings of the organisations for which the actor acts."""
    return Q(gathering__organiser__in=my_bodies(actor))


def of_my_organisations(actor: Actor) -> Q:
    """Parts that the actor's organisations take."""
    return Q(organisation__in=my_bodies(actor))


def at_visits_that_i_make(actor: Actor) -> Q:
    """Parts in visits that the leader makes."""
    return Q(gathering__in=visits_that_i_make(actor))


def my_own(actor: Actor) -> Q:
    """The person's own parts."""
    return Q(person_id=actor.person_id or 0)


allow(OFFICE, (*RUN, "approve", "register"), Gathering, every_one)
allow(OFFICE, "add_unplaced", Gathering, every_one)
allow(Role.DISTRICT_OFFICER, (*RUN, "approve"), Gathering, held_in_my_place)
allow(Role.DISTRICT_OFFICER, (*RUN, "approve"), Gathering, organised_under_my_place)
allow(HOSTS, RUN, Gathering, organised_by_mine)
allow(HOSTS, "view", Gathering, in_which_mine_take_part)
allow(Role.LIAISON, ("view", "register"), Gathering, open_and_still_to_come)
allow(Role.LEADER, RUN, Gathering, visits_that_i_make)
allow(Role.DPO, "view", Gathering, every_one)
allow((Role.MEMBER, Role.ANYONE), "view", Gathering, open_to_members)
allow(Role.MEMBER, "view", Gathering, in_which_i_take_part)
allow(Role.MEMBER, "register", Gathering, open_and_still_to_come)

allow(OFFICE, "add_gathering", Organisation, every_one)
allow(Role.DISTRICT_OFFICER, "add_gathering", Organisation, organisations_under_my_place)
allow(HOSTS, "add_gathering", Organisation, my_organisations)
allow(Role.LEADER, "add_gathering", Organisation, offices_that_i_lead)
allow(OFFICE, "add_gathering", Place, every_one)
allow(Role.DISTRICT_OFFICER, "add_gathering", Place, places_under_mine)

def of_people_who_took_back_the_register(actor: Actor) -> Q:
    """Parts, in what was held, of people who took back standing in the register."""
    # For what is still to come they registered themselves: whoever opens the door must find them.
    return Q(gathering__held_on__isnull=False, person_id__in=declined(REGISTER, actor.on))


allow((Role.SERVICE, Role.DPO), "view", Participation, every_one)
allow(OFFICE, "leave", Participation, every_one)
for _roles, _which in (
    (Role.DISTRICT_OFFICER, at_gatherings_in_my_place),
    (Role.DISTRICT_OFFICER, at_gatherings_organised_under_my_place),
    (HOSTS, at_gatherings_of_mine),
    (HOSTS, of_my_organisations),
):
    allow(_roles, "view", Participation, _which, but=of_people_who_took_back_the_register)
    allow(_roles, "leave", Participation, _which)
allow(Role.CITY_OFFICER, "view", Participation, every_one, but=of_people_who_took_back_the_register)
allow(Role.LEADER, "view", Participation, at_visits_that_i_make, but=of_people_who_took_back_the_register)
allow(Role.MEMBER, ("view", "leave"), Participation, my_own)


def in_my_place(actor: Actor) -> QuerySet[Venue]:
    """Venues in the actor's district."""
    return Venue.objects.filter(place__in=places_under_mine(actor))


def owned_by_mine(actor: Actor) -> QuerySet[Venue]:
    """Venues of the organisations for which the actor acts."""
    return Venue.objects.filter(owner__in=my_organisations(actor))


def of_gatherings_in_my_place(actor: Actor) -> QuerySet[Session]:
    """Half-days of gatherings held in the actor's district."""
    return Session.objects.filter(gathering__in=held_in_my_place(actor))


def of_gatherings_of_mine(actor: Actor) -> QuerySet[Session]:
    """Half-days of gatherings of the organisations for which the actor acts."""
    return Session.objects.filter(gathering__in=organised_by_mine(actor))


DESKS = (*OFFICE, Role.DISTRICT_OFFICER, *HOSTS, Role.LEADER, Role.DPO)
allow(DESKS, "view", Venue, every_one)
allow(OFFICE, "edit", Venue, every_one)
allow(Role.DISTRICT_OFFICER, "edit", Venue, in_my_place)
allow(HOSTS, "edit", Venue, owned_by_mine)
allow(OFFICE, "add_venue", Organisation, every_one)
allow(Role.DISTRICT_OFFICER, "add_venue", Organisation, organisations_under_my_place)
allow(HOSTS, "add_venue", Organisation, my_organisations)

allow((*OFFICE, Role.DPO), "view", Session, every_one)
allow(Role.DISTRICT_OFFICER, "view", Session, of_gatherings_in_my_place)
allow(HOSTS, "view", Session, of_gatherings_of_mine)
