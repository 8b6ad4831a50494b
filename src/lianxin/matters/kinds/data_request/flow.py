"""A person asks to see, correct, move or erase what is held about them (Personal Information Protection Law, articles 44 to 50)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.flows.flow import Clock, Flow, Move, Need, NeedKind, Phase, Stage
from lianxin.matters.needs import (
    ANSWER,
    NEW_DATE,
    REASON,
    RESULT,
    archive_move,
    rate_move,
    record_move,
    withdraw_move,
)
from lianxin.reference.dated import declare_rule

DAYS = declare_rule("matters.data_request.days", 15, source="house rule: answered within 15 working days (GB/T 35273-2020, 8.7: 30 days)")
FIELD = Need(
    "field",
    _("Value"),
    NeedKind.CHOICE,
    choices=(
        ("name", _("Full name")),
        ("sex", _("Sex")),
        ("birth", _("Birth")),
        ("document_number", _("Document number")),
        ("phone", _("Phone")),
        ("email", _("E-mail")),
        ("address", _("Address")),
    ),
)
VALUE = Need("value", _("What it says from now on"))

FLOW = Flow(
    days=DAYS,
    stages=(
        Stage("received", _("request received")),
        Stage("verified", _("identity checked")),
        Stage("handling", _("in handling")),
        Stage("answered", _("answered"), Phase.DONE),
        Stage("rated", _("rated"), Phase.DONE),
        Stage("archived", _("archived"), Phase.DONE),
        Stage("refused", _("refused with a reason"), Phase.REFUSED),
        Stage("withdrawn", _("withdrawn"), Phase.WITHDRAWN),
    ),
    moves=(
        Move("verify", _("Confirm who asks"), ("received",), "verified", "direct", clock=Clock.START, turn="desk"),
        Move("start", _("Begin handling"), ("verified",), "handling", "handle", turn="desk"),
        Move("extend", _("Extend"), ("handling",), "handling", "direct", (REASON, NEW_DATE), Clock.EXTEND, turn="desk"),
        Move("answer", _("Answer"), ("verified", "handling"), "answered", "handle", (ANSWER, RESULT), turn="raiser"),
        Move("correct", _("Correct the record"), ("verified", "handling"), "answered", "handle", (FIELD, VALUE, ANSWER), turn="raiser"),
        Move("erase", _("Erase the person"), ("verified", "handling"), "answered", "direct", (REASON,), grave=True),
        Move("refuse", _("Refuse"), ("received", "verified", "handling"), "refused", "direct", (REASON,), turn="raiser"),
        rate_move("answered"),
        archive_move("answered", "rated"),
        withdraw_move("received", "verified", "handling"),
        record_move("received", "answered"),
    ),
)
