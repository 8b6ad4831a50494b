"""What is to be told to whom. A notice names a record and a template, never what the record says."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.core.labels import PUBLISHED, label


class Notice(models.Model):
    """One notice to one person. Queued by `services.outbox.queue`, sent by the `send_due` job.

    `why` is the key of the reason for which it was not sent (`notices.reasons`).
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        WITHHELD = "withheld", _("not sent")

    person_id = label(models.BigIntegerField(db_index=True), PUBLISHED)
    template = label(models.CharField(max_length=60), PUBLISHED)
    model = label(models.CharField(max_length=60, blank=True), PUBLISHED)
    object_id = label(models.BigIntegerField(null=True), PUBLISHED)
    queued_at = label(models.DateTimeField(), PUBLISHED)
    due_at = label(models.DateTimeField(), PUBLISHED)
    sent_at = label(models.DateTimeField(null=True), PUBLISHED)
    seen_at = label(models.DateTimeField(null=True), PUBLISHED)
    state = label(models.CharField(max_length=10, choices=State.choices, default=State.QUEUED), PUBLISHED)
    why = label(models.CharField(max_length=20, blank=True), PUBLISHED)
    tries = label(models.PositiveSmallIntegerField(default=0), PUBLISHED)
    backend = label(models.CharField(max_length=20, default="console"), PUBLISHED)
