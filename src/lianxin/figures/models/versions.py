"""Which definitions were in force, so that a figure of long ago still says how it was counted."""

from __future__ import annotations

from django.db import models

from lianxin.core.labels import COUNTING, label


class MeasureVersion(models.Model):
    """A definition as this installation has computed by it. Written by `services.versions.note_definitions` only.

    `since` is the first day on which a period that ends uses it, empty for the first version. `fingerprint` is of what the
    engine computes by; `passport` holds the definition in words, `{"name", "words", "facts": [[term, words]]}`.
    """

    key = label(models.CharField(max_length=60), COUNTING)
    version = label(models.PositiveIntegerField(), COUNTING)
    since = label(models.DateField(null=True, blank=True), COUNTING)
    fingerprint = label(models.CharField(max_length=32), COUNTING)
    passport = label(models.JSONField(default=dict), COUNTING)
    first_seen = label(models.DateTimeField(), COUNTING)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["key", "version", "fingerprint"], name="one_definition_a_version"),
        )

    def __str__(self) -> str:
        return f"{self.key}@{self.version}"
