"""Who may do what with reports, their texts and assessments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from lianxin.access.roles import DESK_ROLES, Role
from lianxin.access.rules import allow, every_one
from lianxin.reports.models import (
    Assessment,
    AssessmentScheme,
    ReportComment,
    ReportText,
    ReportVersion,
    Revision,
    WorkReport,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lianxin.access.actors import Actor


def of_my_district(actor: Actor) -> QuerySet[Any]:
    """Assessments of the units that lie under my post's place."""
    under = Q(pk__in=[])
    for path in actor.paths(Role.DISTRICT_OFFICER):
        under |= Q(place__path__startswith=path)
    return Assessment.objects.filter(under)


def about_my_district(actor: Actor) -> QuerySet[Any]:
    """Reports about places that lie under my post's place."""
    under = Q(pk__in=[])
    for path in actor.paths(Role.DISTRICT_OFFICER):
        under |= Q(place__path__startswith=path)
    return WorkReport.objects.filter(under)


def once_signed(actor: Actor) -> QuerySet[Any]:
    """Reports of which a signed revision stands."""
    return WorkReport.objects.filter(pk__in=Revision.objects.values("report"))


def signed_and_published(actor: Actor) -> QuerySet[Any]:
    """Signed revisions that were put on the public pages."""
    return Revision.objects.filter(is_public=True)


def versions_about_my_district(actor: Actor) -> QuerySet[Any]:
    """Versions of reports about my district."""
    return ReportVersion.objects.filter(report__in=about_my_district(actor))


def comments_about_my_district(actor: Actor) -> QuerySet[Any]:
    """Comments on reports about my district."""
    return ReportComment.objects.filter(report__in=about_my_district(actor))


DESK = sorted(DESK_ROLES)
OFFICES = (Role.CITY_OFFICER, Role.SERVICE)
allow(OFFICES, ("view", "open", "write", "sign"), WorkReport, every_one)
allow(Role.DISTRICT_OFFICER, ("view", "open", "write", "sign"), WorkReport, about_my_district)
allow([role for role in DESK if role != Role.CITY_OFFICER], "view", WorkReport, once_signed)
allow([*DESK, Role.SERVICE], "view", Revision, every_one)
allow([Role.ANYONE, Role.MEMBER], "view", Revision, signed_and_published)
allow(OFFICES, "view", ReportVersion, every_one)
allow(Role.DISTRICT_OFFICER, "view", ReportVersion, versions_about_my_district)
allow(OFFICES, ("view", "answer"), ReportComment, every_one)
allow(Role.DISTRICT_OFFICER, ("view", "answer"), ReportComment, comments_about_my_district)

allow([*DESK, Role.SERVICE], "view", ReportText, every_one)
allow([Role.CITY_OFFICER, Role.SERVICE], "edit", ReportText, every_one)

allow([*DESK, Role.SERVICE], "view", AssessmentScheme, every_one)
allow([Role.CITY_OFFICER, Role.SERVICE], "open", AssessmentScheme, every_one)

allow([Role.CITY_OFFICER, Role.LEADER, Role.AUDITOR, Role.SERVICE], "view", Assessment, every_one)
allow(Role.DISTRICT_OFFICER, ("view", "self_report", "object"), Assessment, of_my_district)
allow([Role.CITY_OFFICER, Role.SERVICE], "assess", Assessment, every_one)
allow(Role.SERVICE, ("self_report", "object"), Assessment, every_one)
