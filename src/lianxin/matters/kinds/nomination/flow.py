"""Nomination and appointment (推荐安排): the outcome and its document are kept, never the deliberation.

The nominee's own consent comes first.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.flows.flow import Clock, Flow, Move, Need, NeedKind, Phase, Stage
from lianxin.matters.needs import DOCUMENT, LEVEL, REASON, archive_move, record_move, withdraw_move
from lianxin.reference.dated import declare_rule

DAYS = declare_rule("matters.nomination.days", 60, source="house rule: decided within 60 working days")
NOTICE_DAYS = declare_rule("matters.nomination.notice.days", 5, source="practice of public notices before appointments: 5 working days")

FLOW = Flow(
    days=DAYS,
    stages=(
        Stage("recommended", _("recommended")),
        Stage("consent_asked", _("consent asked for")),
        Stage("consented", _("consent given")),
        Stage("reviewed", _("reviewed")),
        Stage("notice", _("under public notice")),
        Stage("appointed", _("given the appointment"), Phase.DONE),
        Stage("archived", _("archived"), Phase.DONE),
        Stage("declined", _("declined by the nominee"), Phase.WITHDRAWN),
        Stage("refused", _("not appointed"), Phase.REFUSED),
        Stage("withdrawn", _("withdrawn"), Phase.WITHDRAWN),
    ),
    moves=(
        Move("ask_consent", _("Ask for consent"), ("recommended",), "consent_asked", "direct", clock=Clock.START, turn="raiser"),
        Move("consent", _("Consent"), ("consent_asked",), "consented", "consent", turn="desk"),
        Move("decline", _("Decline"), ("consent_asked",), "declined", "consent", clock=Clock.STOP),
        Move("review", _("Note the review"), ("consented",), "reviewed", "direct", turn="desk", public=False),
        Move("publish", _("Publish the notice"), ("reviewed",), "notice", "direct", turn="desk"),
        Move(
            "appoint",
            _("Note the appointment"),
            ("notice",),
            "appointed",
            "direct",
            (
                Need("body", _("Body"), NeedKind.ORGANISATION),
                LEVEL,
                Need("start", _("Term from"), NeedKind.DATE),
                Need("end", _("Term until (exclusive)"), NeedKind.DATE, required=False),
                DOCUMENT,
            ),
        ),
        Move("refuse", _("Note that nobody was appointed"), ("consented", "reviewed", "notice"), "refused", "direct", (REASON,)),
        archive_move("appointed"),
        withdraw_move("recommended", "consented", "reviewed"),
        record_move("recommended", "appointed"),
    ),
)
