"""Flows of this app: a report from draft to signature, and the yearly assessment of a district unit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianxin.flows.flow import Flow, Move, Need, Phase, Stage

REPORT = Flow(
    stages=(
        Stage("drafting", _("being written"), Phase.DRAFT),
        Stage("in_review", _("in review")),
        Stage("signed", _("signed"), Phase.DONE),
    ),
    moves=(
        Move("send", _("Send to review"), ("drafting",), "in_review", "write", turn="reviewer"),
        Move(
            "return",
            _("Return to the writer"),
            ("in_review",),
            "drafting",
            "write",
            (Need("reason", _("what is to be changed")),),
            turn="writer",
        ),
        Move("sign", pgettext_lazy("report", "Sign"), ("in_review",), "signed", "sign", grave=True),
        Move(
            "revise",
            _("Begin a revision"),
            ("signed",),
            "drafting",
            "write",
            (Need("reason", _("why the signed report is revised")),),
            turn="writer",
        ),
    ),
)
"""Signing freezes the figures; a revision begins from the signed text and is reviewed and signed like the first."""

ASSESSMENT = Flow(
    stages=(
        Stage("self_report", _("waiting for the self-report")),
        Stage("reported", _("self-report sent")),
        Stage("checked", _("checked")),
        Stage("told", _("result given to the unit")),
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
            turn="city_officer",
        ),
        Move("tell", _("Give the result to the unit"), ("checked",), "told", "assess", turn="district_officer"),
        Move(
            "object",
            pgettext_lazy("assessment", "Object"),
            ("told",),
            "objection",
            "object",
            turn="city_officer",
        ),
        Move("announce", _("Announce the result"), ("told",), "announced", "assess", grave=True),
    ),
)
"""The result is published in two steps: to the unit, which may object to it, then to all."""
