"""Ledgers of cases as stations keep them: who came, about what, what came of it, how it was rated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.dates import today
from lianxin.core.errors import BadInput, Conflict
from lianxin.lists.columns import record_types
from lianxin.lists.parsing import Row
from lianxin.lists.vocabulary import MATTERS
from lianxin.matters.enums import Rating, Result
from lianxin.matters.kind import MatterKind, matter_kinds
from lianxin.matters.models import Matter
from lianxin.matters.services.matters import open_matter, record_outcome
from lianxin.register.columns import pick, with_id
from lianxin.register.drafts import body_draft, first_day, is_whole_name, person_draft
from lianxin.register.enums import MentionRole, OrganisationKind, TieKind
from lianxin.register.models import Organisation, Person, Tie, Touch
from lianxin.register.queries.listed import portions
from lianxin.register.records import (
    Batch,
    Committer,
    Draft,
    Effect,
    FlowHandler,
    FlowNote,
    RowState,
    committers,
    handlers,
)

RATINGS = {
    "very_satisfied": Rating.VERY_SATISFIED,
    "satisfied": Rating.SATISFIED,
    "fairly_satisfied": Rating.BASICALLY,
    "dissatisfied": Rating.DISSATISFIED,
    "very_dissatisfied": Rating.VERY_DISSATISFIED,
}
RESULTS = (
    ("未解决", Result.UNSOLVED),
    ("部分解决", Result.PARTLY),
    ("已解决", Result.SOLVED),
    ("已答复", Result.EXPLAINED),
    ("已转办", Result.REFERRED),
    ("同意", Result.GRANTED),
    ("不同意", Result.REFUSED),
    ("无法", Result.UNSOLVED),
    ("部分", Result.PARTLY),
    ("解释", Result.EXPLAINED),
    ("答复", Result.EXPLAINED),
    ("移送", Result.REFERRED),
    ("转", Result.REFERRED),
    ("解决", Result.SOLVED),
    ("办结", Result.SOLVED),
)
"""Words of a result, the more telling first; the first words of a result are what our own files write."""
NUMBER_LENGTH = 30


class Matters(Committer):
    """One row is one case, registered at the station of its sheet or of its own column.

    The number is the ledger's own, made unique by station and year; a case that comes again is the same one.
    """

    shape = with_id(replace(MATTERS, telling=MATTERS.telling | {"服务站"}))
    exported = pick(shape, "id", "number", "registered", "name", "item", "closed", "result", "satisfaction", "station")
    right = ("view", Matter)

    def drafts(self, batch: Batch, row: Row) -> list[Draft]:
        station = row.values.get("station") or batch.facts.subject
        drafts = [body_draft(station, MentionRole.ASSOCIATION, kind=OrganisationKind.STATION)] if station else []
        if row.values.get("name"):
            drafts.append(person_draft(row.values))
        return drafts

    def choices(self) -> Mapping[str, Sequence[str]]:
        said: dict[str, str] = {}
        for word, result in RESULTS:
            said.setdefault(result, word)
        return {"item": [kind.words[0] for kind in matter_kinds if kind.words], "result": list(said.values())}

    def commit(self, batch: Batch) -> None:
        ids = {state.party(MentionRole.ASSOCIATION) for state in batch.states} - {None}
        stations = Organisation.objects.select_related("place").in_bulk(ids)
        people = Person.objects.in_bulk({pk for state in batch.states if (pk := state.party())})
        staff = _staff(set(stations))
        for state in batch.states:
            station = stations.get(state.party(MentionRole.ASSOCIATION) or 0) or batch.imported.sender
            try:
                with transaction.atomic():
                    self._take_over(batch, state, station, people, staff)
            except (BadInput, Conflict) as error:
                state.raise_to(Effect.DOUBTFUL, str(error))

    def _take_over(
        self,
        batch: Batch,
        state: RowState,
        station: Organisation | None,
        people: Mapping[int, Person],
        staff: Mapping[tuple[int, str], Person],
    ) -> None:
        values = state.row.values
        kind, opened = _kind(str(values["item"])), first_day(values["registered"])
        if station is None:
            raise BadInput(_("The sheet does not say at which station: write its name above the table."))
        if opened is None or opened > today():
            raise BadInput(_("A matter cannot be raised in the future."))
        number = _number(station, str(values.get("number") or ""), opened)
        matter = Matter.objects.filter(number=number).first() if number else None
        if matter is not None:
            note = FlowNote(matter, "result", "rating", "rated_on")
            self._close(batch, state, matter)
            change = note.change()
            batch.touch(state, Matter, matter.pk, Touch.Did.CHANGED if change else Touch.Did.FOUND, change)
            return
        if not values.get("name"):
            raise BadInput(_("A case that is not known yet needs the name of who came."))
        handler = staff.get((station.pk, str(values.get("handler") or "")))
        matter = open_matter(
            kind=kind.key,
            content=str(values.get("summary") or ""),
            raiser=people.get(state.party() or 0),
            desk=station,
            opened_on=opened,
            number=number,
            parties=[("handler", handler)] if handler else [],
            entered_why=_("taken over from the ledger"),
            from_ledger=True,
            by=batch.by,
        )
        self._close(batch, state, matter)
        batch.touch(state, Matter, matter.pk, Touch.Did.CREATED)

    def _close(self, batch: Batch, state: RowState, matter: Matter) -> None:
        values = state.row.values
        closed = first_day(values.get("closed"))
        if closed is None or matter.is_closed:
            return
        if not matter.opened_on <= closed <= today():
            state.raise_to(Effect.DOUBTFUL, _("It cannot have been closed on that day; it is entered as open."), "closed")
            return
        rating = RATINGS.get(str(values.get("satisfaction") or ""), Rating.NONE)
        record_outcome(matter, closed_on=closed, result=_result(str(values.get("result") or "")), rating=rating, by=batch.by)

    def export(
        self, actor: Actor, ids: Iterable[int] | None = None, *, on: dt.date | None = None
    ) -> Iterator[Mapping[str, object]]:
        """Lines of matters without their content and parties: those are open to the raiser and the team alone."""
        said = {rating: word for word, rating in RATINGS.items()}
        results: dict[str, str] = {}
        for word, result in RESULTS:
            results.setdefault(result, word)
        rows = Matter.objects.visible_to(actor).select_related("desk")
        if on is not None:
            rows = rows.filter(opened_on__lte=on)
        for some in portions(rows, ids):
            for matter in some:
                words = matter.family.words
                is_open = on is not None and matter.closed_on is not None and matter.closed_on > on
                yield {
                    "id": matter.pk,
                    "number": matter.number,
                    "registered": matter.opened_on,
                    "name": "",
                    "item": words[0] if words else str(matter.family.name),
                    "closed": "" if is_open else matter.closed_on or "",
                    "result": "" if is_open else results.get(matter.result, ""),
                    "satisfaction": "" if is_open else said.get(Rating(matter.rating), ""),
                    "station": matter.desk.name if matter.desk else "",
                }


def _kind(item: str) -> type[MatterKind]:
    """The kind that a ledger calls so. Raises BadInput with the known words."""
    fits = [(len(word), kind) for kind in matter_kinds for word in kind.words if word in item or item in word]
    if not fits:
        known = "、".join(kind.words[0] for kind in matter_kinds if kind.words)
        raise BadInput(_("There is no kind of matter “{item}”. Known: {known}").format(item=item, known=known))
    return max(fits, key=lambda fit: fit[0])[1]


def _number(station: Organisation, given: str, opened: dt.date) -> str:
    """The ledger's running number, unique by station and year; a number that already is one of ours stays."""
    if not given:
        return ""
    if not given.isdecimal():
        return given[:NUMBER_LENGTH]
    tail = f"{opened.year}-{given}"
    return f"{station.name[: NUMBER_LENGTH - len(tail)]}{tail}"


