"""People's mediation at a station: both sides agree, it is free, one refusal stops it; an agreement may be confirmed by the court."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.flows.flow import Clock, Flow, Move, Need, NeedKind, Phase, Stage
from lianxin.matters.needs import (
    HANDLER,
    MINUTES,
    NEW_DATE,
    PROGRESS,
    archive_move,
    rate_move,
    record_move,
    withdraw_move,
)
from lianxin.reference.dated import declare_rule

DAYS = declare_rule("matters.mediation.days", 30, source="practice of people's mediation: 30 days")
CONFIRM_DAYS = declare_rule(
    "matters.mediation.confirmation.days",
    30,
    source="People's Mediation Law, article 33: both sides together, within 30 days",
)

FORM = Need(
    "form",
    _("Form of the agreement"),
    NeedKind.CHOICE,
    choices=(("written", _("written agreement")), ("oral", _("oral agreement"))),
)

FLOW = Flow(
    days=DAYS,
    unit="days",
    stages=(
        Stage("applied", _("applied for")),
        Stage("consented", _("both sides agree to mediate")),
        Stage("accepted", _("accepted")),
        Stage("assigned", _("mediator named")),
        Stage("mediating", _("in mediation")),
        Stage("agreed", _("agreement reached"), Phase.DONE),
        Stage("performed", _("agreement performed"), Phase.DONE),
        Stage("confirmed", _("confirmed by the court"), Phase.DONE),
        Stage("ended", _("ended without agreement"), Phase.DONE),
        Stage("rated", _("rated"), Phase.DONE),
        Stage("archived", _("archived"), Phase.DONE),
        Stage("declined", _("a side declined"), Phase.REFUSED),
        Stage("withdrawn", _("withdrawn"), Phase.WITHDRAWN),
    ),
    moves=(
        Move("consent", _("Note that both sides agree"), ("applied",), "consented", "direct", turn="desk"),
        Move(
            "decline",
            _("Note that a side declines"),
            ("applied", "consented"),
            "declined",
            "direct",
            grave=True,
        ),
        Move("accept", _("Accept"), ("consented",), "accepted", "direct", clock=Clock.START, turn="desk"),
        Move(
            "assign",
            _("Name the mediator"),
            ("accepted", "assigned"),
            "assigned",
            "direct",
            (HANDLER,),
            turn="unit",
        ),
        Move("begin", _("Begin mediation"), ("assigned",), "mediating", "handle", turn="unit"),
        Move(
            "session",
            _("Note a session"),
            ("mediating",),
            "mediating",
            "handle",
            (MINUTES,),
            turn="unit",
            public=False,
        ),
        Move(
            "extend",
            _("Extend with both sides' consent"),
            ("mediating",),
            "mediating",
            "direct",
            (PROGRESS, NEW_DATE),
            Clock.EXTEND,
            turn="unit",
        ),
        Move("agree", _("Note the agreement"), ("mediating",), "agreed", "handle", (FORM,), turn="unit"),
        Move(
            "end",
            _("End without agreement"),
            ("assigned", "mediating"),
            "ended",
            "handle",
            (Need("channel", _("Other ways that were named")),),
        ),
        Move("perform", _("Note that it was performed"), ("agreed",), "performed", "handle", turn="raiser"),
        Move("confirm", _("Note the court's confirmation"), ("agreed", "performed"), "confirmed", "direct"),
        rate_move("agreed", "performed", "confirmed", "ended"),
        archive_move("agreed", "performed", "confirmed", "ended", "rated"),
        withdraw_move("applied", "consented", "accepted", "assigned", "mediating"),
        record_move("applied", "agreed"),
    ),
)
