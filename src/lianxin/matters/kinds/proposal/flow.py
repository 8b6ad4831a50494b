"""Papers of the think tank: written, reviewed, numbered; then sent up and adopted, or handled by a unit as a proposal (提案、建议)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.flows.flow import Clock, Flow, Move, Need, NeedKind, Phase, Stage
from lianxin.matters.needs import (
    ANSWER,
    ASSISTING,
    DOCUMENT,
    LEAD,
    LEVEL,
    NEW_DATE,
    REASON,
    archive_move,
    rate_move,
    record_move,
    withdraw_move,
)
from lianxin.reference.dated import declare_rule

MONTHS = declare_rule("matters.proposal.months", 3, source="rules on the handling of proposals: a written answer within 3 months")

OUTLET = Need("outlet", _("Outlet"), required=False)
ISSUE = Need("issue", _("Issue"), required=False)
CLASS = Need(
    "result_class",
    _("Class of the answer"),
    NeedKind.CHOICE,
    choices=(
        ("A", _("A: solved or mostly solved")),
        ("B", _("B: under way or planned")),
        ("C", _("C: left for later")),
        ("D", _("D: for reference")),
    ),
)

FLOW = Flow(
    days=MONTHS,
    unit="months",
    stages=(
        Stage("draft", _("draft"), Phase.DRAFT),
        Stage("submitted", _("submitted")),
        Stage("under_review", _("under review")),
        Stage("filed", _("filed and numbered")),
        Stage("sent_up", _("sent up")),
        Stage("assigned", _("assigned")),
        Stage("handling", _("in handling")),
        Stage("answered", _("answered"), Phase.DONE),
        Stage("adopted", _("adopted"), Phase.DONE),
        Stage("converted", _("turned into a measure"), Phase.DONE),
        Stage("kept", _("kept for reference"), Phase.DONE),
        Stage("rated", _("rated"), Phase.DONE),
        Stage("archived", _("told to the authors and archived"), Phase.DONE),
        Stage("returned", _("returned for revision")),
        Stage("not_filed", _("not filed"), Phase.REFUSED),
        Stage("merged", _("merged with another"), Phase.REFUSED),
        Stage("rerouted", _("passed to another channel"), Phase.REFUSED),
        Stage("withdrawn", _("withdrawn"), Phase.WITHDRAWN),
    ),
    moves=(
        Move("submit", _("Submit"), ("draft", "returned"), "submitted", "act_as_raiser", turn="desk"),
        Move("review", _("Take under review"), ("submitted",), "under_review", "direct", turn="desk"),
        Move("file", _("File and number"), ("under_review",), "filed", "direct", turn="desk"),
        Move("return", _("Return for revision"), ("under_review",), "returned", "direct", (REASON,), turn="raiser"),
        Move("not_file", _("Do not file"), ("under_review",), "not_filed", "direct", (REASON,)),
        Move("merge", _("Merge with another"), ("under_review",), "merged", "direct", (REASON,)),
        Move("reroute", _("Pass to another channel"), ("under_review",), "rerouted", "direct", (Need("channel", _("Which channel")),)),
        Move(
            "send_up",
            _("Send up"),
            ("filed", "adopted"),
            "sent_up",
            "direct",
            (Need("to_level", _("To which level"), NeedKind.CHOICE, choices=LEVEL.choices),),
            turn="desk",
        ),
        Move("adopt", _("Note an adoption"), ("filed", "sent_up", "adopted", "converted"), "adopted", "direct", (LEVEL, DOCUMENT, OUTLET, ISSUE), turn="desk"),
        Move("instruct", _("Note a written instruction"), ("adopted",), "adopted", "direct", (DOCUMENT,), turn="desk", public=False),
        Move("convert", _("Note the measure that it became"), ("adopted",), "converted", "direct", (Need("measure", _("Which measure")),), turn="desk"),
        Move("keep", _("Keep for reference"), ("filed", "sent_up"), "kept", "direct", turn="desk"),
        Move("assign", _("Assign to a unit"), ("filed",), "assigned", "direct", (LEAD, ASSISTING), Clock.START, turn="unit"),
        Move("reassign", _("Ask for another unit"), ("assigned",), "filed", "handle", (REASON,), turn="desk"),
        Move("receive", _("Sign for it"), ("assigned",), "handling", "handle", turn="unit"),
        Move("meet", _("Note a talk with the author"), ("handling",), "handling", "handle", turn="unit"),
        Move("extend", _("Extend"), ("handling",), "handling", "direct", (REASON, NEW_DATE), Clock.EXTEND, turn="unit"),
        Move("answer", _("Answer in writing"), ("handling",), "answered", "handle", (ANSWER, CLASS), turn="raiser"),
        rate_move("answered"),
        Move("rework", _("Handle again"), ("answered", "rated"), "handling", "direct", (REASON,), Clock.START, turn="unit"),
        Move("archive", _("Tell the authors and archive"), ("answered", "rated", "adopted", "converted", "kept"), "archived", "direct", (ANSWER,)),
        withdraw_move("draft", "submitted", "returned", "under_review"),
        record_move("draft", "adopted"),
    ),
)
