"""The yearly assessment of a district unit: self-report, check, objection, result."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianxin.flows.flow import Flow, Move, Need, NeedKind, Phase, Stage

ASSESSMENT = Flow(
    stages=(
        Stage("self_report", _("waiting for the self-report")),
        Stage("reported", _("self-report sent")),
        Stage("checked", _("checked")),
        Stage("objection", _("objection raised")),
        Stage("announced", _("result announced"), Phase.DONE),
    ),
    moves=(
        Move(
            "report",
            _("Send the self-report"),
            ("self_report",),
            "reported",
            "self_report",
            (Need("summary", _("what was done, with evidence")),),
            turn="city_officer",
        ),
        Move(
            "check",
            pgettext_lazy("assessment", "Check"),
            ("reported", "objection"),
            "checked",
            "assess",
            (Need("points", _("points"), NeedKind.NUMBER), Need("why", _("reasons for points taken off"), required=False)),
            turn="district_officer",
        ),
        Move(
            "object",
            pgettext_lazy("assessment", "Object"),
            ("checked",),
            "objection",
            "object",
            (Need("reason", _("what is wrong, and by which record")),),
            turn="city_officer",
        ),
        Move("announce", _("Announce the result"), ("checked",), "announced", "assess", grave=True),
    ),
)
