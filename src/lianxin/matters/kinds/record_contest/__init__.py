"""Contests of records (记录异议). Which record is contested is a registered link, written by `services.matters.open_matter`.

A contest is accepted by correcting the record through its own verb and then noting that: the note is refused while nothing
was done to the record, and links the acts to the contest, so that the drift of a signed figure names both.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from lianxin.access.actors import Actor
from lianxin.flows.flow import Move
from lianxin.matters.enums import Result
from lianxin.matters.kind import MatterKind
from lianxin.matters.kinds.record_contest.corrections import link_corrections
from lianxin.matters.kinds.record_contest.flow import FLOW
from lianxin.matters.models import Matter

RESULTS = {"correct": Result.SOLVED, "uphold": Result.EXPLAINED}


class RecordContest(MatterKind):
    key = "record_contest"
    name = _("Contest of a record")
    plural = _("Contests of records")
    words = ("记录异议",)
    advice = _("A record about you or your unit is wrong: say which and why.")
    flow = FLOW
    right_of_person = True
    confidential = True
    members_raise = True
    prefix = "YY"
    icon = "git-merge"
    recorded_result = "solved"

    @classmethod
    def after_move(cls, subject: Matter, move: Move, given: dict[str, Any], *, by: Actor, at: dt.date) -> None:
        """Corrected or upheld is the result. Raises Conflict for one that is said to be corrected and is not."""
        if move.code == "correct":
            link_corrections(subject)
        if move.code in RESULTS:
            subject.result = RESULTS[move.code]
            subject.save(update_fields=["result"])
