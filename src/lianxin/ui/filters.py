"""Filters above a list: the words for "no choice", and a yes/no filter."""

from typing import Any

import django_filters
from django.forms import Form
from django.utils.translation import gettext_lazy as _


class FilterSet(django_filters.FilterSet):  # type: ignore[misc]
    """Base of all filter sets: an empty choice reads "All". A filter named ``q`` becomes the search box."""

    @property
    def form(self) -> Form:
        """Give the form with the house's words."""
        form: Form = super().form
        for field in form.fields.values():
            if getattr(field, "empty_label", None):
                field.empty_label = _("All")  # type: ignore[attr-defined]
        return form


class YesNoFilter(django_filters.TypedChoiceFilter):  # type: ignore[misc]
    """All, yes or no; the value that reaches the queryset is a bool."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("choices", [("true", _("Yes")), ("false", _("No"))])
        super().__init__(*args, coerce=lambda value: value == "true", **kwargs)
