"""Filters of the lists of organisations and documents."""

from __future__ import annotations

from typing import ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.core.dates import span_on
from lianxin.desk.people.filters import districts
from lianxin.figures.places import find_reporting_place
from lianxin.reference.codelists import Grade
from lianxin.register.enums import DocumentPurpose, DocumentState, OrganisationKind
from lianxin.register.models import Document, GradeHolding, Organisation
from lianxin.register.queries.rosters import with_liaison
from lianxin.register.queries.search import organisations_answering
from lianxin.ui.filters import FilterSet, YesNoFilter


class OrganisationsFilter(FilterSet):
    q = django_filters.CharFilter(method="by_text", label=_("Name, pinyin or credit code"))
    kind = django_filters.ChoiceFilter(choices=OrganisationKind.choices, label=_("Kind"))
    district = django_filters.ChoiceFilter(method="by_district", choices=districts, label=_("District"))
    liaison = YesNoFilter(method="by_liaison", label=_("Has a liaison officer"))
    grade = django_filters.ChoiceFilter(method="by_grade", choices=Grade.choices, label=_("Grade"))

    class Meta:
        model = Organisation
        fields: ClassVar[list[str]] = []

    def by_text(self, rows: QuerySet[Organisation], name: str, value: str) -> QuerySet[Organisation]:
        return rows.filter(organisations_answering(value, self.request.actor))

    def by_district(self, rows: QuerySet[Organisation], name: str, value: str) -> QuerySet[Organisation]:
        return rows.filter(place__district_id=find_reporting_place(value, self.request.actor.on).district_id)

    def by_liaison(self, rows: QuerySet[Organisation], name: str, value: str) -> QuerySet[Organisation]:
        """A missing one is a gap in social organisations only."""
        has = with_liaison(self.request.actor.on)
        return rows.filter(has) if value == "true" else rows.filter(~has, kind__in=OrganisationKind.social())

    def by_grade(self, rows: QuerySet[Organisation], name: str, value: str) -> QuerySet[Organisation]:
        held = GradeHolding.objects.filter(span_on(self.request.actor.on), grade=value)
        return rows.filter(pk__in=held.values("organisation_id"))


class DocumentsFilter(FilterSet):
    q = django_filters.CharFilter(method="by_text", label=_("Title or reference number"))
    kind = django_filters.ChoiceFilter(choices=DocumentPurpose.choices, label=_("Kind"))
    state = django_filters.ChoiceFilter(choices=DocumentState.choices, label=_("State"))

    class Meta:
        model = Document
        fields: ClassVar[list[str]] = []

    def by_text(self, rows: QuerySet[Document], name: str, value: str) -> QuerySet[Document]:
        return rows.filter(Q(title__icontains=value) | Q(number__icontains=value))
