"""The voluntary desk of lawyers. It is no statutory legal aid (Legal Aid Law): who needs that is referred to the agency or 12348."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.flows.flow import Clock, Flow, Move, Need, NeedKind, Phase, Stage
from lianxin.matters.needs import (
    HANDLER,
    MINUTES,
    REASON,
    SERVED,
    archive_move,
    rate_move,
    record_move,
    withdraw_move,
)
from lianxin.reference.dated import declare_rule

DAYS = declare_rule("matters.legal_aid.days", 7, source="house rule: advice within 7 working days")

SERVICE = Need(
    "service",
    _("Service"),
    NeedKind.CHOICE,
    choices=(("advice", _("advice")), ("drafting", _("drafting")), ("talk", _("talk"))),
)
AGENCY = Need(
    "agency",
    _("Referred to"),
    NeedKind.CHOICE,
    choices=(("agency", _("legal-aid agency")), ("12348", "12348"), ("other", _("another body"))),
)

FLOW = Flow(
    days=DAYS,
    stages=(
        Stage("booked", _("appointment asked for")),
        Stage("checked", _("conflict of interest checked")),
        Stage("assigned", _("lawyer named")),
        Stage("served", _("service given"), Phase.DONE),
        Stage("referred", _("referred"), Phase.DONE),
        Stage("rated", _("rated"), Phase.DONE),
        Stage("archived", _("archived"), Phase.DONE),
        Stage("refused", _("not accepted"), Phase.REFUSED),
        Stage("withdrawn", _("withdrawn"), Phase.WITHDRAWN),
    ),
    moves=(
        Move(
            "check",
            _("Check for conflicts of interest"),
            ("booked",),
            "checked",
            "direct",
            clock=Clock.START,
            turn="desk",
            public=False,
        ),
        Move(
            "assign",
            _("Name the lawyer"),
            ("checked", "assigned"),
            "assigned",
            "direct",
            (HANDLER,),
            turn="unit",
        ),
        Move(
            "conflict",
            _("Report a conflict of interest"),
            ("assigned",),
            "checked",
            "handle",
            turn="desk",
            public=False,
        ),
        Move(
            "serve",
            _("Note the service"),
            ("assigned",),
            "served",
            "handle",
            (SERVICE, MINUTES, SERVED),
            turn="raiser",
        ),
        Move(
            "refer",
            _("Refer"),
            ("booked", "checked", "assigned"),
            "referred",
            "handle",
            (AGENCY,),
            turn="raiser",
        ),
        Move("refuse", _("Do not accept"), ("booked", "checked"), "refused", "direct", (REASON,)),
        rate_move("served", "referred"),
        archive_move("served", "referred", "rated"),
        withdraw_move("booked", "checked", "assigned"),
        record_move("booked", "served"),
    ),
)
