"""How votes stand in searches and in what a person may take along. That somebody voted never stands in a time line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.access.actors import Actor
from lianxin.ballots.models import Ballot, BallotEntry, RollEntry
from lianxin.core.dates import zh_date
from lianxin.flows.flow import CLOSED_PHASES
from lianxin.register.reach import (
    Found,
    Hit,
    Worded,
    describers,
    merge_objections,
    protections,
    worded_sources,
)


def titled(text: str, actor: Actor) -> QuerySet[Any] | None:
    """Votes whose title holds the text, the latest first."""
    if not actor.may_any("view", Ballot):
        return None
    rows: QuerySet[Any] = Ballot.objects.visible_to(actor).filter(title__contains=text)
    return rows.order_by("-closes_on", "-pk")


def found(hit: Hit) -> Found:
    return Found(gettext_lazy("Vote"), hit.texts[0], Ballot(pk=hit.pk), zh_date(hit.day) if hit.day else "")


def describe_line(line: RollEntry) -> str:
    if line.voted_on is None:
        return _("On the roll of: {title}").format(title=line.ballot.title)
    return _("On the roll of: {title}; voted on {day}").format(
        title=line.ballot.title, day=zh_date(line.voted_on)
    )


def describe_entry(entry: BallotEntry) -> str:
    return _("Entry {number} of {title}: {entry}").format(
        number=entry.number, title=entry.ballot.title, entry=entry.title
    )


def people_who_voted(ids: Iterable[int]) -> set[int]:
    """One person, one vote: whoever has voted is never merged unasked."""
    return set(RollEntry.objects.filter(person_id__in=list(ids), voted_on__isnull=False).values_list("person_id", flat=True))


def object_to_merge(loser: int, winner: int) -> str:
    """Whoever stays could vote a second time where only the other one has voted yet."""
    running = RollEntry.objects.exclude(ballot__phase__in=CLOSED_PHASES)
    voted = running.filter(person_id=loser, voted_on__isnull=False).values("ballot_id")
    if running.filter(person_id=winner, voted_on=None, ballot_id__in=voted).exists():
        return _(
            "The record that would go has voted in a running vote in which the other one may still vote: join them the other way round."
        )
    return ""


worded_sources.add("ballots", Worded(titled, ("title",), found, day="closes_on"))
protections.add("ballots", people_who_voted)
merge_objections.add("ballots", object_to_merge)
describers.add(RollEntry._meta.label, describe_line)
describers.add(BallotEntry._meta.label, describe_entry)
