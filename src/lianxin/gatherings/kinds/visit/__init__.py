"""Visits of leaders to the members whom they are paired with: topics and requests are kept, never opinions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext_lazy as _

from lianxin.gatherings.kind import HOLDING, GatheringKind
from lianxin.gatherings.kinds.visit.details import VisitDetails
from lianxin.gatherings.kinds.visit.flow import FLOW

if TYPE_CHECKING:
    from lianxin.access.actors import Actor
    from lianxin.flows.flow import Move


class Visit(GatheringKind):
    key = "visit"
    name = _("visit")
    plural = _("visits")
    flow = FLOW
    details = VisitDetails
    words: ClassVar[tuple[str, ...]] = ("走访", "约谈", "谈心", "联系走访")
    parts_counted: ClassVar[tuple[str, ...]] = ("contacted",)
    enrols_in: ClassVar[tuple[str, ...]] = ()
    icon = "handshake"

    @classmethod
    def after_move(cls, subject: Any, move: Move, given: dict[str, Any], *, by: Actor, at: dt.date) -> None:
        """The topic of the record and whether help was asked for go into the details."""
        super().after_move(subject, move, given, by=by, at=at)
        if move.code not in HOLDING:
            return
        details = VisitDetails(**subject.details)
        if given.get("topic"):
            details.topics = sorted({*details.topics, given["topic"]})
        if given.get("place_type"):
            details.place_type = given["place_type"]
        details.help_requested = details.help_requested or bool(given.get("help_requested"))
        subject.details = details.model_dump()
        type(subject)._default_manager.filter(pk=subject.pk).update(details=subject.details)
