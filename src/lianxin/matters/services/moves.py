"""Moves of matters: the engine's move, and what the things given with it do to the matter."""

from __future__ import annotations

import datetime as dt
from typing import Any

from lianxin.access.actors import Actor
from lianxin.core.dates import today
from lianxin.flows.clocks import deadline
from lianxin.flows.flow import Clock, Move
from lianxin.flows.services.moves import make_move
from lianxin.matters.enums import MatterRole, Turn
from lianxin.matters.models import Matter, MatterParty
from lianxin.matters.services.agreed import refuse_after_withdrawal
from lianxin.notices.services.outbox import queue
from lianxin.reference.calendar import Deadline, add_working_days
from lianxin.reference.queries import rule
from lianxin.register.models import Document, Organisation, Person

ROLES = {
    role.value: role.value
    for role in (
        MatterRole.LEAD,
        MatterRole.ASSISTING,
        MatterRole.HANDLER,
        MatterRole.MENTOR,
        MatterRole.NOMINEE,
    )
}
"""Needs that give a party its part; one lead unit, one handler and one nominee at a time."""
ONE_AT_A_TIME = frozenset({MatterRole.LEAD.value, MatterRole.HANDLER.value, MatterRole.NOMINEE.value})
COLUMNS = ("result", "rating", "served")
"""Needs that are columns of the matter."""
STALE_DAYS = 7
"""Nobody is told of a move that was entered so many days after it happened: a ledger taken over must not wake anybody."""


def move_matter(
    matter: Matter,
    code: str,
    *,
    by: Actor,
    at: dt.date | None = None,
    given: dict[str, Any] | None = None,
    note: str = "",
) -> Matter:
    """Make a move of the kind's flow and do what is given with it. Raises as `flows.services.moves.make_move`.

    Tells the raiser of public moves and the handlers when it is their turn. Sends no content.
    """
    return make_move(matter, code, by=by, at=at, given=given, note=note, after=after_move)


def after_move(subject: Matter, move: Move, given: dict[str, Any], *, by: Actor, at: dt.date) -> None:
    """Give parties their parts, set columns and category deadlines, let the kind do the rest, queue notices.

    Raises Conflict when the raiser took a consent back that the matter needs, unless the move ends it.
    """
    refuse_after_withdrawal(subject, move, at)
    for key, role in ROLES.items():
        if given.get(key) is not None:
            _give_part(subject, role, given[key], at)
    changed = [name for name in COLUMNS if given.get(name) not in (None, "")]
    for name in changed:
        setattr(subject, name, given[name])
    if "rating" in changed:
        subject.rated_on = at
        changed.append("rated_on")
    if isinstance(given.get("document"), Document):
        subject.document = given["document"]
        changed.append("document")
    if move.clock == Clock.EXTEND:
        subject.extended = True
        changed.append("extended")
    changed += _own_deadline(subject, move, given, at)
    if changed:
        subject.save(update_fields=changed)
    subject.family.after_move(subject, move, given, by=by, at=at)
    if move.code != "record" and (today() - at).days <= STALE_DAYS:
        _tell(subject, move, by)


def due_day(matter: Matter, start: dt.date) -> Deadline:
    """The deadline of a matter accepted on `start`: the rule of its category, else of its flow."""
    key = matter.family.category_days.get(matter.category)
    return add_working_days(start, int(rule(key, start))) if key else deadline(matter.flow, start)


def _own_deadline(matter: Matter, move: Move, given: dict[str, Any], at: dt.date) -> list[str]:
    """A category's limit or a day that the decision itself names goes before the flow's; the first stays the original."""
    named = given.get("due_date")
    if move.clock != Clock.START or not (named or matter.category in matter.family.category_days):
        return []
    first_time = matter.original_due_on == matter.due_on
    due = Deadline(named) if named else due_day(matter, at)
    matter.due_on, matter.due_provisional = due.date, due.provisional
    if first_time:
        matter.original_due_on = due.date
    return ["due_on", "due_provisional", "original_due_on"]


def _give_part(matter: Matter, role: str, party: Person | Organisation, at: dt.date) -> None:
    column = "person" if isinstance(party, Person) else "organisation"
    present = matter.parties.filter(role=role, end=None)
    if present.filter(**{column: party}).exists():
        return
    if role in ONE_AT_A_TIME:
        for part in present:
            part.end = max(at, part.start)
            part.save(update_fields=["end"])
    MatterParty.objects.create(matter=matter, role=role, start=at, **{column: party})


def _tell(matter: Matter, move: Move, by: Actor) -> None:
    """The one concerned hears of public moves, the handlers when it is their turn; nobody hears of their own doing."""
    roles: list[str] = list(MatterRole.own()) if move.public else []
    waiting = list(MatterRole.team()) if move.turn == Turn.UNIT else []
    parts = matter.parties.filter(role__in=[*roles, *waiting], end=None, person__isnull=False).values_list(
        "person_id", "role"
    )
    told: set[int] = set()
    for person_id, role in parts:
        if person_id is None or person_id == by.person_id or person_id in told:
            continue
        told.add(person_id)
        queue(person_id, "matter.your_turn" if role in waiting else "matter.moved", about=matter)
