"""Programmes are rows, not code."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lianxin.access.rules import GuardedQuerySet
from lianxin.core.labels import PUBLISHED, label


class Programme(models.Model):
    """One programme of the city. Loaded from `data/*.json` by `services.programmes.load_programmes`, changed by `edit_programme`.

    `measures` are measure keys in order; `chart` is `by_district:KEY` or `over_time:KEY`. `shows` says which records stand
    on the page, as specifications of `shelves`; `teams` are slugs of the organisations that carry it. No party's id stands
    in any of them: a slug binds whatever organisation bears it, before and after a merge.
    """

    class Chapter(models.TextChoices):
        A = "A", _("How the work is organised")
        B = "B", pgettext_lazy("chapter", "People")
        C = "C", _("Organisations and services")
        D = "D", _("Exchange, advice, support")

    code = label(models.CharField(max_length=4, unique=True), PUBLISHED)
    chapter = label(models.CharField(max_length=1, choices=Chapter.choices), PUBLISHED)
    position = label(models.PositiveSmallIntegerField(), PUBLISHED)
    name = label(models.CharField(_("name"), max_length=60), PUBLISHED)
    name_en = label(models.CharField(_("English name"), max_length=80), PUBLISHED)
    text = label(models.TextField(_("what it is")), PUBLISHED)
    text_en = label(models.TextField(_("what it is, in English"), blank=True), PUBLISHED)
    measures = label(models.JSONField(_("figures"), default=list), PUBLISHED)
    chart = label(models.CharField(_("chart"), max_length=40, blank=True), PUBLISHED)
    shows = label(models.JSONField(default=list), PUBLISHED)
    teams = label(models.JSONField(default=list), PUBLISHED)

    objects = GuardedQuerySet["Programme"].as_manager()

    class Meta:
        ordering = ("chapter", "position")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def name_here(self) -> str:
        """The name in the reader's language."""
        return self.name_en if _is_english() else self.name

    @property
    def text_here(self) -> str:
        """The text in the reader's language, as far as it is written."""
        return self.text_en if _is_english() and self.text_en else self.text


def _is_english() -> bool:
    return (get_language() or "").startswith("en")
