"""The roster of a class: marks per half-day, and who finished."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.dates import today
from lianxin.core.errors import BadInput
from lianxin.flows.services.moves import make_move
from lianxin.gatherings.enums import Mark, Part, PartState
from lianxin.gatherings.models import Attendance, Gathering, Participation, Session
from lianxin.gatherings.services.participations import Entry, record_attendance
from lianxin.journal.services.entries import record
from lianxin.reference.dated import declare_rule
from lianxin.reference.queries import rule

HALVES = ("am", "pm")
HalfDay = tuple[dt.date, str]
SHARE = declare_rule(
    "gatherings.class_share",
    [2, 3],
    source="house rule: finished with two thirds of the half-days (DOMAIN 2.9)",
)
BATCH = 500


@transaction.atomic
def mark_roster(
    gathering: Gathering, marks: Mapping[int, Mapping[HalfDay, str]], *, by: Actor, at: dt.date | None = None
) -> list[Participation]:
    """Enter marks by person and half-day; half-days and participations that are missing are made, marks are overwritten.

    Whoever was there once counts as attended, whoever never was as absent. Raises `NotAllowed`, `BadInput`.
    """
    by.require("take_attendance", gathering)
    halves = {half_day for of_person in marks.values() for half_day in of_person}
    if any(half not in HALVES or not gathering.starts_on <= day <= gathering.ends_on for day, half in halves):
        raise BadInput(_("A half-day lies outside the days of the class."))
    sessions = _sessions(gathering, halves)
    rows = record_attendance(
        gathering,
        [Entry(person_id=pk, state=_state(of_person)) for pk, of_person in marks.items()],
        by=by,
        at=at,
    )
    by_person = {row.person_id: row for row in rows}
    Attendance.objects.bulk_create(
        [
            Attendance(session=sessions[half_day], participation=by_person[pk], mark=mark)
            for pk, of_person in marks.items()
            for half_day, mark in of_person.items()
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["session", "participation"],
        update_fields=["mark"],
    )
    record("mark_roster", gathering, by=by, at=at, data={"people": len(marks), "half_days": len(halves)})
    return rows


@transaction.atomic
def finish_class(
    gathering: Gathering, *, share: Fraction | None = None, by: Actor, at: dt.date | None = None
) -> Gathering:
    """Settle who finished, and move a class that was held on to finished. `share` is the dated rule's if not given (2/3).

    Raises `NotAllowed`, and `BadInput` while it was not held.
    """
    by.require("take_attendance", gathering)
    if gathering.held_on is None:
        raise BadInput(_("A class is finished after it was held."))
    settle_finishing(gathering, share=share, by=by, at=at)
    if any(move.code == "finish" for move in gathering.flow.moves_from(gathering.stage)):
        make_move(gathering, "finish", by=by, at=at)
    return gathering


def settle_finishing(
    gathering: Gathering, *, share: Fraction | None = None, by: Actor, at: dt.date | None = None
) -> int:
    """Set finished or unfinished on everybody who was there; gives how many finished. Without a roster all of them did.

    Only attendees finish. The share counts half-days present or late among all half-days of the class; the threshold
    itself is enough.
    """
    there = Participation.objects.filter(
        gathering=gathering, part=Part.ATTENDEE, state__in=PartState.were_there(), superseded_by=None
    )
    half_days = Session.objects.filter(gathering=gathering).count()
    if half_days == 0:
        finished = there.exclude(state=PartState.UNFINISHED).update(state=PartState.FINISHED)
    else:
        needed = share or Fraction(*rule(SHARE, gathering.starts_on))
        counted = there.annotate(came=Count("marks", filter=Q(marks__mark__in=Mark.counts_as_there())))
        enough = [row.pk for row in counted if Fraction(row.came, half_days) >= needed]
        there.update(state=PartState.UNFINISHED)
        finished = 0
        for start in range(0, len(enough), BATCH):
            finished += Participation.objects.filter(pk__in=enough[start : start + BATCH]).update(
                state=PartState.FINISHED
            )
    record("settle_finishing", gathering, by=by, at=at or today(), data={"finished": finished})
    return finished


def _sessions(gathering: Gathering, halves: set[HalfDay]) -> dict[HalfDay, Session]:
    known = {(session.on, session.half): session for session in Session.objects.filter(gathering=gathering)}
    new = [Session(gathering=gathering, on=day, half=half) for day, half in sorted(halves - known.keys())]
    Session.objects.bulk_create(new)
    return known | {(session.on, session.half): session for session in new}


def _state(of_person: Mapping[HalfDay, str]) -> str:
    came = any(mark in Mark.counts_as_there() for mark in of_person.values())
    return PartState.ATTENDED if came else PartState.ABSENT
