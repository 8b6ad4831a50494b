"""Registering, waiting, checking in, leaving; attendance of many at once.

Seats: whoever registers locks the gathering's row first, so that two people never take the last seat. Only attendees use
seats. The waiting list is in the order of registration; a seat that falls free goes to the first who waits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.access.roles import Role
from lianxin.core.dates import now, today
from lianxin.core.errors import BadInput, Conflict
from lianxin.flows.flow import Phase
from lianxin.gatherings.enums import Part, PartState
from lianxin.gatherings.models import Gathering, Participation
from lianxin.gatherings.notices import MOVED_UP
from lianxin.journal.services.entries import record
from lianxin.notices.services.outbox import queue
from lianxin.register.enums import TieKind
from lianxin.register.models import Organisation, Person, Tie
from lianxin.register.services.children import require_guardian_consent

GONE = (PartState.CANCELLED, PartState.EXCUSED, PartState.ABSENT)
"""States from which somebody may register again."""
BATCH = 500
"""Parties asked for in one statement; databases limit the number of parameters."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an attendance sheet: exactly one of the two ids."""

    person_id: int | None = None
    organisation_id: int | None = None
    state: str = PartState.ATTENDED
    part: str = Part.ATTENDEE
    minutes: int | None = None


@transaction.atomic
def take_part(
    gathering: Gathering,
    *,
    person: Person | None = None,
    organisation: Organisation | None = None,
    part: str = Part.ATTENDEE,
    by: Actor,
    at: dt.date | None = None,
) -> Participation:
    """Register a person or an organisation: a seat while there is one, else a place on the waiting list.

    A person registers themselves, a liaison officer the people and the body of their organisation, for a gathering that
    is open for it; whoever runs the gathering registers anybody. Registering twice changes nothing. Nobody is told here:
    the state of the returned row says what came of it. Raises `NotAllowed`, `Conflict`, and `BadInput` for a child under 14
    without a guardian's consent.
    """
    if (person is None) == (organisation is None):
        raise BadInput(_("Name either a person or an organisation."))
    _require_part(gathering, person, organisation, part, by)
    if person is not None:
        require_guardian_consent(person, at or today())
    locked = Gathering.objects.select_for_update(of=("self",)).get(pk=gathering.pk)
    if locked.phase == Phase.WITHDRAWN:
        raise Conflict(_("It was called off; nobody can register any more."))
    row = Participation.objects.filter(
        gathering=locked, person=person, organisation=organisation, part=part, superseded_by=None
    ).first()
    if row is not None and row.state not in GONE:
        return row
    state = PartState.REGISTERED if part != Part.ATTENDEE or has_free_seat(locked) else PartState.WAITING
    if row is None:
        row = Participation(gathering=locked, person=person, organisation=organisation, part=part)
    row.state, row.registered_at = state, now()
    row.save()
    record("take_part", row, by=by, at=at, data={"gathering": locked.pk, "state": str(state)})
    return row


@transaction.atomic
def leave(
    participation: Participation, *, excused: bool = False, by: Actor, at: dt.date | None = None
) -> Participation:
    """Give the seat (or the place on the waiting list) back; the first who waits gets it. `excused` keeps the reason apart.

    Not once it was held: then attendance says what happened. Raises `NotAllowed`, `Conflict`.
    """
    by.require("leave", participation)
    gathering = Gathering.objects.select_for_update(of=("self",)).get(pk=participation.gathering_id)
    if gathering.held_on is not None:
        raise Conflict(_("It was already held: correct the attendance instead."))
    state = PartState.EXCUSED if excused else PartState.CANCELLED
    going = (PartState.REGISTERED, PartState.WAITING, PartState.CONFIRMED)
    left = Participation.objects.filter(pk=participation.pk, state__in=going).update(state=state)
    if not left:
        raise Conflict(_("There is no registration to give back."))
    participation.state = state
    record("leave", participation, by=by, at=at, data={"gathering": gathering.pk, "state": str(state)})
    promote_waiting(gathering, by=by, at=at)
    return participation


@transaction.atomic
def promote_waiting(gathering: Gathering, *, by: Actor, at: dt.date | None = None) -> list[Participation]:
    """Give free seats to those who wait, in the order in which they registered, and tell them. Gives those who got one."""
    locked = Gathering.objects.select_for_update(of=("self",)).get(pk=gathering.pk)
    waiting = Participation.objects.filter(gathering=locked, state=PartState.WAITING, superseded_by=None)
    first = list(waiting.order_by("registered_at", "pk")[: free_seats(locked)])
    for row in first:
        row.state = PartState.REGISTERED
    Participation.objects.filter(pk__in=[row.pk for row in first]).update(state=PartState.REGISTERED)
    for row in first:
        record("move_up", row, by=by, at=at, data={"gathering": locked.pk})
        if row.person_id is not None:
            queue(row.person_id, MOVED_UP, about=locked)
    return first


