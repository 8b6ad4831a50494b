"""Counselling (心理咨询)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from lianxin.access.actors import Actor
from lianxin.flows.flow import Move
from lianxin.matters.enums import Result
from lianxin.matters.kind import MatterKind
from lianxin.matters.kinds.counselling.flow import FLOW
from lianxin.matters.models import Matter


class Counselling(MatterKind):
    """Appointment, duration, counsellor, referral yes or no: nothing else is kept."""

    key = "counselling"
    name = _("Counselling")
    plural = _("Counselling cases")
    words = ("心理咨询", "心理", "心理辅导")
    advice = _("A talk with a counsellor. What is said stays between the two of you and is not written down here.")
    flow = FLOW
    confidential = True
    desk_reads = False
    is_case = True
    members_raise = True
    sensitive = True
    prefix = "XL"
    icon = "heart-handshake"

    @classmethod
    def after_move(cls, subject: Matter, move: Move, given: dict[str, Any], *, by: Actor, at: dt.date) -> None:
        """A referral is a result; an end of itself is one too: the talk was had."""
        if move.code in {"refer", "end"}:
            subject.result = Result.REFERRED if move.code == "refer" else Result.EXPLAINED
            subject.save(update_fields=["result"])
