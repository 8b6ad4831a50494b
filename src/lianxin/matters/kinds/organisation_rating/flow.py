"""Internal rating of organisations; stages and days follow the national measure for grades, which Lianxin registers and never awards."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from lianxin.flows.flow import Clock, Flow, Move, Phase, Stage
from lianxin.matters.needs import OPINION, REASON, REPORT, archive_move, record_move, withdraw_move
from lianxin.reference.dated import declare_rule

DAYS = declare_rule("matters.organisation_rating.days", 90, source="house rule: one round within 90 working days")
ELIGIBILITY_DAYS = declare_rule(
    "matters.organisation_rating.eligibility.days", 10, since=dt.date(2011, 3, 1), source="national rating rule: 10 working days"
)

FLOW = Flow(
    days=DAYS,
    stages=(
        Stage("self_rated", _("self-rating")),
        Stage("applied", _("applied for")),
        Stage("accepted", _("eligible and accepted")),
        Stage("experts", _("experts named")),
        Stage("visited", _("visited on site")),
        Stage("opinion", _("expert opinion given")),
        Stage("reported", _("report made")),
        Stage("committee", _("before the committee")),
        Stage("notice", _("under public notice")),
        Stage("announced", _("announced"), Phase.DONE),
        Stage("archived", _("archived"), Phase.DONE),
        Stage("objection", _("objection under review")),
        Stage("refused", _("not accepted"), Phase.REFUSED),
        Stage("withdrawn", _("withdrawn"), Phase.WITHDRAWN),
    ),
    moves=(
        Move("apply", _("Apply"), ("self_rated",), "applied", "act_as_raiser", turn="desk"),
        Move("accept", _("Accept as eligible"), ("applied",), "accepted", "direct", clock=Clock.START, turn="desk"),
        Move("refuse", _("Do not accept"), ("applied",), "refused", "direct", (REASON,)),
        Move("experts", _("Name the experts"), ("accepted",), "experts", "direct", turn="unit"),
        Move("visit", _("Note the site visit"), ("experts",), "visited", "handle", turn="unit"),
        Move("opine", _("Give the expert opinion"), ("visited",), "opinion", "handle", (OPINION,), turn="desk"),
        Move("report", _("Make the report"), ("opinion",), "reported", "direct", (REPORT,), turn="desk"),
        Move("committee", _("Put before the committee"), ("reported",), "committee", "direct", turn="desk"),
        Move("notice", _("Publish the notice"), ("committee",), "notice", "direct", turn="raiser"),
        Move("object", _("Object"), ("notice",), "objection", "act_as_raiser", (REASON,), turn="desk"),
        Move("answer", _("Decide on the objection"), ("objection",), "notice", "direct", (REASON,), turn="desk"),
        Move("announce", _("Announce"), ("notice",), "announced", "direct"),
        archive_move("announced"),
        withdraw_move("self_rated", "applied", "accepted", "experts"),
        record_move("self_rated", "announced"),
    ),
)
