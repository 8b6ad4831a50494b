"""走访/约谈计划 → 约定 → 记录 → 诉求转办 → 回音 (DOMAIN 2.10); a difficulty that was raised becomes a linked matter."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.flows.flow import Flow, Move, Need, NeedKind, Phase, Stage
from lianxin.gatherings.kinds.moves import cancel, hold, record_held
from lianxin.gatherings.kinds.visit.details import PLACE_TYPES, TOPICS

RECORD = (
    Need("topic", _("main topic"), NeedKind.CHOICE, required=False, choices=TOPICS),
    Need("place_type", _("kind of place"), NeedKind.CHOICE, required=False, choices=PLACE_TYPES),
    Need("help_requested", _("help was asked for"), NeedKind.YES, required=False),
)

FLOW = Flow(
    stages=(
        Stage("planned", _("planned"), Phase.DRAFT),
        Stage("agreed", _("day agreed")),
        Stage("held", _("visited"), Phase.DONE),
        Stage("passed_on", _("request passed on")),
        Stage("answered", _("answer brought back"), Phase.DONE),
        Stage("cancelled", _("called off"), Phase.WITHDRAWN),
    ),
    moves=(
        Move("agree", _("agree on the day"), ("planned",), "agreed", "edit", turn="organiser"),
        hold("agreed", needs=RECORD, turn="organiser"),
        Move("pass_on", _("pass the request on"), ("held",), "passed_on", "edit", turn="office"),
        Move("answer", _("bring the answer back"), ("passed_on",), "answered", "edit"),
        record_held("planned", needs=RECORD),
        cancel("planned", "agreed"),
    ),
)
