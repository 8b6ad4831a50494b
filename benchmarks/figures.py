"""Figures over a large city's records on PostgreSQL: a report, one figure, one list page, beside hand-written SQL and DuckDB.

    .venv/bin/python benchmarks/figures.py [PARTICIPATIONS, 1000000]

Makes N participations with N/10 people and matters, N/200 bodies and what belongs to them (`made_records.py`), and prints:

- a report of 40 figures by district: cold (server started anew, none of its files in memory), also as the first of a day, before
  `lianxin tick` has found out which small counts are given, and warm;
- for a figure of each kind its value and its table by district, through the engine, by SQL written by hand, and by the same SQL on a
  DuckDB that holds a copy of the rows; all three must give the same numbers;
- the page that lists a figure's records, first and deep, for the city office and a district office, beside hand-written SQL for
  what the page shows.

Times are the best of three in ms. Ends with 1 when the report takes more than 5 s cold, or a ratio to hand-written SQL is above 1.5.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from installation import installation, start_cold
from people_page import make_readers, milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

START, END = dt.date(2016, 1, 1), dt.date(2016, 12, 31)
COLD_S, MOST_RATIO, FIGURES = 5.0, 1.5, 40
TIMES = 3
DEEP = 400
"""A page far down a list."""

FORUM = """gatherings_participation p JOIN gatherings_gathering g ON g.id = p.gathering_id
LEFT JOIN reference_place l ON l.id = g.place_id
WHERE g.kind = 'forum' AND g.held_on BETWEEN DATE '2016-01-01' AND DATE '2016-12-31' AND g.phase <> 'withdrawn'
AND g.superseded_by_id IS NULL AND p.part = 'attendee' AND p.state IN ('attended', 'finished', 'unfinished')
AND p.superseded_by_id IS NULL AND p.person_id IS NOT NULL"""
ACTIVITIES = """gatherings_gathering g LEFT JOIN reference_place l ON l.id = g.place_id
WHERE g.kind = 'activity' AND g.series IN ('凝心聚力十三五', '汇聚社会精英') AND g.phase <> 'withdrawn' AND g.superseded_by_id IS NULL
AND g.held_on BETWEEN DATE '2016-01-01' AND DATE '2016-12-31'"""
PAPERS = """matters_matter m LEFT JOIN reference_place l ON l.id = m.place_id
WHERE m.kind = 'proposal' AND m.phase NOT IN ('draft', 'refused') AND m.opened_on BETWEEN DATE '2016-01-01' AND DATE '2016-12-31'"""
IN_FORCE = """t.superseded_by_id IS NULL AND (t.start IS NULL OR t.start <= DATE '2016-12-31')
AND (t."end" IS NULL OR t."end" > DATE '2016-12-31')"""
IN_REGISTER = f"""register_tie t JOIN register_organisation o ON o.id = t.organisation_id
WHERE t.kind = 'team' AND o.slug = 'register' AND t.person_id IS NOT NULL AND {IN_FORCE}"""
IN_HUBS = f"""register_tie t JOIN register_organisation h ON h.id = t.organisation_id
JOIN register_organisation m ON m.id = t.member_id LEFT JOIN reference_place l ON l.id = m.place_id
WHERE t.kind = 'membership' AND h.kind = 'hub' AND {IN_FORCE}"""
BY_HOME = f"""
WITH member AS (SELECT DISTINCT t.person_id FROM {IN_REGISTER}),
home AS (SELECT DISTINCT ON (t.person_id) t.person_id, l.district_id FROM register_tie t LEFT JOIN reference_place l ON l.id = t.place_id
  WHERE t.kind = 'residence' AND {IN_FORCE} ORDER BY t.person_id, t.start DESC NULLS LAST, t.id DESC),
work AS (SELECT DISTINCT ON (t.person_id) t.person_id, l.district_id FROM register_tie t
  LEFT JOIN register_organisation o ON o.id = t.organisation_id LEFT JOIN reference_place l ON l.id = o.place_id
  WHERE t.kind = 'employment' AND {IN_FORCE} ORDER BY t.person_id, t.is_main DESC, t.start DESC NULLS LAST, t.id DESC)
