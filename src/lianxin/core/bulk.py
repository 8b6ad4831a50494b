"""Writing many rows at once. `bulk_create` builds one statement of hundreds of values for each portion, which costs more
than the database does; a list of ten thousand people is written here in a fraction of the time.

Rows are made ready first (`ready`, `ready_rows`: ids given, values sealed and converted) and written later (`write`), so that
the slow half needs no transaction: on SQLite whoever writes keeps every other writer waiting.
"""

from __future__ import annotations

import gc
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connections, router, transaction
from django.db.models import CharField, ForeignKey, IntegerField, Model, TextField

M = TypeVar("M", bound=Model)
PORTION = 2000
GROWN_BY = 500
"""Rows that a table may grow by before its statistics matter."""


@dataclass(frozen=True, slots=True)
class Ready:
    """New rows of one model as the database takes them; `columns` are names of fields (`person_id` for a key)."""

    model: type[Model]
    columns: tuple[str, ...]
    values: Sequence[Sequence[Any]]

    @property
    def ids(self) -> list[int]:
        """Ids of the rows in order; the first column is the key of every model that has rows with ids."""
        at = self.columns.index("id") if self.values else 0
        return [row[at] for row in self.values]


@contextmanager
def uncollected() -> Iterator[None]:
    """Let Python's collector of cycles rest: of the hundred thousand objects of a long list all live to the end, and looking
    through them again and again costs a quarter of the time. Other threads do without it as long.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def insert_many(rows: Iterable[M], *, with_ids: bool = True) -> list[M]:
    """Insert new rows of one model inside the caller's transaction, and give them back with their ids.

    Like `bulk_create` it sends no signals and calls no `save`. Without ids it skips the numbering: for rows that nobody
    will point to.
    """
    new = list(rows)
    if new:
        write(ready(new, with_ids=with_ids))
    return new


def insert_values(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows that nobody will point to, as plain values of `columns` that the database takes as they are: for the
    smallest and most numerous rows, such as search terms.
    """
    write(Ready(model, tuple(columns), list(rows)))


def ready(rows: Sequence[M], *, with_ids: bool = True) -> Ready:
    """Give ids to these rows of one model (at least one), and convert their values. Writes nothing but the numbering."""
    model = type(rows[0])
    connection = connections[router.db_for_write(model)]
    fields = [field for field in model._meta.local_concrete_fields if with_ids or not field.primary_key]
    if with_ids:
        for row, pk in zip(rows, reserve_ids(model, len(rows)), strict=True):
            row.pk = pk
    for row in rows:
        row._state.adding = False  # noqa: SLF001  as bulk_create leaves them
        row._state.db = connection.alias  # noqa: SLF001
    columns = [_converted(field, connection, list(map(attrgetter(field.attname), rows))) for field in fields]
    return Ready(model, tuple(field.attname for field in fields), list(zip(*columns, strict=True)))


def ready_rows(model: type[Model], rows: Sequence[Mapping[str, Any]]) -> Ready:
    """As `ready` for plain values by name of field: a model's instance costs more than its row. All rows have the keys of the
    first, but an `id`, which is given here where it is missing; other columns get the model's default.
    """
    if not rows:
        return Ready(model, (), ())
    connection = connections[router.db_for_write(model)]
    ids = [row["id"] for row in rows] if "id" in rows[0] else reserve_ids(model, len(rows))
    columns: list[Iterable[Any]] = []
    fields = model._meta.local_concrete_fields
    for field in fields:
        name = field.attname
        if field.primary_key:
            columns.append(ids)
        elif name in rows[0]:
            columns.append(_converted(field, connection, [row[name] for row in rows]))
        else:
            columns.append(_converted(field, connection, [field.get_default()]) * len(rows))
    return Ready(model, tuple(field.attname for field in fields), list(zip(*columns, strict=True)))


