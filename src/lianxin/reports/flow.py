"""The yearly assessment of a district unit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.flows.flow import Flow, Move, Need, NeedKind, Phase, Stage

ASSESSMENT = Flow(
    stages=(
        Stage("self_report", _("self-report")),
        Stage("checked", _("checked")),
        Stage("objection", _("objection")),
        Stage("announced", _("announced"), Phase.DONE),
    ),
    moves=(
        Move("check", _("Check"), ("self_report", "objection"), "checked", "assess", (Need("points", _("points"), NeedKind.NUMBER),)),
        Move("object", _("Object"), ("checked",), "objection", "object", (Need("reason", _("reason")),)),
        Move("announce", _("Announce the result"), ("checked",), "announced", "assess"),
    ),
)
