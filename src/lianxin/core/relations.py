"""Rows that point to others, of many tables at once: who is named, and deleting without loading.

Django's collector loads whatever would go with a row, table by table: a list of five thousand people took ten seconds.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import Any

from django.db import connections, router
from django.db.models import CASCADE, SET_NULL, ForeignObjectRel, Model, ProtectedError, QuerySet

from lianxin.core.pieces import chunks

Column = tuple[type[Model], str]
"""A model, and the name of the column as its instances have it (`person_id`)."""
ASKED_AT_ONCE = 500


def newest_naming(columns: Sequence[Column], ids: Iterable[int]) -> list[dict[int, int]]:
    """For each column, by number the newest row that names it. One statement for all tables and 500 numbers."""
    found: list[dict[int, int]] = [{} for _column in columns]
    known = sorted(set(ids))
    for start in range(0, len(known) if columns else 0, ASKED_AT_ONCE):
        some = ", ".join(str(int(pk)) for pk in known[start : start + ASKED_AT_ONCE])
        asked = [_newest(number, model, column, some) for number, (model, column) in enumerate(columns)]
        with connections[router.db_for_read(columns[0][0])].cursor() as cursor:
            cursor.execute(" UNION ALL ".join(asked))
            for number, named, row in cursor.fetchall():
                found[number][named] = row
    return found


def _newest(number: int, model: type[Model], column: str, some: str) -> str:
    meta = model._meta
    quote = connections[router.db_for_read(model)].ops.quote_name
    names = {field.attname: quote(field.column) for field in meta.local_concrete_fields}
    newest = f"max({quote(meta.pk.column)})"
    return f"SELECT {number}, {names[column]}, {newest} FROM {quote(meta.db_table)} WHERE {names[column]} IN ({some}) GROUP BY 2"  # noqa: S608  names of our own, numbers


def pointing_to(model: type[Model]) -> list[Column]:
    """The columns of all tables that hold keys of a model."""
    return [(relation.field.model, relation.field.attname) for relation in _relations(model)]


def _relations(model: type[Model]) -> list[ForeignObjectRel]:
    """Who points to a model, the tables of many-to-many fields with them: Django hides those."""
    fields = model._meta.get_fields(include_hidden=True)
    return [field for field in fields if isinstance(field, ForeignObjectRel) and not field.many_to_many]


def delete_by_ids(model: type[Model], ids: Iterable[int]) -> int:
    """As `delete_all`, for rows to which little points: only the tables that do are touched."""
    known = sorted(set(ids))
    columns = pointing_to(model)
    used = {column for column, named in zip(columns, newest_naming(columns, known), strict=True) if named}
    return sum(delete_all(model._base_manager.filter(pk__in=some), used) for some in chunks(known))


def delete_all(rows: QuerySet[Any], used: Container[Column] | None = None) -> int:
    """Delete rows and what goes with them, as `QuerySet.delete` does, by subqueries alone; gives how many of `rows` went.

    `used` are the columns that point to them at all, where that is known. No signals are sent. Raises ProtectedError when
    something points to a row that must not lose it.
    """
    found = rows.order_by()
    for relation in _relations(rows.model):
        field, on_delete = relation.field, relation.on_delete
        if used is not None and (field.model, field.attname) not in used:
            continue
        pointing = field.model._base_manager.filter(**{f"{field.name}__in": found.values("pk")})
        if on_delete is SET_NULL:
            pointing.update(**{field.name: None})
        elif on_delete is CASCADE and field.model is not rows.model:
            delete_all(pointing)
        elif pointing.exists():
            told = f"{rows.model._meta.label} is named by {field.model._meta.label}.{field.name}"
            raise ProtectedError(told, set(pointing[:1]))
    return int(found._raw_delete(found.db))  # noqa: SLF001  the delete without the collector
