"""Editing a report's text."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.reports.texts import BadText, read_text


class TextForm(forms.Form):
    """The whole text; every fault is shown with its line."""

    title = forms.CharField(label=gettext_lazy("What is new in this version"), max_length=200)
    body = forms.CharField(label=gettext_lazy("Text"), widget=forms.Textarea(attrs={"rows": 28, "spellcheck": "false"}), strip=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def clean_body(self) -> str:
        body = str(self.cleaned_data["body"])
        try:
            read_text(body)
        except BadText as error:
            raise forms.ValidationError(
                [_("Line {line}: {what}").format(line=fault.line, what=fault.sentence) for fault in error.faults]
            ) from error
        return body
