"""Forms of votes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.ballots.enums import VoidReason
from lianxin.ballots.kind import ballot_kinds
from lianxin.core.dates import today
from lianxin.desk.choosers import DocumentField, OrganisationField, PersonField
from lianxin.desk.moves import date_input
from lianxin.reference.queries import units_on
from lianxin.register.enums import TieKind

if TYPE_CHECKING:
    from lianxin.access.actors import Actor

ROLLS = (TieKind.TEAM, TieKind.MEMBERSHIP, TieKind.KEY_CONTACT, TieKind.LIAISON)
"""Kinds of tie that make a roll."""


def roll_places() -> list[tuple[str, str]]:
    """The whole city, or one of its districts."""
    return [("", _("The whole city")), *((unit.code, unit.name) for unit in units_on(today()) if unit.code)]


class BallotForm(forms.Form):
    """Propose a vote; `values` are ready for `open_ballot`."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=ballot_kinds.choices)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    opens_on = forms.DateField(label=gettext_lazy("Opens on"), widget=date_input())
    closes_on = forms.DateField(
        label=gettext_lazy("Closes on"),
        widget=date_input(),
        help_text=gettext_lazy("Both days belong to the vote."),
    )
    choices_each = forms.IntegerField(label=gettext_lazy("Choices for each voter"), min_value=1, initial=1)
    roll_kind = forms.ChoiceField(
        label=gettext_lazy("Who votes: people with this tie"), choices=[(k.value, k.label) for k in ROLLS]
    )
    roll_place = forms.ChoiceField(
        label=gettext_lazy("Who live or work in"), choices=roll_places, required=False
    )

    def __init__(self, data: Any = None, *, actor: Actor) -> None:
        super().__init__(data)
        self.fields["organiser"] = OrganisationField(label=_("Organiser"), actor=actor)
        self.fields["basis"] = DocumentField(label=_("Approving document"), actor=actor, required=False)
        self.fields["roll_body"] = OrganisationField(
            label=_("To this team or body"), actor=actor, required=False
        )
        order = [
            "kind",
            "title",
            "organiser",
            "basis",
            "opens_on",
            "closes_on",
            "choices_each",
            "roll_kind",
            "roll_body",
            "roll_place",
        ]
        self.order_fields(order)

    def clean_roll_body(self) -> Any:
        """A roll names bodies by their lasting short name only, so that no id stands in its text."""
        body = self.cleaned_data["roll_body"]
        if body is not None and not body.slug:
            raise forms.ValidationError(
                _("This body has no lasting short name, so that no roll can be made of its ties.")
            )
        return body

    @property
    def values(self) -> dict[str, Any]:
        values = {
            name: self.cleaned_data[name]
            for name in ("kind", "title", "organiser", "basis", "opens_on", "closes_on", "choices_each")
        }
        tie = {"kind": self.cleaned_data["roll_kind"]}
        if self.cleaned_data["roll_body"] is not None:
            tie["slug"] = self.cleaned_data["roll_body"].slug
        audience: dict[str, Any] = {"ties": [tie]}
        if self.cleaned_data["roll_place"]:
            audience["place"] = self.cleaned_data["roll_place"]
        return {**values, "audience": audience}


class EntryForm(forms.Form):
    """Something to be voted for, with its author or the body behind it."""

    title = forms.CharField(label=gettext_lazy("Entry"), max_length=120)

    def __init__(self, data: Any = None, *, actor: Actor) -> None:
        super().__init__(data)
        self.fields["author"] = PersonField(label=_("Author or candidate"), actor=actor, required=False)
        self.fields["organisation"] = OrganisationField(label=_("Organisation"), actor=actor, required=False)


class VoidForm(forms.Form):
    """Papers to void, by their full numbers from the audit file."""

    papers = forms.CharField(
        label=gettext_lazy("Numbers of the papers, one a line"), widget=forms.Textarea(attrs={"rows": 4})
    )
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=VoidReason.choices)

    @property
    def numbers(self) -> list[str]:
        return str(self.cleaned_data["papers"]).split()
