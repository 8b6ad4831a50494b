"""Forms of joining and splitting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.access.actors import Actor
from lianxin.desk.choosers import OrganisationField, PersonField
from lianxin.register.services.foreseeing import Party


class ReasonForm(forms.Form):
    """Why it is done; kept with what was done, and shown in its history."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class JoinForm(ReasonForm):
    with_account = forms.BooleanField(
        label=_("The account, the cast vote and the staff post of the record that goes are meant too"),
        required=False,
    )

    def __init__(self, data: Any = None, *, is_protected: bool) -> None:
        super().__init__(data)
        if not is_protected:
            del self.fields["with_account"]


class SearchForm(forms.Form):
    """Words that find the other record; posted, so that no name or phone stands in an address."""

    q = forms.CharField(
        label=_("Name, pinyin, credit code or last digits of a phone"),
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class ProposeForm(forms.Form):
    """What seems to be wrong; it becomes a contest of the record, which the city office decides."""

    reason = forms.CharField(
        label=_("What is wrong"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Say by what you know it, such as a row of your list."),
    )

    def __init__(self, data: Any = None, *, actor: Actor, people: bool) -> None:
        super().__init__(data)
        field = PersonField if people else OrganisationField
        self.fields["other"] = field(actor=actor, label=_("The other record, if two are one"), required=False)

    def content(self, party: Party) -> str:
        """The text of the contest: it names numbers of records, never what stands in them."""
        other = self.cleaned_data["other"]
        first = (
            _("Record {number} may be two.")
            if other is None
            else _("Records {number} and {other} may be one.")
        )
        return f"{str(first).format(number=party.pk, other=other.pk if other else '')} {self.cleaned_data['reason']}"
