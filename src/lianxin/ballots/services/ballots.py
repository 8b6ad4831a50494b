"""Preparing a vote: what it is about, what may be voted for, who may vote."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.ballots.kind import ballot_kinds
from lianxin.ballots.models import Ballot, BallotEntry, RollEntry
from lianxin.ballots.notices import OPENED
from lianxin.core.dates import today
from lianxin.core.errors import BadInput, Conflict
from lianxin.figures.places import find_reporting_place
from lianxin.flows.services.moves import start_flow
from lianxin.journal.services.entries import record
from lianxin.notices.services.outbox import queue_many
from lianxin.register.enums import TieKind
from lianxin.register.homes import HomeOf
from lianxin.register.models import Document, Organisation, Person, Tie
from lianxin.register.purposes import CONTACT
from lianxin.register.queries.consents import declined, grown_up_or_guarded

BEFORE_VOTING = ("proposed", "rules_public", "entering", "screening")
BATCH = 1000


@transaction.atomic
def open_ballot(
    *,
    kind: str,
    title: str,
    organiser: Organisation,
    basis: Document | None = None,
    opens_on: dt.date,
    closes_on: dt.date,
    choices_each: int = 1,
    audience: dict[str, Any],
    by: Actor,
    at: dt.date | None = None,
) -> Ballot:
    """Propose a vote of `organiser`. `audience` says whose ties make the roll when the vote is opened:
    `{"ties": [{"kind": "team", "slug": "register"}], "place": "210203"}`, where `slug` and `place` may be missing.

    Both days belong to the vote. Raises `BadInput`, `NotAllowed`.
    """
    by.require("add_ballot", organiser)
    family, day = ballot_kinds.get(kind), at or today()
    if not title.strip():
        raise BadInput(_("A vote needs a title."))
    if closes_on < opens_on:
        raise BadInput(_("The vote closes before it opens: check the two days."))
    if choices_each < 1:
        raise BadInput(_("Every voter has at least one choice."))
    ballot = Ballot(
        kind=kind,
        title=" ".join(title.split()),
        organiser=organiser,
        basis=basis,
        opens_on=opens_on,
        closes_on=closes_on,
        choices_each=choices_each,
        audience=clean_audience(audience),
        details_version=family.details_version,
        added_on=day,
    )
    start_flow(ballot, at=day)
    ballot.save(force_insert=True)
    record("open_ballot", ballot, by=by, at=day, data={"kind": kind})
    return ballot


@transaction.atomic
def add_entry(
    ballot: Ballot,
    *,
    title: str,
    author: Person | None = None,
    organisation: Organisation | None = None,
    number: int | None = None,
    by: Actor,
    at: dt.date | None = None,
) -> BallotEntry:
    """Put something to be voted for on the ballot, under the next number if none is given. Not once the vote is open."""
    by.require("edit", ballot)
    locked = Ballot.objects.select_for_update(of=("self",)).get(pk=ballot.pk)
    _still_before_voting(locked)
    if not title.strip():
        raise BadInput(_("An entry needs a title."))
    number = (
        number or (BallotEntry.objects.filter(ballot=locked).aggregate(last=Max("number"))["last"] or 0) + 1
    )
    if BallotEntry.objects.filter(ballot=locked, number=number).exists():
        raise Conflict(_("There is an entry with this number already."))
    entry = BallotEntry.objects.create(
        ballot=locked, number=number, title=title.strip(), author=author, organisation=organisation
    )
    record("add_entry", entry, by=by, at=at, data={"ballot": ballot.pk})
    return entry


@transaction.atomic
def withdraw_entry(entry: BallotEntry, *, by: Actor, at: dt.date | None = None) -> None:
    """Take an entry off the ballot (screened out or withdrawn). Not once the vote is open."""
    by.require("edit", entry.ballot)
    _still_before_voting(Ballot.objects.select_for_update(of=("self",)).get(pk=entry.ballot_id))
    record("withdraw_entry", entry, by=by, at=at, data={"ballot": entry.ballot_id})
    entry.delete()


@transaction.atomic
def freeze_roll(ballot: Ballot, *, by: Actor, at: dt.date | None = None) -> int:
    """Put everybody on the roll whose ties of the day answer to the audience; gives the roll's size.

    Opening the vote does this by itself. A roll is frozen once: a second call changes nothing.
    """
    by.require("edit", ballot)
    Ballot.objects.select_for_update(of=("self",)).get(pk=ballot.pk)
    roll = RollEntry.objects.filter(ballot=ballot)
    if not roll.exists():
        day = at or today()
        people = [RollEntry(ballot=ballot, person_id=pk) for pk in audience_of(ballot.audience, day)]
        RollEntry.objects.bulk_create(people, batch_size=BATCH)
        record("freeze_roll", ballot, by=by, at=day, data={"size": len(people)})
    return roll.count()


def prepare_voting(ballot: Ballot, *, by: Actor, at: dt.date) -> None:
    """What opening needs: at least two entries, a roll with somebody on it, and a day within the vote's days. Everybody on it is told."""
    if not ballot.opens_on <= at <= ballot.closes_on:
        raise BadInput(_("The vote is opened on one of its days: change the days, or wait."))
    if BallotEntry.objects.filter(ballot=ballot).count() < 2:
        raise BadInput(_("There is nothing to choose from: a vote has at least two entries."))
    if freeze_roll(ballot, by=by, at=at) == 0:
        raise BadInput(_("Nobody would be on the roll: check the audience of the vote."))
    if at == today():  # a vote of the past that is entered now is news to nobody
        told = ballot.roll.exclude(person_id__in=declined(CONTACT, at))  # who wants no invitations may vote all the same
        queue_many(list(told.values_list("person_id", flat=True)), OPENED, about=ballot)


