"""What comes of matters: adoption of papers, payments of grants, scores of applications."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.access.rules import GuardedQuerySet
from lianxin.core.labels import CASE, EVIDENCE, label
from lianxin.matters.models.matters import Matter
from lianxin.reference.codelists import AppointmentLevel
from lianxin.register.models import Document, Organisation, Person


class Adoption(models.Model):
    """One adoption of one paper at one level, with its document. A paper counts once, at its highest level."""

    matter = label(models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="adoptions"), EVIDENCE)
    level = label(models.CharField(_("level"), max_length=10, choices=AppointmentLevel.choices), EVIDENCE)
    outlet = label(models.CharField(_("outlet"), max_length=100, blank=True), EVIDENCE)
    issue = label(models.CharField(_("issue"), max_length=40, blank=True), EVIDENCE)
    adopted_on = label(models.DateField(_("adopted on")), EVIDENCE)
    document = label(
        models.ForeignKey(Document, on_delete=models.PROTECT, related_name="adoptions"), EVIDENCE
    )

    objects = GuardedQuerySet["Adoption"].as_manager()


class Payment(models.Model):
    """A payment of a grant: amount in fen, when it was paid, the receipt."""

    matter = label(models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="payments"), EVIDENCE)
    fen = label(models.PositiveBigIntegerField(_("amount in fen")), EVIDENCE)
    paid_on = label(models.DateField(_("paid on")), EVIDENCE)
    receipt = label(models.CharField(_("receipt"), max_length=60, blank=True), EVIDENCE)

    objects = GuardedQuerySet["Payment"].as_manager()


class Score(models.Model):
    """A reviewer's points on one indicator of an application, a project or an organisation: on the work, never on a person."""

    matter = label(models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="scores"), CASE)
    reviewer = label(
        models.ForeignKey(
            Person, null=True, blank=True, on_delete=models.PROTECT, related_name="scores_given"
        ),
        CASE,
    )
    unit = label(
        models.ForeignKey(
            Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="scores_given"
        ),
        CASE,
    )
    indicator = label(models.CharField(_("indicator"), max_length=60), CASE)
    points = label(models.DecimalField(_("points"), max_digits=6, decimal_places=1), CASE)
    reason = label(models.CharField(_("reason"), max_length=200, blank=True), CASE)

    objects = GuardedQuerySet["Score"].as_manager()