def write(rows: Ready) -> None:
    """Write rows that were made ready, inside the caller's transaction."""
    if not rows.values:
        return
    connection = connections[router.db_for_write(rows.model)]
    by_name = {field.attname: field for field in rows.model._meta.local_concrete_fields}
    quote = connection.ops.quote_name
    table, names = (
        quote(rows.model._meta.db_table),
        ", ".join(quote(by_name[column].column) for column in rows.columns),
    )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as out:
                for row in rows.values:
                    out.write_row(row)
            return
        statement = f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(rows.columns))})"  # noqa: S608  names of our own
        for start in range(0, len(rows.values), PORTION):
            cursor.executemany(statement, rows.values[start : start + PORTION])


def update_many(model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Set `columns` (names as in `Ready`) of many rows inside the caller's transaction: of each its values, then its id.

    `bulk_update` writes a CASE per row and column, and an UPDATE built per row costs more than the database does.
    """
    if not rows:
        return
    connection = connections[router.db_for_write(model)]
    fields = {field.attname: field for field in model._meta.local_concrete_fields}
    *values, ids = zip(*rows, strict=True)
    converted = [
        _converted(fields[name], connection, list(some)) for name, some in zip(columns, values, strict=True)
    ]
    quote = connection.ops.quote_name
    setting = ", ".join(f"{quote(fields[name].column)} = %s" for name in columns)
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    with connection.cursor() as cursor:
        statement = f"UPDATE {table} SET {setting} WHERE {key} = %s"  # noqa: S608  names of our own
        cursor.executemany(statement, list(zip(*converted, ids, strict=True)))


def reserve_ids(model: type[Model], count: int) -> Sequence[int]:
    """Ids that were never used and that nobody else will get, whether or not the caller's transaction stands."""
    return reserve_all({model: count})[model]


def reserve_all(counts: Mapping[type[Model], int]) -> dict[type[Model], Sequence[int]]:
    """As `reserve_ids` for several models of one database at once: a short list spends as long on transactions that only give
    out numbers as on its rows.
    """
    connection = connections[router.db_for_write(next(iter(counts)))]
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        return {model: _next_ids(cursor, connection.vendor, model, count) for model, count in counts.items()}


def _next_ids(cursor: Any, vendor: str, model: type[Model], count: int) -> Sequence[int]:
    table, column = model._meta.db_table, model._meta.pk.column
    if not count:
        return range(0)
    if vendor == "postgresql":
        numbering = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
        cursor.execute(numbering, [table, column, count])
        return [row[0] for row in cursor.fetchall()]
    cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s RETURNING seq", [count, table])
    found = cursor.fetchone()
    if found is None:
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, count])
    last: int = found[0] if found else count
    return range(last + 1 - count, last + 1)


def refresh_statistics(grown: type[Model], *others: type[Model]) -> None:
    """Let PostgreSQL look at these tables anew once `grown` has doubled; inside the transaction, where its own rows count.

    It plans by statistics that it gathers in the background from committed rows alone: to a transaction that has just
    written ten thousand of them the tables still look empty, and it reads them row by row in nested loops.
    """
    connection = connections[router.db_for_write(grown)]
    if connection.vendor != "postgresql":
        return
    table = connection.ops.quote_name(grown._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(id) FROM {table}")  # noqa: S608  a name of our own
        highest = cursor.fetchone()[0] or 0
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [table])
        if highest > 2 * max(cursor.fetchone()[0], 0) + GROWN_BY:
            for model in (grown, *others):
                cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _converted(field: Any, connection: Any, values: list[Any]) -> list[Any]:
    """Values of a column as the database takes them. Plain text and numbers are that already, and of what repeats itself (dates,
    choices) each is converted once; what a field seals is sealed each for itself.
    """
    own = hasattr(field, "from_db_value")
    plain: set[type] = set()
    if isinstance(field, CharField | TextField) and not own:
        plain = {str}
    elif isinstance(field, ForeignKey | IntegerField):
        plain = {int}
    types = set(map(type, values)) - {type(None)}
    if types <= plain:
        return values
    if own or not all(issubclass(one, Hashable) for one in types):
        return [None if value is None else field.get_db_prep_save(value, connection) for value in values]
    once = {
        value: None if value is None else field.get_db_prep_save(value, connection) for value in set(values)
    }
    return [once[value] for value in values]
