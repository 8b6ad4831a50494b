"""Forms of people and ties. Masked values are never filled in: what is left empty stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.access.actors import Actor
from lianxin.access.http import Request
from lianxin.access.roles import STAFF_POSTS, Role
from lianxin.core.dates import today
from lianxin.core.errors import LianxinError
from lianxin.core.wording import clauses, in_a_row
from lianxin.desk.choosers import DocumentField, OrganisationField, PersonField
from lianxin.desk.moves import date_input
from lianxin.reference.codelists import AppointmentLevel, Sex
from lianxin.reference.models import Place
from lianxin.reference.queries import find_place
from lianxin.register.enums import LiaisonRole, TieKind
from lianxin.register.models import Organisation, Person, Tie
from lianxin.register.models.ties import PROFESSIONAL
from lianxin.register.purposes import purposes
from lianxin.register.queries.values import SEALED, Shown

SEALED_LABELS = {
    "document_number": gettext_lazy("Document number"),
    "phone": gettext_lazy("Phone"),
    "email": gettext_lazy("E-mail"),
    "address": gettext_lazy("Address"),
}


def saved(request: Request, form: forms.Form, verb: Callable[[], Any], done: str) -> bool:
    """Do the verb; what it refuses comes back on the form, with everything that was typed."""
    try:
        verb()
    except LianxinError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, done)
    return True


class PlaceField(forms.CharField):
    """A place as people write it: 西岗区, 大连市甘井子区. Cleans to the place or None."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        place = find_place(text, today())
        if place is None:
            raise forms.ValidationError(_("There is no place of this name: write it like 西岗区."))
        return place

    def prepare_value(self, value: Any) -> Any:
        return value.name if isinstance(value, Place) else value


