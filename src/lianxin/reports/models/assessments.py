"""The yearly assessment of district units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from lianxin.access.rules import GuardedQuerySet
from lianxin.core.labels import EVIDENCE, label
from lianxin.flows.models import Flowing
from lianxin.reference.models import Place
from lianxin.register.models import Document
from lianxin.reports.flow import ASSESSMENT

if TYPE_CHECKING:
    from lianxin.flows.flow import Flow


class AssessmentScheme(models.Model):
    """One year's rules for assessing the district units: indicators with targets and weights, by document."""

    year = label(models.PositiveIntegerField(unique=True), EVIDENCE)
    title = label(models.CharField(max_length=200), EVIDENCE)
    document = label(
        models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="schemes"),
        EVIDENCE,
    )
    indicators = label(models.JSONField(default=list), EVIDENCE)

    objects = GuardedQuerySet["AssessmentScheme"].as_manager()


class Assessment(Flowing):
    """One unit in one year: units only, never persons. Stage changes go through `make_move`."""

    scheme = label(
        models.ForeignKey(AssessmentScheme, on_delete=models.PROTECT, related_name="assessments"), EVIDENCE
    )
    place = label(models.ForeignKey(Place, on_delete=models.PROTECT, related_name="assessments"), EVIDENCE)
    opened_on = label(models.DateField(), EVIDENCE)
    points = label(models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True), EVIDENCE)
    announced_on = label(models.DateField(null=True, blank=True), EVIDENCE)

    objects = GuardedQuerySet["Assessment"].as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["scheme", "place"], name="one_assessment_a_year"),)

    @property
    def flow(self) -> Flow:
        return ASSESSMENT
