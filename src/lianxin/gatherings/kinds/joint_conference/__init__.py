"""Joint conferences (联席会议) and sessions of the leading group: units sit in them through named delegates."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext_lazy as _

from lianxin.gatherings.kind import GatheringKind
from lianxin.gatherings.kinds.joint_conference.details import ConferenceDetails
from lianxin.gatherings.kinds.joint_conference.flow import FLOW

if TYPE_CHECKING:
    from lianxin.access.actors import Actor
    from lianxin.flows.flow import Move


class JointConference(GatheringKind):
    key = "joint_conference"
    name = _("joint conference")
    plural = _("joint conferences")
    flow = FLOW
    details = ConferenceDetails
    words: ClassVar[tuple[str, ...]] = ("联席会议", "会议", "专题学习")
    parts_counted: ClassVar[tuple[str, ...]] = ("delegate", "attendee")
    enrols_in: ClassVar[tuple[str, ...]] = ()
    icon = "landmark"

    @classmethod
    def after_move(cls, subject: Any, move: Move, given: dict[str, Any], *, by: Actor, at: dt.date) -> None:
        """Issuing the minutes puts their document on the conference."""
        super().after_move(subject, move, given, by=by, at=at)
        if move.code == "issue" and given.get("document") is not None:
            subject.document = given["document"]
            type(subject)._default_manager.filter(pk=subject.pk).update(document=given["document"])
