"""Forms of the consents' desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.access.actors import Actor
from lianxin.core.dates import today
from lianxin.desk.choosers import OrganisationField
from lianxin.desk.moves import date_input
from lianxin.register.enums import Basis
from lianxin.register.models import Organisation, Person
from lianxin.register.queries.children import guardians_of, is_child
from lianxin.register.queries.consents import State, standing
from lianxin.register.services.hands import office_of


class TextForm(forms.Form):
    """A new version of a purpose's text."""

    version = forms.CharField(
        label=_("Version"), max_length=20, help_text=_("As people will read it, e.g. 2 or 2017-08.")
    )
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 6}), max_length=2000)
    changes = forms.CharField(label=_("What changed"), max_length=300)
    asks_again = forms.BooleanField(
        label=_("Ask everybody again"),
        required=False,
        help_text=_(
            "When purpose, way or kind of data changed: consents to earlier versions no longer count from that day on."
        ),
    )
    start = forms.DateField(label=_("In force from"), widget=date_input(), initial=today)


class PaperForm(forms.Form):
    """A paper that somebody signed for an association or an office."""

    agreed = forms.MultipleChoiceField(label=_("Agreed to"), widget=forms.CheckboxSelectMultiple)
    title = forms.CharField(
        label=_("Name of the paper"),
        max_length=200,
        help_text=_("The paper itself stays with you; no picture of it is kept."),
    )
    number = forms.CharField(label=_("Number"), max_length=60, required=False)
    signed_on = forms.DateField(label=_("Signed on"), widget=date_input(), initial=today)
    text_version = forms.CharField(
        label=_("Text version"),
        max_length=20,
        required=False,
        help_text=_("Empty: the text in force on that day."),
    )
    guardian: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        label=_("Guardian"), queryset=None, required=False
    )

    def __init__(self, *args: Any, person: Person, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed"].choices = [  # type: ignore[attr-defined]
            (one.purpose.code, one.purpose.name)
            for one in standing(person, today())
            if one.state != State.HOLDS
        ]
        office = Organisation.objects.filter(pk=office_of(actor, person) or 0).first()
        self.fields["taken_by"] = OrganisationField(actor=actor, label=_("Taken by"), initial=office)
        if is_child(person, today()):
            guardians = [one.pk for one in guardians_of(person, today())]
            field: Any = self.fields["guardian"]
            field.queryset, field.required = Person.objects.filter(pk__in=guardians), True
        else:
            del self.fields["guardian"]


class BasisForm(forms.Form):
    """On which basis a list stands, and what proves it."""

    basis = forms.ChoiceField(label=_("Legal basis"), choices=[one for one in Basis.choices if one[0]])
    evidence = forms.CharField(label=_("Notice or paper that proves it"), max_length=200)
    number = forms.CharField(label=_("Number"), max_length=60, required=False)
    dated = forms.DateField(label=_("Dated"), widget=date_input(), initial=today)


class ReasonForm(forms.Form):
    """Why an officer needs to open a child's page."""

    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("The child's guardian reads it."))
