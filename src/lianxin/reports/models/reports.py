"""One report from its first draft to its signed revisions, with the versions of its text and what was said about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.access.rules import GuardedQuerySet
from lianxin.core.labels import EVIDENCE, PLUMBING, PUBLISHED, label
from lianxin.flows.models import Flowing
from lianxin.reference.models import Place
from lianxin.reports.flow import REPORT

if TYPE_CHECKING:
    from lianxin.flows.flow import Flow


class WorkReport(Flowing):
    """A report of a kind for a period and a place: written, reviewed, signed, and revised with a reason.

    `kind` is a name of `contents.reports`. Both days of the period are included; without a place it is about the whole city.
    What stands on paper around the text (`signatory` to `copy_to`) is a line each; `reason` says why a signed report is being revised.
    Written by `services.writing` and `services.signing`; stage changes go through `make_move`.
    """

    title = label(models.CharField(_("title"), max_length=200), PUBLISHED)
    start = label(models.DateField(), PUBLISHED)
    end = label(models.DateField(), PUBLISHED)
    place = label(
        models.ForeignKey(
            Place, null=True, blank=True, on_delete=models.PROTECT, related_name="work_reports"
        ),
        PUBLISHED,
    )
    language = label(models.CharField(max_length=10), PUBLISHED)
    signatory = label(models.CharField(_("signatory"), max_length=120, blank=True), PUBLISHED)
    addressee = label(models.CharField(_("addressee"), max_length=200, blank=True), PUBLISHED)
    attachments = label(models.TextField(_("attachments"), blank=True), PUBLISHED)
    copy_to = label(models.CharField(_("copy to"), max_length=200, blank=True), PUBLISHED)
    reason = label(models.CharField(_("reason of the revision"), max_length=200, blank=True), PUBLISHED)
    opened_on = label(models.DateField(), PUBLISHED)
    opened_by = label(models.BigIntegerField(null=True, blank=True), PUBLISHED)

    objects = GuardedQuerySet["WorkReport"].as_manager()

    class Meta:
        ordering = ("-opened_on", "-pk")
        verbose_name = _("report")
        verbose_name_plural = _("reports")

    @property
    def flow(self) -> Flow:
        return REPORT

    @property
    def is_chinese(self) -> bool:
        return self.language.startswith("zh")


class ReportVersion(models.Model):
    """The text of a report as somebody saved it; the highest number is the present one. Written by `services.writing.save_version`."""

    report = label(models.ForeignKey(WorkReport, on_delete=models.PROTECT, related_name="versions"), PLUMBING)
    number = label(models.PositiveIntegerField(), PUBLISHED)
    body = label(models.TextField(), PUBLISHED)
    note = label(models.CharField(max_length=200, blank=True), PUBLISHED)
    saved_at = label(models.DateTimeField(), PUBLISHED)
    saved_by = label(models.BigIntegerField(null=True, blank=True), PUBLISHED)

    objects = GuardedQuerySet["ReportVersion"].as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["report", "number"], name="one_version_a_number"),)
        ordering = ("-number",)


class ReportComment(models.Model):
    """Something said about a paragraph, by its words at the time; open until it is answered. Written by `services.comments`."""

    report = label(models.ForeignKey(WorkReport, on_delete=models.PROTECT, related_name="comments"), PLUMBING)
    quote = label(models.TextField(blank=True), EVIDENCE)
    text = label(models.TextField(), EVIDENCE)
    written_at = label(models.DateTimeField(), EVIDENCE)
    written_by = label(models.BigIntegerField(null=True, blank=True), EVIDENCE)
    answer = label(models.TextField(blank=True), EVIDENCE)
    answered_at = label(models.DateTimeField(null=True, blank=True), EVIDENCE)
    answered_by = label(models.BigIntegerField(null=True, blank=True), EVIDENCE)

    objects = GuardedQuerySet["ReportComment"].as_manager()

    class Meta:
        ordering = ("written_at", "pk")

    @property
    def is_open(self) -> bool:
        return self.answered_at is None
