"""Reads of ballots: what is open to whom, turnout, the count after closing, the audit file."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from lianxin.access.actors import Actor
from lianxin.ballots.enums import COUNTED, VoidReason
from lianxin.ballots.models import Ballot, BallotEntry, RollEntry, Vote


def ballots_to_vote_in(actor: Actor) -> QuerySet[Ballot]:
    """Open votes on whose roll the person stands and in which they have not voted, the first to close first."""
    mine = RollEntry.objects.filter(person_id=actor.person_id or 0, voted_on__isnull=True).values("ballot_id")
    rows = Ballot.objects.visible_to(actor).filter(
        pk__in=mine, stage="voting", opens_on__lte=actor.on, closes_on__gte=actor.on
    )
    return rows.select_related("organiser").order_by("closes_on", "pk")


def my_roll_entry(ballot: Ballot, actor: Actor) -> RollEntry | None:
    """The person's own line on the roll: whether they may vote and whether they have."""
    return RollEntry.objects.filter(ballot=ballot, person_id=actor.person_id or 0).first()


@dataclass(frozen=True, slots=True)
class RollCount:
    """How many may vote, and how many have."""

    size: int
    voted: int


def roll_count(ballot: Ballot) -> RollCount:
    counts = RollEntry.objects.filter(ballot=ballot).aggregate(size=Count("pk"), voted=Count("voted_on"))
    return RollCount(counts["size"], counts["voted"])


@dataclass(frozen=True, slots=True)
class Result:
    """An entry with its valid votes; entries with equal votes share a rank."""

    entry: BallotEntry
    votes: int
    rank: int


def is_counted(ballot: Ballot) -> bool:
    """Has the vote closed, so that votes may be counted?"""
    return ballot.stage in COUNTED


def results(ballot: Ballot) -> list[Result]:
    """Entries by valid votes, most first; empty before the vote has closed, for every reader."""
    if not is_counted(ballot):
        return []
    valid = Count("votes", filter=Q(votes__is_void=False))
    entries = (
        BallotEntry.objects.filter(ballot=ballot).annotate(n=valid).select_related("author", "organisation")
    )
    ordered = sorted(entries, key=lambda entry: (-entry.n, entry.number))
    totals = [entry.n for entry in ordered]
    return [Result(entry, entry.n, totals.index(entry.n) + 1) for entry in ordered]


@dataclass(frozen=True, slots=True)
class PaperCount:
    """All three numbers that are printed: valid votes, papers cast, papers voided by reason."""

    valid_votes: int
    papers: int
    void: list[tuple[str, int]]


def paper_count(ballot: Ballot) -> PaperCount:
    """Counts after closing; zeros before."""
    if not is_counted(ballot):
        return PaperCount(0, 0, [])
    votes = Vote.objects.filter(ballot=ballot)
    counts = votes.aggregate(valid=Count("pk", filter=Q(is_void=False)), papers=Count("paper", distinct=True))
    voided = (
        votes.filter(is_void=True)
        .values("void_reason")
        .annotate(n=Count("paper", distinct=True))
        .order_by("void_reason")
    )
    void = [(str(VoidReason(row["void_reason"]).label), row["n"]) for row in voided]
    return PaperCount(counts["valid"], counts["papers"], void)


def audit_file(ballot: Ballot, actor: Actor) -> QuerySet[Vote]:
    """Every cast choice by paper, for the published audit file: sorted by the random paper, so that no order of time shows."""
    return (
        Vote.objects.visible_to(actor)
        .filter(ballot=ballot)
        .select_related("entry")
        .order_by("paper", "entry__number")
    )
