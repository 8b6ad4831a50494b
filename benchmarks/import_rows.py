"""Rows a second of an import: a made list of members as an association sends it, with sources, sealing and exact keys.

    .venv/bin/python benchmarks/import_rows.py [ROWS, 5000] [sqlite|postgresql|both] [--beside]

Prints for each database rows a second of a dry run, of the commit, of the same file again (which changes nothing) and of the
undo; the processor's seconds of each, the database's server included, which a busy machine changes little; and the ratio of
the commit to bare inserts of the same bytes: all rows that it wrote, read back and written into tables without index,
key or cipher.

With `--beside` another process writes a small transaction every 20 ms during dry run and commit. Its longest wait is
printed, and ends the benchmark with 1 when it is over one second.
"""

import datetime as dt
import io
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from installation import installation

SEED = 20170714
EVERY = 0.02
LONGEST_WAIT = 1.0
AS_OF = dt.date(2017, 6, 30)
TABLES = ("Person", "Organisation", "SourceRow", "Mention", "PartyKey", "Tie", "Touch", "SearchTerm")


def made_list(rows: int) -> bytes:
    """A workbook with a title row, a row of headings and so many invented members."""
    import xlsxwriter
    from made_people import FAMILY, GIVEN

    chance = random.Random(SEED)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("会员名册")
    sheet.write(0, 0, "大连市软件行业协会会员名册（截至2017年6月）")
    for column, heading in enumerate(
        ("序号", "姓名", "性别", "出生年月", "工作单位", "职务", "手机", "所在区")
    ):
        sheet.write(1, column, heading)
    districts = ("中山区", "西岗区", "沙河口区", "甘井子区", "旅顺口区", "金州区")
    for number in range(1, rows + 1):
        name = "".join((chance.choice(FAMILY), *chance.choices(GIVEN, k=2)))
        birth = f"{chance.randrange(1955, 1996)}.{chance.randrange(1, 13)}"
        firm = f"大连{chance.choice(GIVEN)}{chance.choice(GIVEN)}软件有限公司"
        phone = f"13{chance.randrange(10**8, 10**9)}"
        cells = (
            number,
            name,
            chance.choice("男女"),
            birth,
            firm,
            chance.choice(("经理", "工程师")),
            phone,
            chance.choice(districts),
        )
        for column, value in enumerate(cells):
            sheet.write(number + 1, column, value)
    book.close()
    return out.getvalue()


