"""A need raised at a visit of a named contact: taken up, passed to a unit, brought back answered (列名联系)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.flows.flow import Clock, Flow, Move, Phase, Stage
from lianxin.matters.needs import (
    ANSWER,
    ASSISTING,
    LEAD,
    NEW_DATE,
    PROGRESS,
    REASON,
    RESULT,
    archive_move,
    rate_move,
    record_move,
    withdraw_move,
)
from lianxin.reference.dated import declare_rule

DAYS = declare_rule("matters.need.days", 15, source="house rule: a need raised at a visit is answered within 15 working days")

FLOW = Flow(
    days=DAYS,
    stages=(
        Stage("raised", _("raised")),
        Stage("accepted", _("accepted")),
        Stage("assigned", _("assigned"), public_name=_("passed to the unit in charge")),
        Stage("handling", _("in handling")),
        Stage("answered", _("answered"), public_name=_("answered")),
        Stage("closed", _("closed"), Phase.DONE),
        Stage("rated", _("rated"), Phase.DONE),
        Stage("archived", _("archived"), Phase.DONE),
        Stage("refused", _("not accepted"), Phase.REFUSED),
        Stage("withdrawn", _("withdrawn"), Phase.WITHDRAWN),
    ),
    moves=(
        Move("accept", _("Accept"), ("raised",), "accepted", "direct", clock=Clock.START, turn="desk"),
        Move("refuse", _("Do not accept"), ("raised",), "refused", "direct", (REASON,)),
        Move("assign", _("Assign to a unit"), ("accepted",), "assigned", "direct", (LEAD, ASSISTING), turn="unit"),
        Move("receive", _("Sign for it"), ("assigned",), "handling", "handle", turn="unit"),
        Move("return", _("Return it"), ("assigned",), "accepted", "handle", (REASON,), turn="desk", public=False),
        Move("extend", _("Extend"), ("handling",), "handling", "direct", (REASON, PROGRESS, NEW_DATE), Clock.EXTEND, turn="unit"),
        Move("answer", _("Answer"), ("handling",), "answered", "handle", (ANSWER,), turn="desk"),
        Move("rework", _("Send back for rework"), ("answered",), "handling", "direct", (REASON,), turn="unit", public=False),
        Move("close", _("Bring the answer to the person and close"), ("answered",), "closed", "direct", (RESULT,), turn="raiser"),
        rate_move("closed"),
        archive_move("closed", "rated"),
        withdraw_move("raised", "accepted", "assigned", "handling"),
        record_move("raised", "closed"),
    ),
)
