"""Casting votes, voiding them, publishing the result.

One person one vote: the roll entry is taken by a conditional update of its own row, so that of two requests at one
moment one wins. Who voted stands on the roll, what was voted in `Vote`; nothing joins the two, the journal included.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.ballots.enums import VoidReason
from lianxin.ballots.models import Ballot, BallotEntry, RollEntry, Vote
from lianxin.core.dates import today
from lianxin.core.errors import BadInput, Conflict, NotAllowed
from lianxin.flows.services.moves import make_move
from lianxin.journal.services.entries import record


@transaction.atomic
def cast_vote(
    ballot: Ballot, entries: Iterable[BallotEntry], *, by: Actor, at: dt.date | None = None
) -> None:
    """Cast the one ballot paper of the person who acts. It cannot be taken back, and nothing that returns says what it held.

    Raises `NotAllowed` (not on the roll), `Conflict` (voted already, not open), `BadInput` (wrong number of choices).
    """
    day = at or today()
    chosen = {entry.pk for entry in entries}
    if not 1 <= len(chosen) <= ballot.choices_each:
        raise BadInput(_("Choose at least one entry and at most {n}.").format(n=ballot.choices_each))
    if BallotEntry.objects.filter(ballot=ballot, pk__in=chosen).count() != len(chosen):
        raise BadInput(_("This entry is not on the ballot."))
    on_roll = RollEntry.objects.filter(ballot=ballot, person_id=by.person_id or 0)
    if not on_roll.exists():
        raise NotAllowed(_("You are not on the roll of this vote."))
    # Its own row alone is in the condition: a condition on another table would not be asked again after a lock.
    if not on_roll.filter(voted_on__isnull=True).update(voted_on=day):
        raise Conflict(_("You have voted already: one person, one vote."))
    stage = Ballot.objects.values_list("stage", flat=True).get(pk=ballot.pk)
    if stage != "voting" or not ballot.opens_on <= day <= ballot.closes_on:
        raise Conflict(_("The vote is not open."))
    paper = secrets.token_hex(16)
    Vote.objects.bulk_create([Vote(ballot=ballot, entry_id=pk, paper=paper) for pk in sorted(chosen)])
    record("cast_vote", ballot, by=by, at=day)


@transaction.atomic
def void_votes(
    ballot: Ballot, papers: Iterable[str], *, reason: str, by: Actor, at: dt.date | None = None
) -> int:
    """Void ballot papers while the count is being checked; gives how many. Their number and reason are published.

    Raises `NotAllowed`, `Conflict` at any other stage, `BadInput` for an unknown reason or paper.
    """
    by.require("edit", ballot)
    locked = Ballot.objects.select_for_update(of=("self",)).get(pk=ballot.pk)
    if locked.stage != "recount":
        raise Conflict(_("Papers are voided while the count is being checked."))
    if reason not in VoidReason.values:
        raise BadInput(_("Give one of the published reasons."))
    wanted = set(papers)
    votes = Vote.objects.filter(ballot=ballot, paper__in=wanted)
    if not wanted or votes.values("paper").distinct().count() != len(wanted):
        raise BadInput(_("No such paper was cast in this vote."))
    votes.update(is_void=True, void_reason=reason)
    record("void_votes", ballot, by=by, at=at, data={"papers": len(wanted), "reason": reason})
    return len(wanted)


def publish_result(ballot: Ballot, *, by: Actor, at: dt.date | None = None) -> Ballot:
    """Put the checked count on public notice (结果公示), where objections are still taken."""
    return make_move(ballot, "post_result", by=by, at=at, after=ballot.family.after_move)


def announce_result(ballot: Ballot, *, by: Actor, at: dt.date | None = None) -> Ballot:
    """Announce the result after its notice (公布): nothing changes any more."""
    return make_move(ballot, "announce", by=by, at=at, after=ballot.family.after_move)
