"""What reviewers and writers say about a paragraph."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.dates import now
from lianxin.core.errors import BadInput, Conflict
from lianxin.journal.services.entries import record
from lianxin.reports.models import ReportComment, WorkReport
from lianxin.reports.services.writing import locked_reports


@transaction.atomic
def comment(
    report: WorkReport, *, text: str, quote: str = "", by: Actor, at: dt.date | None = None
) -> ReportComment:
    """Say something about a paragraph (`quote`, its words as they stand) or about the whole. Open until it is answered."""
    by.require("write", report)
    if not text.strip():
        raise BadInput(_("Write what you have to say."))
    report.refresh_from_db(from_queryset=locked_reports())
    if report.stage == "signed":
        raise Conflict(_("The report is signed: begin a revision first."))
    made = ReportComment.objects.create(
        report=report, quote=quote.strip(), text=text.strip(), written_at=now(), written_by=by.person_id
    )
    record("comment", report, by=by, at=at, data={"comment": made.pk})
    return made


@transaction.atomic
def answer_comment(
    said: ReportComment, *, answer: str = "", by: Actor, at: dt.date | None = None
) -> ReportComment:
    """Answer a comment, which closes it; without words it is marked as done. One answer each."""
    by.require("answer", said)
    said.report.refresh_from_db(from_queryset=locked_reports())
    answered = ReportComment.objects.filter(pk=said.pk, answered_at=None).update(
        answer=answer.strip(), answered_at=now(), answered_by=by.person_id
    )
    if not answered:
        raise Conflict(_("Somebody answered this comment just now. Load the page again."))
    said.refresh_from_db()
    record("answer_comment", said.report, by=by, at=at, data={"comment": said.pk})
    return said
