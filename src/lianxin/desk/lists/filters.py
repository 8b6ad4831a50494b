"""Filters of the list of imports."""

from __future__ import annotations

from typing import ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import pgettext_lazy

from lianxin.register.enums import Basis
from lianxin.register.models import Import
from lianxin.ui.filters import FilterSet, YesNoFilter


class ImportsFilter(FilterSet):
    q = django_filters.CharFilter(method="by_text", label=pgettext_lazy("list", "File or sender"))
    state = django_filters.ChoiceFilter(choices=Import.State.choices, label=pgettext_lazy("list", "State"))
    with_basis = YesNoFilter(method="by_basis", label=pgettext_lazy("list", "Has a legal basis"))

    class Meta:
        model = Import
        fields: ClassVar[list[str]] = []

    def by_text(self, rows: QuerySet[Import], name: str, value: str) -> QuerySet[Import]:
        return rows.filter(Q(file_name__icontains=value) | Q(sender__name__icontains=value))

    def by_basis(self, rows: QuerySet[Import], name: str, value: str) -> QuerySet[Import]:
        return rows.exclude(basis=Basis.NONE) if value == "true" else rows.filter(basis=Basis.NONE)
