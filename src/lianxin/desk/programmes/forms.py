"""Editing a programme."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.programmes.models import Programme


class ProgrammeForm(forms.ModelForm[Programme]):
    """Names, texts, figures (one key a line) and the chart."""

    keys = forms.CharField(label=_("Figures, one key a line"), required=False, widget=forms.Textarea(attrs={"rows": 4}))

    class Meta:
        model = Programme
        fields = ("name", "name_en", "text", "text_en", "chart")
        widgets = {"text": forms.Textarea(attrs={"rows": 5}), "text_en": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keys"].initial = "\n".join(self.instance.measures)

    @property
    def values(self) -> dict[str, Any]:
        """What the service changes."""
        data = dict(self.cleaned_data)
        return data | {"measures": data.pop("keys").split()}
