"""Rights advice (权益保障)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.matters.kind import MatterKind
from lianxin.matters.kinds.rights_advice.flow import FLOW


class RightsAdvice(MatterKind):
    key = "rights_advice"
    name = _("Rights advice")
    plural = _("Rights advice")
    words = ("权益保障", "权益", "维权", "权益顾问")
    advice = _("A question about your rights at work or in business, answered by an expert of the panel.")
    flow = FLOW
    confidential = True
    is_case = True
    members_raise = True
    prefix = "QY"
    icon = "shield"
