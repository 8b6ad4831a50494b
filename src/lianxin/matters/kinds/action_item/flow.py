"""Supervision of decided items (督办): set up, assigned, signed for, handled, closing asked for, verified by someone else, closed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.flows.flow import Clock, Flow, Move, Phase, Stage
from lianxin.matters.needs import (
    ASSISTING,
    DUE_DATE,
    LEAD,
    NEW_DATE,
    PROGRESS,
    REASON,
    REPORT,
    RESULT,
    archive_move,
    record_move,
)
from lianxin.reference.dated import declare_rule

DAYS = declare_rule(
    "matters.action_item.days", 30, source="house rule: 30 working days when the decision names no day"
)

FLOW = Flow(
    days=DAYS,
    stages=(
        Stage("set_up", _("set up")),
        Stage("assigned", _("assigned")),
        Stage("received", _("received by the unit")),
        Stage("handling", _("in handling")),
        Stage("closing_asked", _("closing asked for")),
        Stage("closed", _("verified and closed"), Phase.DONE),
        Stage("archived", _("archived"), Phase.DONE),
        Stage("returned", _("returned by the unit")),
        Stage("extension_asked", _("extension asked for")),
        Stage("suspended", _("suspended"), Phase.PAUSED),
        Stage("cancelled", _("cancelled"), Phase.WITHDRAWN),
    ),
    moves=(
        Move(
            "assign",
            _("Assign to a unit"),
            ("set_up", "returned"),
            "assigned",
            "direct",
            (LEAD, ASSISTING, DUE_DATE),
            Clock.START,
            turn="unit",
        ),
        Move("receive", _("Sign for it"), ("assigned",), "received", "handle", turn="unit"),
        Move("return", _("Return it"), ("assigned",), "returned", "handle", (REASON,), turn="desk"),
        Move("start", _("Begin handling"), ("received",), "handling", "handle", turn="unit"),
        Move("progress", _("Report progress"), ("handling",), "handling", "handle", (PROGRESS,), turn="unit"),
        Move(
            "ask_extension",
            _("Ask for an extension"),
            ("handling",),
            "extension_asked",
            "handle",
            (REASON, PROGRESS, NEW_DATE),
            turn="desk",
        ),
        Move(
            "extend",
            _("Grant the extension"),
            ("extension_asked",),
            "handling",
            "direct",
            (NEW_DATE,),
            Clock.EXTEND,
            turn="unit",
        ),
        Move(
            "deny_extension",
            _("Deny the extension"),
            ("extension_asked",),
            "handling",
            "direct",
            (REASON,),
            turn="unit",
        ),
        Move(
            "suspend", _("Suspend"), ("handling",), "suspended", "direct", (REASON,), Clock.PAUSE, turn="desk"
        ),
        Move("resume", _("Resume"), ("suspended",), "handling", "direct", clock=Clock.RESUME, turn="unit"),
        Move(
            "ask_closing", _("Ask to close"), ("handling",), "closing_asked", "handle", (REPORT,), turn="desk"
        ),
        Move(
            "send_back",
            _("Send back for rework"),
            ("closing_asked",),
            "handling",
            "direct",
            (REASON,),
            turn="unit",
        ),
        Move("verify", _("Verify and close"), ("closing_asked",), "closed", "direct", (RESULT,)),
        archive_move("closed"),
        Move(
            "cancel",
            _("Cancel"),
            ("set_up", "assigned", "received", "handling"),
            "cancelled",
            "direct",
            (REASON,),
            Clock.STOP,
            grave=True,
        ),
        record_move("set_up", "closed"),
    ),
)
