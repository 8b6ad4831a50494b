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
from lianxin.core.bulk import insert_many
from lianxin.register.enums import TieKind
from lianxin.register.models import Organisation, Tie, Touch
from lianxin.register.records import Batch, Effect, RowState
from lianxin.register.services.matching import chunks


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


def state_ties(batch: Batch, said: Iterable[SaidTie]) -> None:
    """Bring the register's ties to what the rows of a batch state."""
    ties = list(_permitted(batch, list(said)))
    held = _held(ties)
    fresh: dict[tuple[Any, ...], Tie] = {}
    pending: list[tuple[SaidTie, Tie, str]] = []
    with_main = {tie.person_id for some in held.values() for tie in some if tie.is_main}
    heard = _last_heard([tie for one in ties for tie in held.get(one.identity, ()) if one.role and tie.role not in {"", one.role}])
    for one in ties:
        tie = next((tie for tie in held.get(one.identity, ()) if _is_same_span(tie, one)), None) or fresh.get(one.identity)
        if tie is None:
            tie = fresh[one.identity] = _new(one, is_main=one.kind == TieKind.EMPLOYMENT and one.person_id not in with_main)
            with_main.update([one.person_id] if tie.is_main else [])
            pending.append((one, tie, Touch.Did.CREATED))
            continue
        is_older = tie.pk is not None and heard.get(tie.pk, dt.date.min) > batch.imported.as_of
        change = _fill_in(tie, one, keep_role=is_older)
        if tie.pk is None or not change["is"]:
            pending.append((one, tie, Touch.Did.FOUND))
        else:
            Tie.objects.filter(pk=tie.pk).update(**change["is"])
            batch.touch(one.state, Tie, tie.pk, Touch.Did.CHANGED, change)
    insert_many(fresh.values())
    for one, tie, did in pending:
        batch.touch(one.state, Tie, tie.pk, did)


def _new(one: SaidTie, *, is_main: bool) -> Tie:
    return Tie(
        kind=one.kind, person_id=one.person_id, member_id=one.member_id, organisation_id=one.organisation_id,
        other_id=one.other_id, place_id=one.place_id, role=one.role[:100], is_main=is_main, start=one.start, end=one.end,
    )  # fmt: skip


def _permitted(batch: Batch, said: Sequence[SaidTie]) -> Iterable[SaidTie]:
    """What the actor could enter by hand: a liaison tie where they may name the officer, any other tie at bodies where
    they may add one, and at those that the list itself brings; facts of the person alone are anybody's to state. An end
    before the start is doubtful.
    """
    new = {pk for _s, model, pk, did, _c in batch.touches if model == Organisation._meta.label and did == Touch.Did.CREATED}
    rights = {one.organisation_id for one in said if one.kind == TieKind.LIAISON}
    others = {one.organisation_id for one in said if one.kind not in {TieKind.LIAISON, *TieKind.facts()}} - new
    names, adds = _allowed(rights, batch, "add_liaison"), _allowed(others, batch, "add_tie") | new
    for one in said:
        if one.kind == TieKind.LIAISON and one.organisation_id not in names:
            one.state.raise_to(Effect.DOUBTFUL, _("You may not name the liaison officer of this organisation."), "organisation")
        elif one.kind not in {TieKind.LIAISON, *TieKind.facts()} and one.organisation_id not in adds:
            one.state.raise_to(Effect.DOUBTFUL, _("You may not say who belongs to this organisation: its own list does."), "organisation", "association")
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


def _fill_in(tie: Tie, one: SaidTie, *, keep_role: bool) -> dict[str, Any]:
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
