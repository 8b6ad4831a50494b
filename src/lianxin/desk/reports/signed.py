"""Signing a report, and its signed revisions: as they were printed, for ever."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import override
from django.views.decorators.cache import never_cache

from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.access.rules import fetch
from lianxin.core.errors import LianxinError
from lianxin.desk.people.names import known_names
from lianxin.desk.reports.standing import signed_over, standing
from lianxin.desk.reports.tasks import sign_what_was_asked
from lianxin.desk.reports.writing_forms import SignForm
from lianxin.reports.as_html import report_context
from lianxin.reports.models import Revision, RevisionFile, SigningRequest, WorkReport
from lianxin.reports.remarks import remarks_on
from lianxin.reports.services.requests import ask_to_sign, share_done
from lianxin.reports.services.writing import present_version
from lianxin.reports.stored import from_data

TYPES = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@requires("sign", WorkReport)
def sign(request: Request, pk: int) -> HttpResponse:
    """The page of the signature: what stands against it, the number, who may read it."""
    report = fetch(WorkReport.objects.select_related("place"), request.actor, "sign", pk=pk)
    remarks = remarks_on(report, present_version(report))
    # Only what is being revised was signed before, and it has a reason.
    last = Revision.objects.filter(report=report).defer("built").first() if report.reason else None
    begin = {"document_number": last.document_number, "is_public": last.is_public} if last else {}
    form = SignForm(request.POST or None, initial=begin, with_reason=remarks.open > 0)
    if request.method == "POST" and form.is_valid():
        try:
            asked = ask_to_sign(report, seen=request.POST.get("seen", ""), by=request.actor, **form.given)
        except LianxinError as error:
            form.add_error(None, str(error))
        else:
            sign_what_was_asked.enqueue(asked.pk)
            return redirect("desk:reports_work", pk)
    version = remarks.version
    context = {
        "report": report,
        "version": version,
        "form": form,
        "remarks": remarks,
        "standing": standing(report, remarks, request.actor),
        "wrote_it": version.saved_by is not None and version.saved_by == request.actor.person_id,
    }
    return render(request, "desk/reports/sign.html", context)


@requires("write", WorkReport)
def remarks(request: Request, pk: int) -> HttpResponse:
    """What stands open against a signature now, as the page of the signature lists it: for the page of the report."""
    report = fetch(WorkReport.objects.select_related("place"), request.actor, "write", pk=pk)
    found = remarks_on(report, present_version(report))
    context = {"report": report, "remarks": found, "standing": standing(report, found, request.actor)}
    return render(request, "desk/reports/_standing.html" if request.htmx else "desk/reports/standing.html", context)


@never_cache
@requires("view", WorkReport)
def signing(request: Request, pk: int) -> HttpResponse:
    """How far the signing is; once it is over the page is loaded anew."""
    report = fetch(WorkReport.objects.all(), request.actor, pk=pk)
    asked = SigningRequest.objects.filter(report=report).exclude(state=SigningRequest.State.FAILED).first()
    if asked is not None:
        share = round(share_done(asked) * 100)
        return render(request, "desk/reports/_signing.html", {"report": report, "share": share})
    answer = HttpResponse()
    answer["HX-Refresh"] = "true"
    return answer


@requires("view", Revision)
def revision(request: Request, pk: int) -> HttpResponse:
    """A signed report as it was printed, with its files, its other revisions, and what has become of its figures."""
    row = fetch(Revision.objects.select_related("report__place"), request.actor, pk=pk)
    seen = Revision.objects.visible_to(request.actor).filter(report=row.report)
    others = list(seen.only("number", "signed_on", "reason", "report"))
    context: dict[str, Any] = shown_revision(row) | {
        "revision": row,
        "files": RevisionFile.objects.filter(revision=row).defer("content"),
        "others": others,
        "newest": others[0],
        "open_remarks": row.open_remarks.count(),
        "signed_over": signed_over(row, request.actor),
        "signed_by": known_names([row.signed_by], request.actor).get(row.signed_by, "")
        if row.signed_by
        else "",
    }
    return render(request, "desk/reports/revision.html", context)


def shown_revision(row: Revision) -> dict[str, Any]:
    """The report of a revision and its body as it reads in the report's own language."""
    built = from_data(row.built)
    with override(row.report.language):
        body = render_to_string("reports/_body.html", report_context(built))
    return {"built": built, "body": mark_safe(body)}


@requires("view", Revision)
def revision_file(request: Request, pk: int, form: str) -> HttpResponse:
    """A file of a signed report, to the byte."""
    row = fetch(Revision.objects.defer("built"), request.actor, pk=pk)
    return file_answer(get_object_or_404(RevisionFile, revision=row, form=form), row)


def file_answer(kept: RevisionFile, row: Revision) -> HttpResponse:
    """The kept bytes, with their digest as the entity tag."""
    response = HttpResponse(bytes(kept.content), content_type=TYPES[kept.form])
    name = f"report-{row.report_id}-{row.number}.{kept.form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["ETag"] = f'"{kept.sha256}"'
    return response
