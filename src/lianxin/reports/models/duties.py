"""What was promised: duties with the days on which they hold, their terms, targets of campaigns, and who was told of gaps.

Whether a duty was done stands in none of these tables: it follows from the records (`duties.measures`).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianxin.access.roles import Role
from lianxin.access.rules import GuardedQuerySet
from lianxin.core.labels import AUDIT, EVIDENCE, PUBLISHED, label
from lianxin.register.models import Document, Organisation


class Every(models.TextChoices):
    """How often it is to be done; `ONCE` is done once and lasts."""

    ONCE = "once", _("once, and lasting")
    MONTH = "month", _("every month")
    TWO_MONTHS = "two_months", _("every two months")
    QUARTER = "quarter", _("every quarter")
    HALF_YEAR = "half_year", _("every half-year")
    YEAR = "year", _("every year")


class Duty(models.Model):
    """One promise and the days on which it holds, `[start, end)`. Written by `duties.services`; `kind` is declared in `duties.kinds`.

    `grace_days` after a term are still in time. `follows`: what is to be done about a term is done after it, as a report on a year.
    `looked_on` is the day on which gaps were last looked for in order to tell their owners.
    """

    kind = label(models.CharField(_("duty"), max_length=30), EVIDENCE)
    every = label(models.CharField(_("how often"), max_length=12, choices=Every.choices), EVIDENCE)
    grace_days = label(models.PositiveSmallIntegerField(_("days of grace"), default=0), EVIDENCE)
    follows = label(models.BooleanField(_("done after the term"), default=False), EVIDENCE)
    owner = label(models.CharField(_("answers for it"), max_length=20, choices=Role.choices), EVIDENCE)
    source = label(models.CharField(_("by which document"), max_length=200), EVIDENCE)
    document = label(
        models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="duties"),
        EVIDENCE,
    )
    start = label(models.DateField(_("from")), EVIDENCE)
    end = label(models.DateField(_("until (exclusive)"), null=True, blank=True), EVIDENCE)
    looked_on = label(models.DateField(null=True, blank=True), AUDIT)

    objects = GuardedQuerySet["Duty"].as_manager()

    class Meta:
        verbose_name = pgettext_lazy("promise", "duty")
        verbose_name_plural = pgettext_lazy("promise", "duties")
        constraints = (
            models.UniqueConstraint(fields=["kind", "start"], name="one_duty_of_a_kind_from_a_day"),
            models.UniqueConstraint(fields=["kind"], condition=Q(end=None), name="one_open_duty_of_a_kind"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.start}"

    @property
    def owner_label(self) -> str:
        """Who answers for it, in words."""
        return str(Role(self.owner).label)


class DutyTerm(models.Model):
    """One term of a duty, `[start, end)`, as a line of a calendar. What closes it is dated in `[counts_from, counts_to)`.

    `due` is the last day of grace.
    """

    duty = label(models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="terms"), EVIDENCE)
    start = label(models.DateField(), EVIDENCE)
    end = label(models.DateField(), EVIDENCE)
    counts_from = label(models.DateField(), EVIDENCE)
    counts_to = label(models.DateField(), EVIDENCE)
    due = label(models.DateField(db_index=True), EVIDENCE)

    objects = GuardedQuerySet["DutyTerm"].as_manager()

    class Meta:
        verbose_name = _("term of a duty")
        verbose_name_plural = _("terms of a duty")
        constraints = (
            models.UniqueConstraint(fields=["duty", "start"], name="one_term_of_a_duty_from_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.start}–{self.end}"


class CampaignTarget(models.Model):
    """So many activities of a campaign that a unit promised, `[start, end)`. Written by `duties.services.set_target`."""

    series = label(models.CharField(_("campaign"), max_length=60), PUBLISHED)
    organisation = label(
        models.ForeignKey(
            Organisation, on_delete=models.PROTECT, related_name="targets", verbose_name=_("unit")
        ),
        PUBLISHED,
    )
    needed = label(models.PositiveSmallIntegerField(_("activities promised")), PUBLISHED)
    start = label(models.DateField(_("from")), PUBLISHED)
    end = label(models.DateField(_("until (exclusive)")), PUBLISHED)
    document = label(
        models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="targets"),
        EVIDENCE,
    )
    superseded_by = label(
        models.ForeignKey(
            "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="supersedes"
        ),
        EVIDENCE,
    )

    objects = GuardedQuerySet["CampaignTarget"].as_manager()

    class Meta:
        verbose_name = _("target of a campaign")
        verbose_name_plural = _("targets of campaigns")
        constraints = (
            models.UniqueConstraint(
                fields=["series", "organisation", "start"],
                condition=Q(superseded_by=None),
                name="one_target_of_a_unit_from_a_day",
            ),
            models.CheckConstraint(
                condition=Q(needed__gt=0) & Q(end__gt=F("start")), name="target_asks_for_something"
            ),
        )

    def __str__(self) -> str:
        return self.series


class DutyReminder(models.Model):
    """Somebody was told of gaps of a duty that were due on a day; once as a reminder, once urged. Written by `duties.reminding`."""

    class Stage(models.TextChoices):
        REMIND = "remind", _("reminded")
        URGE = "urge", _("urged")

    duty = label(models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="reminders"), AUDIT)
    person_id = label(models.BigIntegerField(), AUDIT)
    stage = label(models.CharField(max_length=6, choices=Stage.choices), AUDIT)
    due = label(models.DateField(), AUDIT)
    gaps = label(models.PositiveIntegerField(), AUDIT)
    told_on = label(models.DateField(), AUDIT)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["duty", "person_id", "stage", "due"], name="told_once_of_a_term_and_stage"
            ),
        )