@transaction.atomic
def check_in(participation: Participation, *, by: Actor, at: dt.date | None = None) -> Participation:
    """Note by hand that somebody came. Whoever waited and came is in too: they are in the room.

    Raises `NotAllowed`, and `Conflict` before its first day or when it was called off.
    """
    gathering = participation.gathering
    by.require("take_attendance", gathering)
    if gathering.phase == Phase.WITHDRAWN:
        raise Conflict(_("It was called off; nobody can check in."))
    if gathering.starts_on > (at or today()):
        raise Conflict(_("It has not begun: check in from its first day on."))
    came = (
        Participation.objects.filter(pk=participation.pk)
        .exclude(state__in=PartState.were_there())
        .update(state=PartState.ATTENDED)
    )
    if came:
        participation.state = PartState.ATTENDED
        record("check_in", participation, by=by, at=at, data={"gathering": gathering.pk})
    return participation


@transaction.atomic
def record_attendance(
    gathering: Gathering, entries: Iterable[Entry], *, by: Actor, at: dt.date | None = None
) -> list[Participation]:
    """Enter a sign-in sheet: one row per party and part, in the order of `entries`; an existing row is updated, not doubled.

    One journal entry for the sheet. Seats are not asked: who was there was there. Raises `NotAllowed`, `BadInput`.
    """
    by.require("take_attendance", gathering)
    wanted = list(entries)
    if any((entry.person_id is None) == (entry.organisation_id is None) for entry in wanted):
        raise BadInput(_("Name either a person or an organisation."))
    rows = _rows_of(gathering, wanted)
    new: list[Participation] = []
    changed: list[Participation] = []
    out: list[Participation] = []
    for entry in wanted:
        row = rows.get(_key(entry))
        if row is None:
            row = Participation(
                gathering=gathering,
                person_id=entry.person_id,
                organisation_id=entry.organisation_id,
                part=entry.part,
            )
            rows[_key(entry)] = row
            row.state, row.minutes = entry.state, entry.minutes
            new.append(row)
        elif row.state != entry.state or (entry.minutes is not None and row.minutes != entry.minutes):
            row.state = entry.state
            row.minutes = entry.minutes if entry.minutes is not None else row.minutes
            if row.pk is not None:
                changed.append(row)
        out.append(row)
    Participation.objects.bulk_create(new, batch_size=BATCH)
    Participation.objects.bulk_update(changed, ["state", "minutes"], batch_size=BATCH)
    touched = sorted(row.pk for row in (*new, *changed))
    record("record_attendance", gathering, by=by, at=at, data={"new": len(new), "changed": len(changed), "rows": touched})
    return out


def free_seats(gathering: Gathering) -> int:
    """Seats that nobody holds; a gathering without a number of seats never runs out."""
    if gathering.seats is None:
        return 1_000_000
    return max(gathering.seats - seats_taken(gathering), 0)


def seats_taken(gathering: Gathering) -> int:
    return Participation.objects.filter(
        gathering=gathering, part=Part.ATTENDEE, state__in=PartState.hold_a_seat(), superseded_by=None
    ).count()


def has_free_seat(gathering: Gathering) -> bool:
    """A free seat, and nobody waiting before."""
    if gathering.seats is None:
        return True
    waiting = Participation.objects.filter(gathering=gathering, state=PartState.WAITING, superseded_by=None)
    return free_seats(gathering) > 0 and not waiting.exists()


Key = tuple[int | None, int | None, str]


def _key(entry: Entry) -> Key:
    return (entry.person_id, entry.organisation_id, str(entry.part))


def _rows_of(gathering: Gathering, entries: list[Entry]) -> dict[Key, Participation]:
    """Rows that the gathering already has for the parties of a sheet, by party and part."""
    rows: dict[Key, Participation] = {}
    for start in range(0, len(entries), BATCH):
        some = entries[start : start + BATCH]
        people = [entry.person_id for entry in some if entry.person_id is not None]
        bodies = [entry.organisation_id for entry in some if entry.organisation_id is not None]
        here = Participation.objects.filter(gathering=gathering, superseded_by=None)
        for row in [*here.filter(person_id__in=people), *here.filter(organisation_id__in=bodies)]:
            rows[(row.person_id, row.organisation_id, row.part)] = row
    return rows


def _require_part(
    gathering: Gathering, person: Person | None, organisation: Organisation | None, part: str, by: Actor
) -> None:
    """Whoever runs it registers anybody; others themselves or their own, as attendees, while it is open for that."""
    if by.can("take_attendance", gathering):
        return
    by.require("register", gathering)
    if gathering.stage not in gathering.family.enrols_in:
        raise Conflict(_("Registration is not open now."))
    own = person is not None and person.pk == by.person_id
    if part != Part.ATTENDEE or not (own or _are_mine(person, organisation, by)):
        by.require("take_attendance", gathering)


def _are_mine(person: Person | None, organisation: Organisation | None, by: Actor) -> bool:
    bodies = by.organisations(Role.LIAISON)
    if organisation is not None:
        return organisation.pk in bodies
    ties = Tie.objects.on(by.on).of_kind(TieKind.MEMBERSHIP, TieKind.EMPLOYMENT, TieKind.TEAM)
    return ties.filter(person=person, organisation_id__in=bodies, superseded_by=None).exists()