def _result(text: str) -> str:
    return next((result for word, result in RESULTS if word in text), "")


def _staff(stations: set[int]) -> dict[tuple[int, str], Person]:
    """People with a tie today to the stations, by station and name; a name that two have names nobody."""
    ties = Tie.objects.on(today()).filter(
        kind__in=(TieKind.EMPLOYMENT, TieKind.TEAM, TieKind.STAFF_POST), organisation_id__in=stations, superseded_by=None
    )
    found: dict[tuple[int, str], set[Person]] = {}
    for tie in ties.filter(person__isnull=False).select_related("person"):
        if tie.person is not None and tie.organisation_id is not None and is_whole_name(tie.person.name):
            found.setdefault((tie.organisation_id, tie.person.name), set()).add(tie.person)
    return {key: next(iter(people)) for key, people in found.items() if len(people) == 1}


class MatterHandler(FlowHandler):
    model = Matter
    rank = 30
    parts = frozenset({"matters.MatterParty.matter"})

    def remove(self, ids: set[int]) -> None:
        for matter in Matter.objects.filter(pk__in=ids):
            matter.parties.all().delete()
        super().remove(ids)


_matters = Matters()
record_types.add(_matters.shape.key, _matters.shape)
committers.add(_matters.shape.key, _matters)
handlers.add(Matter._meta.label, MatterHandler())
