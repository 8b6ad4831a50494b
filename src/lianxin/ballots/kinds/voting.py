"""The chain of a vote: 立项 → 规则公示 → 报名 → 初审 → 投票 → 复核 → 结果公示 → 异议 → 公布 (DOMAIN 2.11)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from lianxin.ballots.kind import BallotKind
from lianxin.ballots.services.ballots import prepare_voting
from lianxin.flows.flow import Flow, Move, Need, NeedKind, Phase, Stage

if TYPE_CHECKING:
    from lianxin.access.actors import Actor

REASON = Need("reason", _("reason"))
BASIS = Need("basis", _("approving document"), NeedKind.DOCUMENT, required=False)

PROPOSED = Stage("proposed", _("proposed"), Phase.DRAFT)
RULES_PUBLIC = Stage("rules_public", _("rules published"))
ENTERING = Stage("entering", _("taking entries"))
SCREENING = Stage("screening", _("screening entries"))
VOTING = (
    Stage("voting", _("voting")),
    Stage("recount", _("checking the count")),
    Stage("result_notice", _("result on notice")),
    Stage("objection", _("objection")),
    Stage("announced", _("announced"), Phase.DONE),
    Stage("cancelled", _("vote called off"), Phase.WITHDRAWN),
)
PUBLISH_RULES = Move(
    "publish_rules",
    _("publish the rules"),
    ("proposed",),
    "rules_public",
    "approve",
    (BASIS,),
    turn="organiser",
)


def vote(*, opened_from: str, called_off_from: tuple[str, ...]) -> tuple[Move, ...]:
    """The moves from opening the vote to announcing the result."""
    return (
        Move("open_voting", _("open the vote"), (opened_from,), "voting", "edit", turn="voters"),
        Move("close_voting", _("close the vote"), ("voting",), "recount", "edit", turn="organiser"),
        Move(
            "post_result",
            _("put the result on notice"),
            ("recount",),
            "result_notice",
            "edit",
            turn="organiser",
        ),
        Move(
            "object",
            _("take an objection"),
            ("result_notice",),
            "objection",
            "edit",
            (REASON,),
            turn="organiser",
        ),
        Move(
            "dismiss",
            _("dismiss the objection"),
            ("objection",),
            "result_notice",
            "edit",
            (REASON,),
            turn="organiser",
        ),
        Move(
            "check_again",
            _("check the count again"),
            ("objection",),
            "recount",
            "edit",
            (REASON,),
            turn="organiser",
        ),
        Move("announce", _("announce the result"), ("result_notice",), "announced", "edit"),
        Move("cancel", _("call the vote off"), called_off_from, "cancelled", "edit", (REASON,), grave=True),
    )


FULL_FLOW = Flow(
    stages=(PROPOSED, RULES_PUBLIC, ENTERING, SCREENING, *VOTING),
    moves=(
        PUBLISH_RULES,
        Move("call_entries", _("call for entries"), ("rules_public",), "entering", "edit", turn="organiser"),
        Move(
            "screen", _("close entries and screen them"), ("entering",), "screening", "edit", turn="organiser"
        ),
        *vote(
            opened_from="screening",
            called_off_from=("proposed", "rules_public", "entering", "screening", "voting"),
        ),
    ),
)
SHORT_FLOW = Flow(
    stages=(PROPOSED, RULES_PUBLIC, *VOTING),
    moves=(
        PUBLISH_RULES,
        *vote(opened_from="rules_public", called_off_from=("proposed", "rules_public", "voting")),
    ),
)
"""For questions whose answers are given: no entries to call for and to screen."""


class VotedKind(BallotKind):
    """Base of the kinds here: opening the vote freezes the roll."""

    @classmethod
    def after_move(cls, subject: Any, move: Move, given: dict[str, Any], *, by: Actor, at: dt.date) -> None:
        """Opening freezes the roll from the ties of that day; a vote without a choice or without voters stays shut."""
        super().after_move(subject, move, given, by=by, at=at)
        if move.code == "open_voting":
            prepare_voting(subject, by=by, at=at)
