"""A ballot, what may be voted for, who may vote, and the votes, which name nobody."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.access.rules import GuardedQuerySet
from lianxin.ballots.enums import VoidReason
from lianxin.ballots.kind import ballot_kinds
from lianxin.core.labels import PLUMBING, VOTING, label
from lianxin.flows.models import Flowing
from lianxin.register.models import Document, Organisation, Person

if TYPE_CHECKING:
    from lianxin.ballots.kind import BallotKind
    from lianxin.flows.flow import Flow


class Ballot(Flowing):
    """An online vote. Stage changes go through `make_move`, votes through `services.voting.cast_vote`."""

    title = label(models.CharField(_("title"), max_length=200), VOTING)
    organiser = label(
        models.ForeignKey(
            Organisation, on_delete=models.PROTECT, related_name="ballots", verbose_name=_("organiser")
        ),
        VOTING,
    )
    basis = label(
        models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="ballots"),
        VOTING,
    )
    opens_on = label(models.DateField(_("opens on")), VOTING)
    closes_on = label(models.DateField(_("closes on")), VOTING)
    choices_each = label(models.PositiveSmallIntegerField(_("choices for each voter"), default=1), VOTING)
    audience = label(models.JSONField(default=dict, blank=True), VOTING)
    added_on = label(models.DateField(), VOTING)

    objects = GuardedQuerySet["Ballot"].as_manager()

    def __str__(self) -> str:
        return self.title

    @property
    def family(self) -> type[BallotKind]:
        return ballot_kinds.of(self.kind)

    @property
    def flow(self) -> Flow:
        return self.family.flow


class BallotEntry(models.Model):
    """What may be voted for."""

    ballot = label(models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="entries"), VOTING)
    number = label(models.PositiveSmallIntegerField(_("number")), VOTING)
    title = label(models.CharField(_("title"), max_length=120), VOTING)
    author = label(
        models.ForeignKey(
            Person, null=True, blank=True, on_delete=models.PROTECT, related_name="ballot_entries"
        ),
        VOTING,
    )
    organisation = label(
        models.ForeignKey(
            Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="ballot_entries"
        ),
        VOTING,
    )

    objects = GuardedQuerySet["BallotEntry"].as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["ballot", "number"], name="one_entry_a_number"),)


class RollEntry(models.Model):
    """A person who may vote, and whether they have; not what."""

    ballot = label(models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="roll"), VOTING)
    person = label(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="rolls"), VOTING)
    voted_on = label(models.DateField(null=True, blank=True), VOTING)

    objects = GuardedQuerySet["RollEntry"].as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["ballot", "person"], name="once_on_a_roll"),)


def random_id() -> int:
    """Ids of votes are drawn at random, so that their order tells nothing about who voted when."""
    return secrets.randbits(62)


class Vote(models.Model):
    """One cast choice without a voter: `paper` joins the choices of one ballot paper, drawn at random. Never changed but to void it."""

    # An "auto" field makes the random id SQLite's own row number; beside any other key SQLite would count the rows.
    id = label(models.BigAutoField(primary_key=True, default=random_id, editable=False), PLUMBING)
    ballot = label(models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="votes"), VOTING)
    entry = label(
        models.ForeignKey(BallotEntry, null=True, on_delete=models.PROTECT, related_name="votes"), VOTING
    )
    paper = label(models.CharField(max_length=32), PLUMBING)
    is_void = label(models.BooleanField(default=False), VOTING)
    void_reason = label(models.CharField(max_length=12, choices=VoidReason.choices, blank=True), VOTING)

    objects = GuardedQuerySet["Vote"].as_manager()
