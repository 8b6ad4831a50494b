"""Placements (挂职锻炼): a post is offered, candidates are nominated, reviewed, shown in a notice and sent.

At the end the work done is appraised, never the person.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.flows.flow import Clock, Flow, Move, Need, NeedKind, Phase, Stage
from lianxin.matters.needs import DOCUMENT, REASON, archive_move, record_move, withdraw_move
from lianxin.reference.dated import declare_rule

DAYS = declare_rule(
    "matters.placement_request.days", 60, source="house rule: a post is filled within 60 working days"
)

FLOW = Flow(
    days=DAYS,
    stages=(
        Stage("offered", _("post offered")),
        Stage("published", _("published")),
        Stage("nominated", _("candidate nominated")),
        Stage("reviewed", _("reviewed")),
        Stage("notice", _("under public notice")),
        Stage("placed", _("placed")),
        Stage("midterm", _("looked at half-way")),
        Stage("ended", _("ended with an appraisal of the work"), Phase.DONE),
        Stage("archived", _("archived"), Phase.DONE),
        Stage("refused", _("not filled"), Phase.REFUSED),
        Stage("withdrawn", _("withdrawn"), Phase.WITHDRAWN),
    ),
    moves=(
        Move(
            "publish",
            _("Publish the post"),
            ("offered",),
            "published",
            "direct",
            clock=Clock.START,
            turn="desk",
        ),
        Move(
            "nominate",
            _("Nominate a candidate"),
            ("published",),
            "nominated",
            "direct",
            (Need("nominee", _("Candidate"), NeedKind.PERSON),),
            turn="desk",
        ),
        Move("review", _("Note the review"), ("nominated",), "reviewed", "direct", turn="desk", public=False),
        Move(
            "send_back",
            _("Nominate somebody else"),
            ("nominated", "reviewed", "notice"),
            "published",
            "direct",
            (REASON,),
            turn="desk",
            public=False,
        ),
        Move("notice", _("Publish the notice"), ("reviewed",), "notice", "direct", turn="desk"),
        Move(
            "place",
            _("Send into the post"),
            ("notice",),
            "placed",
            "direct",
            (
                Need("body", _("Receiving department"), NeedKind.ORGANISATION),
                Need("post", _("Post")),
                Need("start", _("Term from"), NeedKind.DATE),
                Need("end", _("Term until (exclusive)"), NeedKind.DATE, required=False),
                DOCUMENT,
            ),
            Clock.STOP,
            turn="unit",
        ),
        Move("half_way", _("Note the half-way look"), ("placed",), "midterm", "direct", turn="unit"),
        Move(
            "appraise",
            _("Appraise the work done and end"),
            ("placed", "midterm"),
            "ended",
            "direct",
            (Need("appraisal", _("Work done")),),
        ),
        Move("end_early", _("End early"), ("placed", "midterm"), "ended", "direct", (REASON,)),
        Move(
            "refuse",
            _("Leave the post unfilled"),
            ("published", "nominated", "reviewed"),
            "refused",
            "direct",
            (REASON,),
        ),
        archive_move("ended"),
        withdraw_move("offered", "published"),
        record_move("offered", "ended"),
    ),
)
