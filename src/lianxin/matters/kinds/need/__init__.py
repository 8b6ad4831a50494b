"""A need raised at a visit (走访反映困难)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.matters.kind import MatterKind
from lianxin.matters.kinds.need.flow import FLOW


class NeedRaised(MatterKind):
    key = "need"
    name = _("Need raised at a visit")
    plural = _("Needs raised at visits")
    words = ("走访诉求", "困难诉求")
    advice = _("A difficulty that you tell the leader who is paired with you, or the office.")
    flow = FLOW
    confidential = True
    members_raise = True
    prefix = "XQ"
    icon = "hand-heart"
    recorded_result = "solved"
