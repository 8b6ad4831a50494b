"""Mediation (矛盾调解)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from lianxin.access.actors import Actor
from lianxin.core.errors import BadInput
from lianxin.flows.flow import Move
from lianxin.matters.enums import Result
from lianxin.matters.kind import MatterKind
from lianxin.matters.kinds.mediation.flow import CONFIRM_DAYS, FLOW
from lianxin.matters.models import Matter
from lianxin.reference.calendar import add_days
from lianxin.reference.queries import rule


class Mediation(MatterKind):
    key = "mediation"
    name = _("Mediation")
    plural = _("Mediation cases")
    words = ("矛盾调解", "调解", "纠纷调解", "矛盾纠纷")
    advice = _("A dispute that both sides want to settle with a mediator. It is free, and either side may stop it at any time.")
    flow = FLOW
    confidential = True
    is_case = True
    members_raise = True
    prefix = "TJ"
    icon = "handshake"
    recorded_result = "solved"

    @classmethod
    def after_move(cls, subject: Matter, move: Move, given: dict[str, Any], *, by: Actor, at: dt.date) -> None:
        """Agreement and failure are results. The court confirms within the legal limit after the agreement only."""
        if move.code in {"agree", "end"}:
            subject.result = Result.SOLVED if move.code == "agree" else Result.UNSOLVED
            subject.save(update_fields=["result"])
        if move.code == "confirm" and subject.closed_on:
            last = add_days(subject.closed_on, int(rule(CONFIRM_DAYS, subject.closed_on))).date
            if at > last:
                raise BadInput(translate("The court is asked within 30 days of the agreement; that time is over."))
