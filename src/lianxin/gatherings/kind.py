"""Base class and registry of the kinds of gatherings."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lianxin.core.dates import today
from lianxin.core.errors import BadInput
from lianxin.flows.families import Family
from lianxin.flows.flow import Phase
from lianxin.flows.kind import Details, Kind
from lianxin.gatherings.enums import PartState
from lianxin.gatherings.notices import CALLED_OFF
from lianxin.notices.services.outbox import queue_many

if TYPE_CHECKING:
    from lianxin.access.actors import Actor
    from lianxin.flows.flow import Move

HOLDING = frozenset({"hold", "record_held"})
"""Codes of the moves that say a gathering took place; every kind's flow has both."""


Labels = dict[str, str | Promise]
Choices = dict[str, tuple[tuple[str, str | Promise], ...]]


class GatheringDetails(Details):
    """Details that say how their fields read: forms and pages are made from `labels` and `choices`."""

    labels: ClassVar[Labels] = {}
    choices: ClassVar[Choices] = {}


class GatheringKind(Kind):
    """`words` are what lists call it in their type column or title; `parts_counted` the parts that measures count as audience.

    `enrols_in` are the stages in which members may register themselves for an open gathering.
    """

    details: ClassVar[type[GatheringDetails]] = GatheringDetails
    words: ClassVar[tuple[str, ...]] = ()
    parts_counted: ClassVar[tuple[str, ...]] = ("attendee",)
    has_sessions: ClassVar[bool] = False
    enrols_in: ClassVar[tuple[str, ...]] = ("enrolling",)

    @classmethod
    def after_move(cls, subject: Any, move: Move, given: dict[str, Any], *, by: Actor, at: dt.date) -> None:
        """Holding sets the day on which it was held and the counted audience; calling off frees and tells whoever had registered."""
        if move.code in HOLDING:
            _mark_held(subject, given, at)
        elif subject.flow.stage(move.target).phase == Phase.WITHDRAWN:
            _free_everybody(subject, at)


def _free_everybody(gathering: Any, at: dt.date) -> None:
    going = gathering.participations.filter(
        state__in=(PartState.REGISTERED, PartState.WAITING, PartState.CONFIRMED)
    )
    told = list(going.filter(person__isnull=False).values_list("person_id", flat=True))
    going.update(state=PartState.CANCELLED)
    if at == today():  # what was called off long ago and is entered now is news to nobody
        queue_many(told, CALLED_OFF, about=gathering)


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
