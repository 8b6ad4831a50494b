"""Who may do what with reports, their texts and assessments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from lianxin.access.roles import DESK_ROLES, Role
from lianxin.access.rules import allow, every_one
from lianxin.reports.models import (
    Assessment,
    AssessmentScheme,
    Indicator,
    IndicatorScore,
    ReportComment,
    ReportText,
    ReportVersion,
    Revision,
    ScoreContest,
    ScoreEvidence,
    ScoreLock,
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


def once_announced(actor: Actor) -> QuerySet[Any]:
    """Assessments whose result was published."""
    return Assessment.objects.filter(stage="announced")


def once_opened(actor: Actor) -> QuerySet[Any]:
    """Schemes of assessment that are in force or were."""
    return AssessmentScheme.objects.filter(opened_on__isnull=False)


def of_schemes_once_opened(actor: Actor) -> QuerySet[Any]:
    """Indicators of schemes that are in force or were."""
    return Indicator.objects.filter(scheme__in=once_opened(actor))


def scores_of_my_district(actor: Actor) -> QuerySet[Any]:
    """What the units under my post's place get for each indicator."""
    return IndicatorScore.objects.filter(assessment__in=of_my_district(actor))


def locks_of_my_district(actor: Actor) -> QuerySet[Any]:
    """Locked figures of the units under my post's place."""
    return ScoreLock.objects.filter(score__in=scores_of_my_district(actor))


def evidence_of_my_district(actor: Actor) -> QuerySet[Any]:
    """Evidence of the units under my post's place."""
    return ScoreEvidence.objects.filter(score__in=scores_of_my_district(actor))


def contests_of_my_district(actor: Actor) -> QuerySet[Any]:
    """Contests of the units under my post's place."""
    return ScoreContest.objects.filter(score__in=scores_of_my_district(actor))


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

allow(OFFICES, ("view", "draft", "change"), AssessmentScheme, every_one)
allow(OFFICES, ("view", "change"), Indicator, every_one)
allow([role for role in DESK if role != Role.CITY_OFFICER], "view", AssessmentScheme, once_opened)
allow([role for role in DESK if role != Role.CITY_OFFICER], "view", Indicator, of_schemes_once_opened)

# "examine" opens the file of a unit: what it said, its evidence, contests and steps. A published result is seen by all desks.
READERS = (Role.CITY_OFFICER, Role.LEADER, Role.AUDITOR, Role.SERVICE)
allow(READERS, ("view", "examine"), Assessment, every_one)
allow(Role.DISTRICT_OFFICER, ("view", "examine", "self_report", "object"), Assessment, of_my_district)
allow([role for role in DESK if role not in READERS], "view", Assessment, once_announced)
allow(OFFICES, "assess", Assessment, every_one)
allow(Role.SERVICE, ("self_report", "object"), Assessment, every_one)
for model, mine in (
    (IndicatorScore, scores_of_my_district),
    (ScoreLock, locks_of_my_district),
    (ScoreEvidence, evidence_of_my_district),
    (ScoreContest, contests_of_my_district),
):
    allow(READERS, "view", model, every_one)
    allow(Role.DISTRICT_OFFICER, "view", model, mine)
allow(Role.DISTRICT_OFFICER, "contest", IndicatorScore, scores_of_my_district)
allow(Role.SERVICE, "contest", IndicatorScore, every_one)
