"""Forms of matters."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.access.actors import Actor
from lianxin.core.dates import today
from lianxin.desk.choosers import DocumentField, OrganisationField, PersonField
from lianxin.desk.moves import date_input
from lianxin.desk.people.forms import PlaceField
from lianxin.matters.enums import MatterRole
from lianxin.matters.kind import MatterKind
from lianxin.matters.services.agreed import Agreement
from lianxin.register.models import Organisation
from lianxin.register.purposes import SENSITIVE
from lianxin.register.queries.consents import text_on

SOMEBODY_ELSE = gettext_lazy("Why it is entered for somebody else, e.g. “by telephone”, “at the counter”.")

AGREED_HOW = (
    ("paper", gettext_lazy("signed on paper")),
    ("counter", gettext_lazy("said at the counter")),
    ("phone", gettext_lazy("said by telephone")),
)


class MatterForm(forms.Form):
    """Registering a matter of one kind for somebody else (代录). A visitor who is not in the register is named under the seal."""

    def __init__(self, data: Any = None, *, family: type[MatterKind], actor: Actor) -> None:
        super().__init__(data)
        self.family = family
        desks = Organisation.objects.visible_to(actor, "open_matter")
        self.fields["desk"] = OrganisationField(actor=actor, label=_("Desk"), initial=first_desk(desks, family))
        if not family.confidential:
            self.fields["title"] = forms.CharField(label=_("Title"), max_length=200)
        self.fields["person"] = PersonField(actor=actor, label=_("Raised by a person"), required=False)
        self.fields["organisation"] = OrganisationField(actor=actor, label=_("Raised by an organisation"), required=False)
        self.fields["visitor"] = forms.CharField(
            label=_("Visitor who is not in the register"),
            required=False,
            max_length=100,
            help_text=_("Kept under the seal with the content."),
        )
        if family.categories:
            self.fields["category"] = forms.ChoiceField(label=_("Category"), required=False, choices=[("", "—"), *family.categories])
        self.fields["content"] = forms.CharField(
            label=_("What it is about"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 5}),
            help_text=_("Only those concerned and those who work on it read this."),
        )
        self.fields["place"] = PlaceField(label=_("Place"), required=False, help_text=_("That of the desk when left empty."))
        self.fields["opened_on"] = forms.DateField(label=_("Raised on"), initial=today, widget=date_input())
        if family.sensitive:
            self._ask_for_agreement(actor)
        self.fields["entered_why"] = forms.CharField(label=_("Why by you"), max_length=100, help_text=SOMEBODY_ELSE)

    def _ask_for_agreement(self, actor: Actor) -> None:
        """How the one who asks agreed to sensitive data, which the kind takes down."""
        self.fields["agreed_how"] = forms.ChoiceField(
            label=_("Consent to sensitive data"),
            required=False,
            choices=[("", "—"), *AGREED_HOW],
            help_text=text_on(SENSITIVE, actor.on).text,
        )
        self.fields["agreed_on"] = forms.DateField(label=_("Agreed on"), required=False, initial=today, widget=date_input())
        self.fields["agreed_paper"] = DocumentField(
            actor=actor, label=_("Paper that they signed"), required=False, help_text=_("Its number, when it is entered as a document.")
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("agreed_how") == "paper" and not given.get("agreed_paper"):
            raise forms.ValidationError(_("Name the paper that they signed, with its number."))
        return given

    @property
    def values(self) -> dict[str, Any]:
        """Arguments of `open_matter`."""
        given = self.cleaned_data
        visitor = given["visitor"].strip()
        return {
            "kind": self.family.key,
            "desk": given["desk"],
            "title": given.get("title", ""),
            "raiser": given["person"] or given["organisation"],
            "content": "\n".join(filter(None, [_("Visitor: {name}").format(name=visitor) if visitor else "", given["content"]])),
            "category": given.get("category", ""),
            "place": given["place"],
            "opened_on": given["opened_on"],
            "entered_why": given["entered_why"],
            "agreed": self._agreement(given),
        }

    @staticmethod
    def _agreement(given: dict[str, Any]) -> Agreement | None:
        if not given.get("agreed_how"):
            return None
        return Agreement(channel=given["agreed_how"], given_on=given["agreed_on"], document=given["agreed_paper"])


class PartForm(forms.Form):
    """Giving somebody a part in a matter."""

    role = forms.ChoiceField(label=gettext_lazy("Part"), choices=MatterRole.choices)

    def __init__(self, data: Any = None, *, actor: Actor) -> None:
        super().__init__(data)
        self.fields["person"] = PersonField(actor=actor, label=_("Person"), required=False)
        self.fields["organisation"] = OrganisationField(actor=actor, label=_("Organisation"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and bool(given.get("person")) == bool(given.get("organisation")):
            raise forms.ValidationError(_("Name one person or one organisation."))
        return given


def first_desk(desks: Any, family: type[MatterKind]) -> Organisation | None:
    """The desk of the kind when the actor may register there, else the only one where they may."""
    found = desks.filter(slug=family.desk_slug).first() if family.desk_slug else None
    some = list(desks[:2]) if found is None else []
    return found or (some[0] if len(some) == 1 else None)
