"""Forums: seats, a waiting list, check-in; only who attended is counted, never speakers or staff."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from lianxin.gatherings.kind import GatheringKind
from lianxin.gatherings.kinds.events import EVENT_FLOW, EventDetails


class Forum(GatheringKind):
    key = "forum"
    name = _("forum")
    plural = _("forums")
    flow = EVENT_FLOW
    details = EventDetails
    words: ClassVar[tuple[str, ...]] = ("论坛",)
    icon = "megaphone"
