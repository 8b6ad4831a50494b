"""Theme training classes: a roster of half-days; "trained" means finished with at least the share of the dated rule."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext_lazy as _

from lianxin.gatherings.kind import GatheringKind
from lianxin.gatherings.kinds.training_class.details import ClassDetails
from lianxin.gatherings.kinds.training_class.flow import FLOW
from lianxin.gatherings.services.roster import settle_finishing

if TYPE_CHECKING:
    from lianxin.access.actors import Actor
    from lianxin.flows.flow import Move


class TrainingClass(GatheringKind):
    key = "training_class"
    name = _("training class")
    plural = _("training classes")
    flow = FLOW
    details = ClassDetails
    words: ClassVar[tuple[str, ...]] = ("培训班", "培训", "主题培训班", "研修班")
    has_sessions = True
    icon = "graduation-cap"

    @classmethod
    def after_move(cls, subject: Any, move: Move, given: dict[str, Any], *, by: Actor, at: dt.date) -> None:
        """Finishing settles for everybody on the roster who finished; the document of the founding stays on the class."""
        super().after_move(subject, move, given, by=by, at=at)
        if move.code == "finish":
            settle_finishing(subject, by=by, at=at)
