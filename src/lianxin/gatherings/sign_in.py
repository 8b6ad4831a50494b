"""Sign-in sheets and rosters of classes: who was there, and who finished."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.errors import BadInput
from lianxin.flows.flow import Phase
from lianxin.gatherings.enums import Mark, Part, PartState
from lianxin.gatherings.kind import gathering_kinds
from lianxin.gatherings.listed import home_city, title_key
from lianxin.gatherings.models import Gathering, Participation, Session
from lianxin.gatherings.series import KNOWN
from lianxin.gatherings.services.gatherings import add_gathering, record_held
from lianxin.gatherings.services.participations import Entry, record_attendance
from lianxin.gatherings.services.roster import finish_class, mark_roster
from lianxin.lists.cells import HalfDay
from lianxin.lists.cells import Mark as Cell
from lianxin.lists.parsing import Row
from lianxin.lists.vocabulary import ATTENDANCE
from lianxin.reference.queries import find_place
from lianxin.register.columns import facts_of_person, pick, with_id
from lianxin.register.drafts import employer_draft, first_day, person_draft
from lianxin.register.models import Touch
from lianxin.register.queries.consents import that_may_go_out
from lianxin.register.queries.listed import portions
from lianxin.register.records import Batch, Committer, Draft, Effect, FlowNote, RowState
from lianxin.register.services.stated_ties import state_ties

STATES = {
    Cell.PRESENT: PartState.ATTENDED,
    Cell.LATE: PartState.ATTENDED,
    Cell.LEFT_EARLY: PartState.ATTENDED,
    Cell.LEAVE: PartState.EXCUSED,
    Cell.ABSENT: PartState.ABSENT,
}
MARKS = {
    Cell.PRESENT: Mark.PRESENT,
    Cell.LATE: Mark.LATE,
    Cell.LEFT_EARLY: Mark.LATE,
    Cell.LEAVE: Mark.EXCUSED,
    Cell.ABSENT: Mark.ABSENT,
}
HALVES = {"上午": ("am",), "下午": ("pm",), "晚上": ("pm",), "": ("am", "pm")}
"""An evening is entered as the second half of its day; a whole day as both halves."""
Named = tuple[str, dt.date | None]


class Attendance(Committer):
    """One sheet is mostly one gathering, named by its title; a column may name one for each row."""

    shape = with_id(ATTENDANCE)
    exported = pick(shape, "id", "name", "gathering", "date", "signed")
    right = ("view", Participation)

    def drafts(self, batch: Batch, row: Row) -> list[Draft]:
        return [person_draft(row.values), *employer_draft(row.values)]

    def commit(self, batch: Batch) -> None:
        state_ties(batch, [tie for state in batch.states for tie in facts_of_person(batch, state)])
        groups: dict[Named, list[RowState]] = defaultdict(list)
        for state in batch.states:
            groups[_named(batch, state)].append(state)
        for (title, day), states in groups.items():
            try:
                with transaction.atomic():
                    self._take_over(batch, title, day, states)
            except BadInput as error:
                for state in states:
                    state.raise_to(Effect.DOUBTFUL, str(error))

    def _take_over(self, batch: Batch, title: str, day: dt.date | None, states: Sequence[RowState]) -> None:
        if not title or day is None:
            raise BadInput(_("The sheet does not say which gathering it is of: write its name and day above the table."))
        known = _find(title, day)
        gathering = known or _new(batch, title, day)
        note = FlowNote(gathering, "held_on", "headcount")
        sessions = set(Session.objects.filter(gathering=gathering).values_list("pk", flat=True))
        before = _states_of(gathering, states)
        roster = {state.party() or 0: _half_days(state) for state in states if state.row.values.get("session")}
        record_held(gathering, by=batch.by)
        if roster:
            mark_roster(gathering, roster, by=batch.by)
            finish_class(gathering, by=batch.by)
        else:
            record_attendance(gathering, _entries(batch, states), by=batch.by)
        if known is None:
            batch.touch(states[0], Gathering, gathering.pk, Touch.Did.CREATED)
        elif change := note.change():
            batch.touch(states[0], Gathering, gathering.pk, Touch.Did.CHANGED, change)
        if known is not None:
            made = Session.objects.filter(gathering=gathering).exclude(pk__in=sessions)
            for pk in made.values_list("pk", flat=True):
                batch.touch(states[0], Session, pk, Touch.Did.CREATED)
        _note(batch, before, _states_of(gathering, states), states)

    def export(
        self, actor: Actor, ids: Iterable[int] | None = None, *, on: dt.date | None = None
    ) -> Iterator[Mapping[str, object]]:
        signs = {PartState.EXCUSED: Cell.LEAVE, PartState.ABSENT: Cell.ABSENT}
        signs |= dict.fromkeys(map(PartState, PartState.were_there()), Cell.PRESENT)
        rows = Participation.objects.visible_to(actor).filter(person__isnull=False, superseded_by=None)
        if on is not None:
            rows = rows.filter(gathering__starts_on__lte=on)
        for some in portions(that_may_go_out(rows, actor.on, "person").select_related("person", "gathering"), ids):
            for row in some:
                if row.person is None:
                    continue
                yield {
                    "id": row.pk,
                    "name": row.person.name,
                    "gathering": row.gathering.title,
                    "date": row.gathering.held_on or row.gathering.starts_on,
                    "signed": signs.get(PartState(row.state), ""),
                    "person_id": row.person_id,
                }

    def subjects(self, rows: Iterable[Mapping[str, object]]) -> list[int]:
        return sorted({int(str(row["person_id"])) for row in rows})


def _named(batch: Batch, state: RowState) -> Named:
    """The gathering of a row: its own columns, else the title."""
    values = state.row.values
    title = str(values.get("gathering") or batch.facts.subject)
    return title, first_day(values.get("date")) or batch.facts.start


def _find(title: str, day: dt.date) -> Gathering | None:
    """The gathering of this title or series that was to be held on that day; a called-off one only when it is the only one."""
    key = title_key(title)
    rows = Gathering.objects.filter(starts_on__lte=day, ends_on__gte=day, superseded_by=None).order_by("pk")
    found = [row for row in rows if key in {title_key(row.title), title_key(row.series)} - {""}]
    return next((row for row in found if row.phase != Phase.WITHDRAWN), None)


def _new(batch: Batch, title: str, day: dt.date) -> Gathering:
    fits = [(len(word), kind.key) for kind in gathering_kinds for word in kind.words if word in title]
    facts = batch.facts
    organiser = batch.imported.sender
    place = find_place(facts.place, day) if facts.place else None
    return add_gathering(
        kind=max(fits)[1] if fits else "activity",
        title=title,
        series=next((name for name in KNOWN if title_key(name) in title_key(title)), title)[:60],
        starts_on=day,
        ends_on=max(facts.end or day, day),
        starts_at=facts.time,
        organiser=organiser,
        place=place or (organiser.place if organiser else None) or home_city(day),
        venue_text=facts.place[:120],
        by=batch.by,
    )


def _entries(batch: Batch, states: Sequence[RowState]) -> list[Entry]:
    """Who has no mark on a sheet where others have one did not come; on a sheet without marks all did."""
    marked = any(state.row.values.get("signed") for state in batch.states)
    unmarked = PartState.ABSENT if marked else PartState.ATTENDED
    entries: dict[int, Entry] = {}
    for state in states:
        person, values = state.party(), state.row.values
        if person is None:
            continue
        minutes = values.get("minutes")
        came = STATES.get(str(values.get("signed") or ""), unmarked)
        held = entries.get(person)
        if held is not None and held.state == PartState.ATTENDED:
            # Signed in twice is one person there once.
            state.raise_to(Effect.SAME, _("This person stands on the sheet twice: counted once."))
            continue
        entries[person] = Entry(person_id=person, state=came, minutes=minutes if isinstance(minutes, int) else None)
    return list(entries.values())


def _half_days(state: RowState) -> dict[tuple[dt.date, str], str]:
    marks: dict[tuple[dt.date, str], str] = {}
    session = state.row.values.get("session")
    for slot, mark in session.items() if isinstance(session, dict) else ():
        if isinstance(slot, HalfDay):
            for half in HALVES.get(slot.half, ()):
                marks.setdefault((slot.date, half), MARKS[mark])
    return marks


def _states_of(gathering: Gathering, states: Sequence[RowState]) -> dict[int, tuple[int, str]]:
    """Participation and its state by person, of those on the sheet."""
    people = [state.party() for state in states]
    rows = Participation.objects.filter(
        gathering=gathering, person_id__in=people, part=Part.ATTENDEE, superseded_by=None
    ).values_list("person_id", "pk", "state")
    return {person: (pk, state) for person, pk, state in rows if person is not None}


def _note(
    batch: Batch, before: Mapping[int, tuple[int, str]], now: Mapping[int, tuple[int, str]], states: Sequence[RowState]
) -> None:
    seen: set[int] = set()
    for state in states:
        person = state.party() or 0
        if person not in now:
            continue
        pk, is_now = now[person]
        if person not in before and person not in seen:
            batch.touch(state, Participation, pk, Touch.Did.CREATED)
        elif person in before and before[person][1] != is_now and person not in seen:
            change = {"was": {"state": before[person][1]}, "is": {"state": is_now}}
            batch.touch(state, Participation, pk, Touch.Did.CHANGED, change)
        else:
            batch.touch(state, Participation, pk, Touch.Did.FOUND)
        seen.add(person)
