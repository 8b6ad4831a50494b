"""Counselling of a station: appointment, informed consent, first talk, sessions, referral or end.

Counsellors neither diagnose nor treat.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.flows.flow import Clock, Flow, Move, Need, NeedKind, Phase, Stage
from lianxin.matters.needs import (
    HANDLER,
    MINUTES,
    REASON,
    archive_move,
    rate_move,
    record_move,
    withdraw_move,
)
from lianxin.reference.dated import declare_rule

DAYS = declare_rule("matters.counselling.days", 30, source="house rule: a round of counselling within 30 days")

AT_RISK = Need("at_risk", _("A referral must be offered"), NeedKind.YES, required=False)
"""The only thing that the first talk leaves behind; notes stay with the counsellor."""

FLOW = Flow(
    days=DAYS,
    unit="days",
    stages=(
        Stage("booked", _("appointment asked for")),
        Stage("assigned", _("counsellor named")),
        Stage("consented", _("informed consent given")),
        Stage("assessed", _("first talk held")),
        Stage("sessions", _("in counselling")),
        Stage("ended", _("counselling ended"), Phase.DONE),
        Stage("referred", _("referred"), Phase.DONE),
        Stage("rated", _("rated"), Phase.DONE),
        Stage("archived", _("archived"), Phase.DONE),
        Stage("refused", _("not accepted"), Phase.REFUSED),
        Stage("withdrawn", _("withdrawn"), Phase.WITHDRAWN),
    ),
    moves=(
        Move("assign", _("Name the counsellor"), ("booked",), "assigned", "direct", (HANDLER,), Clock.START, turn="raiser"),
        Move("consent", _("Give informed consent"), ("assigned",), "consented", "act_as_raiser", turn="unit"),
        Move("assess", _("Note the first talk"), ("consented",), "assessed", "handle", (AT_RISK, MINUTES), turn="unit", public=False),
        Move("begin", _("Begin counselling"), ("assessed",), "sessions", "handle", turn="unit"),
        Move("session", _("Note a session"), ("sessions",), "sessions", "handle", (MINUTES,), turn="unit", public=False),
        Move("end", _("End the counselling"), ("assessed", "sessions"), "ended", "handle", turn="raiser"),
        Move("refer", _("Refer to a hospital or agency"), ("assessed", "sessions"), "referred", "handle", turn="raiser"),
        Move("refuse", _("Do not accept"), ("booked",), "refused", "direct", (REASON,)),
        rate_move("ended", "referred"),
        archive_move("ended", "referred", "rated"),
        withdraw_move("booked", "assigned", "consented", "assessed", "sessions"),
        record_move("booked", "ended"),
    ),
)
