"""Tables as lines of JSON and back, alike for both databases: the first line names the columns, every other is a row.

Sealed values stay sealed, as base64. Moments are in UTC. Columns that the database computes are left out.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.db.models import BinaryField, CharField, Field, IntegerField, JSONField, Model, TextField

from lianxin.core.sealed import SealedTextField

PORTION = 2000
LEFT_OUT = frozenset({"django_session"})
"""Tables whose rows end with the process that they belong to."""


def kept_models() -> list[type[Model]]:
    """The models whose tables are kept, each table once."""
    found = {
        model._meta.db_table: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in LEFT_OUT
    }
    return [found[table] for table in sorted(found)]


def columns_of(model: type[Model]) -> list[Field[Any, Any]]:
    """The columns that are written, in the order of the model."""
    return [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]


def lines_of(model: type[Model]) -> Iterator[bytes]:
    """The table as lines; reads as it goes, inside the caller's snapshot."""
    quote = connection.ops.quote_name
    fields = columns_of(model)
    yield _line([field.column for field in fields])
    names = ", ".join(quote(field.column) for field in fields)
    statement = f"SELECT {names} FROM {quote(model._meta.db_table)} ORDER BY {quote(model._meta.pk.column)}"  # noqa: S608  names of our own
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement)
        while rows := cursor.fetchmany(PORTION):
            for row in rows:
                yield _line([_plain(value) for value in row])


def _line(values: list[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode("ascii")
    if isinstance(value, dt.datetime):
        return (value if value.tzinfo else value.replace(tzinfo=dt.UTC)).astimezone(dt.UTC).isoformat()
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    raise TypeError(type(value).__name__)


def write_rows(model: type[Model], lines: Iterable[bytes]) -> int:
    """Insert the rows of a dump into the empty table; gives how many. Raises ValueError for other columns than the table's."""
    held = iter(lines)
    fields = columns_of(model)
    if json.loads(next(held)) != [field.column for field in fields]:
        raise ValueError(model._meta.db_table)
    quote = connection.ops.quote_name
    names, marks = ", ".join(quote(field.column) for field in fields), ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608  names of our own
    writers = [_writer(field) for field in fields]
    count = 0
    with connection.cursor() as cursor:
        while some := list(islice(held, PORTION)):
            cursor.executemany(
                statement,
                [
                    [write(value) for write, value in zip(writers, json.loads(line), strict=True)]
                    for line in some
                ],
            )
            count += len(some)
    return count


def _writer(field: Field[Any, Any]) -> Callable[[Any], Any]:
    """How a value of a dump becomes what this database takes."""
    if isinstance(field, (BinaryField, SealedTextField)):
        binary: Callable[[bytes], Any] = connection.Database.Binary  # type: ignore[attr-defined]
        return lambda value: None if value is None else binary(base64.b64decode(value))
    if isinstance(field, JSONField):
        return lambda value: None if value is None else field.get_db_prep_save(json.loads(value), connection)
    if isinstance(field, (CharField, TextField, IntegerField)):
        return lambda value: value
    return lambda value: None if value is None else field.get_db_prep_save(field.to_python(value), connection)


def empty_tables(models: Iterable[type[Model]]) -> None:
    """Delete every row; references are checked when the transaction ends."""
    quote = connection.ops.quote_name
    tables = [quote(model._meta.db_table) for model in models] + [quote(table) for table in sorted(LEFT_OUT)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(tables)}")
            return
        cursor.execute("PRAGMA defer_foreign_keys=ON")
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608  names of our own


def sequences(models: Iterable[type[Model]]) -> dict[str, int]:
    """The last number that each table gave out, so that a restored table never gives one out again."""
    last: dict[str, int] = {}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            return dict(cursor.fetchall())
        for model in models:
            table, column = model._meta.db_table, model._meta.pk.column
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', column])
            if (name := cursor.fetchone()[0]) is not None:
                cursor.execute(f"SELECT last_value, is_called FROM {name}")  # noqa: S608  as PostgreSQL names it
                value, used = cursor.fetchone()
                last[table] = value if used else 0
    return last


def set_sequences(models: Iterable[type[Model]], last: dict[str, int]) -> None:
    """Let each table go on after the last number it gave out."""
    known = {model._meta.db_table: model for model in models}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for statement in connection.ops.sequence_reset_sql(no_style(), list(known.values())):
                cursor.execute(statement)
        for table, value in last.items():
            if table not in known or value < 1:
                continue
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, value])
            else:
                column = known[table]._meta.pk.column
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [f'"{table}"', column, value]
                )
