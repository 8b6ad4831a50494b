"""Filters above a list: the words for "no choice", and a yes/no filter."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters.conf import settings


class FilterSet(django_filters.FilterSet):  # type: ignore[misc]
    """Base of all filter sets: an empty choice reads "All". A filter named ``q`` becomes the search box."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for choice in self.filters.values():
            plain = (
                choice.extra.get("empty_label", settings.EMPTY_CHOICE_LABEL) == settings.EMPTY_CHOICE_LABEL
            )
            if isinstance(choice, django_filters.ChoiceFilter) and plain:
                choice.extra["empty_label"] = _("All")


class YesNoFilter(django_filters.ChoiceFilter):  # type: ignore[misc]
    """All, yes or no; the value that reaches the queryset is a bool."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("choices", [("true", _("Yes")), ("false", _("No"))])
        super().__init__(*args, **kwargs)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Filter by yes or no; without a choice leave the rows as they are."""
        rows: QuerySet[Any] = super().filter(qs, value == "true") if value else qs
        return rows
