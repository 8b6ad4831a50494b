"""Forms of lists in and out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from lianxin.access.actors import Actor
from lianxin.access.roles import Role
from lianxin.desk.choosers import OrganisationField
from lianxin.desk.moves import date_input
from lianxin.desk.saved.forms import HandingOverForm
from lianxin.register.enums import Basis
from lianxin.register.models import Organisation
from lianxin.register.records import committers
from lianxin.register.services.exports import FORMATS


class UploadForm(forms.Form):
    """A list with who sent it, on which basis, and as of when. A liaison officer sends for their own organisation."""

    file = forms.FileField(
        label=gettext_lazy("List (.xlsx, .xls, .ods, .csv)"),
        help_text=gettext_lazy("At most 20 MB; it is deleted after the decision."),
        error_messages={"required": gettext_lazy("Choose a list of at most 20 MB; split a larger one into several files.")},
    )
    basis = forms.ChoiceField(
        label=pgettext_lazy("list", "Legal basis"),
        choices=Basis.choices,
        required=False,
        help_text=gettext_lazy("Without a basis nobody on the list is addressed until they consent."),
    )
    as_of = forms.DateField(
        label=pgettext_lazy("list", "As of"),
        required=False,
        widget=date_input(),
        help_text=gettext_lazy("Empty: what the title says, else today."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Organisation.objects.filter(pk__in=actor.organisations(Role.LIAISON)).order_by("pk")
        officers = actor.roles & {Role.CITY_OFFICER, Role.DISTRICT_OFFICER}
        if own and not officers:
            self.fields["sender"] = forms.ModelChoiceField(own, label=pgettext_lazy("list", "Sent by"), initial=own[0], empty_label=None)
        else:
            self.fields["sender"] = OrganisationField(
                actor=actor,
                label=pgettext_lazy("list", "Sent by"),
                required=False,
                help_text=gettext_lazy("Name or number of the organisation. Empty: the one that the title names."),
            )
        self.order_fields(["file", "sender", "basis", "as_of"])


class ExportForm(HandingOverForm):
    """Which list goes out, in which form, and what it is needed for."""

    list_type = forms.ChoiceField(label=pgettext_lazy("list", "List"))
    form = forms.ChoiceField(label=pgettext_lazy("list", "File"), choices=[(form, f".{form}") for form in FORMATS])
    on = forms.DateField(
        label=pgettext_lazy("list", "As of"),
        required=False,
        widget=date_input(),
        help_text=gettext_lazy("Empty: everything that is known today. A day: what stood on that day."),
    )

    def __init__(self, *args: Any, types: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["list_type"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(key, committers.get(key).shape.name) for key in types]
        self.order_fields(["list_type", "form", "on", "purpose", "recipient"])
