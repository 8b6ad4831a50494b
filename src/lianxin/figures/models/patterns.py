"""What is given of a large table's sensitive counts, kept for a day."""

from __future__ import annotations

from django.db import models

from lianxin.core.labels import COUNTING, PLUMBING, label


class DayPattern(models.Model):
    """The pattern of one table (`app.Model`) on one day. Written by `suppression.pattern_of` only.

    `definitions` is a digest of the measures it was made for, `highest` the highest id that the table had then.
    """

    table = label(models.CharField(max_length=60, unique=True), PLUMBING)
    day = label(models.DateField(), COUNTING)
    definitions = label(models.CharField(max_length=64), PLUMBING)
    highest = label(models.BigIntegerField(), PLUMBING)
    pattern = label(models.JSONField(), COUNTING)

    def __str__(self) -> str:
        return f"{self.table} {self.day}"
