"""Filters above the list of gatherings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.core.dates import today
from lianxin.flows.flow import Phase
from lianxin.gatherings.kind import gathering_kinds
from lianxin.gatherings.models import Gathering
from lianxin.gatherings.series import KNOWN
from lianxin.reference.queries import units_on
from lianxin.ui.filters import FilterSet

if TYPE_CHECKING:
    from django.db.models import QuerySet

STATES = [
    ("coming", _("to come")),
    ("held", _("held")),
    ("due", _("past its day, not recorded")),
    ("off", _("called off")),
]


def units() -> list[tuple[str, str]]:
    """The districts of today, by their reporting unit."""
    return [(str(unit.district_id), unit.name) for unit in units_on(today())]


def day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"})


class GatheringFilter(FilterSet):
    q = django_filters.CharFilter(field_name="title", lookup_expr="contains", label=_("Title"))
    kind = django_filters.ChoiceFilter(choices=gathering_kinds.choices, label=_("Kind"))
    series = django_filters.ChoiceFilter(choices=[(name, name) for name in KNOWN], label=_("Series"))
    place = django_filters.ChoiceFilter(field_name="place__district_id", choices=units, label=_("District"))
    state = django_filters.ChoiceFilter(choices=STATES, method="of_state", label=_("State"))
    since = django_filters.DateFilter(
        field_name="starts_on", lookup_expr="gte", widget=day(), label=_("From day")
    )
    until = django_filters.DateFilter(
        field_name="starts_on", lookup_expr="lte", widget=day(), label=_("To day")
    )

    def of_state(self, rows: QuerySet[Gathering], name: str, value: str) -> QuerySet[Gathering]:
        """In words that mean the same for every kind."""
        if value == "held":
            return rows.filter(held_on__isnull=False)
        if value == "off":
            return rows.filter(phase=Phase.WITHDRAWN)
        open_rows = rows.filter(held_on=None).exclude(phase=Phase.WITHDRAWN)
        return (
            open_rows.filter(ends_on__lt=today())
            if value == "due"
            else open_rows.filter(ends_on__gte=today())
        )
