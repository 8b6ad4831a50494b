"""计划 → 立项 → 通知 → 报名 → 录取 → 报到 → 举办 → 结业 → 归档 (DOMAIN 2.9)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.flows.flow import Flow, Move, Need, Phase, Stage
from lianxin.gatherings.kinds.moves import cancel, hold, record_held

FLOW = Flow(
    stages=(
        Stage("planned", _("planned"), Phase.DRAFT),
        Stage("approved", _("approved"), Phase.DRAFT),
        Stage("announced", _("notice given")),
        Stage("enrolling", _("registration open")),
        Stage("admitted", _("admission settled")),
        Stage("reported", _("participants reported in")),
        Stage("held", _("held")),
        Stage("finished", _("finished"), Phase.DONE),
        Stage("archived", _("archived"), Phase.DONE),
        Stage("cancelled", _("called off"), Phase.WITHDRAWN),
    ),
    moves=(
        Move(
            "approve", _("approve"), ("planned",), "approved", "approve",
            (Need("approval_number", _("filing number"), required=False),), turn="organiser",
        ),
        Move("announce", _("announce"), ("approved",), "announced", "edit", turn="organiser"),
        Move("open_enrolment", _("open registration"), ("announced",), "enrolling", "edit", turn="organiser"),
        Move("admit", _("settle admission"), ("enrolling",), "admitted", "edit", turn="organiser"),
        Move("report_in", _("open reporting-in"), ("admitted",), "reported", "edit", turn="organiser"),
        hold("announced", "enrolling", "admitted", "reported", turn="organiser"),
        Move("finish", _("settle who finished"), ("held",), "finished", "edit", turn="organiser"),
        Move("archive", _("archive"), ("finished",), "archived", "edit"),
        record_held("planned", turn="organiser"),
        cancel("planned", "approved", "announced", "enrolling", "admitted", "reported"),
    ),
)  # fmt: skip
