"""Reads that span models: who is coming, what is open, the roster, linked records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from lianxin.access.actors import Actor
from lianxin.flows.models import Link
from lianxin.gatherings.enums import Part, PartState
from lianxin.gatherings.models import Attendance, Gathering, Participation, Session


def open_gatherings(actor: Actor) -> QuerySet[Gathering]:
    """What is still to come and open to members, the next first."""
    rows = Gathering.objects.visible_to(actor).filter(
        is_open=True, held_on=None, superseded_by=None, ends_on__gte=actor.on
    )
    return rows.select_related("organiser", "place", "venue").order_by("starts_on", "pk")


def may_enrol(gathering: Gathering, on: dt.date) -> bool:
    """Is registration open on that day? Rights are asked apart."""
    return (
        gathering.is_open
        and gathering.held_on is None
        and gathering.ends_on >= on
        and gathering.stage in gathering.family.enrols_in
    )


def parts_of(actor: Actor) -> QuerySet[Participation]:
    """The actor's own parts, the latest gathering first."""
    rows = Participation.objects.filter(person_id=actor.person_id or 0, superseded_by=None)
    return rows.select_related("gathering__organiser", "gathering__place").order_by(
        "-gathering__starts_on", "-pk"
    )


def participants(gathering: Gathering, actor: Actor) -> QuerySet[Participation]:
    """The rows that the actor may see: those who come, then those who wait in their order, then the rest."""
    rows = Participation.objects.visible_to(actor).filter(gathering=gathering, superseded_by=None)
    return rows.select_related("person", "organisation").order_by("part", "registered_at", "pk")


@dataclass(frozen=True, slots=True)
class Turnout:
    """Counts of one gathering: seats taken and left (None without a limit), waiting, there, others (speakers, staff, bodies)."""

    taken: int
    left: int | None
    waiting: int
    there: int
    others: int


def turnout(gathering: Gathering) -> Turnout:
    """How many hold a seat, wait, were there; counts are open to everybody who may see the gathering."""
    attendee = Q(part=Part.ATTENDEE)
    counts = Participation.objects.filter(gathering=gathering, superseded_by=None).aggregate(
        taken=Count("pk", filter=attendee & Q(state__in=PartState.hold_a_seat())),
        waiting=Count("pk", filter=attendee & Q(state=PartState.WAITING)),
        there=Count("pk", filter=attendee & Q(state__in=PartState.were_there())),
        others=Count("pk", filter=~attendee),
    )
    left = None if gathering.seats is None else max(gathering.seats - counts["taken"], 0)
    return Turnout(counts["taken"], left, counts["waiting"], counts["there"], counts["others"])


def waiting_number(participation: Participation) -> int:
    """Which place on the waiting list, from 1; 0 when not waiting."""
    if participation.state != PartState.WAITING:
        return 0
    before = Q(registered_at__lt=participation.registered_at) | Q(
        registered_at=participation.registered_at, pk__lte=participation.pk
    )
    waiting = Participation.objects.filter(
        gathering_id=participation.gathering_id, state=PartState.WAITING, superseded_by=None
    )
    return waiting.filter(before).count()


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A person of a class with one mark ("" for none) per half-day."""

    participation: Participation
    marks: list[str]
    there: int


@dataclass(frozen=True, slots=True)
class Roster:
    half_days: list[tuple[dt.date, str]]
    lines: list[RosterLine]


def roster(gathering: Gathering, actor: Actor) -> Roster:
    """The marks of a class as a table, in three statements; half-days without any mark yet are those of every day."""
    known = list(Session.objects.filter(gathering=gathering).order_by("on", "half").values_list("on", "half"))
    half_days = known or days_of(gathering)
    marks: dict[int, dict[tuple[dt.date, str], str]] = {}
    given = Attendance.objects.filter(session__gathering=gathering)
    for pk, on, half, mark in given.values_list("participation_id", "session__on", "session__half", "mark"):
        marks.setdefault(pk, {})[(on, half)] = mark
    lines = []
    for row in participants(gathering, actor).filter(part=Part.ATTENDEE, person__isnull=False):
        of_row = [marks.get(row.pk, {}).get(half_day, "") for half_day in half_days]
        lines.append(RosterLine(row, of_row, sum(mark in ("present", "late") for mark in of_row)))
    return Roster(half_days, lines)


def days_of(gathering: Gathering) -> list[tuple[dt.date, str]]:
    """Morning and afternoon of every day, at most two weeks: longer ones name their half-days themselves."""
    days = min((gathering.ends_on - gathering.starts_on).days + 1, 14)
    return [(gathering.starts_on + dt.timedelta(days=n), half) for n in range(days) for half in ("am", "pm")]


def links_of(gathering: Gathering) -> Sequence[Link]:
    """Records of other apps that were linked to it: action items of a conference, needs raised at a visit."""
    model = gathering._meta.label
    return list(
        Link.objects.filter(
            Q(from_model=model, from_id=gathering.pk) | Q(to_model=model, to_id=gathering.pk)
        ).order_by("pk")
    )
