"""Signed reports for everybody, and where the codes on paper lead."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import override

from lianxin.access.http import Request
from lianxin.access.routes import for_desk, open_to_all
from lianxin.access.rules import visible
from lianxin.reports.as_html import report_context
from lianxin.reports.models import Revision, RevisionFile
from lianxin.reports.stored import from_data

PER_PAGE = 20
TYPES = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
SIGNED = "signed reports that were put on the public pages: what was printed, to the byte; their figures open after sign-in"


def public_revisions() -> QuerySet[Revision]:
    """The signed revisions that everybody may read."""
    return Revision.objects.filter(is_public=True)


@open_to_all(SIGNED)
def published(request: Request) -> HttpResponse:
    """Published reports by their newest revision, the latest first."""
    newest = public_revisions().filter(report=OuterRef("report")).order_by("-number").values("pk")[:1]
    rows = public_revisions().filter(pk=Subquery(newest)).defer("built").order_by("-signed_on", "-pk")
    page = Paginator(visible(rows, request.actor), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "public/reports.html", {"page": page})


@open_to_all(SIGNED)
def report(request: Request, pk: int, number: int = 0) -> HttpResponse:
    """A published report as it was signed: the newest revision unless one is named, with the others."""
    rows = list(
        public_revisions()
        .filter(report=pk)
        .only("number", "signed_on", "reason", "report")
        .order_by("-number")
    )
    row = get_object_or_404(_one(pk, number or (rows[0].number if rows else 0)).select_related("report"))
    with override(row.report.language):
        body = render_to_string("reports/_body.html", report_context(from_data(row.built)))
    context = {
        "revision": row,
        "body": mark_safe(body),
        "newest": rows[0],
        "open_remarks": row.open_remarks.count(),
        "others": rows,
        "files": RevisionFile.objects.filter(revision=row).defer("content"),
    }
    return render(request, "public/report.html", context)


@open_to_all(SIGNED)
def report_file(request: Request, pk: int, number: int, form: str) -> HttpResponse:
    """A file of a published report, to the byte."""
    kept = get_object_or_404(
        RevisionFile, revision=get_object_or_404(_one(pk, number).defer("built")), form=form
    )
    response = HttpResponse(bytes(kept.content), content_type=TYPES[kept.form])
    response["Content-Disposition"] = f'attachment; filename="report-{pk}-{number}.{kept.form}"'
    response["ETag"] = f'"{kept.sha256}"'
    return response


def _one(pk: int, number: int) -> QuerySet[Revision]:
    return public_revisions().filter(report=pk, number=number)


@for_desk(
    "the code on paper opens the figure for whoever has a desk; its records open through their own rules"
)
def code(request: Request, code: str) -> HttpResponse:
    """Go from a code on paper to its figure, after sign-in."""
    return redirect("desk:figures_code", code)
