"""How merge, export and erasure reach the tables of duties."""

from __future__ import annotations

from lianxin.core.dates import zh_date
from lianxin.register.models import Person
from lianxin.register.reach import declare_reference, declare_same, describers
from lianxin.reports.duties.kinds import duty_kinds
from lianxin.reports.models import CampaignTarget, DutyReminder


def describe_reminder(reminder: DutyReminder) -> str:
    """That the person was told of gaps, when and about what."""
    name = duty_kinds.get(reminder.duty.kind).name
    return f"{zh_date(reminder.told_on)} · {reminder.get_stage_display()} · {name}"


def describe_target(target: CampaignTarget) -> str:
    """A unit's promise for a campaign."""
    return f"{target.series} · {target.organisation.name} · {target.needed}"


# What somebody was told stays what it was: a merge changes nothing of it.
declare_reference("reports.DutyReminder", "person_id", Person, stays=True)
declare_same("reports.CampaignTarget", "series", "organisation_id", "start", weight=lambda target: target.needed)
describers.add("reports.DutyReminder", describe_reminder)
describers.add("reports.CampaignTarget", describe_target)
