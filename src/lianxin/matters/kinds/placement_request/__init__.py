"""Requests for placements (挂职岗位)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from lianxin.access.actors import Actor
from lianxin.flows.flow import Move
from lianxin.matters.enums import MatterRole, Result
from lianxin.matters.kind import MatterKind
from lianxin.matters.kinds.placement_request.flow import FLOW
from lianxin.matters.models import Matter
from lianxin.register.enums import TieKind
from lianxin.register.services.ties import add_tie


class PlacementRequest(MatterKind):
    key = "placement_request"
    name = _("Placement")
    plural = _("Placements")
    words = ("挂职", "挂职锻炼")
    flow = FLOW
    prefix = "GZ"
    icon = "briefcase"
    recorded_result = "granted"

    @classmethod
    def after_move(cls, subject: Matter, move: Move, given: dict[str, Any], *, by: Actor, at: dt.date) -> None:
        """Being sent into the post becomes a tie of the candidate to the department."""
        if move.code != "place":
            return
        subject.result = Result.GRANTED
        subject.save(update_fields=["result"])
        for part in subject.parties.filter(role=MatterRole.NOMINEE, end=None, person__isnull=False).select_related("person"):
            add_tie(
                kind=TieKind.PLACEMENT,
                person=part.person,
                organisation=given["body"],
                role=given["post"],
                start=given["start"],
                end=given["end"],
                document=given["document"],
                by=by,
            )
