"""The columns of whatever flows, and its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from lianxin.core.labels import CASE, PLUMBING, label
from lianxin.core.sealed import SealedTextField
from lianxin.flows.flow import CLOSED_PHASES, Phase

if TYPE_CHECKING:
    from lianxin.flows.flow import Flow, Stage


class Flowing(models.Model):
    """Abstract: a record with a stage and a clock. Its state changes only through `services.moves.make_move`.

    `phase` repeats what the kind's flow says of `stage`, so that lists and measures ask one indexed column. `due_on` is
    the present deadline, `original_due_on` the first one (on-time rates use it); while `paused_on` is set the clock stands.
    """

    kind = label(models.CharField(max_length=40, db_index=True), PLUMBING)
    details = label(models.JSONField(default=dict, blank=True), PLUMBING)
    details_version = label(models.PositiveSmallIntegerField(default=1), PLUMBING)
    stage = label(models.CharField(max_length=40), PLUMBING)
    phase = label(models.CharField(max_length=10, choices=[(p.value, p.value) for p in Phase], default=Phase.OPEN), PLUMBING)
    stage_since = label(models.DateField(), PLUMBING)
    turn = label(models.CharField(max_length=40, blank=True), PLUMBING)
    due_on = label(models.DateField(null=True, blank=True), PLUMBING)
    original_due_on = label(models.DateField(null=True, blank=True), PLUMBING)
    due_provisional = label(models.BooleanField(default=False), PLUMBING)
    paused_on = label(models.DateField(null=True, blank=True), PLUMBING)
    closed_on = label(models.DateField(null=True, blank=True), PLUMBING)

    class Meta:
        abstract = True

    @property
    def flow(self) -> Flow:
        """The flow of the record's kind; each family says where its kinds are."""
        raise NotImplementedError

    @property
    def stage_now(self) -> Stage:
        return self.flow.stage(self.stage)

    @property
    def is_closed(self) -> bool:
        return self.phase in CLOSED_PHASES


class Step(models.Model):
    """One move of one record: who, as what, when it happened, when it was recorded. Written by `make_move` only.

    `data` holds codes, dates and numbers, never a party's id; free text is sealed in `note`.
    """

    model = label(models.CharField(max_length=60), PLUMBING)
    object_id = label(models.BigIntegerField(), PLUMBING)
    move = label(models.CharField(max_length=40), CASE)
    from_stage = label(models.CharField(max_length=40, blank=True), CASE)
    to_stage = label(models.CharField(max_length=40), CASE)
    person_id = label(models.BigIntegerField(null=True), CASE)
    acting_as = label(models.CharField(max_length=60), CASE)
    happened_on = label(models.DateField(), CASE)
    recorded_at = label(models.DateTimeField(), CASE)
    note = label(SealedTextField(), CASE)
    data = label(models.JSONField(default=dict, blank=True), CASE)
    public = label(models.BooleanField(default=True), CASE)

    class Meta:
        indexes = (models.Index(fields=["model", "object_id"], name="steps_of_record"),)
        ordering = ("happened_on", "pk")


class Link(models.Model):
    """A registered link between records of sibling apps, e.g. an action item that a conference decided. Written by `link`."""

    kind = label(models.CharField(max_length=40), PLUMBING)
    from_model = label(models.CharField(max_length=60), PLUMBING)
    from_id = label(models.BigIntegerField(), PLUMBING)
    to_model = label(models.CharField(max_length=60), PLUMBING)
    to_id = label(models.BigIntegerField(), PLUMBING)

    class Meta:
        indexes = (
            models.Index(fields=["from_model", "from_id"], name="links_from"),
            models.Index(fields=["to_model", "to_id"], name="links_to"),
        )
        constraints = (models.UniqueConstraint(fields=["kind", "from_model", "from_id", "to_model", "to_id"], name="one_link"),)
