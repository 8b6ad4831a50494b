"""Figures as they were signed: value, definition, and every record that they counted (F6). Never changed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.core.labels import COUNTING, PLUMBING, label
from lianxin.figures.causes import Since
from lianxin.figures.measures import Ratio
from lianxin.figures.models.versions import MeasureVersion
from lianxin.figures.selections import Selection, read_selection


class FrozenList(models.Model):
    """The rows that a frozen figure counted. Equal lists are kept once: `digest` is the SHA-256 of all of it.

    `columns` are the lookups that each record's hash covers, so that a later one is taken over the same.
    """

    digest = label(models.CharField(max_length=64, unique=True), COUNTING)
    count = label(models.PositiveIntegerField(), COUNTING)
    columns = label(models.JSONField(default=list), COUNTING)


class FrozenSlice(models.Model):
    """A run of the rows of a list in the order of their ids, packed as `rows.pack` does."""

    listed = label(models.ForeignKey(FrozenList, on_delete=models.PROTECT, related_name="slices"), PLUMBING)
    number = label(models.PositiveIntegerField(), PLUMBING)
    rows = label(models.BinaryField(), COUNTING)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["listed", "number"], name="one_slice_a_number"),)
        ordering = ("number",)


class FrozenFigure(models.Model):
    """One figure of a signed record (`owner_model` is its label, `app.Model`), in the order in which it was named.

    Written by `services.freezing.freeze` only. `value` is empty when it was suppressed or had none. A rate has no list of
    its own: its numerator and its denominator are frozen beside it, with `part_of` pointing back.
    `last_entry` is the newest entry of the journal at the freeze, `gaps` the runs of numbers below it that no entry bore yet, first
    and last of each: what came later is what moved the figure.
    """

    owner_model = label(models.CharField(max_length=60), PLUMBING)
    owner_id = label(models.BigIntegerField(), PLUMBING)
    position = label(models.PositiveIntegerField(), PLUMBING)
    part_of = label(
        models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"), PLUMBING
    )
    code = label(models.CharField(max_length=16, db_index=True), COUNTING)
    text = label(models.CharField(max_length=1000), COUNTING)
    name = label(models.CharField(max_length=200), COUNTING)
    unit = label(models.CharField(max_length=20), COUNTING)
    value = label(models.FloatField(null=True, blank=True), COUNTING)
    numerator = label(models.PositiveBigIntegerField(null=True, blank=True), COUNTING)
    denominator = label(models.PositiveBigIntegerField(null=True, blank=True), COUNTING)
    suppressed = label(models.BooleanField(default=False), COUNTING)
    provisional = label(models.BooleanField(default=False), COUNTING)
    definition = label(models.ForeignKey(MeasureVersion, on_delete=models.PROTECT, related_name="frozen"), PLUMBING)
    records = label(models.PositiveIntegerField(null=True, blank=True), COUNTING)
    listed = label(
        models.ForeignKey(FrozenList, null=True, blank=True, on_delete=models.PROTECT, related_name="figures"), PLUMBING
    )
    last_entry = label(models.BigIntegerField(default=0), PLUMBING)
    gaps = label(models.JSONField(default=list), PLUMBING)
    frozen_at = label(models.DateTimeField(), COUNTING)
    frozen_on = label(models.DateField(), COUNTING)
    frozen_by = label(models.BigIntegerField(null=True, blank=True), COUNTING)

    class Meta:
        verbose_name = _("signed figure")
        indexes = (models.Index(fields=["owner_model", "owner_id"], name="frozen_of_owner"),)
        constraints = (
            models.UniqueConstraint(fields=["owner_model", "owner_id", "position"], name="one_frozen_a_position"),
        )
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.name} {self.code}"

    @property
    def selection(self) -> Selection:
        """The selection as it was frozen, by the version of its measure that was in force."""
        return read_selection(self.text)

    @property
    def since(self) -> Since:
        """What tells the entries of the journal that came after the freeze."""
        return Since(self.last_entry, tuple((first, last) for first, last in self.gaps))

    @property
    def is_rate(self) -> bool:
        return isinstance(self.selection.definition, Ratio)

    @property
    def list_hash(self) -> str:
        """SHA-256 of the list in hexadecimal, for the appendix; "" for a rate and for what was suppressed."""
        return self.listed.digest if self.listed is not None else ""
