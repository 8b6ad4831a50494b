"""The files of a signed report: made once, kept to the byte."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.core.typesetting import FontMissingError
from lianxin.reports import paper
from lianxin.reports.as_html import as_html
from lianxin.reports.building import Report
from lianxin.reports.models import Revision, RevisionFile, WorkReport
from lianxin.reports.paper.seal import seal_svg

FORMS = ("html", "docx", "pdf")


def keep_files(revision: Revision, built: Report) -> None:
    """Make the files of a revision in the active language and keep them with the SHA-256 of their bytes.

    A machine without Chinese fonts sets no PDF; the others stand.
    """
    front = front_of(revision.report, revision)
    for form in FORMS:
        try:
            content = _content(form, built, front)
        except FontMissingError:
            continue
        digest = hashlib.sha256(content).hexdigest()
        RevisionFile.objects.create(revision=revision, form=form, content=content, sha256=digest)


def front_of(report: WorkReport, revision: Revision) -> paper.Front:
    """What stands around the text of a signed report on paper."""
    zh, office = report.is_chinese, report.signatory
    return paper.Front(
        form=paper.Form.DOCUMENT,
        mark=f"{office}文件" if zh else office,
        number=revision.document_number,
        addressee=report.addressee,
        attachments=tuple(line.strip() for line in report.attachments.splitlines() if line.strip()),
        signatory=office,
        signed_on=revision.signed_on,
        sealed=True,
        copies_to=tuple(part for part in report.copy_to.replace("，", "、").split("、") if part.strip()),
        printed_by=office,
        printed_on=revision.signed_on,
        address=public_address(report),
    )


def public_address(report: WorkReport) -> str:
    """Where the square code on paper leads: the report's page for everybody."""
    return settings.LIANXIN_URL + reverse("public_report", args=[report.pk])


def _content(form: str, built: Report, front: paper.Front) -> bytes:
    if form == "html":
        return as_html(built, front, seal_svg(front.signatory, _("signed"))).encode()
    return paper.as_docx(built, front) if form == "docx" else paper.as_pdf(built, front)
