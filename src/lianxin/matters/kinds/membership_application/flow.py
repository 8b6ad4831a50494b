"""Applying to join an association."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.flows.flow import Clock, Flow, Move, Need, NeedKind, Phase, Stage
from lianxin.matters.needs import REASON, archive_move, record_move, withdraw_move
from lianxin.reference.dated import declare_rule

DAYS = declare_rule("matters.membership_application.days", 15, source="house rule: decided within 15 working days")

FLOW = Flow(
    days=DAYS,
    stages=(
        Stage("applied", _("applied for")),
        Stage("under_review", _("under review")),
        Stage("admitted", _("admitted"), Phase.DONE),
        Stage("archived", _("archived"), Phase.DONE),
        Stage("supplement", _("to be completed"), Phase.PAUSED),
        Stage("refused", _("not admitted"), Phase.REFUSED),
        Stage("withdrawn", _("withdrawn"), Phase.WITHDRAWN),
    ),
    moves=(
        Move("review", _("Take under review"), ("applied",), "under_review", "direct", clock=Clock.START, turn="desk"),
        Move("ask_more", _("Say once what is missing"), ("under_review",), "supplement", "direct", (REASON,), Clock.PAUSE, turn="raiser"),
        Move("complete", _("Complete the papers"), ("supplement",), "under_review", "act_as_raiser", clock=Clock.RESUME, turn="desk"),
        Move("admit", _("Admit"), ("under_review",), "admitted", "direct", (Need("start", _("Member from"), NeedKind.DATE),)),
        Move("refuse", _("Do not admit"), ("under_review",), "refused", "direct", (REASON,)),
        archive_move("admitted"),
        withdraw_move("applied", "under_review", "supplement"),
        record_move("applied", "admitted"),
    ),
)
