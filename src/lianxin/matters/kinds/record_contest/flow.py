"""Contesting a record from its page or from the list behind a figure: checked against the source, then corrected or upheld."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.flows.flow import Clock, Flow, Move, Phase, Stage
from lianxin.matters.needs import ANSWER, REASON, archive_move, rate_move, record_move, withdraw_move
from lianxin.reference.dated import declare_rule

DAYS = declare_rule("matters.record_contest.days", 15, source="house rule: decided within 15 working days")

FLOW = Flow(
    days=DAYS,
    stages=(
        Stage("filed", _("contested")),
        Stage("checking", _("checked against the source")),
        Stage("corrected", _("record corrected"), Phase.DONE),
        Stage("upheld", _("record upheld"), Phase.DONE),
        Stage("rated", _("rated"), Phase.DONE),
        Stage("archived", _("archived"), Phase.DONE),
        Stage("refused", _("not accepted"), Phase.REFUSED),
        Stage("withdrawn", _("withdrawn"), Phase.WITHDRAWN),
    ),
    moves=(
        Move("check", _("Check against the source"), ("filed",), "checking", "direct", clock=Clock.START, turn="desk"),
        Move("correct", _("Note that the record was corrected"), ("checking",), "corrected", "direct", (ANSWER,), turn="raiser"),
        Move("uphold", _("Uphold the record"), ("checking",), "upheld", "direct", (REASON,), turn="raiser"),
        Move("refuse", _("Do not accept"), ("filed",), "refused", "direct", (REASON,)),
        rate_move("corrected", "upheld"),
        archive_move("corrected", "upheld", "rated"),
        withdraw_move("filed", "checking"),
        record_move("filed", "corrected"),
    ),
)
