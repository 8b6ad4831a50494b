"""What one unit gets for one indicator: its figure as it was locked, what the unit says, the points, what it contests."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.access.rules import GuardedQuerySet
from lianxin.core.labels import CASE, EVIDENCE, label
from lianxin.core.sealed import SealedTextField
from lianxin.figures.models import FrozenFigure
from lianxin.matters.models import Matter
from lianxin.register.models import Document
from lianxin.reports.models.assessments import Assessment, Indicator


class IndicatorScore(models.Model):
    """One indicator of one unit. `said` and `claimed` are the unit's; `points` stand where a person gave them, with `reason`,
    which may be the answer to a contest and is sealed as that is.

    Without `points` those count that follow from the newest lock. Written by `assessing.reporting` and `assessing.checking`.
    """

    assessment = label(
        models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="scores"), EVIDENCE
    )
    indicator = label(models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="scores"), EVIDENCE)
    said = label(models.TextField(blank=True), EVIDENCE)
    claimed = label(models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True), EVIDENCE)
    points = label(models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True), EVIDENCE)
    reason = label(SealedTextField(blank=True), CASE)
    scored_by = label(models.BigIntegerField(null=True, blank=True), EVIDENCE)

    objects = GuardedQuerySet["IndicatorScore"].as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["assessment", "indicator"], name="one_score_an_indicator"),
        )
        ordering = ("indicator__position", "pk")

    @property
    def lock(self) -> ScoreLock | None:
        """The newest lock; fetch `locks` along."""
        return max(self.locks.all(), key=lambda lock: lock.number, default=None)

    @property
    def proposed(self) -> Decimal | None:
        """The points that follow from the locked figure."""
        return self.lock.points if self.lock is not None else None

    @property
    def counted(self) -> Decimal | None:
        """The points that count: a person's where given, else those of the figure; None where nothing is scored."""
        return self.proposed if self.points is None else self.points


class ScoreLock(models.Model):
    """A figure as it was frozen for an indicator, and the points that follow. A contest that is accepted locks it anew, with
    its reason, sealed as the answer is; the locks before stay. Written by `assessing.locking`, never changed.
    """

    class Unscored(models.TextChoices):
        FEW = "few", _("too few to be scored")
        NONE = "none", _("no figure is given")

    score = label(models.ForeignKey(IndicatorScore, on_delete=models.PROTECT, related_name="locks"), EVIDENCE)
    number = label(models.PositiveIntegerField(), EVIDENCE)
    frozen = label(models.ForeignKey(FrozenFigure, on_delete=models.PROTECT, related_name="+"), EVIDENCE)
    points = label(models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True), EVIDENCE)
    unscored = label(models.CharField(max_length=5, choices=Unscored.choices, blank=True), EVIDENCE)
    reason = label(SealedTextField(blank=True), CASE)
    locked_on = label(models.DateField(), EVIDENCE)

    objects = GuardedQuerySet["ScoreLock"].as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["score", "number"], name="one_lock_a_number"),)
        ordering = ("number",)


class ScoreEvidence(models.Model):
    """A document that the unit gives as evidence. Written by `assessing.reporting`."""

    score = label(
        models.ForeignKey(IndicatorScore, on_delete=models.PROTECT, related_name="evidence"), EVIDENCE
    )
    document = label(models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+"), EVIDENCE)
    added_on = label(models.DateField(), EVIDENCE)

    objects = GuardedQuerySet["ScoreEvidence"].as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["score", "document"], name="one_evidence_a_document"),)
        ordering = ("pk",)


class ScoreContest(models.Model):
    """The unit contests a record of the figure, misses one, or contests the points; answered once, accepted or upheld.

    A contested record is a matter of its own beside it (`matter`), with its deadline. Written by `assessing.contesting`.
    """

    class About(models.TextChoices):
        RECORD = "record", _("a record is wrong")
        MISSING = "missing", _("a record is missing")
        POINTS = "points", _("the points are wrong")

    score = label(
        models.ForeignKey(IndicatorScore, on_delete=models.PROTECT, related_name="contests"), EVIDENCE
    )
    about = label(models.CharField(max_length=8, choices=About.choices), EVIDENCE)
    text = label(SealedTextField(), CASE)
    matter = label(
        models.ForeignKey(
            Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="score_contests"
        ),
        EVIDENCE,
    )
    raised_on = label(models.DateField(), EVIDENCE)
    raised_by = label(models.BigIntegerField(null=True, blank=True), EVIDENCE)
    accepted = label(models.BooleanField(null=True, blank=True), EVIDENCE)
    answer = label(SealedTextField(blank=True), CASE)
    answered_on = label(models.DateField(null=True, blank=True), EVIDENCE)
    answered_by = label(models.BigIntegerField(null=True, blank=True), EVIDENCE)

    objects = GuardedQuerySet["ScoreContest"].as_manager()

    class Meta:
        ordering = ("raised_on", "pk")

    @property
    def is_open(self) -> bool:
        return self.accepted is None
