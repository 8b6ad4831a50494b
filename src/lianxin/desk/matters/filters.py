"""Filters of the list of matters."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.core.names import org_name_key
from lianxin.desk.people.filters import districts
from lianxin.figures.places import find_reporting_place
from lianxin.flows.clocks import Light
from lianxin.flows.flow import Phase
from lianxin.matters.kind import matter_kinds
from lianxin.matters.models import Matter
from lianxin.matters.queries import with_light
from lianxin.register.models import Organisation
from lianxin.ui.filters import FilterSet

PHASES = (
    (Phase.DRAFT.value, _("drafts")),
    (Phase.OPEN.value, _("in work")),
    (Phase.PAUSED.value, _("standing still")),
    (Phase.DONE.value, _("done")),
    (Phase.REFUSED.value, _("refused")),
    (Phase.WITHDRAWN.value, _("taken back")),
)
LIGHTS = (
    (Light.OVERDUE.value, _("overdue")),
    (Light.NEAR.value, _("due soon")),
    (Light.ON_TIME.value, _("on time")),
    (Light.PAUSED.value, _("clock paused")),
)


class MatterFilter(FilterSet):
    """With a kind chosen, stages are that kind's; without one, what stages mean to counting."""

    q = django_filters.CharFilter(method="by_number", label=_("Running number"))
    kind = django_filters.ChoiceFilter(choices=matter_kinds.choices, label=_("Kind"))
    stage = django_filters.ChoiceFilter(method="by_stage", label=_("Stage"))
    light = django_filters.ChoiceFilter(method="by_light", choices=LIGHTS, label=_("Light"))
    district = django_filters.ChoiceFilter(method="by_district", choices=districts, label=_("District"))
    desk = django_filters.CharFilter(method="by_desk", label=_("Desk"))

    class Meta:
        model = Matter
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = (self.data or {}).get("kind", "")
        known = [(stage.code, stage.name) for stage in matter_kinds.get(kind).flow.stages] if kind in dict(matter_kinds.choices()) else []
        self.filters["stage"].extra["choices"] = [*PHASES, *known]

    def by_number(self, rows: QuerySet[Matter], name: str, value: str) -> QuerySet[Matter]:
        text = value.strip().upper()
        return rows.filter(number__gte=text, number__lt=f"{text}~")

    def by_stage(self, rows: QuerySet[Matter], name: str, value: str) -> QuerySet[Matter]:
        return rows.filter(phase=value) if value in dict(PHASES) else rows.filter(stage=value)

    def by_light(self, rows: QuerySet[Matter], name: str, value: str) -> QuerySet[Matter]:
        return rows.filter(with_light(value))

    def by_district(self, rows: QuerySet[Matter], name: str, value: str) -> QuerySet[Matter]:
        unit = find_reporting_place(value, self.request.actor.on)
        return rows.filter(place__district_id=unit.district_id)

    def by_desk(self, rows: QuerySet[Matter], name: str, value: str) -> QuerySet[Matter]:
        """By the desk's name, or a part of it, among the desks that the reader may see."""
        text = value.strip()
        named = Q(name__contains=text) | Q(name_key=org_name_key(text))
        desks = Organisation.objects.visible_to(self.request.actor).filter(named)
        return rows.filter(desk_id__in=desks.values("pk"))
