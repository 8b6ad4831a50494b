"""Editing a report's text, and opening a year's assessment."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.core.errors import LianxinError
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


class SchemeForm(forms.Form):
    """One year's assessment; indicators as lines of key, target, weight."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=1990, max_value=2100)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    indicators = forms.CharField(
        label=gettext_lazy("Indicators"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("One a line: key of a figure, target, weight. The weights add up to 100."),
    )

    def clean_indicators(self) -> list[dict[str, Any]]:
        found = []
        for number, line in enumerate(str(self.cleaned_data["indicators"]).splitlines(), start=1):
            parts = line.replace(",", " ").replace("，", " ").split()
            if not parts:
                continue
            try:
                key, target, weight = parts
                found.append({"key": key, "target": int(target), "weight": int(weight)})
            except (ValueError, LianxinError) as error:
                raise forms.ValidationError(
                    _("Line {line}: {what}").format(line=number, what=_("a key, a target and a weight"))
                ) from error
        return found