SELECT coalesce(home.district_id, work.district_id), count(*) FROM member
LEFT JOIN home ON home.person_id = member.person_id LEFT JOIN work ON work.person_id = member.person_id GROUP BY 1"""


@dataclass(frozen=True)
class Family:
    """A figure of one kind: its measure, and what somebody would write by hand for its value and for its table by district."""

    name: str
    key: str
    value: str
    table: str


def family(name: str, key: str, rows: str, counted: str = "count(*)") -> Family:
    return Family(name, key, f"SELECT {counted} FROM {rows}", f"SELECT l.district_id, {counted} FROM {rows} GROUP BY 1")


FAMILIES = (
    family("person-times", "D1.forum_times", FORUM),
    family("different people", "D1.forum_people", FORUM, "count(DISTINCT p.person_id)"),
    family("events", "D8.activities", ACTIVITIES),
    family("matters", "D9.papers", PAPERS),
    family("bodies with a tie", "C1.organisations", IN_HUBS, "count(DISTINCT t.member_id)"),
    Family("people at home", "B1.register", f"SELECT count(DISTINCT t.person_id) FROM {IN_REGISTER}", BY_HOME),
)
COPIED = {
    "gatherings_participation": "id, gathering_id, person_id, part, state, superseded_by_id",
    "gatherings_gathering": "id, kind, series, phase, held_on, place_id, superseded_by_id",
    "matters_matter": "id, kind, phase, opened_on, place_id",
    "register_tie": 'id, kind, person_id, member_id, organisation_id, place_id, is_main, start, "end", superseded_by_id',
    "register_organisation": "id, kind, slug, place_id",
    "reference_place": "id, district_id",
}
LIST_PAGE = (
    f"SELECT count(*) FROM {FORUM}",
    f"SELECT l.district_id, count(*) FROM {FORUM} GROUP BY 1",
    f"SELECT extract(quarter FROM g.held_on), count(*) FROM {FORUM} GROUP BY 1",
    f"SELECT DISTINCT g.series FROM {FORUM}",
)
"""What the list page of person-times shows beside its rows: the value, by district, over time, the series to choose from."""
NAMED = FORUM.replace("WHERE", "LEFT JOIN register_person n ON n.id = p.person_id WHERE", 1)
LISTED = f"""SELECT p.*, g.title, g.held_on, n.name FROM {NAMED}
ORDER BY g.held_on DESC, p.id DESC LIMIT 25 OFFSET {{offset}}"""
IN_DISTRICT = """ AND (g.place_id IN (SELECT id FROM reference_place WHERE path LIKE '{path}%')
OR g.organiser_id IN (SELECT o.id FROM register_organisation o JOIN reference_place q ON q.id = o.place_id WHERE q.path LIKE '{path}%'))"""


def best(work: Callable[[], object], times: int = TIMES) -> float:
    """The shortest of some runs, in ms."""
    return min(milliseconds(work) for _ in range(times))


def ask(sql: str) -> list[tuple[Any, ...]]:
    """Rows of a statement on Django's connection, without Django's query."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def ask_all(statements: Iterable[str]) -> None:
    for sql in statements:
        ask(sql)


def report_text() -> Any:
    """A report with a table by district of forty figures, those of the yearly report first."""
    from lianxin.figures.measures import Measure, measures
    from lianxin.reports.contents import reports
    from lianxin.reports.texts import read_text

    keys = dict.fromkeys([*reports.get("annual").keys, *measures.keys()])
    found = [key for key in keys if key in measures and isinstance(one := measures.get(key), Measure) and one.place is not None]
    return read_text(f"# 工作情况报告\n\n{{{{table by_district: {', '.join(found[:FIGURES])}}}}}\n")


