"""Undoing a merge: what moved goes back, what was recorded since stays where it was recorded.

A record that by now lists about both state, both have; one that only lists about the winner state any more stays there.
Merges may be undone in any order: what was merged further on is fetched from there. Rows that were split off since are
somebody's later decision, so that one is undone first.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.dates import now
from lianxin.core.errors import BadInput, Conflict
from lianxin.core.pieces import chunks
from lianxin.journal.services.entries import record
from lianxin.register.models import Import, Organisation, Person, Regrouping, Touch
from lianxin.register.queries.statements import choose
from lianxin.register.reach import same_rows
from lianxin.register.services.joined_consents import set_back_consents
from lianxin.register.services.merging import recorded_since
from lianxin.register.services.moving import (
    PartyModel,
    reference_named,
    same_standing,
    set_back_superseded,
    settle,
    update_rows,
)
from lianxin.register.services.survivors import refresh_organisations, refresh_people, statements_by_party

MENTIONS = {"register.Mention.person_id", "register.Mention.organisation_id"}


@dataclass(frozen=True, slots=True)
class Apart:
    """Two records after an undo. `stays` counts by model (`app.Model`) what was recorded on the first one since, and stays there."""

    kept_id: int
    other_id: int
    stays: Counter[str] = field(default_factory=Counter)


@transaction.atomic
def undo_merge(made: Regrouping, *, by: Actor, reason: str, at: dt.date | None = None) -> Apart:
    """Take a merge back exactly. What was recorded on the winner since stays there, and is told.

    Asked of the record that stands ("merge"). Raises Conflict when it was undone before, or rows that it moved were split off
    since; BadInput without a reason.
    """
    line = line_of(made.model, made.other_id)
    stands = made.model._default_manager.get(pk=line[-1] if line else made.kept_id)
    by.require("merge", stands)
    if not reason.strip():
        raise BadInput(_("Say why these two records are not one."))
    if made.did != Regrouping.Did.MERGED or made.undone_at is not None or not line:
        raise Conflict(_("This was undone before."))
    if later := _split_since(made, line):
        raise Conflict(
            _("Since then rows of it were split off (number {number}): undo that first.").format(number=later)
        )
    stays = recorded_since(made, line[-1])
    take_apart(made)
    # Why it was done and why it was undone are read together.
    made.reason = f"{made.reason}\n↩ {reason.strip()}"
    made.save(update_fields=["reason"])
    record("undo_merge", made, by=by, at=at, data={"stay": sum(stays.values())})
    return Apart(line[-1], made.other_id, stays)


def _split_since(made: Regrouping, line: Sequence[int]) -> int | None:
    """The split that took rows of this merge elsewhere, if any."""
    for name in MENTIONS & set(made.moved):
        model, column = reference_named(name)
        rows = model._default_manager.filter(pk__in=made.moved[name][:30_000]).exclude(
            **{f"{column}__in": line}
        )
        if rows.exists():
            pks = set(rows.values_list("pk", flat=True))
            splits = (
                Regrouping.objects.standing().filter(did=Regrouping.Did.SPLIT, pk__gt=made.pk).order_by("-pk")
            )
            for split in splits.filter(
                Q(person_id__in=line) if made.of_people else Q(organisation_id__in=line)
            ):
                if pks & set(split.moved.get(name, ())):
                    return split.pk
    return None


def take_apart(made: Regrouping, *, leaving: Import | None = None) -> None:
    """Undo one merge: what moved and still stands goes back to the loser, unless by now only lists about the other record
    state it; what lists about both state, both have. Rows of the list that is `leaving` state nothing any more.
    """
    line = line_of(made.model, made.other_id)
    if not line:
        return
    loser, winner = made.other_id, line[-1]
    both: list[tuple[Model, str, set[int]]] = []
    for name in sorted(made.moved, key=lambda one: one not in MENTIONS):
        pks = made.moved[name]
        shared = _Shared() if name in MENTIONS else _stated_since(made, name, winner, leaving)
        update_rows(name, [pk for pk in pks if pk not in shared.stay], loser, at=line)
        both += shared.both
    made.model._default_manager.filter(pk=loser).update(merged_into=None)
    set_back_superseded(made.superseded)
    settle(made.model, [loser, *line])
    for row, column, touches in both:
        _give_own(row, column, winner, touches)
    if made.of_people:
        set_back_consents(made)
    else:
        set_back_columns(made, made.kept_id)
    Regrouping.objects.filter(pk=made.pk).update(undone_at=now())
    made.refresh_from_db(fields=["undone_at"])
    refresh_parties(made.model, [loser, winner])


def refresh_parties(model: PartyModel, ids: Iterable[int]) -> None:
    """Choose the values of these parties anew."""
    refresh = refresh_people if model is Person else refresh_organisations
    refresh(ids)


def line_of(model: PartyModel, loser: int) -> list[int]:
    """The records through which a merged one leads to the one that stands; empty for one that stands itself."""
    line: list[int] = []
    at = loser
    while into := model._default_manager.filter(pk=at).values_list("merged_into_id", flat=True).first():
        line.append(into)
        at = into
    return line


def set_back_columns(made: Regrouping, pk: int) -> None:
    """Set columns of an organisation back to what they were before a merge or a split."""
    for column, (was, became) in made.changed.items():
        set_back_column(pk, column, was, became, at=made.at)


def set_back_column(pk: int, column: str, was: Any, became: Any, *, at: dt.datetime) -> None:
    """Set a column of an organisation back, unless somebody who is still there says what it is: then the caller's refresh
    writes that. The next merge, split or list after `at` that met the value remembers the older one.
    """
    _tell_next(pk, column, was, became, at)
    said = choose(statements_by_party("organisation_id", [pk]).get(pk, ()), [column])
    if not said[column]:
        Organisation.objects.filter(pk=pk).update(**{column: was})


def _tell_next(pk: int, column: str, was: Any, became: Any, at: dt.datetime) -> None:
    for later in Regrouping.objects.standing().filter(organisation_id=pk, at__gt=at).order_by("pk"):
        if column in later.changed and later.changed[column][0] == became:
            later.changed[column][0] = was
            later.save(update_fields=["changed"])
            return
    touches = Touch.objects.filter(
        model=Organisation._meta.label,
        object_id=pk,
        did=Touch.Did.CHANGED,
        row__imported__committed_at__gt=at,
    )
    for touch in touches.order_by("pk"):
        if column in touch.before.get("was", {}) and touch.before["was"][column] == became:
            touch.before["was"][column] = was
            touch.save(update_fields=["before"])
            return


# What lists say since


@dataclass(slots=True)
class _Shared:
    """Of rows that moved: those that stay, and those that both have, with the touches of the winner's rows."""

    stay: set[int] = field(default_factory=set)
    both: list[tuple[Model, str, set[int]]] = field(default_factory=list)


