"""Programmes are rows, not code."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.access.rules import GuardedQuerySet
from lianxin.core.labels import PUBLISHED, label
from lianxin.register.models import Organisation


class Programme(models.Model):
    """One programme of the city. Loaded from `data/*.json` by `services.load_programmes`, edited through `services.edit_programme`.

    `measures` are measure keys in order, `shows` says which records stand on the page: a list of
    `{"model": "matters.Matter", "kinds": [...], "series": "..."}`; no party stands in either.
    """

    class Chapter(models.TextChoices):
        A = "A", _("How the work is organised")
        B = "B", _("People")
        C = "C", _("Organisations and services")
        D = "D", _("Exchange, advice, support")

    code = label(models.CharField(max_length=4, unique=True), PUBLISHED)
    chapter = label(models.CharField(max_length=1, choices=Chapter.choices), PUBLISHED)
    position = label(models.PositiveSmallIntegerField(), PUBLISHED)
    name = label(models.CharField(max_length=60), PUBLISHED)
    name_en = label(models.CharField(max_length=80), PUBLISHED)
    text = label(models.TextField(), PUBLISHED)
    text_en = label(models.TextField(blank=True), PUBLISHED)
    measures = label(models.JSONField(default=list), PUBLISHED)
    chart = label(models.CharField(max_length=40, blank=True), PUBLISHED)
    shows = label(models.JSONField(default=list), PUBLISHED)
    teams = label(models.ManyToManyField(Organisation, blank=True, related_name="programmes"), PUBLISHED)

    objects = GuardedQuerySet["Programme"].as_manager()

    class Meta:
        ordering = ("chapter", "position")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
