"""How a duty meets a period: for whom it was due, and whether a record closed it, both by what the dated terms say.

The terms are asked inside the statement, so a measure's definition stays one while its dates are data.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from lianxin.bulletins.models import Bulletin
from lianxin.core.dates import span_on
from lianxin.figures.causes import Hook
from lianxin.figures.measures import During, Period
from lianxin.flows.flow import Phase
from lianxin.gatherings.enums import Part, PartState
from lianxin.gatherings.measures import held
from lianxin.gatherings.models import Gathering, Participation
from lianxin.gatherings.series import LEADING_GROUP
from lianxin.register.enums import DocumentPurpose, TieKind
from lianxin.register.models import Document, Tie
from lianxin.reports.duties.kinds import REPORT, VISIT
from lianxin.reports.models import Duty, DutyTerm


def terms_of(kind: str) -> QuerySet[DutyTerm]:
    """The terms of every version of a duty; each version brings those that begin while it holds."""
    return DutyTerm.objects.filter(duty__kind=kind)


def last_term(kind: str, on: dt.date, column: str) -> Subquery:
    """A date of the latest term whose grace was over on a day; nothing where there is none."""
    over = terms_of(kind).filter(due__lte=on).order_by("-due", "-pk")
    return Subquery(over.values(column)[:1])


def declarations(kind: str, ids: Sequence[int]) -> Iterator[Hook]:
    """Every version of a duty as what rules on these rows."""
    versions = list(Duty.objects.filter(kind=kind).values_list("pk", flat=True))
    return ((Duty._meta.label, version, pk) for version in versions for pk in ids)


@dataclass(frozen=True, slots=True)
class TermOver:
    """Terms of a duty whose days of grace ended in the period."""

    kind: str

    def rulings(self, ids: Sequence[int]) -> Iterator[Hook]:
        return declarations(self.kind, ids)

    def within(self, period: Period) -> Q:
        return During("due").within(period)


@dataclass(frozen=True, slots=True)
class Throughout:
    """Rows that held through the whole latest term whose grace is over on the period's last day, while the duty holds.

    `start` and `end` are the rows' own dates, `end` exclusive; an unknown start is long ago.
    """

    kind: str
    start: str
    end: str

    def rulings(self, ids: Sequence[int]) -> Iterator[Hook]:
        return declarations(self.kind, ids)

    def within(self, period: Period) -> Q:
        first, after = last_term(self.kind, period.end, "start"), last_term(self.kind, period.end, "end")
        asked = Q(Exists(terms_of(self.kind).filter(due__lte=period.end)))
        asked &= Q(Exists(Duty.objects.filter(span_on(period.end), kind=self.kind)))
        begun = Q(**{f"{self.start}__isnull": True}) | Q(**{f"{self.start}__lte": first})
        return asked & begun & (Q(**{f"{self.end}__isnull": True}) | Q(**{f"{self.end}__gte": after}))


@dataclass(frozen=True, slots=True)
class Running:
    """Rows whose span `[start, end)` has a day in the period."""

    def within(self, period: Period) -> Q:
        return Q(start__lte=period.end, end__gt=period.start)


def officer_on(day: dt.date) -> Q:
    """Organisations with a liaison officer on the day."""
    officers = Tie.objects.on(day).filter(kind=TieKind.LIAISON, superseded_by=None, organisation=OuterRef("pk"))
    return Q(Exists(officers))


def visited_by(day: dt.date) -> Q:
    """Pairings whose leader met the member at a visit held in the term, on record with both."""
    of_term = Q(gathering__held_on__gte=last_term(VISIT, day, "counts_from"), gathering__held_on__lt=last_term(VISIT, day, "counts_to"))
    there = {"state__in": PartState.were_there(), "superseded_by": None}
    leaders = Participation.objects.filter(
        gathering=OuterRef("gathering"), person=OuterRef(OuterRef("other_id")), part=Part.LEADER, **there
    )
    met = Participation.objects.filter(
        of_term, Exists(leaders), person=OuterRef("person_id"), part=Part.CONTACTED, gathering__in=held("visit"), **there
    )
    return Q(Exists(met.filter(gathering__held_on__lte=day)))


def issued_by(day: dt.date) -> Q:
    """Terms for whose months a bulletin was issued; one that names no months counts for those in which it went out."""
    of_term = Q(period_start__gte=OuterRef("start"), period_start__lt=OuterRef("end"))
    undated = Q(period_start=None, issued_on__gte=OuterRef("counts_from"), issued_on__lt=OuterRef("counts_to"))
    issues = Bulletin.objects.filter(of_term | undated, kind="bimonthly", phase=Phase.DONE, issued_on__lte=day)
    return Q(Exists(issues))


def conferred_by(day: dt.date) -> Q:
    """Terms in which a joint conference was held; sessions of the leading group are none."""
    meetings = held("joint_conference").exclude(series__in=LEADING_GROUP)
    in_term = meetings.filter(held_on__gte=OuterRef("counts_from"), held_on__lt=OuterRef("counts_to"), held_on__lte=day)
    return Q(Exists(in_term))


def reported_by(day: dt.date) -> Q:
    """Associations that issued a yearly report in the time for it."""
    reports = Document.objects.filter(
        issuer=OuterRef("pk"),
        kind=DocumentPurpose.YEARLY_REPORT,
        issued_on__gte=last_term(REPORT, day, "counts_from"),
        issued_on__lt=last_term(REPORT, day, "counts_to"),
    )
    return Q(Exists(reports.filter(issued_on__lte=day)))


def reached_by(day: dt.date) -> Q:
    """Targets for which the unit held, alone or with others, as many activities of the campaign as it promised."""
    return Q(needed__lte=done_of_target(day))


def done_of_target(day: dt.date) -> Any:
    """How many activities of the campaign a target's unit held by a day."""
    mine = Q(organiser=OuterRef("organisation_id")) | Q(
        pk__in=Gathering.co_organisers.through._default_manager.filter(organisation=OuterRef(OuterRef("organisation_id"))).values(
            "gathering"
        )
    )
    activities = held("activity").filter(
        mine, series=OuterRef("series"), held_on__gte=OuterRef("start"), held_on__lt=OuterRef("end"), held_on__lte=day
    )
    counted = activities.order_by().values("series").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))
