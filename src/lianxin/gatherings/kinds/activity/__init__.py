"""Activities: commemorations, report meetings, theme campaigns; what a series is for says `series`."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from lianxin.gatherings.kind import GatheringKind
from lianxin.gatherings.kinds.events import EVENT_FLOW, EventDetails


class Activity(GatheringKind):
    key = "activity"
    name = _("activity")
    plural = _("activities")
    flow = EVENT_FLOW
    details = EventDetails
    words: ClassVar[tuple[str, ...]] = (
        "活动",
        "主题活动",
        "经验交流会",
        "事迹报告会",
        "报告会",
        "纪念活动",
        "座谈会",
    )
    icon = "calendar"
