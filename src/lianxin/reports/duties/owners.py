"""Who answers for a gap: the leader of a pair, a unit's liaison officer, the officer of its district, else the city office."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Count, F, QuerySet, Value
from django.db.models.functions import Cast

from lianxin.access.roles import Role
from lianxin.figures.measures import Measure, measures
from lianxin.register.enums import TieKind
from lianxin.register.models import Tie
from lianxin.reports.duties.kinds import DutyKind, duty_kinds
from lianxin.reports.models import Duty

NOBODY = Cast(Value(None), BigIntegerField())
COLUMNS = ("gap_kind", "gap_leader", "gap_organisation", "gap_unit")


@dataclass(frozen=True, slots=True)
class Gaps:
    """So many gaps of one kind that the same leader, organisation or unit (district) answers for; what does not count is None."""

    kind: str
    leader: int | None
    organisation: int | None
    unit: int | None
    count: int


def grouped(kind: DutyKind, owner: str, rows: QuerySet[Any], on: dt.date) -> QuerySet[Any, Any]:
    """Rows of a duty grouped by what their owner is found by: kind, leader, organisation, unit, number. Not yet asked."""
    measure = measures.on(kind.missing, on)
    assert isinstance(measure, Measure)  # noqa: S101  what is missing has a list
    columns: dict[str, Any] = {
        "gap_kind": Value(kind.key),
        "gap_leader": F(kind.leader) if owner == Role.LEADER and kind.leader else NOBODY,
        "gap_organisation": F(kind.organisation) if owner == Role.LIAISON and kind.organisation else NOBODY,
        "gap_unit": measure.place.district(on) if measure.place is not None else NOBODY,
    }
    gaps: QuerySet[Any, Any] = rows.order_by().values(**columns).annotate(gap_count=Count("pk")).values_list(*COLUMNS, "gap_count")
    return gaps


def people_who_answer(duty: Duty, rows: QuerySet[Any], on: dt.date) -> dict[int, int]:
    """By person who is to be told, for how many of the gaps they answer. Four statements at most."""
    found = [Gaps(*values) for values in grouped(duty_kinds.get(duty.kind), duty.owner, rows, on)]
    if not found:
        return {}
    ties = Tie.objects.on(on).filter(superseded_by=None, person__isnull=False)
    liaison: dict[int | None, list[int]] = defaultdict(list)
    if duty.owner == Role.LIAISON:
        officers = ties.filter(kind=TieKind.LIAISON, organisation_id__in=[gap.organisation for gap in found])
        for organisation, person in officers.values_list("organisation_id", "person_id"):
            liaison[organisation].append(person or 0)
    district: dict[int | None, list[int]] = defaultdict(list)
    city: list[int] = []
    posts = ties.filter(kind=TieKind.STAFF_POST, role__in=(Role.DISTRICT_OFFICER, Role.CITY_OFFICER))
    for role, unit, person in posts.values_list("role", "place__district_id", "person_id"):
        if role == Role.CITY_OFFICER:
            city.append(person or 0)
        elif unit is not None:
            district[unit].append(person or 0)
    told: Counter[int] = Counter()
    for gap in found:
        own = [gap.leader] if gap.leader else liaison.get(gap.organisation) if gap.organisation else None
        for person in set(own or district.get(gap.unit) or city):
            told[person] += gap.count
    return dict(told)
