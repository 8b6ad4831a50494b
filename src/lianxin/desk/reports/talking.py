"""Comments on a report, and what changed between versions of its text."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from lianxin.access.actors import Actor
from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.access.rules import fetch
from lianxin.core.errors import LianxinError, UnknownName
from lianxin.desk.people.names import known_names
from lianxin.desk.reports.blocks import plain_words
from lianxin.desk.reports.tag_words import with_names
from lianxin.reports.differences import changed_only, compare_texts
from lianxin.reports.models import ReportComment, ReportVersion, WorkReport
from lianxin.reports.services.comments import answer_comment, comment


@dataclass(frozen=True, slots=True)
class Said:
    """A comment with the names that the reader may know."""

    comment: ReportComment
    by: str
    answered_by: str

    @property
    def about(self) -> str:
        """The paragraph in words."""
        with override(self.comment.report.language):
            return plain_words(self.comment.quote)


def said_about(report: WorkReport, actor: Actor) -> list[Said]:
    """The comments on a report: open ones first, then as they were written."""
    rows = sorted(
        ReportComment.objects.filter(report=report).select_related("report"),
        key=lambda row: (not row.is_open, row.written_at, row.pk),
    )
    people = {person for row in rows for person in (row.written_by, row.answered_by) if person}
    names = known_names(people, actor)
    return [
        Said(row, names.get(row.written_by or 0, ""), names.get(row.answered_by or 0, "")) for row in rows
    ]


@require_POST
@requires("write", WorkReport)
def say(request: Request, pk: int) -> HttpResponse:
    """Comment on a paragraph or on the whole."""
    report = fetch(WorkReport.objects.all(), request.actor, "write", pk=pk)
    try:
        comment(
            report, text=request.POST.get("text", ""), quote=request.POST.get("quote", ""), by=request.actor
        )
    except LianxinError as error:
        messages.error(request, str(error))
    return _after(request, report)


@require_POST
@requires("answer", ReportComment)
def answer(request: Request, pk: int) -> HttpResponse:
    """Answer a comment, which closes it."""
    said = fetch(ReportComment.objects.select_related("report"), request.actor, "answer", pk=pk)
    try:
        answer_comment(said, answer=request.POST.get("answer", ""), by=request.actor)
    except LianxinError as error:
        messages.error(request, str(error))
    return _after(request, said.report)


def _after(request: Request, report: WorkReport) -> HttpResponse:
    if request.htmx:
        context = {"report": report, "said": said_about(report, request.actor)}
        return render(request, "desk/reports/_comments.html", context)
    return redirect(
        "desk:reports_write" if request.POST.get("back") == "write" else "desk:reports_work", report.pk
    )


@requires("write", WorkReport)
def versions(request: Request, pk: int) -> HttpResponse:
    """The versions of the text, and what changed from one to another: the last step unless two are named."""
    report = fetch(WorkReport.objects.all(), request.actor, "write", pk=pk)
    rows = list(ReportVersion.objects.filter(report=report).defer("body"))
    names = known_names({row.saved_by for row in rows if row.saved_by}, request.actor)
    newest = rows[0].number
    new = _named(request, "new", newest)
    old = _named(request, "old", max(new - 1, 1))
    bodies = dict(
        ReportVersion.objects.filter(report=report, number__in=[old, new]).values_list("number", "body")
    )
    if {old, new} - set(bodies):
        raise UnknownName(_("There is no such version. Known: 1 to {n}").format(n=newest))
    changes = compare_texts(with_names(bodies[old]), with_names(bodies[new]))
    context = {
        "report": report,
        "rows": [(row, names.get(row.saved_by or 0, "")) for row in rows],
        "old": old,
        "new": new,
        "changes": changed_only(changes),
        "same": sum(change.kind == "same" for change in changes),
    }
    return render(request, "desk/reports/versions.html", context)


def _named(request: Request, name: str, usual: int) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 7 else usual
