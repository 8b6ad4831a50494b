"""Who sees what was deleted. Nobody deletes by hand what a rule keeps, and nobody keeps what a rule deletes."""

from __future__ import annotations

from lianxin.access.roles import Role
from lianxin.access.rules import allow, every_one
from lianxin.keeping.models import RetentionRun

allow((Role.DPO, Role.AUDITOR, Role.SYSTEM_ADMIN, Role.SERVICE), "view", RetentionRun, every_one)
