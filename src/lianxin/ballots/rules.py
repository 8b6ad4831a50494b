"""Who may do what here. Votes open after closing only, and to those who check the count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from lianxin.access.roles import Role
from lianxin.access.rules import allow, every_one
from lianxin.ballots.enums import COUNTED
from lianxin.ballots.models import Ballot, BallotEntry, RollEntry, Vote
from lianxin.register.models import Organisation
from lianxin.register.rules import my_places

if TYPE_CHECKING:
    from lianxin.access.actors import Actor

OFFICE = (Role.CITY_OFFICER, Role.SERVICE)


def organisations_under_my_place(actor: Actor) -> QuerySet[Organisation]:
    """Organisations in the actor's district."""
    return Organisation.objects.filter(place__in=my_places(actor))


def my_organisations(actor: Actor) -> QuerySet[Organisation]:
    """Organisations whose liaison officer the actor is."""
    return Organisation.objects.filter(pk__in=actor.organisations(Role.LIAISON))


def organised_under_my_place(actor: Actor) -> QuerySet[Ballot]:
    """Votes whose organiser has its seat in the actor's district."""
    return Ballot.objects.filter(organiser__in=organisations_under_my_place(actor))


def organised_by_mine(actor: Actor) -> QuerySet[Ballot]:
    """Votes of the organisations for which the actor acts."""
    return Ballot.objects.filter(organiser__in=my_organisations(actor))


def on_whose_roll_i_stand(actor: Actor) -> QuerySet[Ballot]:
    """Votes on whose roll the person stands."""
    return Ballot.objects.filter(roll__person_id=actor.person_id or 0)


def open_with_me_on_the_roll(actor: Actor) -> QuerySet[Ballot]:
    """Open votes on whose roll the person stands."""
    return on_whose_roll_i_stand(actor).filter(stage="voting")


def whose_result_is_public(actor: Actor) -> QuerySet[Ballot]:
    """Votes whose result is on notice or announced."""
    return Ballot.objects.filter(stage__in=("result_notice", "objection", "announced"))


def entries_under_my_place(actor: Actor) -> QuerySet[BallotEntry]:
    """Entries of votes whose organiser has its seat in the actor's district."""
    return BallotEntry.objects.filter(ballot__in=organised_under_my_place(actor))


def entries_of_mine(actor: Actor) -> QuerySet[BallotEntry]:
    """Entries of votes of the organisations for which the actor acts."""
    return BallotEntry.objects.filter(ballot__in=organised_by_mine(actor))


def entries_that_i_may_vote_for(actor: Actor) -> QuerySet[BallotEntry]:
    """Entries of votes on whose roll the person stands."""
    return BallotEntry.objects.filter(ballot__in=on_whose_roll_i_stand(actor))


def entries_of_public_results(actor: Actor) -> QuerySet[BallotEntry]:
    """Entries of votes whose result is on notice or announced."""
    return BallotEntry.objects.filter(ballot__in=whose_result_is_public(actor))


def my_own_line(actor: Actor) -> QuerySet[RollEntry]:
    """The person's own line on a roll."""
    return RollEntry.objects.filter(person_id=actor.person_id or 0)


def after_closing(actor: Actor) -> QuerySet[Vote]:
    """Votes of ballots that have closed."""
    return Vote.objects.filter(ballot__stage__in=COUNTED)


allow(OFFICE, ("view", "edit", "approve"), Ballot, every_one)
allow(Role.DISTRICT_OFFICER, ("view", "edit", "approve"), Ballot, organised_under_my_place)
allow(Role.LIAISON, ("view", "edit"), Ballot, organised_by_mine)
allow((Role.DPO, Role.AUDITOR), "view", Ballot, every_one)
allow(Role.MEMBER, "view", Ballot, on_whose_roll_i_stand)
allow(Role.MEMBER, "view", Ballot, whose_result_is_public)
allow(Role.MEMBER, "vote", Ballot, open_with_me_on_the_roll)

allow(OFFICE, "add_ballot", Organisation, every_one)
allow(Role.DISTRICT_OFFICER, "add_ballot", Organisation, organisations_under_my_place)
allow(Role.LIAISON, "add_ballot", Organisation, my_organisations)

allow((*OFFICE, Role.DPO, Role.AUDITOR), "view", BallotEntry, every_one)
allow(Role.DISTRICT_OFFICER, "view", BallotEntry, entries_under_my_place)
allow(Role.LIAISON, "view", BallotEntry, entries_of_mine)
allow(Role.MEMBER, "view", BallotEntry, entries_that_i_may_vote_for)
allow(Role.MEMBER, "view", BallotEntry, entries_of_public_results)

allow((*OFFICE, Role.DPO), "view", RollEntry, every_one)
allow(Role.MEMBER, "view", RollEntry, my_own_line)

allow((*OFFICE, Role.AUDITOR), "view", Vote, after_closing)
