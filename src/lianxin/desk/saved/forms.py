"""Forms of saved lists: a name, columns, and the purpose of an export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.core.errors import BadInput
from lianxin.desk.choosers import OrganisationField
from lianxin.register.services.exports import FORMATS, check_purpose

if TYPE_CHECKING:
    from lianxin.access.actors import Actor


class SaveForm(forms.Form):
    """The name of a list and whether the office has it too; codes and the mark of typed words come from its page."""

    name = forms.CharField(max_length=60)
    shared = forms.BooleanField(required=False)
    codes = forms.CharField(required=False, max_length=500)
    mark = forms.CharField(required=False, max_length=20)


class PurposeForm(forms.Form):
    """In which form a list goes out, and what it is needed for."""

    purpose = forms.CharField(
        label=gettext_lazy("Purpose"),
        max_length=200,
        help_text=gettext_lazy("Everybody on the list can read who exported it and for what."),
    )
    form = forms.ChoiceField(label=gettext_lazy("File"), choices=[(form, f".{form}") for form in reversed(FORMATS)])

    def clean_purpose(self) -> str:
        text = str(self.cleaned_data["purpose"]).strip()
        try:
            check_purpose(text)
        except BadInput as error:
            raise forms.ValidationError(str(error)) from error
        return text


class HandingOverForm(PurposeForm):
    """The same for lists that may go to another body."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient"] = OrganisationField(
            actor=actor,
            label=_("Passed on to"),
            required=False,
            help_text=_("Empty: for your own office. Another body gets only people who agreed to that, and they are told."),
        )
