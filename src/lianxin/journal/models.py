"""Entries hold ids and keyed digests, never personal values, so that erasing a person need not touch them."""

from __future__ import annotations

from django.db import models

from lianxin.core.labels import AUDIT, PLUMBING, label


class Block(models.Model):
    """A run of committed entries with the digest of the run and of the block before. Written by `seal_entries` only."""

    first_entry = label(models.BigIntegerField(), AUDIT)
    last_entry = label(models.BigIntegerField(), AUDIT)
    count = label(models.PositiveIntegerField(), AUDIT)
    before = label(models.CharField(max_length=64, blank=True), AUDIT)
    digest = label(models.CharField(max_length=64), AUDIT)
    sealed_at = label(models.DateTimeField(), AUDIT)


class Entry(models.Model):
    """One act: who, as what, when it happened and when it was recorded. Written by `record` only, never changed."""

    recorded_at = label(models.DateTimeField(), AUDIT)
    happened_on = label(models.DateField(), AUDIT)
    person_id = label(models.BigIntegerField(null=True, db_index=True), AUDIT)
    acting_as = label(models.CharField(max_length=60), AUDIT)
    verb = label(models.CharField(max_length=60), AUDIT)
    model = label(models.CharField(max_length=60), AUDIT)
    object_id = label(models.BigIntegerField(null=True), AUDIT)
    data = label(models.JSONField(default=dict), AUDIT)
    group = label(models.CharField(max_length=40, blank=True), AUDIT)
    block = label(
        models.ForeignKey(Block, null=True, on_delete=models.PROTECT, related_name="entries"), PLUMBING
    )

    class Meta:
        indexes = (
            models.Index(fields=["model", "object_id"], name="journal_of_object"),
            models.Index(fields=["group"], name="journal_of_group", condition=~models.Q(group="")),
        )


class Read(models.Model):
    """One reading of a person's record: a page opened, a masked value revealed, an export. The person sees it."""

    class How(models.TextChoices):
        OPENED = "opened"
        REVEALED = "revealed"
        EXPORTED = "exported"

    read_at = label(models.DateTimeField(), AUDIT)
    subject_id = label(models.BigIntegerField(db_index=True), AUDIT)
    reader_id = label(models.BigIntegerField(null=True), AUDIT)
    acting_as = label(models.CharField(max_length=60), AUDIT)
    how = label(models.CharField(max_length=10, choices=How.choices), AUDIT)
    what = label(models.CharField(max_length=200, blank=True), AUDIT)
    reason = label(models.CharField(max_length=200, blank=True), AUDIT)
