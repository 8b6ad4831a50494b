"""Pages of organisations and documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.access.rules import fetch, visible
from lianxin.desk.organisations.filters import DocumentsFilter, OrganisationsFilter
from lianxin.desk.organisations.forms import DocumentForm, GradeForm, OrganisationForm, PostForm
from lianxin.desk.organisations.panels import SHOWN
from lianxin.desk.organisations.tables import DocumentsTable, OrganisationsTable
from lianxin.desk.people.forms import saved
from lianxin.desk.records import lines
from lianxin.desk.saved.listing import RegisterList
from lianxin.register.models import Document, Organisation, Tie
from lianxin.register.services.documents import issue_document
from lianxin.register.services.grades import record_grade
from lianxin.register.services.parties import add_organisation, change_organisation
from lianxin.register.services.posts import add_post
from lianxin.ui.tables import DeskTableView

FORM = "desk/people/form.html"


class OrganisationsList(RegisterList[Organisation]):
    model = Organisation
    page = "organisations_list"
    exported = "organisations"
    orders = (
        ("name", gettext_lazy("by name in pinyin")),
        ("-added_on", gettext_lazy("newest first")),
        ("added_on", gettext_lazy("oldest first")),
        ("-founded_on", gettext_lazy("by day of registration")),
    )
    table_class = OrganisationsTable
    filterset_class = OrganisationsFilter
    title = gettext_lazy("Organisations")
    template_name = "desk/organisations/list.html"

    def narrow(self, rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
        return rows.filter(merged_into=None).select_related("place")

    def get_context(self) -> dict[str, Any]:
        may_add = self.request.actor.may_any("add", Organisation)  # type: ignore[attr-defined]
        return super().get_context() | {"may_add": may_add}


class DocumentsList(DeskTableView[Document]):
    model = Document
    table_class = DocumentsTable
    filterset_class = DocumentsFilter
    title = gettext_lazy("Documents")
    template_name = "desk/organisations/documents.html"

    def narrow(self, rows: QuerySet[Document]) -> QuerySet[Document]:
        return rows.select_related("issuer")

    def get_context(self) -> dict[str, Any]:
        return {"may_add": self.request.actor.may_any("issue", Organisation)}  # type: ignore[attr-defined]


@requires("add", Organisation)
def add(request: Request) -> HttpResponse:
    form = OrganisationForm(request.POST or None)
    made: list[Organisation] = []
    if form.is_valid():
        values = {"kind": form.cleaned_data["kind"], "name": form.cleaned_data["name"]} | form.values
        if saved(
            request,
            form,
            lambda: made.append(add_organisation(**values, by=request.actor)),
            _("The organisation is in the register."),
        ):
            return redirect("desk:organisations_detail", pk=made[0].pk)
    return _form(request, form, title=_("Add an organisation"), back="desk:organisations_list")


@requires("edit", Organisation)
def edit(request: Request, pk: int) -> HttpResponse:
    body = fetch(Organisation.objects.select_related("place"), request.actor, "edit", pk=pk)
    form = OrganisationForm(request.POST or None, body=body)
    return _on_body(
        request,
        body,
        form,
        _("Correct the values"),
        lambda: change_organisation(body, by=request.actor, **form.values) if form.values else None,
    )


@requires("grade", Organisation)
def add_grade(request: Request, pk: int) -> HttpResponse:
    body = fetch(Organisation.objects.all(), request.actor, "grade", pk=pk)
    form = GradeForm(request.POST or None)
    return _on_body(
        request,
        body,
        form,
        _("Enter an official grade"),
        lambda: record_grade(body, **form.cleaned_data, by=request.actor),
    )


@requires("add_post", Organisation)
def add_established_post(request: Request, pk: int) -> HttpResponse:
    body = fetch(Organisation.objects.all(), request.actor, "add_post", pk=pk)
    form = PostForm(request.POST or None, actor=request.actor)
    return _on_body(
        request, body, form, _("Add a post"), lambda: add_post(body, **form.cleaned_data, by=request.actor)
    )


@requires("view", Document)
def document(request: Request, pk: int) -> HttpResponse:
    """A document and the ties that it proves."""
    shown = fetch(Document.objects.select_related("issuer", "superseded_by"), request.actor, pk=pk)
    ties = (
        visible(Tie.objects.filter(document=shown), request.actor, few=True)
        if request.actor.may_any("view", Tie)
        else Tie.objects.none()
    )
    context = {
        "document": shown,
        "ties": lines(ties.order_by("start", "pk")[:SHOWN], request.actor),
        "ties_count": ties.count(),
    }
    return render(request, "desk/organisations/document.html", context)


@requires("issue", Organisation)
def add_document(request: Request) -> HttpResponse:
    form = DocumentForm(request.POST or None, actor=request.actor)
    made: list[Document] = []
    if form.is_valid() and saved(
        request,
        form,
        lambda: made.append(issue_document(**form.cleaned_data, by=request.actor)),
        _("The document is entered."),
    ):
        return redirect("desk:documents_detail", pk=made[0].pk)
    return _form(request, form, title=_("Enter a document"), back="desk:documents_list")


def _on_body(
    request: Request, body: Organisation, form: forms.Form, title: str, verb: Callable[[], Any]
) -> HttpResponse:
    """A form about one organisation: save and go back to its page, or show what is wrong."""
    if form.is_valid() and saved(request, form, verb, _("Saved.")):
        return redirect("desk:organisations_detail", pk=body.pk)
    return _form(request, form, title=title, subtitle=body.name, back="desk:organisations_detail", pk=body.pk)


def _form(
    request: Request, form: forms.Form, *, title: str, back: str, subtitle: str = "", pk: int | None = None
) -> HttpResponse:
    context = {"form": form, "title": title, "subtitle": subtitle, "back": back, "pk": pk}
    return render(request, FORM, context, status=400 if form.errors else 200)
