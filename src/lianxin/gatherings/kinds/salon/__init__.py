"""Salons of the think tank and of associations: a small round on one subject, counted by sessions held."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from lianxin.gatherings.kind import GatheringKind
from lianxin.gatherings.kinds.events import EVENT_FLOW, EventDetails


class Salon(GatheringKind):
    key = "salon"
    name = _("salon")
    plural = _("salons")
    flow = EVENT_FLOW
    details = EventDetails
    words: ClassVar[tuple[str, ...]] = ("沙龙",)
    icon = "message-square"
