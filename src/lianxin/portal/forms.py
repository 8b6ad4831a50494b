"""Forms of the phone pages."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lianxin.core.names import org_name_key
from lianxin.matters.enums import Rating
from lianxin.matters.services.agreed import Agreement, has_agreed
from lianxin.portal.queries import bodies_that_take, stations
from lianxin.reference.codelists import Sex
from lianxin.register.purposes import SENSITIVE
from lianxin.register.queries.consents import Text, text_on

if TYPE_CHECKING:
    from lianxin.ballots.models import Ballot, BallotEntry
    from lianxin.matters.kind import MatterKind
    from lianxin.register.models import Organisation, Person


class RaiseForm(forms.Form):
    """What somebody raises: one form for every kind, shaped by what the kind declares."""

    category = forms.ChoiceField(label=_("About"), widget=forms.RadioSelect)
    station: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=_("Station"), queryset=None, required=False, empty_label=_("the city office"),
        help_text=_("Who takes it first. Choose the station near you, or leave it to the office."),
    )  # fmt: skip
    body = forms.CharField(label=_("Association"), help_text=_("Its whole name."), max_length=200)
    title = forms.CharField(label=_("Title"), max_length=200)
    content = forms.CharField(
        label=_("What it is about"),
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=5000,
        help_text=_("No state secrets. Write what happened, since when, and what would help."),
    )

    def __init__(
        self, *args: Any, kind: type[MatterKind], raiser: Person | None, on: dt.date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind.sensitive and raiser is not None and not has_agreed(raiser, on):
            self._ask_for_agreement(text_on(SENSITIVE, on))
        if kind.categories:
            self.fields["category"].choices = kind.categories  # type: ignore[attr-defined]
        else:
            del self.fields["category"]
        if kind.confidential:
            del self.fields["title"]
        else:
            self.fields["content"].required = False
        if kind.is_case:
            self.fields["station"].queryset = stations()  # type: ignore[attr-defined]
        else:
            del self.fields["station"]
        if kind.key != "membership_application":
            del self.fields["body"]

    def _ask_for_agreement(self, text: Text) -> None:
        """The separate consent to sensitive data: its text in force with the version, not ticked beforehand."""
        self.fields["agreed"] = forms.BooleanField(
            label=text.text,
            help_text=gettext("Text {version}. You can take it back under “My consents” at any time.").format(
                version=text.version
            ),
            error_messages={"required": gettext(
                "This kind of help takes down health or money matters: agree, or ask a station in person."
            )},
        )
        self.fields["agreed_text"] = forms.CharField(widget=forms.HiddenInput, initial=text.version)

    def clean_body(self) -> Organisation:
        key = org_name_key(self.cleaned_data["body"])
        found = list(bodies_that_take("membership_application").filter(name_key=key)[:2])
        if len(found) != 1:
            raise forms.ValidationError(gettext("No association of this name: write it as on its licence."))
        return found[0]

    @property
    def values(self) -> dict[str, Any]:
        """Arguments of `open_matter`."""
        given = self.cleaned_data
        return {
            "category": given.get("category", ""),
            "title": given.get("title", ""),
            "content": given.get("content", ""),
            "desk": given.get("station") or given.get("body"),
            "agreed": Agreement(given["agreed_text"]) if given.get("agreed") else None,
        }


class RatingForm(forms.Form):
    """The five levels; nothing is chosen beforehand, because steering a rating is forbidden."""

    rating = forms.ChoiceField(
        label=_("How satisfied are you?"),
        choices=[(r.value, r.label) for r in Rating if r.value],
        widget=forms.RadioSelect,
    )


class OwnValuesForm(forms.Form):
    """Values that a person corrects by themselves: what they say of themselves goes before every list."""

    phone = forms.CharField(label=_("Phone"), required=False, max_length=40)
    email = forms.CharField(label=_("E-mail"), required=False, max_length=100)
    address = forms.CharField(label=_("Address"), required=False, max_length=200)
    birth = forms.CharField(
        label=_("Birth"),
        required=False,
        max_length=10,
        help_text=_("1985, 1985-03 or 1985-03-02: as much as you want to say."),
    )
    sex = forms.ChoiceField(
        label=_("Sex"), required=False,
        choices=[("", pgettext_lazy("sex", "not said")), *((s.value, s.label) for s in (Sex.MALE, Sex.FEMALE))],
    )  # fmt: skip

    @property
    def changed(self) -> dict[str, str]:
        """The values that differ from those shown."""
        return {name: str(self.cleaned_data[name]).strip() for name in self.changed_data}


class ContestForm(forms.Form):
    """What is wrong with a record."""

    content = forms.CharField(
        label=_("What is wrong, and what would be right?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=3000,
    )


class VoteForm(forms.Form):
    """A ballot paper: at most as many choices as every voter has."""

    entries: forms.ModelMultipleChoiceField[BallotEntry] = forms.ModelMultipleChoiceField(
        label=_("Your choice"), queryset=None, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, ballot: Ballot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["entries"]
        field.queryset = ballot.entries.select_related("author", "organisation").order_by("number")  # type: ignore[attr-defined]
        field.label_from_instance = lambda entry: f"{entry.number}. {entry.title}"  # type: ignore[attr-defined]
        if ballot.choices_each == 1:
            field.help_text = gettext("One choice.")
        else:
            field.help_text = gettext("At most {n} choices.").format(n=ballot.choices_each)


class TokenForm(forms.Form):
    name = forms.CharField(label=_("What for"), max_length=60)
