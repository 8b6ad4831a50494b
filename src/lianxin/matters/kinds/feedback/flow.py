"""The chain of the 12345 desks: accept, dispatch, receive, handle, reply, close, call back, rate (guidance of 2020; GB/T 33358)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianxin.flows.flow import Clock, Flow, Move, Need, NeedKind, Phase, Stage
from lianxin.matters.needs import (
    ANSWER,
    ASSISTING,
    LEAD,
    NEW_DATE,
    PROGRESS,
    REACHED,
    REASON,
    RESULT,
    archive_move,
    rate_move,
    record_move,
    withdraw_move,
)
from lianxin.reference.dated import declare_rule

DAYS = declare_rule("matters.feedback.days", 5, source="practice of 12345 desks: 5 working days")
HELP_DAYS = declare_rule("matters.feedback.help.days", 3, source="practice of 12345 desks: enquiry and help, 3 working days")
COMPLAINT_DAYS = declare_rule(
    "matters.feedback.complaint.days", 13, source="practice of 12345 desks: suggestion and complaint, 13 working days"
)
URGENT_DAYS = declare_rule("matters.feedback.urgent.days", 0, source="practice of 12345 desks: urgent, the same day")

GROUNDS = (
    ("procedure", _("Court, arbitration, discipline, review, disclosure or petition procedure under way")),
    ("secret", _("State or business secret, privacy")),
    ("settled", _("Already lawfully settled")),
    ("channel", _("Another channel is competent")),
)

FLOW = Flow(
    days=DAYS,
    stages=(
        Stage("registered", pgettext_lazy("matter", "registered")),
        Stage("accepted", _("accepted")),
        Stage("dispatched", _("dispatched"), public_name=_("passed to the unit in charge")),
        Stage("received", _("received by the unit"), public_name=_("passed to the unit in charge")),
        Stage("handling", _("in handling")),
        Stage("replied", _("replied")),
        Stage("closed", _("closed"), Phase.DONE),
        Stage("called_back", _("called back"), Phase.DONE),
        Stage("rated", _("rated"), Phase.DONE),
        Stage("archived", _("archived"), Phase.DONE),
        Stage("returned", _("returned by the unit"), public_name=_("passed to the unit in charge")),
        Stage("extension_asked", _("extension asked for"), public_name=_("in handling")),
        Stage("suspended", _("suspended"), Phase.PAUSED),
        Stage("refused", _("not accepted"), Phase.REFUSED),
        Stage("withdrawn", _("withdrawn"), Phase.WITHDRAWN),
    ),
    moves=(
        Move("accept", _("Accept"), ("registered",), "accepted", "direct", clock=Clock.START, turn="desk"),
        Move("answer", _("Answer at once"), ("registered", "accepted"), "closed", "direct", (ANSWER, RESULT), turn="raiser"),
        Move(
            "refuse",
            _("Do not accept"),
            ("registered",),
            "refused",
            "direct",
            (Need("ground", _("Ground"), NeedKind.CHOICE, choices=GROUNDS), Need("channel", _("Where to turn instead"))),
        ),
        Move("dispatch", _("Dispatch"), ("accepted", "returned"), "dispatched", "direct", (LEAD, ASSISTING), turn="unit"),
        Move("receive", _("Sign for the order"), ("dispatched",), "received", "handle", turn="unit", public=False),
        Move("return", _("Return the order"), ("dispatched",), "returned", "handle", (REASON,), turn="desk", public=False),
        Move("insist", _("Decide that the unit is competent"), ("returned",), "received", "direct", (REASON,), turn="unit", public=False),
        Move("start", _("Begin handling"), ("received",), "handling", "handle", turn="unit"),
        Move("interim", _("Give an interim reply"), ("handling",), "handling", "handle", (ANSWER,), turn="unit"),
        Move("suspend", _("Suspend (cannot be contacted)"), ("handling",), "suspended", "handle", (REASON,), Clock.PAUSE, turn="unit"),
        Move("resume", _("Resume"), ("suspended",), "handling", "handle", clock=Clock.RESUME, turn="unit"),
        Move(
            "ask_extension",
            _("Ask for an extension"),
            ("handling",),
            "extension_asked",
            "handle",
            (REASON, PROGRESS, NEW_DATE),
            turn="desk",
            public=False,
        ),
        Move("extend", _("Grant the extension"), ("extension_asked",), "handling", "direct", (NEW_DATE,), Clock.EXTEND, turn="unit"),
        Move("deny_extension", _("Deny the extension"), ("extension_asked",), "handling", "direct", (REASON,), turn="unit", public=False),
        Move("reply", _("Reply"), ("received", "handling"), "replied", "handle", (ANSWER,), turn="desk"),
        Move("send_back", _("Send back for rework"), ("replied",), "handling", "direct", (REASON,), turn="unit", public=False),
        Move("close", _("Close"), ("replied",), "closed", "direct", (RESULT,), turn="desk"),
        Move("call_back", _("Note the call-back"), ("closed",), "called_back", "direct", (REACHED,), turn="raiser"),
        rate_move("closed", "called_back"),
        Move("reopen", _("Reopen"), ("closed", "called_back", "rated"), "handling", "direct", (REASON,), Clock.START, turn="unit"),
        archive_move("closed", "called_back", "rated"),
        withdraw_move("registered", "accepted", "dispatched", "received", "handling"),
        record_move("registered", "closed"),
    ),
)
