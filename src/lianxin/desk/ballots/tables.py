"""The table of votes and its filters."""

from __future__ import annotations

import django_filters
import django_tables2
from django.utils.translation import gettext_lazy as _
from django_tables2.utils import A

from lianxin.ballots.kind import ballot_kinds
from lianxin.ballots.models import Ballot
from lianxin.core.dates import today
from lianxin.reference.queries import units_on
from lianxin.ui.filters import FilterSet
from lianxin.ui.tables import Table, TemplateColumn

STAGES = [
    ("proposed", _("proposed")),
    ("rules_public", _("rules published")),
    ("entering", _("taking entries")),
    ("screening", _("screening entries")),
    ("voting", _("voting")),
    ("recount", _("checking the count")),
    ("result_notice", _("result on notice")),
    ("objection", _("objection")),
    ("announced", _("announced")),
    ("cancelled", _("vote called off")),
]


def units() -> list[tuple[str, str]]:
    """The districts of today, by their reporting unit."""
    return [(str(unit.district_id), unit.name) for unit in units_on(today())]


class BallotTable(Table):
    title = django_tables2.Column(linkify=("desk:ballots_detail", [A("pk")]), verbose_name=_("Title"))
    kind = django_tables2.Column(accessor="family__name", order_by="kind", verbose_name=_("Kind"))
    organiser = django_tables2.Column(order_by="organiser__sort_key", verbose_name=_("Organiser"))
    opens_on = django_tables2.DateColumn(format="Y-m-d", verbose_name=_("Opens on"))
    closes_on = django_tables2.DateColumn(format="Y-m-d", verbose_name=_("Closes on"))
    stage = TemplateColumn(
        template_name="desk/ballots/_stage.html", order_by="phase", verbose_name=_("Stage")
    )
    empty_title = _("No vote here")
    empty_advice = _("Take a filter away, or propose a vote.")

    class Meta:
        order_by = ("-closes_on",)
        model = Ballot
        fields = ("title", "kind", "organiser", "opens_on", "closes_on", "stage")


class BallotFilter(FilterSet):
    q = django_filters.CharFilter(field_name="title", lookup_expr="contains", label=_("Title"))
    kind = django_filters.ChoiceFilter(choices=ballot_kinds.choices, label=_("Kind"))
    stage = django_filters.ChoiceFilter(choices=STAGES, label=_("Stage"))
    place = django_filters.ChoiceFilter(
        field_name="organiser__place__district_id", choices=units, label=_("District")
    )
