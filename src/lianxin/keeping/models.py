"""The report of what was deleted because its time was over."""

from __future__ import annotations

from django.db import models

from lianxin.access.rules import GuardedQuerySet
from lianxin.core.labels import AUDIT, label


class RetentionRun(models.Model):
    """One day's deletion. `deleted` says by class of data the day before which it went, how many rows, and their first ids.

    Written by `services.retention` only.
    """

    ran_on = label(models.DateField(unique=True), AUDIT)
    ran_at = label(models.DateTimeField(), AUDIT)
    deleted = label(models.JSONField(default=dict), AUDIT)

    objects = GuardedQuerySet["RetentionRun"].as_manager()
