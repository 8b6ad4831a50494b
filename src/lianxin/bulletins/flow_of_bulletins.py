"""The stages that bulletins share: drafted, checked, numbered, issued, archived (起草 → 审核 → 编号 → 发布 → 归档)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.flows.flow import Flow, Move, Need, Phase, Stage

REASON = Need("reason", _("Reason"))
NUMBER = Need("number", _("Running number"))


def flow_of_bulletins(*, numbered: bool) -> Flow:
    """With or without the stage of the number. Issuing freezes the audience; what is issued is never changed, only archived."""
    checked = "numbered" if numbered else "checked"
    stages = [
        Stage("draft", _("draft"), Phase.DRAFT),
        Stage("review", _("under review")),
        Stage("checked", _("checked")),
        Stage("issued", _("issued"), Phase.DONE),
        Stage("archived", _("archived"), Phase.DONE),
        Stage("dropped", _("dropped"), Phase.WITHDRAWN),
    ]
    moves = [
        Move("submit", _("Submit for review"), ("draft",), "review", "edit"),
        Move("send_back", _("Send back to the author"), ("review", "checked"), "draft", "issue", (REASON,)),
        Move("approve", _("Approve"), ("review",), "checked", "issue"),
        Move("issue", _("Issue to the audience"), (checked,), "issued", "issue", grave=True),
        Move("archive", _("Archive"), ("issued",), "archived", "issue"),
        Move("drop", _("Drop the draft"), ("draft", "review"), "dropped", "edit", grave=True),
    ]
    if numbered:
        stages.insert(3, Stage("numbered", _("numbered")))
        moves.insert(3, Move("number", _("Give the number"), ("checked",), "numbered", "issue", (NUMBER,)))
    return Flow(stages=tuple(stages), moves=tuple(moves))
