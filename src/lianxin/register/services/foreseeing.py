"""What a merge, a split or an undo would do, found out by doing it and rolling back: a preview that cannot be wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.apps import apps
from django.db import transaction

from lianxin.access.actors import Actor
from lianxin.register.models import Organisation, Person, Regrouping
from lianxin.register.reach import describe
from lianxin.register.services.merging import merge
from lianxin.register.services.moving import moving_references
from lianxin.register.services.splitting import split, undo_split
from lianxin.register.services.taking_apart import MENTIONS, undo_merge

Party = Person | Organisation
Seen = TypeVar("Seen")
TRIAL = "trial"
"""Stands as the reason of what is rolled back."""


@dataclass(frozen=True, slots=True)
class Foreseen(Generic[Seen]):
    """`moves` counts by model (`app.Model`) what would change hands, `rows` rows of lists among it; `superseded` are lines of records
    that another would supersede, `behind` of those that could not follow, `doubled` of those that both would have. `seen` is
    what the caller looked at while it was done.
    """

    moves: Counter[str]
    rows: int
    superseded: list[str]
    behind: list[str]
    doubled: list[str]
    seen: Seen
    notes: list[str] = field(default_factory=list)


def foresee_merge(winner: Party, loser: Party, *, by: Actor, look: Callable[[], Seen]) -> Foreseen[Seen]:
    """What `merge` would do; raises what it raises, the question about accounts and votes apart."""
    with transaction.atomic():
        made = merge(winner, loser, by=by, reason=TRIAL, with_account=True)
        found = _told(made, look(), left_at=loser.pk)
        transaction.set_rollback(True)
    winner.refresh_from_db()
    loser.refresh_from_db()
    return found


def foresee_split(
    party: Party, mentions: Collection[int], *, by: Actor, look: Callable[[Party], Seen]
) -> Foreseen[Seen]:
    """What `split` would do; `look` is given the record that the rows would go to. Raises what it raises."""
    with transaction.atomic():
        new = split(party, mentions, by=by, reason=TRIAL)
        made = Regrouping.objects.of(new).order_by("-pk").filter(**{_other(party): new}).first()
        found = _told(made, look(new)) if made is not None else _told(Regrouping(), look(new))
        transaction.set_rollback(True)
    party.refresh_from_db()
    return found


def _told(made: Regrouping, seen: Seen, left_at: int | None = None) -> Foreseen[Seen]:
    moves: Counter[str] = Counter()
    rows = 0
    for name, pks in made.moved.items():
        if name in MENTIONS:
            rows += len(pks)
        else:
            moves[name.rsplit(".", 1)[0]] += len(pks)
    behind = _left_at(made, left_at) if left_at is not None else []
    hidden = [(label, pk) for label, pk, _was, since in made.superseded if since is not None]
    return Foreseen(
        moves, rows, _lines(hidden), behind, _lines([(label, pk) for label, pk, _copy in made.copied]), seen
    )


def _left_at(made: Regrouping, pk: int) -> list[str]:
    """Records that could not follow the loser."""
    keys = [reference for reference in moving_references(made.model) if reference.is_key]
    return [
        describe(row)
        for reference in keys
        for row in reference.model._default_manager.filter(**{reference.column: pk})
    ]


def _lines(rows: Collection[tuple[str, int]]) -> list[str]:
    return [
        describe(row)
        for label, pk in rows
        if (row := apps.get_model(label)._default_manager.filter(pk=pk).first()) is not None
    ]


def _other(party: Party) -> str:
    return "other_person" if isinstance(party, Person) else "other_organisation"


def foresee_undo(made: Regrouping, *, by: Actor) -> Counter[str]:
    """What was recorded since a merge and would stay, by model (`app.Model`); raises what the undo raises."""
    with transaction.atomic():
        trial = Regrouping.objects.get(pk=made.pk)
        if made.did == Regrouping.Did.MERGED:
            stays = undo_merge(trial, by=by, reason=TRIAL).stays
        else:
            undo_split(trial, by=by, reason=TRIAL)
            stays = Counter()
        transaction.set_rollback(True)
    return stays
