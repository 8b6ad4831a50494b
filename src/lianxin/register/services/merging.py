"""Putting two people under one, and taking them apart again exactly.

The older row stays; every reference of the other moves to it. What moved is kept with the row of the list that joined
them, so that undoing that list restores both. Where both have the same record (two attendances at one gathering), both
rows stay and one is superseded. Whoever has something that a person may have only once (an account, a place on a roll)
is never merged into another unasked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from django.db.models import Model, OneToOneField, OuterRef, Subquery, UniqueConstraint

from lianxin.register.models import Import, Person, SearchTerm, Tie, Touch
from lianxin.register.reach import Reference, party_references
from lianxin.register.services.matching import chunks
from lianxin.register.services.survivors import refresh_people
from lianxin.register.services.terms import refresh_terms

SAME_TIE = ("kind", "organisation_id", "other_id", "place_id", "start")
MENTIONS = "register.Mention.person_id"
STAY = {"register.Person.merged_into_id", "register.SearchTerm.person_id"}


def moving_references() -> list[Reference]:
    """The columns that follow a person who is merged: all foreign keys but those of the merge itself."""
    return [reference for reference in party_references(Person) if reference.is_key and reference.name not in STAY]


def protected_people(ids: Iterable[int]) -> set[int]:
    """Those who have a row of which a person may have only one and which cannot be superseded."""
    found: set[int] = set()
    for reference in moving_references():
        if _has(reference.model, "superseded_by") or not _is_unique(reference):
            continue
        for some in chunks(ids):
            rows = reference.model._default_manager.filter(**{f"{reference.column}__in": some})
            found.update(rows.values_list(reference.column, flat=True))
    return found


def _has(model: type[Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.local_fields)


def _is_unique(reference: Reference) -> bool:
    return bool(_unique_with(reference)) or isinstance(_field(reference), OneToOneField)


def _field(reference: Reference) -> Any:
    return next(field for field in reference.model._meta.local_fields if field.attname == reference.column)


def _unique_with(reference: Reference) -> tuple[str, ...]:
    """The other columns that may occur only once with this person."""
    name = _field(reference).name
    for constraint in reference.model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and name in constraint.fields:
            return tuple(field for field in constraint.fields if field != name)
    return ()


def merge_people(pairs: Sequence[tuple[int, int]]) -> dict[int, dict[str, Any]]:
    """Merge each loser into its winner, (loser, winner); gives by loser what moved, for the touch that remembers it.

    Values and terms of the winners are to be refreshed by the caller.
    """
    into = dict(pairs)
    moved: dict[int, dict[str, Any]] = {loser: {"moved": {}, "superseded": []} for loser in into}
    _point(into)
    for reference in moving_references():
        for some in chunks(sorted(into)):
            rows = reference.model._default_manager.filter(**{f"{reference.column}__in": some})
            held = list(rows.order_by("pk").values_list("pk", reference.column))
            if not held:
                continue
            for pk, loser in held:
                moved[loser]["moved"].setdefault(reference.name, []).append(pk)
            if _has(reference.model, "superseded_by"):
                _supersede(reference, held, into, moved)
            winner = Person.objects.filter(pk=OuterRef(reference.column)).values("merged_into_id")[:1]
            rows.update(**{reference.column: Subquery(winner)})
    for some in chunks(sorted(into)):
        SearchTerm.objects.filter(person_id__in=some).delete()
    return moved


def _point(into: dict[int, int]) -> None:
    losers: dict[int, list[int]] = defaultdict(list)
    for loser, winner in into.items():
        losers[winner].append(loser)
    for winner, some in losers.items():
        Person.objects.filter(pk__in=some).update(merged_into=winner)


def _supersede(reference: Reference, held: list[tuple[int, int]], into: dict[int, int], moved: dict[int, dict[str, Any]]) -> None:
    """Of two rows that say the same of one person, the loser's is superseded by the winner's."""
    same = SAME_TIE if reference.model is Tie else _unique_with(reference)
    if not same:
        return
    people = {loser for _pk, loser in held} | {into[loser] for _pk, loser in held}
    rows = reference.model._default_manager.filter(**{f"{reference.column}__in": people, "superseded_by": None})
    first: dict[tuple[Any, ...], int] = {}
    for pk, person, *values in sorted(rows.values_list("pk", reference.column, *same), key=lambda row: (row[1] in into, row[0])):
        by = first.setdefault((into.get(person, person), *values), pk)
        if by != pk and person in into:
            reference.model._default_manager.filter(pk=pk).update(superseded_by_id=by)
            moved[person]["superseded"].append([reference.model._meta.label, pk])


def take_apart(loser: int, moved: dict[str, Any], *, leaving: Import | None = None) -> None:
    """Undo one merge: what moved and still stands goes back to `loser`, unless by now only lists about the other person
    state it; what lists about both state, both have. Rows of the list that is `leaving` state nothing any more.
    """
    winner = _who_holds(loser)
    if winner is None:
        return
    names = sorted(moved.get("moved", {}), key=lambda name: name != MENTIONS)
    for name in names:
        label, column = name.rsplit(".", 1)
        rows = apps.get_model(label)._default_manager.filter(pk__in=moved["moved"][name], **{column: winner})
        stated = {} if name == MENTIONS else _stated_by(label, moved["moved"][name], leaving)
        for row in rows if stated else ():
            people = stated.get(row.pk, {})
            if winner in people and loser in people:
                _copy_for(row, column, winner, people[winner])
        stays = [pk for pk, people in stated.items() if winner in people and loser not in people]
        rows.exclude(pk__in=stays).update(**{column: loser})
    for label, pk in moved.get("superseded", []):
        apps.get_model(label)._default_manager.filter(pk=pk).update(superseded_by=None)
    Person.objects.filter(pk=loser).update(merged_into=None)
    refresh_people([loser, winner])
    refresh_terms(people=[loser])


def _who_holds(loser: int) -> int | None:
    """Where the rows of a merged person stand now: whoever they were merged into may have been merged further."""
    found = None
    at = loser
    while into := Person.objects.filter(pk=at).values_list("merged_into_id", flat=True).first():
        found = at = into
    return found


def _stated_by(label: str, pks: Sequence[int], leaving: Import | None) -> dict[int, dict[int, list[int]]]:
    """By record, whose rows state it: the touches of each person's rows."""
    touches = Touch.objects.filter(model=label, object_id__in=pks).exclude(row__imported=leaving)
    found: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    people = touches.filter(row__mentions__person__isnull=False).values_list("object_id", "row__mentions__person_id", "pk")
    for record, person, touch in people:
        if person is not None:
            found[record][person].append(touch)
    return found


def _copy_for(row: Model, column: str, person: int, touches: Sequence[int]) -> None:
    """Give `person` a record of their own like `row`; their rows state that one."""
    copy = type(row)._default_manager.get(pk=row.pk)
    copy.pk = None
    copy._state.adding = True  # noqa: SLF001  the documented way to copy a row
    setattr(copy, column, person)
    copy.save(force_insert=True)
    said = Touch.objects.filter(model=row._meta.label, did__in=(Touch.Did.CREATED, Touch.Did.FOUND))
    from_a_list = said.filter(object_id=row.pk, did=Touch.Did.CREATED).exists()
    said.filter(pk__in=touches).update(object_id=copy.pk)
    for record in [copy.pk, *([row.pk] if from_a_list else [])]:
        first = said.filter(object_id=record).order_by("pk")
        # Each was made by a row that states it, so that undoing that row's list takes it away.
        if not first.filter(did=Touch.Did.CREATED).exists():
            said.filter(pk__in=first.values_list("pk", flat=True)[:1]).update(did=Touch.Did.CREATED)


def is_merge(touch: Touch) -> bool:
    """Whether a touch remembers a merge."""
    return touch.did == Touch.Did.CHANGED and touch.model == Person._meta.label and "moved" in touch.before
