"""Writing many rows at once. `bulk_create` builds one statement of hundreds of values for each portion, which costs more
than the database does; a list of ten thousand people is written here in a fraction of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connections, router
from django.db.models import CharField, ForeignKey, IntegerField, Model, TextField

M = TypeVar("M", bound=Model)
PORTION = 2000
GROWN_BY = 500
"""Rows that a table may grow by before its statistics matter."""


def insert_many(rows: Iterable[M], *, with_ids: bool = True) -> list[M]:
    """Insert new rows of one model inside the caller's transaction, and give them back with their ids.

    Like `bulk_create` it sends no signals and calls no `save`. Without ids it skips the numbering: for rows that nobody
    will point to.
    """
    new = list(rows)
    if not new:
        return new
    model = type(new[0])
    connection = connections[router.db_for_write(model)]
    fields = [field for field in model._meta.local_concrete_fields if with_ids or not field.primary_key]
    if with_ids:
        for row, pk in zip(new, _ids(connection, model, len(new)), strict=True):
            row.pk = pk
    values = [(attrgetter(field.attname), _writer(field, connection)) for field in fields]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608  names of our own
    with connection.cursor() as cursor:
        for start in range(0, len(new), PORTION):
            some = new[start : start + PORTION]
            cursor.executemany(statement, [[write(get(row)) for get, write in values] for row in some])
    for row in new:
        row._state.adding = False  # noqa: SLF001  as bulk_create leaves them
        row._state.db = connection.alias  # noqa: SLF001
    return new


def insert_values(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows that nobody will point to, as plain values of `columns` (names of fields, `person_id` for a key) that the
    database takes as they are: for the smallest and most numerous rows, such as search terms.
    """
    connection = connections[router.db_for_write(model)]
    by_name = {field.attname: field for field in model._meta.local_concrete_fields}
    names = ", ".join(connection.ops.quote_name(by_name[column].column) for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608  names of our own
    held = list(rows)
    with connection.cursor() as cursor:
        for start in range(0, len(held), PORTION):
            cursor.executemany(statement, held[start : start + PORTION])


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


def _writer(field: Any, connection: Any) -> Callable[[Any], Any]:
    """How values of a column become what the database takes; plain text and numbers are that already."""

    def write(value: Any) -> Any:
        return value if value is None or type(value) in plain else field.get_db_prep_save(value, connection)

    keeps_text = isinstance(field, CharField | TextField) and not hasattr(field, "from_db_value")
    plain = (str,) if keeps_text else (int,) if isinstance(field, ForeignKey | IntegerField) else ()
    return write


def _ids(connection: Any, model: type[Model], count: int) -> range | list[int]:
    """Ids that were never used, from the table's own sequence; the transaction holds them."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [table, column, count])
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
    # Writing an id past the sequence moves the sequence along.
    return range(last + 1, last + 1 + count)
