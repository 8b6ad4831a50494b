"""The text that a new report of a kind begins with, as data."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.access.rules import GuardedQuerySet
from lianxin.core.labels import PUBLISHED, label


class ReportText(models.Model):
    """A report's prose with figure tags. Each save of an editor is a new version; the newest is used. Written by `services.texts`."""

    name = label(models.SlugField(_("name"), max_length=40), PUBLISHED)
    version = label(models.PositiveIntegerField(_("version")), PUBLISHED)
    title = label(models.CharField(_("title"), max_length=200), PUBLISHED)
    body = label(models.TextField(_("text")), PUBLISHED)
    saved_at = label(models.DateTimeField(), PUBLISHED)
    saved_by = label(models.BigIntegerField(null=True, blank=True), PUBLISHED)

    objects = GuardedQuerySet["ReportText"].as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["name", "version"], name="one_text_a_version"),)
