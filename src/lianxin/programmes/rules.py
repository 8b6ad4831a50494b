"""Who may do what with programmes."""

from __future__ import annotations

from lianxin.access.roles import DESK_ROLES, Role
from lianxin.access.rules import allow, every_one
from lianxin.programmes.models import Programme

allow([*sorted(DESK_ROLES), Role.MEMBER, Role.SERVICE], "view", Programme, every_one)
allow([Role.CITY_OFFICER, Role.SERVICE], "edit", Programme, every_one)
