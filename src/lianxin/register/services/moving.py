"""Rows that change hands: which columns follow a merge or a split, what may stand only once, and which row supersedes which.

Two rows that say the same of one party (two attendances at one gathering) both stay; one supersedes the other. Where a
table allows a party one row and knows no superseding, the loser's row stays on the record that was merged away, where
every count still finds it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model, UniqueConstraint

from lianxin.core.bulk import update_many
from lianxin.core.pieces import chunks
from lianxin.core.relations import newest_naming
from lianxin.register.models import Organisation, Person
from lianxin.register.reach import Reference, party_references, same_rows

PartyModel = type[Person] | type[Organisation]
Key = tuple[Any, ...]


def moving_references(model: PartyModel) -> list[Reference]:
    """The columns that follow a party of this model when it is merged or split."""
    return [reference for reference in party_references(model) if not reference.stays]


def reference_named(name: str) -> tuple[type[Model], str]:
    """Model and column of a reference as it is kept: `app.Model.column`."""
    label, column = name.rsplit(".", 1)
    return apps.get_model(label), column


def rows_of(reference: Reference, ids: Iterable[int]) -> list[tuple[int, int]]:
    """(row, party) of every row that names one of these parties, in the order of rows."""
    rows = reference.model._default_manager.filter(**{f"{reference.column}__in": list(ids)})
    return list(rows.order_by("pk").values_list("pk", reference.column))


def newest_rows(references: Sequence[Reference], ids: Iterable[int]) -> dict[str, dict[int, int]]:
    """By name of the reference and party, the newest row that names it. Of a few parties most tables say nothing: all are
    asked in one statement.
    """
    found = newest_naming([(reference.model, reference.column) for reference in references], ids)
    return {reference.name: rows for reference, rows in zip(references, found, strict=True) if rows}


def columns_once(reference: Reference) -> tuple[str, ...] | None:
    """The other columns that may occur only once with a party; () when the party itself may, None when nothing is limited."""
    meta = reference.model._meta
    own = next(field for field in meta.local_fields if field.attname == reference.column)
    if own.unique:
        return ()
    groups = [tuple(one.fields) for one in meta.constraints if isinstance(one, UniqueConstraint)]
    groups += [tuple(names) for names in meta.unique_together]
    for names in groups:
        if own.name in names:
            return tuple(meta.get_field(name).attname for name in names if name != own.name)  # type: ignore[union-attr]
    return None


def left_behind(reference: Reference, losers: Sequence[int], into: Mapping[int, int]) -> set[int]:
    """Rows of the losers that cannot follow, because the party may have only one such row and has it."""
    once = columns_once(reference)
    if once is None or reference.model._meta.label in same_rows:
        return set()
    parties = {*losers, *(into[loser] for loser in losers)}
    rows = reference.model._default_manager.filter(**{f"{reference.column}__in": parties})
    held = sorted(rows.values_list("pk", reference.column, *once), key=lambda row: (row[1] in into, row[0]))
    taken: set[Key] = set()
    stays: set[int] = set()
    for pk, party, *values in held:
        key = (into.get(party, party), *values)
        if key in taken and party in into:
            stays.add(pk)
        taken.add(key)
    return stays


def party_columns(model: type[Model]) -> list[str]:
    """The columns of a model that name a person or an organisation."""
    return [
        field.attname
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey) and field.related_model in {Person, Organisation}
    ]


def supersede(
    reference: Reference, losers: Iterable[int], into: Mapping[int, int]
) -> dict[int, list[list[Any]]]:
    """Before rows of `losers` move: of those that will say the same of one party, let the weightiest stand.

    Gives by loser what was superseded because of it, as [model, row, superseded by before, since].
    """
    same = same_rows.get(reference.model._meta.label)
    noted: dict[int, list[list[Any]]] = defaultdict(list)
    if same is None:
        return noted
    parties = {party for loser in losers for party in (loser, into[loser])}
    rows = reference.model._default_manager.filter(
        **{f"{reference.column}__in": parties, "superseded_by": None}
    )
    groups: dict[Key, list[Any]] = defaultdict(list)
    hidden: list[tuple[int, int]] = []
    for row in rows.order_by("pk"):
        values = (getattr(row, column) for column in same.columns if column != reference.column)
        party = getattr(row, reference.column)
        groups[(into.get(party, party), *values)].append(row)
    for (winner, *_values), group in groups.items():
        owners = {getattr(row, reference.column) for row in group}
        if len(owners) < 2:  # what one record said twice stays as it was said
            continue
        stands = max(
            group, key=lambda row: (same.weight(row), getattr(row, reference.column) == winner, -row.pk)
        )
        for row in group:
            owner = getattr(row, reference.column)
            if row.pk == stands.pk or (owner == getattr(stands, reference.column)):
                continue
            loser = owner if owner != winner else getattr(stands, reference.column)
            hidden.append((stands.pk, row.pk))
            noted[loser].append([reference.model._meta.label, row.pk, None, stands.pk])
    update_many(reference.model, ("superseded_by_id",), hidden)
    return noted


def same_standing(row: Any, *, besides: Iterable[int] = ()) -> Any | None:
    """Another standing row that says the same of the same parties; None for models of which nobody said when that is."""
    same = same_rows.get(row._meta.label)
    if same is None:
        return None
    columns = {*same.columns, *party_columns(type(row))}
    rows = type(row)._default_manager.filter(
        superseded_by=None, **{column: getattr(row, column) for column in columns}
    )
    return rows.exclude(pk__in=[row.pk, *besides]).order_by("pk").first()


def set_back_superseded(noted: Iterable[Sequence[Any]]) -> None:
    """Let each row be superseded by what it was before, unless somebody has changed it since."""
    for label, pk, was, since in noted:
        model: Any = apps.get_model(label)
        row = model._default_manager.filter(pk=pk, superseded_by_id=since).first()
        if row is None or (was is not None and not model._default_manager.filter(pk=was).exists()):
            continue
        before = was
        if (
            was is None
            and columns_limited(model)
            and (other := same_standing(row)) is not None
            and other.pk != since
        ):
            # Something recorded since says the same, and only one may stand.
            before = other.pk
        model._default_manager.filter(pk=pk).update(superseded_by_id=before)


def parties_of(model: PartyModel, noted: Iterable[Sequence[Any]]) -> set[int]:
    """The parties whose rows stand in notes of what superseded what."""
    found: set[int] = set()
    for label, pk, _was, _since in noted:
        of: Any = apps.get_model(label)
        columns = [reference.column for reference in moving_references(model) if reference.model is of]
        row = of._default_manager.filter(pk=pk).values_list(*columns).first() or ()
        found.update(party for party in row if party is not None)
    return found


def columns_limited(model: type[Model]) -> bool:
    """Whether the database lets only one row stand that says the same of a party."""
    return any(isinstance(one, UniqueConstraint) for one in model._meta.constraints)


def settle(model: PartyModel, parties: Iterable[int]) -> list[list[Any]]:
    """After rows moved: no row of these parties is superseded by a row of somebody else. Gives what was changed."""
    noted: list[list[Any]] = []
    wanted = sorted(set(parties))
    for reference in moving_references(model):
        if reference.model._meta.label not in same_rows:
            continue
        rows: Any = reference.model._default_manager.filter(
            **{f"{reference.column}__in": wanted}, superseded_by__isnull=False
        )
        for row in rows.select_related("superseded_by").order_by("pk"):
            if _of_one_party(row, row.superseded_by):
                continue
            other = same_standing(row)
            now_by = other.pk if other is not None else None
            reference.model._default_manager.filter(pk=row.pk).update(superseded_by_id=now_by)
            noted.append([reference.model._meta.label, row.pk, row.superseded_by_id, now_by])
    return noted


def _of_one_party(row: Any, other: Any) -> bool:
    return all(getattr(row, column) == getattr(other, column) for column in party_columns(type(row)))


def update_rows(name: str, pks: Iterable[int], party: int, *, at: Iterable[int]) -> int:
    """Give rows of a reference to `party`, as far as they still stand at one of the parties `at`; gives how many."""
    model, column = reference_named(name)
    count = 0
    for some in chunks(pks):
        count += model._default_manager.filter(pk__in=some, **{f"{column}__in": list(at)}).update(
            **{column: party}
        )
    return count
