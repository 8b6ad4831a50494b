"""Kinds of duties: what is asked, which measures count it, and where a gap's owner is found.

A kind is code because its measures are; how often, with which grace, by which document and who answers is data (`Duty`).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from lianxin.core.registries import Registry


@dataclass(frozen=True, slots=True)
class DutyKind:
    """`due`, `done`, `missing` and `rate` are keys of measures; expected minus done is missing, for every selection.

    `organisation` and `leader` are lookups from a row of the missing to who may answer for it ("" where there is none).
    `has_terms` is false for what lasts or has days of its own; `short` names its gaps in a row.
    """

    key: str
    name: Promise
    short: Promise
    due: str
    done: str
    missing: str
    rate: str
    organisation: str = ""
    leader: str = ""
    has_terms: bool = True


duty_kinds: Registry[DutyKind] = Registry(gettext_noop("duty"))

LIAISON, VISIT, ISSUE = "C4.liaison", "B5.visit", "D3.issue"
CONFERENCE, REPORT, TARGET = "A1.conference", "C2.report", "D8.target"

for _kind in (
    DutyKind(
        LIAISON, _("A liaison officer in every social organisation"), pgettext_lazy("gap", "liaison officers"),
        "C4.social_organisations", "C4.organisations_with_liaison", "C4.without_liaison", "C4.liaison_rate",
        organisation="pk", has_terms=False,
    ),
    DutyKind(
        VISIT, _("A visit to every named contact"), pgettext_lazy("gap", "visits"),
        "B5.pairs_due", "B5.pairs_visited", "B5.pairs_not_visited", "B5.visit_rate", leader="other_id",
    ),
    DutyKind(
        ISSUE, _("A bulletin in every term"), pgettext_lazy("gap", "bulletins"),
        "D3.issues_due", "D3.issues_out", "D3.issues_missing", "D3.issue_rate",
    ),
    DutyKind(
        CONFERENCE, _("A joint conference in every term"), pgettext_lazy("gap", "conferences"),
        "A1.conferences_due", "A1.conferences_held", "A1.conferences_missing", "A1.conference_rate",
    ),
    DutyKind(
        REPORT, _("A report of every district association"), pgettext_lazy("gap", "reports"),
        "C2.reports_due", "C2.reports_sent", "C2.reports_missing", "C2.report_rate", organisation="pk",
    ),
    DutyKind(
        TARGET, _("Activities promised for a campaign"), pgettext_lazy("gap", "targets"),
        "D8.targets", "D8.targets_met", "D8.targets_missed", "D8.target_rate", organisation="organisation_id", has_terms=False,
    ),
):  # fmt: skip
    duty_kinds.add(_kind.key, _kind)
