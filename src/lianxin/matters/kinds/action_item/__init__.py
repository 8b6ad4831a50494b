"""Action items (督办事项)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from lianxin.access.actors import Actor
from lianxin.core.errors import BadInput
from lianxin.flows.flow import Move
from lianxin.flows.services.moves import steps_of
from lianxin.matters.kind import MatterKind
from lianxin.matters.kinds.action_item.flow import FLOW
from lianxin.matters.models import Matter


class ActionItem(MatterKind):
    key = "action_item"
    name = _("Action item")
    plural = _("Action items")
    words = ("督办事项", "督办", "议定事项")
    flow = FLOW
    prefix = "DB"
    icon = "list-checks"
    recorded_result = "solved"

    @classmethod
    def after_move(cls, subject: Matter, move: Move, given: dict[str, Any], *, by: Actor, at: dt.date) -> None:
        """Who asked to close an item cannot be the one who verifies it."""
        if move.code == "verify" and by.person_id is not None:
            asked = steps_of(subject).filter(move="ask_closing").last()
            if asked is not None and asked.person_id == by.person_id:
                raise BadInput(translate("Somebody else verifies: you asked to close this item yourself."))
