"""Ties that rows of a list state: found, filled in or made, in bulk, each noted with its row.

The end of a tie ends it; what a tie leaves open (start, role, end) a later row may fill in. Ties that give rights in
Lianxin are made only for bodies whose liaison officers the actor may name; staff posts are never made from lists.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from lianxin.access.rules import visible
from lianxin.core.bulk import Ready, ready_rows, update_many, write
from lianxin.core.pieces import chunks
from lianxin.register.enums import TieKind
from lianxin.register.models import Organisation, Tie, Touch
from lianxin.register.records import Batch, Effect, RowState


@dataclass(slots=True, eq=False)
class SaidTie:
    """A tie as a row states it. Dates are half-open; None is open."""

    state: RowState
    kind: TieKind
    person_id: int | None = None
    member_id: int | None = None
    organisation_id: int | None = None
    other_id: int | None = None
    place_id: int | None = None
    role: str = ""
    start: dt.date | None = None
    end: dt.date | None = None

    @property
    def identity(self) -> tuple[Any, ...]:
        return (self.kind, self.person_id, self.member_id, self.organisation_id, self.other_id, self.place_id)


@dataclass(slots=True, eq=False)
class NewTie:
    """A tie that is not yet there. What it has of a `Tie` has the same names."""

    said: SaidTie
    is_main: bool
    role: str
    start: dt.date | None
    end: dt.date | None
    pk: int = 0

    def row(self) -> dict[str, Any]:
        one = self.said
        return {
            "kind": one.kind, "person_id": one.person_id, "member_id": one.member_id, "organisation_id": one.organisation_id,
            "other_id": one.other_id, "place_id": one.place_id, "role": self.role, "is_main": self.is_main,
            "start": self.start, "end": self.end,
        }  # fmt: skip


@dataclass(slots=True, eq=False)
class TiesToWrite:
    """What a batch does to ties: rows made ready, and columns that change by id of the tie."""

    fresh: Ready
    changes: list[tuple[int, dict[str, Any]]]

    def write(self) -> None:
        """Inside the transaction of the import."""
        write(self.fresh)
        by_columns: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
        for pk, columns in self.changes:
            by_columns[tuple(columns)].append((*columns.values(), pk))
        for names, rows in by_columns.items():
            update_many(Tie, names, rows)


def state_ties(batch: Batch, said: Iterable[SaidTie]) -> None:
    """Bring the register's ties to what the rows of a batch state."""
    plan_ties(batch, said).write()


def plan_ties(batch: Batch, said: Iterable[SaidTie]) -> TiesToWrite:
    """Find out what rows state of ties, and note it with the batch; nothing is written, and nothing of the file need stand."""
    ties = list(_permitted(batch, list(said)))
    held = _held(ties)
    fresh: dict[tuple[Any, ...], NewTie] = {}
    found: list[tuple[SaidTie, Tie | NewTie, str]] = []
    changes: list[tuple[int, dict[str, Any]]] = []
    with_main = {tie.person_id for some in held.values() for tie in some if tie.is_main}
    heard = _last_heard([tie for one in ties for tie in held.get(one.identity, ()) if one.role and tie.role not in {"", one.role}])
    for one in ties:
        known = next((tie for tie in held.get(one.identity, ()) if _is_same_span(tie, one)), None)
        if known is not None:
            change = _fill_in(known, one, keep_role=heard.get(known.pk, dt.date.min) > batch.imported.as_of)
            if change["is"]:
                changes.append((known.pk, change["is"]))
                batch.touch(one.state, Tie, known.pk, Touch.Did.CHANGED, change)
            else:
                found.append((one, known, Touch.Did.FOUND))
            continue
        new = fresh.get(one.identity)
        if new is not None:
            _fill_in(new, one, keep_role=False)
            found.append((one, new, Touch.Did.FOUND))
            continue
        is_main = one.kind == TieKind.EMPLOYMENT and one.person_id not in with_main
        with_main.update([one.person_id] if is_main else [])
        fresh[one.identity] = new = NewTie(one, is_main, one.role[:100], one.start, one.end)
        found.append((one, new, Touch.Did.CREATED))
    rows = ready_rows(Tie, [new.row() for new in fresh.values()])
    for new, pk in zip(fresh.values(), rows.ids, strict=True):
        new.pk = pk
    for one, tie, did in found:
        batch.touch(one.state, Tie, tie.pk, did)
    return TiesToWrite(rows, changes)


