"""Ledgers of gatherings: what was planned, held or called off, by whom, with how many people."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.errors import BadInput
from lianxin.flows.flow import Phase
from lianxin.flows.services.moves import make_move
from lianxin.gatherings.kind import GatheringKind, gathering_kinds
from lianxin.gatherings.listed import home_city, title_key
from lianxin.gatherings.models import Gathering, Participation, Session
from lianxin.gatherings.series import KNOWN
from lianxin.gatherings.services.gatherings import add_gathering, record_held
from lianxin.gatherings.sign_in import Attendance
from lianxin.lists.cells import State
from lianxin.lists.columns import record_types
from lianxin.lists.parsing import Row
from lianxin.lists.vocabulary import GATHERINGS
from lianxin.reference.queries import find_place
from lianxin.register.columns import pick, with_id
from lianxin.register.drafts import body_draft, first_day
from lianxin.register.enums import MentionRole
from lianxin.register.models import Import, Organisation, Touch
from lianxin.register.queries.listed import portions
from lianxin.register.records import (
    Batch,
    Committer,
    Draft,
    Effect,
    FlowHandler,
    FlowNote,
    RecordHandler,
    RowState,
    committers,
    handlers,
)

_RUN = re.compile(r"^(.*?)[（(]?第(\d{1,4})[期届次讲][）)]?$")


class Gatherings(Committer):
    """One row is one gathering; entered by the city and by a district, it is one and the same."""

    shape = with_id(GATHERINGS)
    exported = pick(
        shape, "id", "name", "kind", "date", "time", "end_date", "venue", "organiser", "co_organiser", "headcount", "state"
    )
    right = ("view", Gathering)

    def drafts(self, batch: Batch, row: Row) -> list[Draft]:
        names = [row.values[key] for key in ("organiser", "co_organiser") if row.values.get(key)]
        return [body_draft(name, MentionRole.ORGANISER) for name in names]

    def choices(self) -> Mapping[str, Sequence[str]]:
        return {"kind": [kind.words[0] for kind in gathering_kinds if kind.words]}

    def commit(self, batch: Batch) -> None:
        ids = {draft.party_id for state in batch.states for draft in state.drafts} - {None}
        bodies = Organisation.objects.select_related("place").in_bulk(ids)
        held = _gatherings_on({day for state in batch.states if (day := first_day(state.row.values["date"]))})
        for state in batch.states:
            key = (title_key(str(state.row.values["name"])), first_day(state.row.values["date"]))
            try:
                with transaction.atomic():
                    held[key] = self._take_over(batch, state, held.get(key), bodies)
            except BadInput as error:
                held.pop(key, None)
                state.raise_to(Effect.DOUBTFUL, str(error))

    def _take_over(
        self, batch: Batch, state: RowState, known: Gathering | None, bodies: Mapping[int, Organisation]
    ) -> Gathering:
        parties = [body for draft in state.drafts if (body := bodies.get(draft.party_id or 0))]
        if known is None:
            gathering = self._add(batch, state, parties)
            self._move(batch, state, gathering)
            batch.touch(state, Gathering, gathering.pk, Touch.Did.CREATED)
            return gathering
        note = FlowNote(known, "held_on", "headcount")
        self._move(batch, state, known)
        change = note.change()
        batch.touch(state, Gathering, known.pk, Touch.Did.CHANGED if change else Touch.Did.FOUND, change)
        if known.organiser_id not in {body.pk for body in parties[:1]}:
            state.raise_to(Effect.SAME, _("Another unit entered the same gathering: it counts once."))
        return known

    def _add(self, batch: Batch, state: RowState, parties: list[Organisation]) -> Gathering:
        values = state.row.values
        name, day = str(values["name"]), first_day(values["date"])
        if day is None:  # pragma: no cover - the column is required
            raise BadInput(_("A gathering needs its day."))
        title = _RUN.match(name)
        time = values.get("time")
        organiser = parties[0] if parties else batch.imported.sender
        return add_gathering(
            kind=kind_by_words(str(values.get("kind") or ""), name).key,
            title=name,
            starts_on=day,
            ends_on=first_day(values.get("end_date")),
            starts_at=time if isinstance(time, dt.time) else None,
            organiser=organiser,
            co_organisers=parties[1:],
            place=find_place(str(values.get("venue") or ""), day) or (organiser.place if organiser else None) or home_city(day),
            venue_text=str(values.get("venue") or "")[:120],
            series=title.group(1)[:60] if title else next((known for known in KNOWN if known in name), ""),
            run=int(title.group(2)) if title else None,
            by=batch.by,
        )

    def _move(self, batch: Batch, state: RowState, gathering: Gathering) -> None:
        """What the ledger says became of it: held, called off, or still planned."""
        values = state.row.values
        said, count = values.get("state"), values.get("headcount")
        if said == State.HELD and gathering.held_on is None:
            headcount = count if isinstance(count, int) else None
            record_held(gathering, held_on=gathering.ends_on, headcount=headcount, by=batch.by)
        elif said == State.CANCELLED and gathering.phase != Phase.WITHDRAWN and gathering.held_on is None:
            make_move(gathering, "cancel", by=batch.by, given={"reason": _("called off, says the ledger")})

    def export(
        self, actor: Actor, ids: Iterable[int] | None = None, *, on: dt.date | None = None
    ) -> Iterator[Mapping[str, object]]:
        others = Prefetch("co_organisers", queryset=Organisation.objects.order_by("pk"))
        rows = Gathering.objects.visible_to(actor).filter(superseded_by=None)
        if on is not None:
            rows = rows.filter(starts_on__lte=on)
        for some in portions(rows.select_related("organiser").prefetch_related(others), ids):
            for gathering in some:
                yield _listed(gathering, on)


def _listed(gathering: Gathering, on: dt.date | None) -> Mapping[str, object]:
    was_held = gathering.held_on is not None and (on is None or gathering.held_on <= on)
    words = gathering.family.words
    cancelled = State.CANCELLED if gathering.phase == Phase.WITHDRAWN else State.PLANNED
    co_organisers = [body.name for body in gathering.co_organisers.all()]
    return {
        "id": gathering.pk,
        "name": gathering.title,
        "kind": words[0] if words else str(gathering.family.name),
        "date": gathering.starts_on,
        "time": gathering.starts_at or "",
        "end_date": gathering.ends_on if gathering.ends_on != gathering.starts_on else "",
        "venue": gathering.venue_text,
        "organiser": gathering.organiser.name if gathering.organiser else "",
        "co_organiser": co_organisers[0] if co_organisers else "",
        "headcount": "" if gathering.headcount is None or not was_held else gathering.headcount,
        "state": State.HELD if was_held else cancelled,
    }


def kind_by_words(kind: str, title: str) -> type[GatheringKind]:
    """The kind whose words a ledger uses, in its column of types, else in the title; an activity if nothing says."""
    for text in (kind, title):
        fits = [(len(word), one) for one in gathering_kinds for word in one.words if text and word in text]
        if fits:
            return max(fits, key=lambda fit: fit[0])[1]
    return gathering_kinds.get("activity")


def _gatherings_on(days: set[dt.date]) -> dict[tuple[str, dt.date | None], Gathering]:
    rows = Gathering.objects.filter(starts_on__in=days, superseded_by=None).order_by("-pk")
    return {(title_key(gathering.title), gathering.starts_on): gathering for gathering in rows}


class GatheringHandler(FlowHandler):
    model = Gathering
    rank = 30
    parts = frozenset({"gatherings.Session.gathering", "gatherings.Gathering.superseded_by"})


class ParticipationHandler(RecordHandler):
    """A certificate was given to somebody: whoever has one stays."""

    model = Participation
    rank = 50
    parts = frozenset({"gatherings.Attendance.participation", "gatherings.Participation.superseded_by"})

    def built_on(self, ids: set[int], imported: Import) -> set[int]:
        certified = Participation.objects.filter(pk__in=ids).exclude(certificate="").values_list("pk", flat=True)
        return super().built_on(ids, imported) | set(certified)


class SessionHandler(RecordHandler):
    model = Session
    rank = 40


for _committer in (Gatherings(), Attendance()):
    record_types.add(_committer.shape.key, _committer.shape)
    committers.add(_committer.shape.key, _committer)
for _handler in (GatheringHandler(), ParticipationHandler(), SessionHandler()):
    handlers.add(_handler.model._meta.label, _handler)
