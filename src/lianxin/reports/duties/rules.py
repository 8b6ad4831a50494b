"""Who may see duties, declare them and set targets. Gaps of pairs and organisations are seen by the rules of these."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lianxin.access.roles import Role
from lianxin.access.rules import allow, every_one
from lianxin.register.rules import my_places
from lianxin.reports.models import CampaignTarget, Duty, DutyTerm

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lianxin.access.actors import Actor


def of_units_in_my_place(actor: Actor) -> QuerySet[Any]:
    """Targets of units that lie under the officer's place."""
    return CampaignTarget.objects.filter(organisation__place_id__in=my_places(actor))


def of_my_organisation(actor: Actor) -> QuerySet[Any]:
    """Targets of the liaison officer's organisation."""
    return CampaignTarget.objects.filter(organisation_id__in=actor.organisations(Role.LIAISON))


OFFICES = (Role.CITY_OFFICER, Role.SERVICE)
READERS = (*OFFICES, Role.LEADER, Role.AUDITOR)
allow([*READERS, Role.DISTRICT_OFFICER, Role.LIAISON], "view", Duty, every_one)
allow([*READERS, Role.DISTRICT_OFFICER, Role.LIAISON], "view", DutyTerm, every_one)
allow(OFFICES, "declare", Duty, every_one)
allow(READERS, "view", CampaignTarget, every_one)
allow(Role.DISTRICT_OFFICER, "view", CampaignTarget, of_units_in_my_place)
allow(Role.LIAISON, "view", CampaignTarget, of_my_organisation)
allow(OFFICES, "set", CampaignTarget, every_one)
