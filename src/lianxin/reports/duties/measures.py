"""Measures of duties: what was due, what was done, what is missing, and the share. The missing open to their list."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.figures.measures import At, During, Measure, Ratio, declare
from lianxin.figures.units import Unit
from lianxin.register.enums import OrganisationKind, TieKind
from lianxin.register.homes import HomeOf
from lianxin.register.measures import Standing, bodies, ties
from lianxin.register.models import Organisation
from lianxin.register.queries.rosters import established
from lianxin.reports.duties.conditions import (
    Kept,
    Running,
    Throughout,
    conferred_by,
    issued_by,
    officer_on,
    reached_by,
    reported_by,
    terms_of,
    visited_by,
)
from lianxin.reports.duties.kinds import CONFERENCE, ISSUE, REPORT, VISIT
from lianxin.reports.models import CampaignTarget


def associations() -> QuerySet[Organisation]:
    return established().order_by("pk")


def targets() -> QuerySet[CampaignTarget]:
    return CampaignTarget.objects.filter(superseded_by=None, organisation__merged_into=None)


HOME = HomeOf("person_id")
PAIRS_DUE = Throughout(VISIT, "start", "end")
REPORTS_DUE = Throughout(REPORT, "founded_on", "closed_on")
TERM_OVER = During("due")

declare(
    Measure(
        key="C4.without_liaison", name=_("Organisations without a liaison officer"), unit=Unit.ORGANISATIONS,
        words=_("Social organisations existing on the last day that have no liaison officer, main or deputy, on that day."),
        rows=bodies(*OrganisationKind.social()), when=Kept(Standing(), officer_on, missing=True), place=At("place"),
    ),
    Measure(
        key="B5.pairs_due", name=_("Pairs due a visit"), unit=Unit.PAIRS,
        words=_("Pairs that held through the whole latest term of the duty to visit whose grace is over on the last day."),
        rows=ties(TieKind.PAIRING), when=PAIRS_DUE, place=HOME,
    ),
    Measure(
        key="B5.pairs_visited", name=_("Pairs visited in the term"), unit=Unit.PAIRS,
        words=_("Of the pairs due a visit, those whose leader met the member at a visit held in that term, however many times."),
        rows=ties(TieKind.PAIRING), when=Kept(PAIRS_DUE, visited_by), place=HOME,
    ),
    Measure(
        key="B5.pairs_not_visited", name=_("Pairs not visited in the term"), unit=Unit.PAIRS,
        words=_("Of the pairs due a visit, those without a visit of the leader to the member in that term on record."),
        rows=ties(TieKind.PAIRING), when=Kept(PAIRS_DUE, visited_by, missing=True), place=HOME,
    ),
    Ratio(
        key="B5.visit_rate", name=_("Pairs visited, rate"), unit=Unit.RATE,
        words=_("Pairs visited in the latest term whose grace is over, as a share of the pairs due a visit."),
        numerator="B5.pairs_visited", denominator="B5.pairs_due",
    ),
    Measure(
        key="D3.issues_due", name=_("Issues of the bulletin due"), unit=Unit.ISSUES,
        words=_("Terms of the duty to issue a bulletin whose days of grace ended in the period."),
        rows=lambda: terms_of(ISSUE), when=TERM_OVER,
    ),
    Measure(
        key="D3.issues_out", name=_("Issues due that appeared"), unit=Unit.ISSUES,
        words=_("Of the issues due in the period, those for whose months a bulletin was issued by the last day."),
        rows=lambda: terms_of(ISSUE), when=Kept(TERM_OVER, issued_by),
    ),
    Measure(
        key="D3.issues_missing", name=_("Issues missing"), unit=Unit.ISSUES,
        words=_("Of the issues due in the period, those for whose months no bulletin was issued by the last day."),
        rows=lambda: terms_of(ISSUE), when=Kept(TERM_OVER, issued_by, missing=True),
    ),
    Ratio(
        key="D3.issue_rate", name=_("Issues that appeared, rate"), unit=Unit.RATE,
        words=_("Issues of the bulletin that appeared as a share of those due in the period."),
        numerator="D3.issues_out", denominator="D3.issues_due",
    ),
    Measure(
        key="A1.conferences_due", name=_("Joint conferences due"), unit=Unit.EVENTS,
        words=_("Terms of the duty to hold a joint conference whose days of grace ended in the period."),
        rows=lambda: terms_of(CONFERENCE), when=TERM_OVER,
    ),
    Measure(
        key="A1.conferences_held", name=_("Terms with a joint conference"), unit=Unit.EVENTS,
        words=_("Of the terms due in the period, those in which a joint conference was held; two in one term count once."),
        rows=lambda: terms_of(CONFERENCE), when=Kept(TERM_OVER, conferred_by),
    ),
    Measure(
        key="A1.conferences_missing", name=_("Terms without a joint conference"), unit=Unit.EVENTS,
        words=_("Of the terms due in the period, those in which no joint conference was held."),
        rows=lambda: terms_of(CONFERENCE), when=Kept(TERM_OVER, conferred_by, missing=True),
    ),
    Ratio(
        key="A1.conference_rate", name=_("Joint conferences held, rate"), unit=Unit.RATE,
        words=_("Terms with a joint conference as a share of the terms due in the period."),
        numerator="A1.conferences_held", denominator="A1.conferences_due",
    ),
    Measure(
        key="C2.reports_due", name=_("District associations due to report"), unit=Unit.BODIES,
        words=_("District associations that stood through the latest term of the duty to report whose grace is over on the last day."),
        rows=associations, when=REPORTS_DUE, place=At("place"),
    ),
    Measure(
        key="C2.reports_sent", name=_("District associations that reported"), unit=Unit.BODIES,
        words=_("Of the associations due to report, those of which a yearly report dated in the time for it is on record."),
        rows=associations, when=Kept(REPORTS_DUE, reported_by), place=At("place"),
    ),
    Measure(
        key="C2.reports_missing", name=_("District associations without a report"), unit=Unit.BODIES,
        words=_("Of the associations due to report, those of which no yearly report dated in the time for it is on record."),
        rows=associations, when=Kept(REPORTS_DUE, reported_by, missing=True), place=At("place"),
    ),
    Ratio(
        key="C2.report_rate", name=_("District associations that reported, rate"), unit=Unit.RATE,
        words=_("District associations that reported as a share of those due to report."),
        numerator="C2.reports_sent", denominator="C2.reports_due",
    ),
    Measure(
        key="D8.targets", name=_("Targets of campaigns"), unit=Unit.BODIES,
        words=_("Targets that units promised for campaigns that ran in the period; a unit with two targets counts twice."),
        rows=targets, when=Running(), place=At("organisation__place"), filters={"series": "series"},
    ),
    Measure(
        key="D8.targets_met", name=_("Targets reached"), unit=Unit.BODIES,
        words=_("Of these targets, those for which the unit held as many activities of the campaign by the last day as it promised."),
        rows=targets, when=Kept(Running(), reached_by), place=At("organisation__place"), filters={"series": "series"},
    ),
    Measure(
        key="D8.targets_missed", name=_("Targets not reached"), unit=Unit.BODIES,
        words=_("Of these targets, those for which the unit held fewer activities of the campaign by the last day than it promised."),
        rows=targets, when=Kept(Running(), reached_by, missing=True), place=At("organisation__place"), filters={"series": "series"},
    ),
    Ratio(
        key="D8.target_rate", name=_("Targets reached, rate"), unit=Unit.RATE,
        words=_("Targets of campaigns reached as a share of the targets of the period."),
        numerator="D8.targets_met", denominator="D8.targets",
    ),
)  # fmt: skip
