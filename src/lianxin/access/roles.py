"""The hats that a person may wear. Which tie gives which hat is said in accounts; what a hat may do, in each app's rules."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """`ANYONE` is a visitor who has not signed in; `SERVICE` is Lianxin itself (sealer, clocks, import of the sample)."""

    ANYONE = "anyone", _("visitor")
    MEMBER = "member", _("member")
    LIAISON = "liaison", _("liaison officer")
    STATION_WORKER = "station_worker", _("station worker")
    DISTRICT_OFFICER = "district_officer", _("district officer")
    CITY_OFFICER = "city_officer", _("city office")
    LEADER = "leader", _("leader")
    DPO = "dpo", _("data-protection officer")
    SECURITY_ADMIN = "security_admin", _("security administrator")
    SYSTEM_ADMIN = "system_admin", _("system administrator")
    AUDITOR = "auditor", _("auditor")
    SERVICE = "service", _("Lianxin")


DESK_ROLES = frozenset(
    {
        Role.LIAISON,
        Role.STATION_WORKER,
        Role.DISTRICT_OFFICER,
        Role.CITY_OFFICER,
        Role.LEADER,
        Role.DPO,
        Role.SECURITY_ADMIN,
        Role.SYSTEM_ADMIN,
        Role.AUDITOR,
    }
)
"""Roles that have a desk; a member without another hat has the portal only."""

STAFF_POSTS = DESK_ROLES - {Role.LIAISON}
"""Roles that a staff post gives; the tie's `role` column names one of them."""
