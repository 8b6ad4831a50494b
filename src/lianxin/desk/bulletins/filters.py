"""Filters of the lists of bulletins and channels."""

from __future__ import annotations

from typing import ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.bulletins.kind import bulletin_kinds
from lianxin.bulletins.models import Bulletin, Channel
from lianxin.bulletins.queries import unchecked_channels
from lianxin.core.dates import today
from lianxin.flows.flow import Phase
from lianxin.ui.filters import FilterSet

FIRST_YEAR = 2010
STATES = (
    (Phase.DRAFT.value, _("drafts")),
    (Phase.OPEN.value, _("in work")),
    (Phase.DONE.value, _("issued")),
    (Phase.WITHDRAWN.value, _("dropped")),
)


def years() -> list[tuple[str, str]]:
    """The years in which something may have been issued, this one first."""
    return [(str(year), str(year)) for year in range(today().year, FIRST_YEAR - 1, -1)]


class BulletinFilter(FilterSet):
    q = django_filters.CharFilter(method="by_text", label=_("Title or number"))
    kind = django_filters.ChoiceFilter(choices=bulletin_kinds.choices, label=_("Kind"))
    phase = django_filters.ChoiceFilter(choices=STATES, label=_("State"))
    year = django_filters.ChoiceFilter(field_name="issued_on", lookup_expr="year", choices=years, label=_("Year of issue"))

    class Meta:
        model = Bulletin
        fields: ClassVar[list[str]] = []

    def by_text(self, rows: QuerySet[Bulletin], name: str, value: str) -> QuerySet[Bulletin]:
        return rows.filter(Q(title__contains=value) | Q(number__contains=value))


class ChannelFilter(FilterSet):
    q = django_filters.CharFilter(field_name="name", lookup_expr="contains", label=_("Name"))
    platform = django_filters.ChoiceFilter(choices=Channel.Platform.choices, label=_("Platform"))
    state = django_filters.ChoiceFilter(
        method="by_state",
        choices=(("used", _("used now")), ("unchecked", _("check overdue")), ("closed", _("given up"))),
        label=_("State"),
    )

    class Meta:
        model = Channel
        fields: ClassVar[list[str]] = []

    def by_state(self, rows: QuerySet[Channel], name: str, value: str) -> QuerySet[Channel]:
        if value == "unchecked":
            return rows.filter(pk__in=unchecked_channels().values("pk"))
        closed = Q(end__isnull=False, end__lte=today())
        return rows.filter(closed) if value == "closed" else rows.exclude(closed)
