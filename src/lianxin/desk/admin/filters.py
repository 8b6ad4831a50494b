"""Filters of the separate desks' lists."""

from __future__ import annotations

from typing import ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.forms import DateInput
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianxin.access.roles import STAFF_POSTS, Role
from lianxin.accounts.models import User
from lianxin.core.dates import span_on
from lianxin.journal.models import Entry, Read
from lianxin.register.enums import TieKind
from lianxin.register.models import Consent, Person, Tie
from lianxin.register.queries.search import people_answering
from lianxin.ui.filters import FilterSet, YesNoFilter

DAY = {"widget": DateInput(attrs={"type": "date"})}
HOW = ((Read.How.OPENED, _("page opened")), (Read.How.REVEALED, _("value revealed")), (Read.How.EXPORTED, _("exported")))
RIGHTS = [(Role.LIAISON.value, Role.LIAISON.label), *((role.value, role.label) for role in Role if role in STAFF_POSTS)]


class ReadFilter(FilterSet):
    how = django_filters.ChoiceFilter(choices=HOW, label=_("How"))
    subject_id = django_filters.NumberFilter(label=_("Number of the person read"))
    reader_id = django_filters.NumberFilter(label=_("Number of the reader"))
    since = django_filters.DateFilter(field_name="read_at", lookup_expr="date__gte", label=_("From"), **DAY)
    until = django_filters.DateFilter(field_name="read_at", lookup_expr="date__lte", label=_("To"), **DAY)

    class Meta:
        model = Read
        fields: ClassVar[list[str]] = []


class ConsentFilter(FilterSet):
    purpose = django_filters.CharFilter(label=_("Purpose"))
    holds = YesNoFilter(method="by_holding", label=_("Holds"))

    class Meta:
        model = Consent
        fields: ClassVar[list[str]] = []

    def by_holding(self, rows: QuerySet[Consent], name: str, value: str) -> QuerySet[Consent]:
        return rows.filter(withdrawn_on__isnull=value == "true")


class AccountFilter(FilterSet):
    q = django_filters.CharFilter(method="by_text", label=_("User name or name"))
    is_active = YesNoFilter(label=pgettext_lazy("account", "Open"))

    class Meta:
        model = User
        fields: ClassVar[list[str]] = []

    def by_text(self, rows: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        people = Person.objects.filter(people_answering(value, self.request.actor))
        return rows.filter(Q(username__icontains=value.strip()) | Q(person_id__in=people.values("pk")))


class RightsFilter(FilterSet):
    on = django_filters.DateFilter(method="by_day", label=_("On the day"), **DAY)
    right = django_filters.ChoiceFilter(method="by_right", choices=RIGHTS, label=_("Right"))

    class Meta:
        model = Tie
        fields: ClassVar[list[str]] = []

    def by_day(self, rows: QuerySet[Tie], name: str, value: object) -> QuerySet[Tie]:
        return rows.filter(span_on(value))  # type: ignore[arg-type]

    def by_right(self, rows: QuerySet[Tie], name: str, value: str) -> QuerySet[Tie]:
        return rows.filter(kind=TieKind.LIAISON) if value == Role.LIAISON else rows.filter(kind=TieKind.STAFF_POST, role=value)


class EntryFilter(FilterSet):
    q = django_filters.CharFilter(field_name="verb", lookup_expr="istartswith", label=_("Act"))
    model = django_filters.CharFilter(label=_("Record, e.g. register.Tie"))
    object_id = django_filters.NumberFilter(label=_("Number of the record"))
    person_id = django_filters.NumberFilter(label=_("Number of the person"))
    since = django_filters.DateFilter(field_name="happened_on", lookup_expr="gte", label=_("From"), **DAY)
    until = django_filters.DateFilter(field_name="happened_on", lookup_expr="lte", label=_("To"), **DAY)

    class Meta:
        model = Entry
        fields: ClassVar[list[str]] = []
