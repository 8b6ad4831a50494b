"""The reports that there are, with the figures that each must hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from lianxin.core.registries import Registry

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True, slots=True)
class ReportKind:
    """`keys` are printed in this order in JSON and appendix; whatever else the text binds follows them."""

    name: str
    title: _StrOrPromise
    keys: tuple[str, ...]


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

reports: Registry[ReportKind] = Registry(gettext_noop("report"))
reports.add("annual", ReportKind("annual", _("Work report"), tuple(ANNUAL.split())))