def _stated_since(made: Regrouping, name: str, winner: int, leaving: Import | None) -> _Shared:
    """Rows that moved and that lists about the winner have stated since; only of models of which each party has its own."""
    model, column = reference_named(name)
    party = "person_id" if made.of_people else "organisation_id"
    found = _Shared()
    if model._meta.label not in same_rows:
        return found
    for pks in chunks(made.moved[name]):
        touches = Touch.objects.filter(model=model._meta.label, object_id__in=pks).exclude(
            row__imported=leaving
        )
        said = touches.filter(**{f"row__mentions__{party}__in": [made.other_id, winner]})
        since: dict[int, set[int]] = defaultdict(set)
        by_loser: set[int] = set()
        for pk, touch, committed, who in said.values_list(
            "object_id", "pk", "row__imported__committed_at", f"row__mentions__{party}"
        ):
            if who == made.other_id:
                by_loser.add(pk)
            elif committed >= made.at:
                since[pk].add(touch)
        listed = set(
            touches.filter(object_id__in=since, did=Touch.Did.CREATED).values_list("object_id", flat=True)
        )
        for row in model._default_manager.filter(pk__in=since, **{column: winner}):
            if row.pk in listed and row.pk not in by_loser:
                found.stay.add(row.pk)
            else:
                found.both.append((row, column, since[row.pk]))
    return found


def _give_own(row: Model, column: str, winner: int, touches: Iterable[int]) -> None:
    """Let the winner's rows that state `row`, which went back, state one that is the winner's: one that says the same, else a copy."""
    setattr(row, column, winner)
    own = same_standing(row)
    point_touches(row, own if own is not None else copy_of(row, **{column: winner}), touches)


def copy_of(row: Model, **values: Any) -> Model:
    """A new row like `row`, with other `values`."""
    copy = type(row)._default_manager.get(pk=row.pk)
    copy.pk = None
    copy._state.adding = True  # noqa: SLF001  the documented way to copy a row
    for column, value in values.items():
        setattr(copy, column, value)
    copy.save(force_insert=True)
    return copy


def point_touches(row: Model, to: Model, touches: Iterable[int]) -> None:
    """Let these touches of `row` tell of `to`. Each of the two was made by a row that states it, if `row` was made by a list,
    so that undoing that row's list takes it away.
    """
    said = Touch.objects.filter(model=row._meta.label, did__in=(Touch.Did.CREATED, Touch.Did.FOUND))
    from_a_list = said.filter(object_id=row.pk, did=Touch.Did.CREATED).exists()
    said.filter(pk__in=list(touches)).update(object_id=to.pk)
    for pk in [to.pk, *([row.pk] if from_a_list else [])]:
        first = said.filter(object_id=pk).order_by("pk")
        if not first.filter(did=Touch.Did.CREATED).exists():
            said.filter(pk__in=first.values_list("pk", flat=True)[:1]).update(did=Touch.Did.CREATED)
