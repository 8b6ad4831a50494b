"""Rights advice (权益保障): question, expert named, opinion, passed on where needed, answer to the person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.flows.flow import Clock, Flow, Move, Phase, Stage
from lianxin.matters.needs import (
    ANSWER,
    HANDLER,
    LEAD,
    OPINION,
    REASON,
    RESULT,
    archive_move,
    rate_move,
    record_move,
    withdraw_move,
)
from lianxin.reference.dated import declare_rule

DAYS = declare_rule("matters.rights_advice.days", 10, source="house rule: an opinion within 10 working days")

FLOW = Flow(
    days=DAYS,
    stages=(
        Stage("asked", _("question asked")),
        Stage("assigned", _("expert named")),
        Stage("advised", _("opinion given")),
        Stage("passed_on", _("passed to the unit in charge")),
        Stage("answered", _("answered"), Phase.DONE),
        Stage("rated", _("rated"), Phase.DONE),
        Stage("archived", _("archived"), Phase.DONE),
        Stage("refused", _("not accepted"), Phase.REFUSED),
        Stage("withdrawn", _("withdrawn"), Phase.WITHDRAWN),
    ),
    moves=(
        Move("assign", _("Name the expert"), ("asked",), "assigned", "direct", (HANDLER,), Clock.START, turn="unit"),
        Move("advise", _("Give the opinion"), ("assigned",), "advised", "handle", (OPINION,), turn="desk"),
        Move("pass_on", _("Pass on to a unit"), ("advised",), "passed_on", "direct", (LEAD,), turn="unit"),
        Move("unit_reply", _("Reply to the desk"), ("passed_on",), "advised", "handle", (ANSWER,), turn="desk", public=False),
        Move("answer", _("Answer the person"), ("advised",), "answered", "direct", (ANSWER, RESULT), turn="raiser"),
        Move("refuse", _("Do not accept"), ("asked",), "refused", "direct", (REASON,)),
        rate_move("answered"),
        archive_move("answered", "rated"),
        withdraw_move("asked", "assigned", "advised", "passed_on"),
        record_move("asked", "answered"),
    ),
)
