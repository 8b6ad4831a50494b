"""Base class and registry of the kinds of gatherings."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext as _

from lianxin.core.dates import today
from lianxin.core.errors import BadInput
from lianxin.flows.families import Family
from lianxin.flows.flow import Phase
from lianxin.flows.kind import Kind
from lianxin.gatherings.enums import PartState

if TYPE_CHECKING:
    from lianxin.access.actors import Actor
    from lianxin.flows.flow import Move

HOLDING = frozenset({"hold", "record_held"})
"""Codes of the moves that say a gathering took place; every kind's flow has both."""


class GatheringKind(Kind):
    """`words` are what lists call it in their type column or title; `parts_counted` the parts that measures count as audience.

    `enrols_in` are the stages in which members may register themselves for an open gathering.
    """

    words: ClassVar[tuple[str, ...]] = ()
    parts_counted: ClassVar[tuple[str, ...]] = ("attendee",)
    has_sessions: ClassVar[bool] = False
    enrols_in: ClassVar[tuple[str, ...]] = ("enrolling",)

    @classmethod
    def after_move(cls, subject: Any, move: Move, given: dict[str, Any], *, by: Actor, at: dt.date) -> None:  # noqa: ARG003  of a hook
        """Holding sets the day on which it was held and the counted audience; calling off frees everybody who had registered."""
        if move.code in HOLDING:
            _mark_held(subject, given, at)
        elif subject.flow.stage(move.target).phase == Phase.WITHDRAWN:
            going = (PartState.REGISTERED, PartState.WAITING, PartState.CONFIRMED)
            subject.participations.filter(state__in=going).update(state=PartState.CANCELLED)


def _mark_held(gathering: Any, given: dict[str, Any], at: dt.date) -> None:
    held_on = given.get("held_on") or gathering.ends_on
    if held_on > min(at, today()):
        raise BadInput(
            _("It is not over yet: planned is not held. Record it after the day on which it ends.")
        )
    values: dict[str, Any] = {"held_on": held_on}
    if given.get("headcount") is not None:
        values["headcount"] = given["headcount"]
    type(gathering)._default_manager.filter(pk=gathering.pk).update(**values)
    for name, value in values.items():
        setattr(gathering, name, value)


gathering_kinds: Family[GatheringKind] = Family("kind of gathering", GatheringKind)
