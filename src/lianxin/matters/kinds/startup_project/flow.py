"""Student startup support (大学生创业扶持): form check, first review, roadshow, notice, agreement, mentors, reports, graduation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.flows.flow import Clock, Flow, Move, Need, NeedKind, Phase, Stage
from lianxin.matters.needs import REASON, REPORT, archive_move, record_move, withdraw_move
from lianxin.reference.dated import declare_rule

DAYS = declare_rule("matters.startup_project.days", 60, source="house rule: decided within 60 working days")

FLOW = Flow(
    days=DAYS,
    stages=(
        Stage("applied", _("applied for")),
        Stage("form_checked", _("form checked")),
        Stage("reviewed", _("first review passed")),
        Stage("roadshow", _("roadshow held")),
        Stage("notice", _("under public notice")),
        Stage("supported", _("supported")),
        Stage("graduated", _("graduated"), Phase.DONE),
        Stage("left", _("left"), Phase.DONE),
        Stage("archived", _("archived"), Phase.DONE),
        Stage("supplement", _("to be completed"), Phase.PAUSED),
        Stage("refused", _("not supported"), Phase.REFUSED),
        Stage("withdrawn", _("withdrawn"), Phase.WITHDRAWN),
    ),
    moves=(
        Move(
            "form_check",
            _("Pass the form check"),
            ("applied",),
            "form_checked",
            "direct",
            clock=Clock.START,
            turn="desk",
        ),
        Move(
            "ask_more",
            _("Say once what is missing"),
            ("form_checked",),
            "supplement",
            "direct",
            (REASON,),
            Clock.PAUSE,
            turn="raiser",
        ),
        Move(
            "complete",
            _("Complete the papers"),
            ("supplement",),
            "form_checked",
            "act_as_raiser",
            clock=Clock.RESUME,
            turn="desk",
        ),
        Move("review", _("Pass the first review"), ("form_checked",), "reviewed", "direct", turn="desk"),
        Move("roadshow", _("Note the roadshow"), ("reviewed",), "roadshow", "direct", turn="desk"),
        Move("notice", _("Publish the notice"), ("roadshow",), "notice", "direct", turn="desk"),
        Move(
            "support",
            _("Sign the agreement"),
            ("notice",),
            "supported",
            "direct",
            clock=Clock.STOP,
            turn="raiser",
        ),
        Move(
            "mentor",
            _("Name a mentor"),
            ("supported",),
            "supported",
            "direct",
            (Need("mentor", _("Mentor"), NeedKind.PERSON),),
            turn="raiser",
        ),
        Move(
            "report",
            _("File the quarterly report"),
            ("supported",),
            "supported",
            "act_as_raiser",
            (REPORT,),
            turn="raiser",
        ),
        Move(
            "yearly",
            _("Note the yearly review"),
            ("supported",),
            "supported",
            "direct",
            (REPORT,),
            turn="raiser",
        ),
        Move("graduate", _("Graduate"), ("supported",), "graduated", "direct"),
        Move("leave", _("End the support"), ("supported",), "left", "direct", (REASON,), grave=True),
        Move(
            "refuse",
            _("Do not support"),
            ("applied", "form_checked", "reviewed", "roadshow", "notice"),
            "refused",
            "direct",
            (REASON,),
        ),
        archive_move("graduated", "left"),
        withdraw_move("applied", "form_checked", "supplement", "reviewed", "roadshow", "notice"),
        record_move("applied", "graduated"),
    ),
)
