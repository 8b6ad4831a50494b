"""Papers and proposals (建言献策)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from lianxin.access.actors import Actor
from lianxin.flows.flow import Move
from lianxin.flows.kind import Details
from lianxin.matters.enums import Result
from lianxin.matters.kind import MatterKind
from lianxin.matters.kinds.proposal.flow import FLOW
from lianxin.matters.models import Matter
from lianxin.matters.services.outcomes import record_adoption


class ProposalDetails(Details):
    """A joint paper (联名) or one of a group (集体); `result_class` is the legend of the place's rule."""

    joint: bool = False
    result_class: str = ""


class Proposal(MatterKind):
    key = "proposal"
    name = _("Proposal")
    plural = _("Papers and proposals")
    words = ("建言献策", "提案", "建议", "调研报告")
    advice = _("A paper on one subject: situation, analysis, suggestion. You are told what becomes of it.")
    flow = FLOW
    details = ProposalDetails
    members_raise = True
    prefix = "JY"
    icon = "lightbulb"
    desk_slug = "think_tank"
    first_turn = "raiser"
    recorded_result = "granted"

    @classmethod
    def after_move(cls, subject: Matter, move: Move, given: dict[str, Any], *, by: Actor, at: dt.date) -> None:
        """An adoption is a row of its own; the class of an answer stands with the paper."""
        if move.code == "adopt":
            record_adoption(
                subject,
                level=given["level"],
                document=given["document"],
                outlet=given["outlet"] or "",
                issue=given["issue"] or "",
                by=by,
                at=at,
            )
        if move.code == "answer":
            subject.details = {**subject.details, "result_class": given["result_class"]}
            subject.result = {"A": Result.SOLVED, "B": Result.PARTLY}.get(given["result_class"], Result.EXPLAINED)
            subject.save(update_fields=["details", "result"])
