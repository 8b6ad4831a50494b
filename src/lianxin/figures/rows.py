"""The rows that a figure counts, one by one: id, key counted once, amount, and a keyed hash of the record.

Read in the order of ids and in runs, so that ten million rows need no more memory than fifty thousand.
"""

from __future__ import annotations

import hashlib
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db.models import BinaryField, F, ForeignKey, IntegerField, Q, QuerySet, Value

from lianxin.core.sealed import SealedTextField
from lianxin.figures.engine import measure_of, rows_of
from lianxin.journal.models import Block

if TYPE_CHECKING:
    from django.db.models import Model

    from lianxin.figures.measures import Measure
    from lianxin.figures.selections import Selection

RUN = 50_000
"""Rows of one slice."""
CHUNK = 5_000
AT_ONCE = 40
"""So many selections of one table are read in one statement."""
MARK_BYTES = 8
LOOKUPS = frozenset({"gt", "gte", "lt", "lte", "isnull", "in", "exact"})


class Counted(NamedTuple):
    """One row of a figure. `key` is 0 where the measure counts rows, or where the row has none; `mark` is the record's hash."""

    pk: int
    key: int
    amount: int
    mark: int


def columns_of(selection: Selection) -> list[str]:
    """What a record's hash covers: its own plain columns, what the measure filters and dates it by, and whether its person was erased.

    Sealed columns are not in it: they hold no figure, and unsealing a million of them would. Nor is the block that an entry of
    the journal is chained in: the sealer writes it after the act, and no act changed the record.
    """
    measure = measure_of(selection)
    model = measure.rows().model
    own = [
        field.attname
        for field in model._meta.local_concrete_fields
        if not isinstance(field, (SealedTextField, BinaryField))
        and not getattr(field, "generated", False)
        and field.related_model is not Block
    ]
    people = [f"{field.name}__erased_on" for field in _links(model) if _has(field.related_model, "erased_on")]
    asked = [name for name in (*measure.filters.values(), *_dates(measure.when.within(selection.period))) if "__" in name]
    return list(dict.fromkeys([*own, *people, *asked]))


def _links(model: type[Model]) -> list[ForeignKey[Any, Any]]:
    return [field for field in model._meta.local_concrete_fields if isinstance(field, ForeignKey)]


def _has(model: Any, name: str) -> bool:
    return any(field.name == name for field in model._meta.local_concrete_fields)


def _dates(condition: Q) -> Iterator[str]:
    """The columns that a condition on dates asks."""
    for child in condition.children:
        if isinstance(child, Q):
            yield from _dates(child)
        elif isinstance(child, tuple):
            *path, last = str(child[0]).split("__")
            yield "__".join(path if last in LOOKUPS else [*path, last])


def counted_rows(selection: Selection, columns: Sequence[str]) -> Iterator[Counted]:
    """The rows of a figure in the order of their ids, hashed over `columns`; a column that is no more is read as nothing."""
    measure = measure_of(selection)
    rows = rows_of(selection)
    there = [name for name in columns if _exists(rows.model, name)]
    asked = ["pk", measure.distinct or "pk", measure.total or "pk", *there]
    secret: bytes = settings.LIANXIN_KEYS["digest"]
    for pk, key, amount, *values in rows.order_by("pk").values_list(*asked).iterator(chunk_size=CHUNK):
        yield Counted(
            pk,
            int(key or 0) if measure.distinct else 0,
            int(amount or 0) if measure.total else 1,
            _mark(values, secret),
        )


def counted_together(wanted: Sequence[tuple[Selection, Sequence[str]]]) -> Iterator[tuple[int, Iterator[Counted]]]:
    """As `counted_rows` of each selection with its columns, by its number in `wanted`; those of one table in one statement.

    Selections without a row are left out. The rows of one are read before the next is asked for.
    """
    by_model: dict[type[Model], list[int]] = {}
    for number, (selection, _columns) in enumerate(wanted):
        by_model.setdefault(measure_of(selection).rows().model, []).append(number)
    for model, numbers in by_model.items():
        for start in range(0, len(numbers), AT_ONCE):
            yield from _counted_of_table(model, {number: wanted[number] for number in numbers[start : start + AT_ONCE]})