def measure_report() -> bool:
    """The report cold and warm; gives whether it is made in time."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from lianxin.figures.models import DayPattern
    from lianxin.reports.building import build_report

    text = report_text()

    def build() -> Any:
        return build_report("annual", text, start=START, end=END)

    build()  # what Python loads at the first use is not the database's
    DayPattern.objects.all().delete()
    start_cold()
    first = milliseconds(build)
    start_cold()
    cold = milliseconds(build)
    warm = best(build)
    with CaptureQueriesContext(connection) as asked:
        report = build()
    bare = best(partial(ask_all, [one["sql"] for one in asked]))
    table = next(block for block in report.blocks if hasattr(block, "columns"))
    size = f"{len(table.columns)} figures × {len(table.rows) - 1} lines, {len(asked)} statements"
    print(f"a report of {size}: cold {cold:,.0f} ms (first of the day {first:,.0f} ms), warm {warm:,.0f} ms")
    print(f"  its statements by themselves: {bare:,.0f} ms\n")
    return cold <= COLD_S * 1000


def measure_families(duck: duckdb.DuckDBPyConnection) -> bool:
    """Value and table of each family in three ways; gives whether every ratio to SQL by hand is good."""
    from lianxin.figures.selections import select

    print(f"{'figure':20}{'':8}{'number':>10}{'engine':>10}{'by hand':>10}{'ratio':>7}{'DuckDB':>9}")
    good = True
    for one in FAMILIES:
        selection = select(one.key, START, END)
        for what, ours, sql in (
            ("value", partial(_value, selection), one.value),
            ("table", partial(_lines, selection), one.table),
        ):
            number = ours()
            for rows in (ask(sql), duck.execute(sql).fetchall()):
                said = rows[0][0] if what == "value" else {key: count for key, count in rows if count}
                if said != number:
                    sys.exit(f"{one.key}, {what}: the engine says {number}, the SQL by hand {said}")
            engine, hand, scan = best(ours), best(partial(ask, sql)), best(lambda sql=sql: duck.execute(sql).fetchall())
            is_good = engine <= hand * MOST_RATIO or engine < hand + 10
            good = good and is_good
            shown = f"{number:,}" if isinstance(number, int) else f"{len(number)} lines"
            times = f"{engine:10.1f}{hand:10.1f}{engine / hand:7.2f}{scan:9.1f}"
            print(f"{one.name:20}{what:8}{shown:>10}{times}{'' if is_good else '   TOO SLOW'}")
    print()
    return good


def _value(selection: Any) -> Any:
    from lianxin.figures.engine import figure

    return figure(selection).value


def _lines(selection: Any) -> dict[int | None, Any]:
    from lianxin.figures.engine import table_by_district

    lines = table_by_district(selection)
    return {line.place.district_id if line.place else None: line.figure.value for line in lines if line.figure.value}


def measure_pages() -> bool:
    """The list page for the widest and a narrow office; gives whether every ratio to SQL by hand is good."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from lianxin.reference.queries import find_place

    zhongshan = find_place("中山区", END)
    print(f"{'list page':34}{'statements':>11}{'answer':>9}{'asked':>9}{'by hand':>9}{'ratio':>7}")
    good = True
    readers = make_readers()
    for role, seen in (("city office", ""), ("district office", IN_DISTRICT.format(path=zhongshan.path))):
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(readers[role])
        for page in (1, DEEP):
            path = f"{reverse('desk:figures_selection', args=['D1.forum_times'])}?from={START}&to={END}&page={page}"
            client.get(path)
            answer = best(partial(client.get, path))
            with CaptureQueriesContext(connection) as asked:
                client.get(path)
            bare = best(partial(ask_all, [one["sql"] for one in asked if one["sql"].startswith(("SELECT", "("))]))
            hand_written = [*LIST_PAGE, LISTED.format(offset=25 * (page - 1)).replace("\nORDER", f"{seen}\nORDER")]
            if seen:
                hand_written.append(LIST_PAGE[0] + seen)
            hand = best(partial(ask_all, hand_written))
            is_good = bare <= hand * MOST_RATIO
            good = good and is_good
            times = f"{answer:9.0f}{bare:9.0f}{hand:9.0f}{bare / hand:7.2f}"
            print(f"{role + ', page ' + str(page):34}{len(asked):11}{times}{'' if is_good else '   TOO SLOW'}")
    return good


@contextmanager
def copied() -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB with the columns that the statements ask, under the same names."""
    import duckdb
    from django.db import connection

    with tempfile.TemporaryDirectory(prefix="lianxin-bench-") as folder, duckdb.connect() as duck:
        for table, columns in COPIED.items():
            path = f"{folder}/{table}.csv"
            asked = f"COPY (SELECT {columns} FROM {table}) TO STDOUT (FORMAT csv, HEADER)"
            with connection.cursor() as cursor, Path(path).open("wb") as out, cursor.copy(asked) as rows:
                out.writelines(rows)
            duck.execute(f"CREATE TABLE {table} AS SELECT * FROM read_csv('{path}', header = true, sample_size = -1)")
        yield duck


def main() -> int:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with installation("postgresql"):
        from made_records import make_records

        start = time.perf_counter()
        make_records(number)
        print(f"{number:,} participations and what belongs to them: made in {time.perf_counter() - start:.0f} s\n")
        good = [measure_report()]
        with copied() as duck:
            good.append(measure_families(duck))
        good.append(measure_pages())
    return int(not all(good))


if __name__ == "__main__":
    sys.exit(main())