def _permitted(batch: Batch, said: Sequence[SaidTie]) -> Iterable[SaidTie]:
    """What the actor could enter by hand: a liaison tie where they may name the officer, any other tie at bodies where
    they may add one, and at those that the list itself brings; facts of the person alone are anybody's to state. An end
    before the start is doubtful.
    """
    rights = {one.organisation_id for one in said if one.kind == TieKind.LIAISON}
    others = {one.organisation_id for one in said if one.kind not in {TieKind.LIAISON, *TieKind.facts()}} - batch.made.keys()
    names, adds = _allowed(rights, batch, "add_liaison"), _allowed(others, batch, "add_tie").union(batch.made)
    for one in said:
        if one.kind == TieKind.LIAISON and one.organisation_id not in names:
            one.state.raise_to(Effect.DOUBTFUL, _("You may not name the liaison officer of this organisation."), "organisation")
        elif one.kind not in {TieKind.LIAISON, *TieKind.facts()} and one.organisation_id not in adds:
            refused = _("You may not say who belongs to this organisation: its own list does.")
            one.state.raise_to(Effect.DOUBTFUL, refused, "organisation", "association")
        elif one.start and one.end and one.end < one.start:
            one.state.raise_to(Effect.DOUBTFUL, _("The tie would end before it begins; it is left out."), "start", "end")
        else:
            yield one


def _allowed(bodies: set[int | None], batch: Batch, verb: str) -> set[int | None]:
    if not bodies:
        return set()
    return set(visible(Organisation.objects.filter(pk__in=bodies - {None}), batch.by, verb, few=True).values_list("pk", flat=True))


def _held(said: Sequence[SaidTie]) -> dict[tuple[Any, ...], list[Tie]]:
    """Present ties of the parties concerned, by identity, the latest first."""
    kinds = {one.kind for one in said}
    found: dict[tuple[Any, ...], list[Tie]] = defaultdict(list)
    for column in ("person_id", "member_id"):
        for some in chunks(sorted({pk for one in said if (pk := getattr(one, column)) is not None})):
            rows = Tie.objects.filter(**{f"{column}__in": some}, kind__in=kinds, superseded_by=None)
            for tie in rows.order_by("-start", "-pk"):
                key = (tie.kind, tie.person_id, tie.member_id, tie.organisation_id, tie.other_id, tie.place_id)
                if tie not in found[key]:
                    found[key].append(tie)
    return found


def _is_same_span(tie: Tie, one: SaidTie) -> bool:
    """A row speaks of a tie unless the tie had ended before the row's begins."""
    return tie.end is None or one.start is None or one.start < tie.end


def _last_heard(ties: Sequence[Tie]) -> dict[int, dt.date]:
    """As of when a tie was last stated by a list."""
    rows = Touch.objects.filter(model=Tie._meta.label, object_id__in={tie.pk for tie in ties})
    return dict(rows.values("object_id").annotate(last=Max("row__imported__as_of")).values_list("object_id", "last"))


def _fill_in(tie: Tie | NewTie, one: SaidTie, *, keep_role: bool) -> dict[str, Any]:
    """What the row adds to the tie: a start or end left open, a role not known or newer."""
    change: dict[str, Any] = {"was": {}, "is": {}}
    wanted: dict[str, Any] = {}
    if one.start and tie.start is None and (tie.end is None or one.start <= tie.end):
        wanted["start"] = one.start
    if one.end and tie.end is None and (tie.start is None or tie.start <= one.end):
        wanted["end"] = one.end
    if one.role and tie.role != one.role[:100] and (not tie.role or not keep_role):
        wanted["role"] = one.role[:100]
    for column, value in wanted.items():
        before = getattr(tie, column)
        change["was"][column] = before.isoformat() if isinstance(before, dt.date) else before
        change["is"][column] = value.isoformat() if isinstance(value, dt.date) else value
        setattr(tie, column, value)
    return change