def _counted_of_table(
    model: type[Model], wanted: dict[int, tuple[Selection, Sequence[str]]]
) -> Iterator[tuple[int, Iterator[Counted]]]:
    # Columns follow keys of one row only, so that those of one selection add no rows to another.
    columns = list(dict.fromkeys(name for _selection, own in wanted.values() for name in own if _exists(model, name)))
    first, *others = [_numbered(number, selection, columns) for number, (selection, _own) in wanted.items()]
    rows = (first.union(*others, all=True) if others else first).order_by("figure_number", "pk")
    secret: bytes = settings.LIANXIN_KEYS["digest"]
    for number, found in groupby(rows.iterator(chunk_size=CHUNK), key=itemgetter(0)):
        places = [4 + columns.index(name) for name in wanted[number][1] if name in columns]
        yield number, (
            Counted(row[1], int(row[2] or 0), int(row[3] or 0), _mark([row[place] for place in places], secret)) for row in found
        )


def _numbered(number: int, selection: Selection, columns: Sequence[str]) -> QuerySet[Any, Any]:
    measure = measure_of(selection)
    rows = rows_of(selection).order_by()
    numbered: QuerySet[Any, Any] = rows.annotate(
        figure_number=Value(number, IntegerField()),
        figure_key=F(measure.distinct) if measure.distinct else Value(0, IntegerField()),
        figure_amount=F(measure.total) if measure.total else Value(1, IntegerField()),
    ).values_list("figure_number", "pk", "figure_key", "figure_amount", *columns)
    return numbered


def _mark(values: list[Any], secret: bytes) -> int:
    """The keyed hash of a record."""
    mark = hashlib.blake2b(repr(values).encode(), key=secret[:64], digest_size=MARK_BYTES, person=b"lianxin.frozen")
    return int.from_bytes(mark.digest(), "little")


def _exists(model: type[Model], lookup: str) -> bool:
    """Does the lookup still lead to a column? Frozen lists outlive columns."""
    found: Any = model
    for name in lookup.split("__"):
        try:
            field = found._meta.get_field(name.removesuffix("_id") if name.endswith("_id") and not _has(found, name) else name)
        except (FieldDoesNotExist, AttributeError):
            # The tail of a lookup may be a transform, like the year of a date.
            return found is None
        found = getattr(field, "related_model", None)
    return True


def reduced(measure: Measure, rows: Iterable[Counted]) -> int:
    """What the rows come to in the measure's unit."""
    if measure.distinct:
        return len({row.key for row in rows} - {0})
    return sum(row.amount for row in rows)


def runs(rows: Iterable[Counted]) -> Iterator[list[Counted]]:
    """The rows in runs of fifty thousand."""
    stream = iter(rows)
    while some := list(islice(stream, RUN)):
        yield some


def raw(rows: Sequence[Counted]) -> bytes:
    """A run column by column, little-endian; ids as the distance from the one before, which packs well."""
    steps = array("q", (row.pk - before for row, before in zip(rows, [0, *(row.pk for row in rows[:-1])], strict=True)))
    columns = (
        steps, array("q", (row.key for row in rows)), array("q", (row.amount for row in rows)), array("Q", (row.mark for row in rows)),
    )  # fmt: skip
    if sys.byteorder == "big":
        for column in columns:
            column.byteswap()
    return b"".join(column.tobytes() for column in columns)


def pack(data: bytes) -> bytes:
    return zlib.compress(data)


def unpack(packed: bytes) -> Iterator[Counted]:
    """The rows of a packed run."""
    data = zlib.decompress(packed)
    quarter = len(data) // 4
    columns = [array(code, data[quarter * n : quarter * (n + 1)]) for n, code in enumerate("qqqQ")]
    if sys.byteorder == "big":
        for column in columns:
            column.byteswap()
    pk = 0
    for step, key, amount, mark in zip(*columns, strict=True):
        pk += step
        yield Counted(pk, key, amount, mark)
