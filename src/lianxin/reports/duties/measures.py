"""Measures of duties: what was due, what was done, what is missing, and the share. The missing open to their list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.figures.causes import Hook, Ruled
from lianxin.figures.measures import At, Measure, Period, PlaceOf, Ratio, When, declare
from lianxin.figures.units import Unit
from lianxin.register.enums import OrganisationKind, TieKind
from lianxin.register.homes import HomeOf
from lianxin.register.measures import Standing, bodies, ties
from lianxin.register.models import Organisation
from lianxin.register.queries.rosters import established
from lianxin.reports.duties.closing import (
    BY_ACTIVITIES,
    BY_CONFERENCES,
    BY_ISSUES,
    BY_OFFICERS,
    BY_REPORTS,
    BY_VISITS,
    Closing,
    lists_taken_back,
)
from lianxin.reports.duties.conditions import Running, TermOver, Throughout, terms_of
from lianxin.reports.duties.kinds import CONFERENCE, ISSUE, LIAISON, REPORT, TARGET, VISIT, duty_kinds
from lianxin.reports.models import CampaignTarget

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    Words = tuple[_StrOrPromise, _StrOrPromise]
    """Name of a measure, and its population in words."""


def associations() -> QuerySet[Organisation]:
    return established().order_by("pk")


def targets() -> QuerySet[CampaignTarget]:
    return CampaignTarget.objects.filter(superseded_by=None, organisation__merged_into=None)


HOME = HomeOf("person_id")
PAIRS_DUE = Throughout(VISIT, "start", "end")
REPORTS_DUE = Throughout(REPORT, "founded_on", "closed_on")


@dataclass(frozen=True, slots=True)
class Kept:
    """Of the rows that are due those that a record has closed by the period's last day, or with `keeps_out` those that none has."""

    when: When
    closed: Closing
    keeps_out: bool = False

    @property
    def acts(self) -> frozenset[str]:
        return self.closed.acts

    def within(self, period: Period) -> Q:
        closed = self.closed.by(period.end)
        return self.when.within(period) & (~closed if self.keeps_out else closed)

    def deciders(self, rows: QuerySet[Any], period: Period | None) -> Iterator[Iterable[Hook]]:
        """Of rows that are still due the records of the time; of those that lack one, and once had it, those of another time."""
        if period is None:
            yield from self.closed.records(list(rows), None)
        else:
            due = rows.filter(self.when.within(period))
            yield from self.closed.records(list(due), period)
            lacking = list(due.filter(~self.closed.by(period.end)))
            yield from self.closed.records(lacking, None)
            yield lists_taken_back([row.pk for row in lacking], self.closed.models)

    def rulings(self, ids: Sequence[int]) -> Iterable[Hook]:
        return self.when.rulings(ids) if isinstance(self.when, Ruled) else ()


def counted(
    kind: str,
    unit: Unit,
    rows: Callable[[], QuerySet[Any]],
    when: When,
    closing: Closing,
    *,
    place: PlaceOf | None = None,
    filters: dict[str, str] | None = None,
    due: Words,
    done: Words,
    missing: Words,
    rate: Words,
) -> tuple[Measure | Ratio, ...]:
    """The measures of one kind of duty under the keys that the kind names: the same rows due, done and missing, and the share."""
    keys = duty_kinds.get(kind)

    def measure(key: str, said: Words, rows_when: When) -> Measure:
        return Measure(key, said[0], unit, said[1], rows, rows_when, place, filters=filters or {})

    return (
        measure(keys.due, due, when),
        measure(keys.done, done, Kept(when, closing)),
        measure(keys.missing, missing, Kept(when, closing, keeps_out=True)),
        Ratio(keys.rate, rate[0], Unit.RATE, rate[1], keys.done, keys.due),
    )


declare(
    Measure(
        key=duty_kinds.get(LIAISON).missing, name=_("Organisations without a liaison officer"), unit=Unit.ORGANISATIONS,
        words=_("Social organisations existing on the last day that have no liaison officer, main or deputy, on that day."),
        rows=bodies(*OrganisationKind.social()), when=Kept(Standing(), BY_OFFICERS, keeps_out=True), place=At("place"),
    ),
    *counted(
        VISIT, Unit.PAIRS, ties(TieKind.PAIRING), PAIRS_DUE, BY_VISITS, place=HOME,
        due=(
            _("Pairs due a visit"),
            _("Pairs that held through the whole latest term of the duty to visit whose grace is over on the last day."),
        ),
        done=(
            _("Pairs visited in the term"),
            _("Of the pairs due a visit, those whose leader met the member at a visit held in that term, however many times."),
        ),
        missing=(
            _("Pairs not visited in the term"),
            _("Of the pairs due a visit, those without a visit of the leader to the member in that term on record."),
        ),
        rate=(_("Pairs visited, rate"), _("Pairs visited in the latest term whose grace is over, as a share of the pairs due a visit.")),
    ),
    *counted(
        ISSUE, Unit.ISSUES, lambda: terms_of(ISSUE), TermOver(ISSUE), BY_ISSUES,
        due=(_("Issues of the bulletin due"), _("Terms of the duty to issue a bulletin whose days of grace ended in the period.")),
        done=(
            _("Issues due that appeared"),
            _("Of the issues due in the period, those for whose months a bulletin was issued by the last day."),
        ),
        missing=(_("Issues missing"), _("Of the issues due in the period, those for whose months no bulletin was issued by the last day.")),
        rate=(_("Issues that appeared, rate"), _("Issues of the bulletin that appeared as a share of those due in the period.")),
    ),
    *counted(
        CONFERENCE, Unit.EVENTS, lambda: terms_of(CONFERENCE), TermOver(CONFERENCE), BY_CONFERENCES,
        due=(_("Joint conferences due"), _("Terms of the duty to hold a joint conference whose days of grace ended in the period.")),
        done=(
            _("Terms with a joint conference"),
            _("Of the terms due in the period, those in which a joint conference was held; two in one term count once."),
        ),
        missing=(_("Terms without a joint conference"), _("Of the terms due in the period, those in which no joint conference was held.")),
        rate=(_("Joint conferences held, rate"), _("Terms with a joint conference as a share of the terms due in the period.")),
    ),
    *counted(
        REPORT, Unit.BODIES, associations, REPORTS_DUE, BY_REPORTS, place=At("place"),
        due=(
            _("District associations due to report"),
            _("District associations that stood through the latest term of the duty to report whose grace is over on the last day."),
        ),
        done=(
            _("District associations that reported"),
            _("Of the associations due to report, those of which a yearly report dated in the time for it is on record."),
        ),
        missing=(
            _("District associations without a report"),
            _("Of the associations due to report, those of which no yearly report dated in the time for it is on record."),
        ),
        rate=(_("District associations that reported, rate"), _("District associations that reported as a share of those due to report.")),
    ),
    *counted(
        TARGET, Unit.BODIES, targets, Running(), BY_ACTIVITIES, place=At("organisation__place"), filters={"series": "series"},
        due=(
            _("Targets of campaigns"),
            _("Targets that units promised for campaigns that ran in the period; a unit with two targets counts twice."),
        ),
        done=(
            _("Targets reached"),
            _("Of these targets, those for which the unit held as many activities of the campaign by the last day as it promised."),
        ),
        missing=(
            _("Targets not reached"),
            _("Of these targets, those for which the unit held fewer activities of the campaign by the last day than it promised."),
        ),
        rate=(_("Targets reached, rate"), _("Targets of campaigns reached as a share of the targets of the period.")),
    ),
)  # fmt: skip
