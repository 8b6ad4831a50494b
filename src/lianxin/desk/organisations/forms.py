"""Forms of organisations, grades, posts and documents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.access.actors import Actor
from lianxin.core.dates import today
from lianxin.desk.choosers import DocumentField, OrganisationField
from lianxin.desk.moves import date_input
from lianxin.desk.people.forms import PlaceField
from lianxin.reference.codelists import Grade
from lianxin.register.enums import DocumentPurpose, DocumentState, OrganisationKind
from lianxin.register.models import Document, Organisation

TEXTS = ("name", "short_name", "credit_code", "industry", "legal_person", "phone", "address")


class OrganisationForm(forms.Form):
    """Values and own columns of a body; `values` holds what was changed."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=OrganisationKind.choices)
    short_name = forms.CharField(label=gettext_lazy("Short name"), max_length=100, required=False)
    credit_code = forms.CharField(label=gettext_lazy("Credit code"), max_length=30, required=False)
    place = PlaceField(
        label=gettext_lazy("Place"),
        required=False,
        help_text=gettext_lazy("A district, street or community, like 西岗区."),
    )
    industry = forms.CharField(label=gettext_lazy("Industry"), max_length=60, required=False)
    legal_person = forms.CharField(label=gettext_lazy("Legal representative"), max_length=100, required=False)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=60, required=False)
    address = forms.CharField(label=gettext_lazy("Address"), max_length=200, required=False)
    founded_on = forms.DateField(label=gettext_lazy("Registered on"), required=False, widget=date_input())
    closed_on = forms.DateField(label=gettext_lazy("Closed on"), required=False, widget=date_input())

    def __init__(self, data: Any = None, *, body: Organisation | None = None) -> None:
        names = (*TEXTS, "kind", "place", "founded_on", "closed_on")
        initial = {name: getattr(body, name) for name in names} if body is not None else {}
        super().__init__(data, initial=initial)

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.changed_data}


class GradeForm(forms.Form):
    """An official grade; Lianxin registers it and awards none."""

    grade = forms.ChoiceField(label=gettext_lazy("Grade"), choices=Grade.choices)
    issuer = forms.CharField(label=gettext_lazy("Issued by"), max_length=100)
    number = forms.CharField(label=gettext_lazy("Certificate number"), max_length=60, required=False)
    decided_on = forms.DateField(
        label=gettext_lazy("Decided on"),
        widget=date_input(),
        initial=today,
        help_text=gettext_lazy("The span of validity follows from this day."),
    )


class PostForm(forms.Form):
    """A post of the establishment; a document must say so."""

    section = forms.CharField(label=gettext_lazy("Section"), max_length=60)
    title = forms.CharField(label=gettext_lazy("Post"), max_length=60)
    added_on = forms.DateField(label=gettext_lazy("Post added on"), widget=date_input(), initial=today)

    def __init__(self, data: Any = None, *, actor: Actor) -> None:
        super().__init__(data)
        self.fields["document"] = DocumentField(actor=actor, label=_("Document"))


class DocumentForm(forms.Form):
    """A document with its evidence: number, issuer, date, state, from when to when it is in force."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    number = forms.CharField(label=gettext_lazy("Reference number"), max_length=60, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=DocumentPurpose.choices)
    issued_on = forms.DateField(label=gettext_lazy("Issued on"), widget=date_input(), initial=today)
    state = forms.ChoiceField(
        label=gettext_lazy("State"), choices=DocumentState.choices, initial=DocumentState.IN_FORCE
    )
    start = forms.DateField(label=gettext_lazy("In force from"), required=False, widget=date_input())
    end = forms.DateField(
        label=gettext_lazy("In force until (exclusive)"), required=False, widget=date_input()
    )
    data_class = forms.ChoiceField(
        label=gettext_lazy("Who may read it"),
        choices=Document.DataClass.choices,
        initial=Document.DataClass.INTERNAL,
    )

    def __init__(self, data: Any = None, *, actor: Actor, issuer: Organisation | None = None) -> None:
        super().__init__(data, initial={"issuer": issuer} if issuer else None)
        field = OrganisationField(actor=actor, label=_("Issuer"), required=False)
        self.fields = {
            "title": self.fields.pop("title"),
            "number": self.fields.pop("number"),
            "issuer": field,
            **self.fields,
        }
