"""Scores of pairs: Splink on an in-memory DuckDB, which is gone when the scoring is done."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa

from lianxin.linkage.settings import Comparison, Model, Question, splink_settings

if TYPE_CHECKING:
    import duckdb
    from splink import DuckDBAPI, Linker, SettingsCreator

UNKNOWN = -1
PAIRS_AT_MOST = 3
"""So many of the best pairs of records are kept for two parties: one may be refused where another is not."""
RECORDS_AT_ONCE = 100_000
"""So many records are compared with all others in one go: what is compared lies in memory."""
MEMORY = "3GB"
THREADS = 2

for _name in ("splink", "splink.internals"):
    logging.getLogger(_name).setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Scored:
    """Two records of two parties: the weight of what speaks for one party, in bits, and the level of each comparison that
    could be made (comparisons of which a side is unknown are left out), with the bits that it gave.
    """

    left: int
    right: int
    left_party: int
    right_party: int
    weight: float
    levels: Mapping[str, str]
    bits: Mapping[str, float] = field(default_factory=dict)

    @property
    def parties(self) -> tuple[int, int]:
        return self.left_party, self.right_party


@contextmanager
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory alone: it may spill nothing to a disk, since it holds personal values."""
    import duckdb  # noqa: PLC0415  see _linker

    db = duckdb.connect()
    try:
        db.execute(f"set threads = {THREADS}")
        db.execute(f"set memory_limit = '{MEMORY}'")
        db.execute("set temp_directory = ''")
        db.execute("set enable_progress_bar = false")
        yield db
    finally:
        db.close()


def score(
    question: Question,
    table: pa.Table,
    model: Model,
    *,
    records: int | None = None,
    frequencies: Mapping[str, Mapping[str, float]] | None = None,
    of: Sequence[int] | None = None,
    least: float,
) -> list[Scored]:
    """Pairs of records of two parties that weigh at least `least` bits, heaviest first.

    `records` is how many records the whole register has and `frequencies` the share of each value in it by column, when
    `table` is a part of it. With `of`, only pairs that have one of these parties.
    """
    if table.num_rows < 2:
        return []
    with connection() as db:
        chance = min(0.5, model.per_record / max(2, records or table.num_rows))
        linker, splink = _linker(db, table, splink_settings(question, model, chance))
        for column, shares in (frequencies or {}).items():
            known = pa.table({column: list(shares), f"tf_{column}": list(shares.values())})
            linker.table_management.register_term_frequency_lookup(splink.register(known), column)
        slices = table.num_rows // RECORDS_AT_ONCE + 1
        for number in range(1, slices + 1):
            found = linker.inference.predict_chunk(left_chunk=(number, slices), threshold_match_weight=least)
            _keep(db, question, found.physical_name, of)
            found.drop_table_from_database_and_remove_from_cache()
        return list(_best(db, question))


def _linker(db: duckdb.DuckDBPyConnection, table: pa.Table, settings: SettingsCreator) -> tuple[Linker, DuckDBAPI]:
    """Splink over the records, and its hold on the database."""
    from splink import DuckDBAPI, Linker  # noqa: PLC0415  half a second that no start should pay

    db.register("given", table)
    db.execute("create table records as select * from given")
    splink = DuckDBAPI(db)
    return Linker(splink.register("records"), settings), splink


def _keep(db: duckdb.DuckDBPyConnection, question: Question, pairs: str, of: Sequence[int] | None) -> None:
    """Keep of a slice of pairs what is read of them later: the values that were compared take ten times the room."""
    names = [f"gamma_{one.name}" for one in question.comparisons]
    bits = [f"{_bits_sql(one)} as bits_{one.name}" for one in question.comparisons]
    where = "party_l <> party_r"
    if of is not None:
        db.register("wanted", pa.table({"party": pa.array(of, type=pa.int64())}))
        where += " and (party_l in (select party from wanted) or party_r in (select party from wanted))"
    columns = ", ".join(["uid_l", "uid_r", "party_l", "party_r", "match_weight", *names, *bits])
    wanted = f"select {columns} from {pairs} where {where}"  # noqa: S608  names of our own columns
    db.execute(f"create table if not exists kept as {wanted} limit 0")
    db.execute(f"insert into kept {wanted}")


def _best(db: duckdb.DuckDBPyConnection, question: Question) -> Iterator[Scored]:
    names = [one.name for one in question.comparisons]
    rows = db.execute(
        f"""select * from kept
            qualify row_number() over (
                partition by least(party_l, party_r), greatest(party_l, party_r) order by match_weight desc, uid_l, uid_r
            ) <= {PAIRS_AT_MOST}
            order by match_weight desc, uid_l, uid_r"""  # noqa: S608  a number of ours
    )
    while some := rows.fetchmany(10_000):
        for left, right, left_party, right_party, weight, *rest in some:
            levels = dict(_levels(question, rest[: len(names)]))
            given = {name: round(value, 2) for name, value in zip(names, rest[len(names) :], strict=True) if name in levels}
            yield Scored(left, right, left_party, right_party, weight, levels, given)


def _bits_sql(comparison: Comparison) -> str:
    name = comparison.name
    counted = any(level.frequency for level in comparison.levels)
    return f"mw_{name} + mw_tf_adj_{name}" if counted else f"mw_{name}"


def _levels(question: Question, numbers: Sequence[int]) -> Iterator[tuple[str, str]]:
    for one, number in zip(question.comparisons, numbers, strict=True):
        if number != UNKNOWN:
            yield one.name, one.levels[len(one.levels) - 1 - number].name


Counts = Mapping[str, Mapping[str, int]]


def count_levels(question: Question, table: pa.Table, blocks: Sequence[str]) -> Counts:
    """How many pairs of the blocks stand at each level, by comparison; those of which a side is unknown are not counted."""
    with connection() as db:
        linker, _splink = _linker(db, table, splink_settings(question, None, 0.5, blocks=tuple(blocks)))
        pairs = linker.inference.predict().physical_name
        found = {}
        for one in question.comparisons:
            rows = db.execute(f"select gamma_{one.name}, count(*) from {pairs} group by 1").fetchall()  # noqa: S608
            found[one.name] = {one.levels[len(one.levels) - 1 - level].name: count for level, count in rows if level != UNKNOWN}
        return found
