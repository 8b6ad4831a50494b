"""Requests about one's own data (个人信息请求)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.access.roles import Role
from lianxin.matters.kind import MatterKind
from lianxin.matters.kinds.data_request.flow import FLOW


class DataRequest(MatterKind):
    """Addressed to the data-protection officer, whichever desk took it."""

    key = "data_request"
    name = _("Data request")
    plural = _("Data requests")
    words = ("个人信息请求", "数据请求")
    advice = _("See, correct, take along or erase what is held about you.")
    flow = FLOW
    confidential = True
    desk_reads = False
    addressed_to = Role.DPO
    members_raise = True
    prefix = "SJ"
    icon = "lock"
    categories = (
        ("access", _("See and copy")),
        ("correction", _("Correct or complete")),
        ("portability", _("Take along")),
        ("withdrawal", _("Withdraw consent")),
        ("erasure", _("Erase")),
    )
    recorded_result = "solved"
