"""Feedback desk (诉求反馈)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.matters.kind import MatterKind
from lianxin.matters.kinds.feedback.flow import COMPLAINT_DAYS, FLOW, HELP_DAYS, URGENT_DAYS


class Feedback(MatterKind):
    key = "feedback"
    name = _("Feedback")
    plural = _("Feedback")
    words = ("诉求反馈", "诉求", "反馈", "投诉", "建议诉求")
    advice = _("A question, a request, a suggestion or a complaint. You are told who handles it and until when.")
    flow = FLOW
    confidential = True
    is_case = True
    members_raise = True
    prefix = "SQ"
    icon = "message-square"
    categories = (
        ("enquiry", _("Enquiry")),
        ("help", _("Request for help")),
        ("suggestion", _("Suggestion")),
        ("complaint", _("Complaint")),
        ("urgent", _("Urgent")),
    )
    category_days = {
        "enquiry": HELP_DAYS,
        "help": HELP_DAYS,
        "suggestion": COMPLAINT_DAYS,
        "complaint": COMPLAINT_DAYS,
        "urgent": URGENT_DAYS,
    }
    recorded_result = "solved"
