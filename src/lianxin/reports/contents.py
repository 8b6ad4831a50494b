"""The reports that there are, with the figures that each must hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from lianxin.core.registries import Registry
from lianxin.figures.measures import Period
from lianxin.figures.selections import default_period

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True, slots=True)
class ReportKind:
    """`keys` are printed in this order in JSON and appendix; whatever else the text binds follows them.

    A kind that is `of_district` needs a place, one `of_programme` is composed from a programme's own figures; `months` is the
    length of its usual period in whole months, 0 for the work report's own period.
    """

    name: str
    title: _StrOrPromise
    keys: tuple[str, ...] = ()
    purpose: _StrOrPromise = ""
    of_district: bool = False
    of_programme: bool = False
    months: int = 0

    def usual_period(self, on: dt.date) -> Period:
        """The period that a report of this kind is made for unless told otherwise: the last whole months before `on`."""
        if not self.months:
            return default_period()
        last = on.replace(day=1) - dt.timedelta(days=1)
        # A notice of two months covers January and February, March and April, and so on.
        while last.month % self.months:
            last = last.replace(day=1) - dt.timedelta(days=1)
        first = last.month - self.months + 1
        return Period(dt.date(last.year, first, 1), last)


@dataclass(frozen=True, slots=True)
class YearlyKind:
    """A figure that is a table: its measure in each calendar year of the period."""

    key: str
    measure: str
    name: _StrOrPromise


YEARLY: dict[str, YearlyKind] = {
    "B4.placements_per_year": YearlyKind("B4.placements_per_year", "B4.placements", _("Placements begun in each year")),
}

ANNUAL = """
A1.departments A3.documents A4.posts A5.units_assessed
B1.register B1.key_contacts B2.volunteers B3.classes B3.trained_times B3.trained_people B4.placements B4.placements_per_year
B5.pairings B5.visits B5.needs_solved B6.provincial B6.city
C1.hubs C1.organisations C2.districts_covered C2.coverage C3.professional C4.organisations_with_liaison C4.liaison_rate C5.graded
C6.stations C6.cases C6.on_time C6.satisfied
D1.forum_times D1.forum_people D2.meetings D3.bulletins D3.read_rate D4.channels D5.contests D5.votes D6.active_members
D7.columnists D7.columns D8.activities D9.salons D9.adopted_central D10.projects D10.mentors D11.students D12.lawyers
D12.beneficiaries
"""

DISTRICT = """
B1.register B1.key_contacts B3.classes B3.trained_times B3.trained_people B5.visits B5.needs_solved B6.city
C1.organisations C4.organisations_with_liaison C4.liaison_rate C6.stations C6.cases C6.on_time C6.satisfied
D1.forum_times D1.forum_people D8.activities D12.beneficiaries
"""
NOTICE = """
A2.sessions A2.items A3.documents B3.classes B3.trained_times B5.visits B5.needs_solved C6.cases
D1.forum_times D2.meetings D3.bulletins D7.columns D8.activities D9.salons D9.adopted_central D12.beneficiaries
"""
BRIEF = """
A1.departments B1.register B1.key_contacts B3.trained_times B3.trained_people C1.organisations C2.districts_covered C2.coverage
C4.liaison_rate C6.cases C6.on_time D1.forum_times D1.forum_people D9.adopted_central D11.students D12.lawyers
"""

reports: Registry[ReportKind] = Registry(gettext_noop("report"))
for kind in (
    ReportKind(
        "annual",
        _("Work report"),
        tuple(ANNUAL.split()),
        _("The whole work of the city in four chapters, with tables by district."),
    ),
    ReportKind(
        "district",
        _("District report"),
        tuple(DISTRICT.split()),
        _("The work in one district-level unit, over the same period as the city's report."),
        of_district=True,
    ),
    ReportKind("notice", _("Bimonthly work notice"), tuple(NOTICE.split()), _("What happened in two months, on two pages."), months=2),
    ReportKind(
        "programme",
        _("Programme report"),
        purpose=_("One programme with all its figures, or all programmes a chapter each."),
        of_programme=True,
    ),
    ReportKind("brief", _("One-page brief"), tuple(BRIEF.split()), _("One page for a leader: the main numbers and nothing else.")),
):
    reports.add(kind.name, kind)
