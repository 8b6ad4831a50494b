"""The chain that forums, salons and activities share: 策划 → 审批 → 发布 → 报名 → 举办 → 总结 (DOMAIN 2.11)."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from lianxin.flows.flow import Flow, Move, Need, Phase, Stage
from lianxin.gatherings.kind import GatheringDetails, Labels
from lianxin.gatherings.kinds.moves import REASON, cancel, hold, record_held


class EventDetails(GatheringDetails):
    """The subject of the day in a sentence."""

    labels: ClassVar[Labels] = {"theme": _("subject matter")}

    theme: str = ""


EVENT_FLOW = Flow(
    stages=(
        Stage("planned", _("planning"), Phase.DRAFT),
        Stage("submitted", _("waiting for approval"), Phase.DRAFT),
        Stage("approved", _("approved"), Phase.DRAFT),
        Stage("published", _("published")),
        Stage("enrolling", _("registration open")),
        Stage("held", _("held"), Phase.DONE),
        Stage("summed_up", _("summed up"), Phase.DONE),
        Stage("cancelled", _("called off"), Phase.WITHDRAWN),
    ),
    moves=(
        Move("submit", _("submit for approval"), ("planned",), "submitted", "edit", turn="office"),
        Move(
            "approve", _("approve"), ("submitted",), "approved", "approve",
            (Need("approval_number", _("filing number"), required=False),), turn="organiser",
        ),
        Move("return", _("return for changes"), ("submitted",), "planned", "approve", (REASON,), turn="organiser"),
        Move("publish", _("publish"), ("approved",), "published", "edit", turn="organiser"),
        Move("open_enrolment", _("open registration"), ("published",), "enrolling", "edit", turn="organiser"),
        hold("approved", "published", "enrolling", turn="organiser"),
        Move("sum_up", _("sum up"), ("held",), "summed_up", "edit", (Need("summary", _("summary")),)),
        record_held("planned"),
        cancel("planned", "submitted", "approved", "published", "enrolling"),
    ),
)  # fmt: skip
