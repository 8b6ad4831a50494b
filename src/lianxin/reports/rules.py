"""Who may do what with report texts and assessments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from lianxin.access.roles import DESK_ROLES, Role
from lianxin.access.rules import allow, every_one
from lianxin.reports.models import Assessment, AssessmentScheme, ReportText

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lianxin.access.actors import Actor


def of_my_district(actor: Actor) -> QuerySet[Any]:
    """Assessments of the units that lie under my post's place."""
    under = Q(pk__in=[])
    for path in actor.paths(Role.DISTRICT_OFFICER):
        under |= Q(place__path__startswith=path)
    return Assessment.objects.filter(under)


DESK = sorted(DESK_ROLES)
allow([*DESK, Role.SERVICE], "view", ReportText, every_one)
allow([Role.CITY_OFFICER, Role.SERVICE], "edit", ReportText, every_one)

allow([*DESK, Role.SERVICE], "view", AssessmentScheme, every_one)
allow([Role.CITY_OFFICER, Role.SERVICE], "open", AssessmentScheme, every_one)

allow([Role.CITY_OFFICER, Role.LEADER, Role.AUDITOR, Role.SERVICE], "view", Assessment, every_one)
allow(Role.DISTRICT_OFFICER, ("view", "self_report", "object"), Assessment, of_my_district)
allow([Role.CITY_OFFICER, Role.SERVICE], "assess", Assessment, every_one)
allow(Role.SERVICE, ("self_report", "object"), Assessment, every_one)
