"""What was signed: a report as it was printed, to the byte, for ever."""

from __future__ import annotations

from django.db import models

from lianxin.access.rules import GuardedQuerySet
from lianxin.core.labels import PLUMBING, PUBLISHED, label
from lianxin.reports.models.reports import ReportComment, ReportVersion, WorkReport


class Revision(models.Model):
    """A signed report. `built` is the computed report as `stored.to_data` writes it; its figures are frozen rows of the
    figures app that name this row as their owner. `signed_over` says why it was signed although remarks stood open: its
    `open_remarks`. Written by `services.signing.sign_report`, never changed.
    """

    report = label(
        models.ForeignKey(WorkReport, on_delete=models.PROTECT, related_name="revisions"), PLUMBING
    )
    number = label(models.PositiveIntegerField(), PUBLISHED)
    version = label(
        models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="revisions"), PLUMBING
    )
    title = label(models.CharField(max_length=200), PUBLISHED)
    document_number = label(models.CharField(max_length=60), PUBLISHED)
    reason = label(models.CharField(max_length=200, blank=True), PUBLISHED)
    signed_over = label(models.CharField(max_length=300, blank=True), PUBLISHED)
    is_public = label(models.BooleanField(default=False), PUBLISHED)
    signed_on = label(models.DateField(), PUBLISHED)
    signed_at = label(models.DateTimeField(), PUBLISHED)
    signed_by = label(models.BigIntegerField(null=True, blank=True), PUBLISHED)
    built = label(models.JSONField(), PUBLISHED)

    objects = GuardedQuerySet["Revision"].as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["report", "number"], name="one_revision_a_number"),)
        ordering = ("-number",)


class OpenRemark(models.Model):
    """Something that stood open when a report was signed: a comment, or a finding of the lint as it read then.

    `words` and `reason` are a finding's; a comment is kept as the row that it is, and may be answered later.
    """

    revision = label(
        models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="open_remarks"), PLUMBING
    )
    comment = label(
        models.ForeignKey(
            ReportComment, null=True, blank=True, on_delete=models.PROTECT, related_name="signed_over"
        ),
        PLUMBING,
    )
    words = label(models.CharField(max_length=200, blank=True), PUBLISHED)
    reason = label(models.CharField(max_length=300, blank=True), PUBLISHED)

    class Meta:
        ordering = ("pk",)


class RevisionFile(models.Model):
    """A signed report in one form of file, with the SHA-256 of its bytes in hexadecimal."""

    revision = label(models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="files"), PLUMBING)
    form = label(models.CharField(max_length=8), PUBLISHED)
    content = label(models.BinaryField(), PUBLISHED)
    sha256 = label(models.CharField(max_length=64), PUBLISHED)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["revision", "form"], name="one_file_a_form"),)
        ordering = ("pk",)


class SigningRequest(models.Model):
    """A signature that somebody gave and that is being carried out beside the requests: figures frozen, files made.

    One at most for a report; it goes when the revision stands. `signed_over` is the reason why it is signed over open remarks,
    `seen` the mark of the text and the remarks that the signer had before them: nothing else is signed by this request.
    `error` says in a sentence why it failed; nothing is signed then.
    Written by `services.requests`.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        FAILED = "failed"

    report = label(
        models.OneToOneField(WorkReport, on_delete=models.CASCADE, related_name="signing_request"), PLUMBING
    )
    asked_by = label(models.BigIntegerField(), PLUMBING)
    asked_at = label(models.DateTimeField(), PLUMBING)
    signed_on = label(models.DateField(), PUBLISHED)
    document_number = label(models.CharField(max_length=60), PUBLISHED)
    is_public = label(models.BooleanField(default=False), PUBLISHED)
    signed_over = label(models.CharField(max_length=300, blank=True), PUBLISHED)
    seen = label(models.CharField(max_length=64), PLUMBING)
    state = label(models.CharField(max_length=10, choices=State.choices, default=State.WAITING), PLUMBING)
    begun_at = label(models.DateTimeField(null=True, blank=True), PLUMBING)
    error = label(models.TextField(blank=True), PLUMBING)
