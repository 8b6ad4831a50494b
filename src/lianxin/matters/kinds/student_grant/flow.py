"""Student fund (大学生创新人才培养基金): application, school review, scoring, notice, award, payment, receipt. No donations are taken."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.flows.flow import Clock, Flow, Move, Need, NeedKind, Phase, Stage
from lianxin.matters.needs import REASON, archive_move, record_move, withdraw_move
from lianxin.reference.dated import declare_rule

DAYS = declare_rule("matters.student_grant.days", 60, source="house rule: decided within 60 working days")
NOTICE_DAYS = declare_rule("matters.student_grant.notice.days", 5, source="practice of the funds: a public notice of 5 working days")

FLOW = Flow(
    days=DAYS,
    stages=(
        Stage("applied", _("applied for")),
        Stage("school_checked", _("checked by the school")),
        Stage("scored", _("scored")),
        Stage("notice", _("under public notice")),
        Stage("awarded", _("awarded"), Phase.DONE),
        Stage("paid", _("paid"), Phase.DONE),
        Stage("receipted", _("receipt filed"), Phase.DONE),
        Stage("archived", _("archived"), Phase.DONE),
        Stage("refused", _("not awarded"), Phase.REFUSED),
        Stage("withdrawn", _("withdrawn"), Phase.WITHDRAWN),
    ),
    moves=(
        Move("school_check", _("Confirm the school's check"), ("applied",), "school_checked", "handle", clock=Clock.START, turn="desk"),
        Move("close_scoring", _("Close the scoring"), ("school_checked",), "scored", "direct", turn="desk", public=False),
        Move("notice", _("Publish the notice"), ("scored",), "notice", "direct", turn="desk"),
        Move("award", _("Sign the award"), ("notice",), "awarded", "direct", turn="desk"),
        Move(
            "pay",
            _("Note the payment"),
            ("awarded", "paid"),
            "paid",
            "direct",
            (Need("yuan", _("Amount in yuan"), NeedKind.NUMBER), Need("receipt", _("Payment number"), required=False)),
            turn="raiser",
        ),
        Move("receipt", _("File the receipt"), ("paid",), "receipted", "direct", turn="desk"),
        Move("refuse", _("Do not award"), ("applied", "school_checked", "scored", "notice"), "refused", "direct", (REASON,)),
        archive_move("receipted"),
        withdraw_move("applied", "school_checked", "scored", "notice"),
        record_move("applied", "awarded"),
    ),
)
