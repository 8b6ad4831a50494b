"""Forms of signing in and of the first run."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lianxin.access.roles import Role
from lianxin.accounts.services.first_run import OTHERS
from lianxin.core.dates import today
from lianxin.reference.models import Place
from lianxin.reference.queries import find_place


class SignInForm(LoginForm):  # type: ignore[misc]
    """A user name or a phone, and the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = gettext("User name or phone")
        self.fields["login"].widget.attrs = {"autocomplete": "username", "autocapitalize": "none"}
        self.fields["password"].label = gettext("Password")
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.fields["password"].help_text = ""


class NewPasswordForm(forms.Form):
    """A password, twice. Whether it is good enough, the service says."""

    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label=_("Password again"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", gettext("The two passwords differ."))
        return given


class FirstRunForm(NewPasswordForm):
    """The city office and the first person, who becomes system administrator."""

    office = forms.CharField(label=_("Name of the city office"), max_length=200)
    place = forms.CharField(label=_("City"), initial="大连市", help_text=_("A place of the table of places, by name."))
    name = forms.CharField(label=_("Your name"), max_length=100)
    username = forms.CharField(
        label=_("User name"), max_length=150, help_text=_("Not a default one such as admin."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )  # fmt: skip
    field_order = ("office", "place", "name", "username", "password", "again")

    def clean_place(self) -> Place:
        place = find_place(self.cleaned_data["place"], today())
        if place is None:
            raise forms.ValidationError(gettext("There is no such place in the table of places."))
        return place

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"]).strip()
        if username.casefold() in {"admin", "administrator", "root", "system", "test"}:
            raise forms.ValidationError(gettext("Everybody guesses this one: choose another user name."))
        return username


class OthersForm(forms.Form):
    """Two other people: name and user name of each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for role in OTHERS:
            self.fields[f"{role.value}_name"] = forms.CharField(
                label=gettext("{role}: name").format(role=role.label), max_length=100
            )
            self.fields[f"{role.value}_username"] = forms.CharField(
                label=gettext("{role}: user name").format(role=role.label), max_length=150
            )

    @property
    def people(self) -> dict[Role, tuple[str, str]]:
        given = self.cleaned_data
        return {role: (given[f"{role.value}_name"], given[f"{role.value}_username"]) for role in OTHERS}
