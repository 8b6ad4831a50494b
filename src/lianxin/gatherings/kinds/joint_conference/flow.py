"""议题征集 → 联络员会议 → 会议通知 → 召开 → 纪要起草 → 会签 → 印发 (DOMAIN 2.4); decided items become linked action items."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.flows.flow import Flow, Move, Need, NeedKind, Phase, Stage
from lianxin.gatherings.kinds.moves import REASON, cancel, hold, record_held

FLOW = Flow(
    stages=(
        Stage("topics", _("collecting topics"), Phase.DRAFT),
        Stage("liaison_meeting", _("liaison meeting")),
        Stage("notice", _("notice of meeting")),
        Stage("held", _("held")),
        Stage("drafting", _("drafting minutes")),
        Stage("countersigning", _("countersigning")),
        Stage("issued", _("minutes issued"), Phase.DONE),
        Stage("cancelled", _("called off"), Phase.WITHDRAWN),
    ),
    moves=(
        Move("meet_liaisons", _("hold the liaison meeting"), ("topics",), "liaison_meeting", "edit", turn="organiser"),
        Move("send_notice", _("send the notice of meeting"), ("topics", "liaison_meeting"), "notice", "edit", turn="organiser"),
        hold("notice", turn="organiser"),
        Move("draft", _("draft the minutes"), ("held",), "drafting", "edit", turn="organiser"),
        Move("send_round", _("send round for countersigning"), ("drafting",), "countersigning", "edit", turn="units"),
        Move("redraft", _("return to drafting"), ("countersigning",), "drafting", "edit", (REASON,), turn="organiser"),
        Move(
            "issue", _("issue the minutes"), ("countersigning",), "issued", "edit",
            (Need("document", _("minutes of the meeting"), NeedKind.DOCUMENT, required=False),),
        ),
        record_held("topics", turn="organiser"),
        cancel("topics", "liaison_meeting", "notice"),
    ),
)  # fmt: skip