class PersonForm(forms.Form):
    """Values of a person. With `shown`, for changing: masked values stay empty and keep what is known."""

    name = forms.CharField(label=gettext_lazy("Full name"), max_length=100)
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex"),
        required=False,
        choices=[("", "—"), ("1", Sex.MALE.label), ("2", Sex.FEMALE.label)],
    )
    birth = forms.CharField(
        label=gettext_lazy("Birth"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("As far as it is known: 1985, 1985-03 or 1985-03-02."),
    )

    def __init__(self, data: Any = None, *, shown: Shown | None = None) -> None:
        initial = {} if shown is None else {"name": shown.name, "sex": shown.sex, "birth": shown.birth}
        super().__init__(data, initial=initial)
        self.shown = shown
        for key in SEALED:
            known = shown.masked(key) if shown else ""
            self.fields[key] = forms.CharField(
                label=SEALED_LABELS[key],
                required=False,
                max_length=200,
                help_text=_("Known: {masked}. Leave empty to keep it.").format(masked=known) if known else "",
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )
        if shown is not None:
            held = [(key, SEALED_LABELS[key]) for key in SEALED if shown.values.get(key)]
            self.fields["blank"] = forms.MultipleChoiceField(
                label=_("Take away"), choices=held, required=False, widget=forms.CheckboxSelectMultiple
            )

    @property
    def values(self) -> dict[str, Any]:
        """What was changed, for `add_person` and `change_person`."""
        given = {key: self.cleaned_data[key] for key in self.changed_data if key != "blank"}
        if self.shown is None:
            given["name"] = self.cleaned_data["name"]
        return given | dict.fromkeys(self.cleaned_data.get("blank", []), "")


ROLE_CODES: dict[str, Any] = {
    TieKind.LIAISON: LiaisonRole.choices,
    TieKind.APPOINTMENT: AppointmentLevel.choices,
    TieKind.STAFF_POST: [(role.value, role.label) for role in Role if role in STAFF_POSTS],
}


def role_help(kinds: list[str]) -> str:
    """Which words the role knows, for the kinds on offer whose role is a code."""
    parts = [
        _("{kind}: {roles}").format(
            kind=TieKind(kind).label, roles=in_a_row(label for _code, label in ROLE_CODES[kind])
        )
        for kind in kinds
        if kind in ROLE_CODES
    ]
    return (
        _("Office or post, as written; for {codes}").format(codes=clauses(parts))
        if parts
        else _("Office or post, as written.")
    )


def read_role(kind: str, text: str) -> str:
    """The code of a role that was given as a word or a code; free text for the other kinds."""
    if kind == TieKind.MEMBERSHIP and text == _("professional organisation"):
        return PROFESSIONAL
    choices = ROLE_CODES.get(kind)
    if choices is None:
        return text
    for code, label in choices:
        if text in {code, str(label)}:
            return str(code)
    known = in_a_row(label for _code, label in choices)
    raise forms.ValidationError(
        {"role": _("There is no role “{role}” here. Known: {known}").format(role=text, known=known)}
    )


class DatesForm(forms.Form):
    """Role, dates and document of a tie."""

    role = forms.CharField(label=gettext_lazy("Role"), required=False, max_length=100)
    start = forms.DateField(label=gettext_lazy("From"), required=False, widget=date_input())
    end = forms.DateField(
        label=gettext_lazy("Until"),
        required=False,
        widget=date_input(),
        help_text=gettext_lazy("The first day on which it no longer holds."),
    )

    def __init__(self, data: Any = None, *, actor: Actor, tie: Tie | None = None) -> None:
        initial: dict[str, Any] = {"start": today()}
        if tie is not None:
            initial = {"role": tie.role_label, "start": tie.start, "end": tie.end, "document": tie.document}
        super().__init__(data, initial=initial)
        self.tie = tie
        self.fields["document"] = DocumentField(actor=actor, label=_("Document"), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        kind = self.tie.kind if self.tie is not None else values.get("kind", "")
        values["role"] = read_role(str(kind), values.get("role", ""))
        return values


class EndForm(forms.Form):
    """The day on which a tie ends, and what proves it."""

    end = forms.DateField(
        label=gettext_lazy("Until"),
        widget=date_input(),
        initial=today,
        help_text=gettext_lazy("The first day on which it no longer holds."),
    )

    def __init__(self, data: Any = None, *, actor: Actor) -> None:
        super().__init__(data)
        self.fields["document"] = DocumentField(actor=actor, label=_("Document"), required=False)


class TieForm(DatesForm):
    """A new tie of a person or of an organisation; which fields a kind needs is said by what is missing."""

    def __init__(self, data: Any = None, *, actor: Actor, subject: Person | Organisation) -> None:
        super().__init__(data, actor=actor)
        self.subject = subject
        kinds = kinds_for(actor, subject)
        fields: dict[str, forms.Field] = {
            "kind": forms.ChoiceField(label=_("Kind"), choices=[(kind.value, kind.label) for kind in kinds])
        }
        fields["organisation"] = OrganisationField(actor=actor, label=_("Organisation"), required=False)
        if isinstance(subject, Person):
            fields["other"] = PersonField(
                actor=actor,
                label=_("Other person"),
                required=False,
                help_text=_("For a named contact the leader, for kinship the relative."),
            )
        fields["place"] = PlaceField(
            label=_("Place"),
            required=False,
            help_text=_("For a residence, or the place that a post is over."),
        )
        if isinstance(subject, Person):
            fields["is_main"] = forms.BooleanField(label=_("Main employer"), required=False)
        self.fields = fields | self.fields
        self.fields["role"].help_text = role_help([kind.value for kind in kinds])

    @property
    def values(self) -> dict[str, Any]:
        """Arguments of `add_tie`."""
        given = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        given["person" if isinstance(self.subject, Person) else "member"] = self.subject
        return given | {"start": self.cleaned_data["start"]}


def kinds_for(actor: Actor, subject: Person | Organisation) -> list[TieKind]:
    """The kinds that the form offers; the verb asks the rules all the same."""
    if isinstance(subject, Organisation):
        return [TieKind.MEMBERSHIP, TieKind.CONFERENCE_SEAT]
    offered = [TieKind.MEMBERSHIP, TieKind.EMPLOYMENT, TieKind.RESIDENCE]
    if actor.roles & {Role.CITY_OFFICER, Role.DISTRICT_OFFICER}:
        offered += [TieKind.LIAISON, TieKind.TEAM, TieKind.PLACEMENT, TieKind.KINSHIP]
    if Role.CITY_OFFICER in actor.roles:
        offered += [TieKind.KEY_CONTACT, TieKind.PAIRING, TieKind.APPOINTMENT]
    if actor.roles & {Role.CITY_OFFICER, Role.SECURITY_ADMIN}:
        offered.append(TieKind.STAFF_POST)
    return offered


class ConsentForm(forms.Form):
    """A consent that was given on paper or by word."""

    purpose = forms.ChoiceField(
        label=gettext_lazy("Purpose"), choices=[(purpose.code, purpose.name) for purpose in purposes]
    )
    text_version = forms.CharField(
        label=gettext_lazy("Text version"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("Empty: the text in force on that day."),
    )
    channel = forms.CharField(label=gettext_lazy("How it was given"), max_length=40, required=False)
    given_on = forms.DateField(label=gettext_lazy("Given on"), widget=date_input(), initial=today)
