"""Student startup projects (大学生创业项目)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from lianxin.access.actors import Actor
from lianxin.flows.flow import Move
from lianxin.matters.enums import MatterRole, Result
from lianxin.matters.kind import MatterKind
from lianxin.matters.kinds.startup_project.flow import FLOW
from lianxin.matters.models import Matter

RESULTS = {"support": Result.GRANTED, "refuse": Result.REFUSED}


class StartupProject(MatterKind):
    key = "startup_project"
    name = _("Startup project")
    plural = _("Startup projects")
    words = ("创业项目", "创业扶持", "大学生创业")
    advice = _("A project led by students or by graduates of the last three years: support, mentors, quarterly reports.")
    flow = FLOW
    members_raise = True
    prefix = "CY"
    icon = "rocket"
    raiser_role = MatterRole.APPLICANT
    recorded_result = "granted"

    @classmethod
    def after_move(cls, subject: Matter, move: Move, given: dict[str, Any], *, by: Actor, at: dt.date) -> None:
        """Support given or refused is the result."""
        if move.code in RESULTS:
            subject.result = RESULTS[move.code]
            subject.save(update_fields=["result"])