class Clock:
    """Seconds of the wall and of the processors, this process and its database server together."""

    def __init__(self) -> None:
        from django.db import connection

        self.server: Path | None = None
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self.server = Path(f"/proc/{cursor.fetchone()[0]}/stat")

    def read(self) -> tuple[float, float]:
        processor = time.process_time()
        if self.server is not None and self.server.exists():
            user, system = self.server.read_text().rpartition(")")[2].split()[11:13]
            processor += (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
        return time.perf_counter(), processor

    def time(self, words: str, rows: int, work: Callable[[], object]) -> float:
        """Do the work, print what it cost and give its seconds."""
        wall, processor = self.read()
        work()
        after = self.read()
        seconds = after[0] - wall
        busy = max(after[1] - processor, 1e-6)
        print(
            f"  {words:22}{seconds:7.2f} s {rows / seconds:9,.0f} rows/s; {busy:6.2f} processor s {rows / busy:9,.0f} rows/s"
        )
        return seconds


def bare_inserts() -> float:
    """Seconds to write the rows that stand in the tables of the register once more, into tables without index or key."""
    from django.apps import apps
    from django.db import connection, transaction

    seconds = 0.0
    with connection.cursor() as cursor:
        for name in TABLES:
            table = apps.get_model("register", name)._meta.db_table
            cursor.execute(f"SELECT * FROM {table}")
            rows = cursor.fetchall()
            cursor.execute(f"CREATE TABLE bare_{table} AS SELECT * FROM {table} WHERE 1 = 0")
            start = time.perf_counter()
            with transaction.atomic():
                if connection.vendor == "postgresql":
                    with cursor.copy(f"COPY bare_{table} FROM STDIN") as out:
                        for row in rows:
                            out.write_row(row)
                elif rows:
                    cursor.executemany(
                        f"INSERT INTO bare_{table} VALUES ({', '.join(['%s'] * len(rows[0]))})", rows
                    )
            seconds += time.perf_counter() - start
    return seconds


@contextmanager
def writer_beside(waits: list[float]) -> Iterator[None]:
    """Run another process that writes all the time; its longest wait in seconds comes to `waits`."""
    from lianxin.access.actors import service
    from lianxin.register.services.parties import add_person

    person = add_person(values={"name": "王旁边"}, by=service("benchmark"))
    with subprocess.Popen(
        [sys.executable, __file__, "--writer", str(person.pk)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        if process.stdout is not None:
            process.stdout.readline()
        yield
        told = json.loads(process.communicate("\n")[0])
    waits.append(told["longest"])
    print(
        f"  another process wrote {told['writes']} times; it took {told['median'] * 1000:.0f} ms mostly, {told['longest']:.2f} s at most"
    )


def write_beside(person_id: int) -> None:
    """Change a person and write the entry, every 20 ms, until a line comes in."""
    import select
    import statistics

    import django

    django.setup()
    from django.db import transaction

    from lianxin.access.actors import service
    from lianxin.journal.services.entries import record
    from lianxin.register.models import Person

    by, person, took = service("benchmark"), Person.objects.get(pk=person_id), []
    print("ready", flush=True)
    while not select.select([sys.stdin], [], [], EVERY)[0]:
        start = time.perf_counter()
        with transaction.atomic():
            Person.objects.filter(pk=person_id).update(email=f"{len(took)}@example.org")
            record("change_person", person, by=by)
        took.append(time.perf_counter() - start)
    print(json.dumps({"writes": len(took), "longest": max(took), "median": statistics.median(took)}))


def measure(database: str, rows: int, *, beside: bool) -> int:
    """Import, import again and undo on one database; print the speeds. Gives 1 when somebody waited too long."""
    waits: list[float] = []
    with installation(database):
        from lianxin.access.actors import service
        from lianxin.register.models import Import, Person
        from lianxin.register.services.imports import import_file
        from lianxin.register.services.undo import undo_import

        by, data = service("benchmark"), made_list(rows)

        def take(*, dry_run: bool = False) -> None:
            import_file(data, "名册.xlsx", by=by, basis="consent", as_of=AS_OF, dry_run=dry_run)

        print(f"{database}: {rows:,} rows, load {os.getloadavg()[0]:.1f}")
        import_file(made_list(20), "热身.xlsx", by=by, basis="consent", as_of=AS_OF)
        clock = Clock()
        with writer_beside(waits) if beside else nothing():
            clock.time("dry run", rows, lambda: take(dry_run=True))
            seconds = clock.time("commit", rows, take)
        bare = bare_inserts()
        print(
            f"  {'bare inserts':22}{bare:7.2f} s {rows / bare:9,.0f} rows/s; the commit costs {seconds / bare:.1f} times that"
        )
        people = Person.objects.count()
        clock.time("the same file again", rows, take)
        assert Person.objects.count() == people, "the same file made new people"
        imported = Import.objects.filter(by_hand=False).latest("pk")
        clock.time("undo", rows, lambda: undo_import(imported, by=by))
        print()
    return int(max(waits, default=0) > LONGEST_WAIT)


@contextmanager
def nothing() -> Iterator[None]:
    yield


def main() -> int:
    given = [word for word in sys.argv[1:] if not word.startswith("--")]
    if "--writer" in sys.argv:
        write_beside(int(given[0]))
        return 0
    rows = int(given[0]) if given else 5000
    database = given[1] if len(given) > 1 else "both"
    if database != "both":
        return measure(database, rows, beside="--beside" in sys.argv)
    # A process each: Django's settings hold for the life of one.
    command = [sys.executable, __file__, str(rows)]
    options = [word for word in sys.argv[1:] if word.startswith("--")]
    return max(
        subprocess.run([*command, name, *options], check=False).returncode
        for name in ("sqlite", "postgresql")
    )


if __name__ == "__main__":
    sys.exit(main())
