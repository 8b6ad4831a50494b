"""The yearly assessment of district units: the scheme of a year, and one unit under it. Units only, never persons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.access.rules import GuardedQuerySet
from lianxin.core.labels import EVIDENCE, label
from lianxin.flows.models import Flowing
from lianxin.reference.models import Place
from lianxin.register.models import Document
from lianxin.reports.flow import ASSESSMENT

if TYPE_CHECKING:
    from lianxin.flows.flow import Flow


class AssessmentScheme(models.Model):
    """The rules of one year, by document. A draft until it is opened and fixed from then on; a change is a new version.

    Figures are of the days from `start` to `end`, both included, and are locked on `locked_on`. `grades` is a list of
    `[points from which it is given, word]`, the highest first; empty where no words are given. Written by `assessing.schemes`.
    """

    year = label(models.PositiveIntegerField(_("year")), EVIDENCE)
    version = label(models.PositiveIntegerField(default=1), EVIDENCE)
    title = label(models.CharField(_("title"), max_length=200), EVIDENCE)
    document = label(
        models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="schemes"),
        EVIDENCE,
    )
    start = label(models.DateField(), EVIDENCE)
    end = label(models.DateField(), EVIDENCE)
    grades = label(models.JSONField(default=list, blank=True), EVIDENCE)
    reason = label(models.CharField(max_length=200, blank=True), EVIDENCE)
    drafted_on = label(models.DateField(), EVIDENCE)
    opened_on = label(models.DateField(null=True, blank=True), EVIDENCE)
    locked_on = label(models.DateField(null=True, blank=True), EVIDENCE)

    objects = GuardedQuerySet["AssessmentScheme"].as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["year", "version"], name="one_scheme_a_version"),)
        ordering = ("-year", "-version")

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.opened_on is None


class Indicator(models.Model):
    """One line of a scheme. `measure` and `target` (of a rate in per cent) belong to the method `MEASURE` alone.

    A rate that divides by fewer than `minimum` is not scored; `scope` names the units that it is asked of by division code,
    all when empty. `copied_from` is the line of last year's scheme or of the version before. Fixed once the scheme is open.
    """

    class Method(models.TextChoices):
        MEASURE = "measure", _("figure")
        EVIDENCE = "evidence", _("evidence")
        JUDGEMENT = "judgement", _("judgement")

    class Direction(models.TextChoices):
        MORE = "more", _("more is better")
        LESS = "less", _("less is better")

    scheme = label(
        models.ForeignKey(AssessmentScheme, on_delete=models.PROTECT, related_name="indicators"), EVIDENCE
    )
    position = label(models.PositiveIntegerField(), EVIDENCE)
    name = label(models.CharField(_("name"), max_length=120), EVIDENCE)
    words = label(models.TextField(blank=True), EVIDENCE)
    method = label(models.CharField(max_length=10, choices=Method.choices), EVIDENCE)
    measure = label(models.CharField(max_length=60, blank=True), EVIDENCE)
    target = label(models.DecimalField(max_digits=12, decimal_places=1, null=True, blank=True), EVIDENCE)
    weight = label(models.PositiveIntegerField(), EVIDENCE)
    direction = label(
        models.CharField(max_length=5, choices=Direction.choices, default=Direction.MORE), EVIDENCE
    )
    minimum = label(models.PositiveIntegerField(null=True, blank=True), EVIDENCE)
    scope = label(models.JSONField(default=list, blank=True), EVIDENCE)
    copied_from = label(
        models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="copies"),
        EVIDENCE,
    )

    objects = GuardedQuerySet["Indicator"].as_manager()

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.name

    @property
    def is_measured(self) -> bool:
        return self.method == self.Method.MEASURE


class Assessment(Flowing):
    """One unit in one year. `points` (of 100) and `grade` are set when it is checked; stage changes go through `make_move`."""

    scheme = label(
        models.ForeignKey(AssessmentScheme, on_delete=models.PROTECT, related_name="assessments"), EVIDENCE
    )
    place = label(models.ForeignKey(Place, on_delete=models.PROTECT, related_name="assessments"), EVIDENCE)
    opened_on = label(models.DateField(), EVIDENCE)
    points = label(models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True), EVIDENCE)
    grade = label(models.CharField(max_length=20, blank=True), EVIDENCE)
    announced_on = label(models.DateField(null=True, blank=True), EVIDENCE)

    objects = GuardedQuerySet["Assessment"].as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["scheme", "place"], name="one_assessment_a_year"),)
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")

    @property
    def flow(self) -> Flow:
        return ASSESSMENT

    @property
    def is_told(self) -> bool:
        """Has the unit been told its points?"""
        return self.stage in {"told", "objection", "announced"}