def clean_audience(audience: dict[str, Any]) -> dict[str, Any]:
    """The audience in its canonical form; raises `BadInput` for a kind of tie or a body that does not exist."""
    ties = []
    for wanted in audience.get("ties", []):
        kind, slug = wanted.get("kind", ""), wanted.get("slug", "")
        if kind not in TieKind.values:
            raise BadInput(_("An audience names ties of a known kind."))
        if slug and not Organisation.objects.filter(slug=slug).exists():
            raise BadInput(_("An audience names a body that does not exist: {slug}.").format(slug=slug))
        ties.append({"kind": kind, "slug": slug} if slug else {"kind": kind})
    if not ties:
        raise BadInput(_("An audience names at least one kind of tie."))
    place = audience.get("place")
    return {"ties": ties, "place": place} if place else {"ties": ties}


def audience_of(audience: dict[str, Any], on: dt.date, among: Collection[int] | None = None) -> list[int]:
    """Ids of the people (of those `among`) whose ties of the day answer to the audience.

    Without merged and erased people, and without children for whom no guardian has agreed.
    """
    wanted = Q(pk__in=[])
    for tie in audience.get("ties", []):
        one = Q(kind=tie["kind"])
        wanted |= one & Q(organisation__slug=tie["slug"]) if tie.get("slug") else one
    named = Tie.objects.on(on).filter(wanted, superseded_by=None, person__isnull=False).values("person_id")
    people = grown_up_or_guarded(Person.objects.filter(pk__in=named, merged_into=None, erased_on=None), on)
    if among is not None:
        people = people.filter(pk__in=among)
    if audience.get("place"):
        place = find_reporting_place(audience["place"], on)
        at_home = people.annotate(home=HomeOf("pk").path(on)).filter(home__startswith=place.path)
        return list(at_home.order_by("pk").values_list("pk", flat=True))
    return list(people.order_by("pk").values_list("pk", flat=True))


def _still_before_voting(ballot: Ballot) -> None:
    if ballot.stage not in BEFORE_VOTING:
        raise Conflict(_("The vote was opened: its entries stand."))
