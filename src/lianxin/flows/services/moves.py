"""Opening a record of a flow and moving it on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from lianxin.core.dates import now, today
from lianxin.core.errors import BadInput, Conflict
from lianxin.flows.clocks import deadline, shifted
from lianxin.flows.flow import CLOSED_PHASES, Clock, Flow, Move, Need, NeedKind
from lianxin.flows.models import Flowing, Step
from lianxin.journal.services.entries import record

if TYPE_CHECKING:
    from lianxin.access.actors import Actor

R = TypeVar("R", bound=Flowing)


class AfterMove(Protocol):
    """What a kind does beside the move, in the same transaction: set a result, write a child row."""

    def __call__(self, subject: Any, move: Move, given: dict[str, Any], *, by: Actor, at: dt.date) -> None: ...


@dataclass(frozen=True, slots=True)
class Offer:
    """A move that the actor may make now, for a button."""

    move: Move
    flow: Flow


def start_flow(subject: Flowing, *, at: dt.date) -> None:
    """Set the first stage on an unsaved record; the clock runs from `at` when the flow's first stage is open and says so."""
    first = subject.flow.start
    subject.stage, subject.phase, subject.stage_since = first.code, first.phase, at


def offers(subject: Flowing, actor: Actor) -> list[Offer]:
    """The moves that the flow has from here and the rules let the actor make, in the order of the flow."""
    allowed: dict[str, bool] = {}
    out = []
    for move in subject.flow.moves_from(subject.stage):
        if move.verb not in allowed:
            allowed[move.verb] = actor.can(move.verb, subject)
        if allowed[move.verb]:
            out.append(Offer(move, subject.flow))
    return out


@transaction.atomic
def make_move(
    subject: R,
    code: str,
    *,
    by: Actor,
    at: dt.date | None = None,
    given: dict[str, Any] | None = None,
    note: str = "",
    after: AfterMove | None = None,
) -> R:
    """Make the move `code`: check the rule, the stage and what must be given; set stage, phase and clock; write step and entry.

    Nothing is sent here: the kind's `after` or the caller queues notices. Raises `NotAllowed`, `BadInput` (something
    missing, a day before the stage was reached) and `Conflict` (somebody else moved it first).
    """
    day, values = at or today(), dict(given or {})
    move = subject.flow.move(code)
    by.require(move.verb, subject)
    if subject.stage not in move.sources:
        raise Conflict(_("The record has moved on: “{move}” is no longer possible. Look at its present stage.").format(move=move.name))
    if day < subject.stage_since or day > today():
        raise BadInput(_("The day of a move lies between the day of the last move and today."))
    clean = {need.key: check_need(need, values.get(need.key)) for need in move.needs}
    came_from = subject.stage
    changes = _new_state(subject, move, day, clean)
    moved = type(subject)._default_manager.filter(pk=subject.pk, stage=came_from).update(**changes)
    if not moved:
        raise Conflict(_("Somebody else moved this record just now. Load the page again."))
    for name, value in changes.items():
        setattr(subject, name, value)
    _write_step(subject, move, came_from, day, clean, note, by)
    if after is not None:
        after(subject, move, clean, by=by, at=day)
    record(f"move.{move.code}", subject, by=by, at=day, data={"from": came_from, "to": move.target})
    return subject


def check_need(need: Need, value: Any) -> Any:
    """The value of a need, in its type; raises `BadInput` with the need's label."""
    if value in (None, ""):
        if need.required:
            raise BadInput(_("“{label}” is missing.").format(label=need.label))
        return None
    if need.kind == NeedKind.DATE and isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError as error:
            raise BadInput(_("“{label}” is no date: write it like 2017-07-14.").format(label=need.label)) from error
    if need.kind == NeedKind.NUMBER:
        try:
            return int(value)
        except (TypeError, ValueError) as error:
            raise BadInput(_("“{label}” is a whole number.").format(label=need.label)) from error
    if need.kind == NeedKind.CHOICE and value not in {key for key, _name in need.choices}:
        raise BadInput(_("“{label}”: choose one of the list.").format(label=need.label))
    return value


def _new_state(subject: Flowing, move: Move, day: dt.date, given: dict[str, Any]) -> dict[str, Any]:
    phase = subject.flow.stage(move.target).phase
    state: dict[str, Any] = {"stage": move.target, "phase": phase.value, "stage_since": day, "turn": move.turn}
    if phase in CLOSED_PHASES and subject.closed_on is None:
        state["closed_on"] = day
    elif phase not in CLOSED_PHASES:
        state["closed_on"] = None
    if move.clock == Clock.START:
        due = deadline(subject.flow, day)
        state |= {"due_on": due.date, "due_provisional": due.provisional, "paused_on": None}
        if subject.original_due_on is None:
            state["original_due_on"] = due.date
    elif move.clock == Clock.PAUSE:
        state["paused_on"] = day
    elif move.clock == Clock.RESUME and subject.paused_on and subject.due_on:
        due = shifted(subject.due_on, subject.paused_on, day)
        state |= {"due_on": due.date, "due_provisional": due.provisional, "paused_on": None}
    elif move.clock == Clock.EXTEND:
        new_day = given.get("new_date")
        if not isinstance(new_day, dt.date) or (subject.due_on and new_day <= subject.due_on) or (subject.due_on and day > subject.due_on):
            raise BadInput(_("An extension is asked for before the deadline and names a later day."))
        state["due_on"] = new_day
    elif move.clock == Clock.STOP:
        state["paused_on"] = None
    return state


def _write_step(subject: Flowing, move: Move, came_from: str, day: dt.date, given: dict[str, Any], note: str, by: Actor) -> None:
    texts = [str(given[need.key]) for need in move.needs if need.kind == NeedKind.TEXT and given.get(need.key)]
    data = {
        need.key: _plain(given[need.key])
        for need in move.needs
        if need.kind in {NeedKind.DATE, NeedKind.CHOICE, NeedKind.NUMBER, NeedKind.YES} and given.get(need.key) is not None
    }
    Step.objects.create(
        model=subject._meta.label,
        object_id=subject.pk,
        move=move.code,
        from_stage=came_from,
        to_stage=move.target,
        person_id=by.person_id,
        acting_as=by.acting_as,
        happened_on=day,
        recorded_at=now(),
        note="\n".join([*texts, note] if note else texts),
        data=data,
        public=move.public,
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def steps_of(subject: models.Model) -> models.QuerySet[Step]:
    """All steps of a record, oldest first."""
    return Step.objects.filter(model=subject._meta.label, object_id=subject.pk)
