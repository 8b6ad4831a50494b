"""Rows a second of an import: a made list of members as an association sends it, with sources, sealing and exact keys.

    .venv/bin/python benchmarks/import_rows.py [ROWS, 5000] [sqlite|postgresql|both]

Prints for each database the rows a second of a dry run, of the commit, of the same file again (which changes nothing) and of
the undo, and the ratio of the commit to writing the same sealed rows into one bare table.
"""

import datetime as dt
import io
import random
import subprocess
import sys
import time

from installation import installation

SEED = 20170714
BARE = "CREATE TABLE bare_rows (id integer primary key, sheet text, number integer, cells {blob}, digest text)"


def made_list(rows: int) -> bytes:
    """A workbook with a title row, a row of headings and so many invented members."""
    import xlsxwriter
    from made_people import FAMILY, GIVEN

    chance = random.Random(SEED)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("会员名册")
    sheet.write(0, 0, "大连市软件行业协会会员名册（截至2017年6月）")
    for column, heading in enumerate(("序号", "姓名", "性别", "出生年月", "工作单位", "职务", "手机", "所在区")):
        sheet.write(1, column, heading)
    districts = ("中山区", "西岗区", "沙河口区", "甘井子区", "旅顺口区", "金州区")
    for number in range(1, rows + 1):
        name = "".join((chance.choice(FAMILY), *chance.choices(GIVEN, k=2)))
        birth = f"{chance.randrange(1955, 1996)}.{chance.randrange(1, 13)}"
        firm = f"大连{chance.choice(GIVEN)}{chance.choice(GIVEN)}软件有限公司"
        phone = f"13{chance.randrange(10**8, 10**9)}"
        cells = (number, name, chance.choice("男女"), birth, firm, chance.choice(("经理", "工程师")), phone, chance.choice(districts))
        for column, value in enumerate(cells):
            sheet.write(number + 1, column, value)
    book.close()
    return out.getvalue()


def bare_rows(rows: int) -> float:
    """Seconds to seal so many rows of cells and write them into one table without index or journal."""
    import json

    from django.db import connection, transaction

    from lianxin.core.sealed import seal

    blob = "bytea" if connection.vendor == "postgresql" else "blob"
    cells = json.dumps({"name": "王芳", "phone": "13900001111", "employer": "大连某某软件有限公司", "position": "经理"}, ensure_ascii=False)
    with connection.cursor() as cursor:
        cursor.execute(BARE.format(blob=blob))
        start = time.perf_counter()
        with transaction.atomic():
            made = [(n, "会员名册", n, seal(cells), f"{n:032x}") for n in range(rows)]
            cursor.executemany("INSERT INTO bare_rows VALUES (%s, %s, %s, %s, %s)", made)
        return time.perf_counter() - start


def measure(database: str, rows: int) -> None:
    """Import, import again and undo on one database; print the speeds."""
    with installation(database):
        from lianxin.access.actors import service
        from lianxin.register.models import Import, Person
        from lianxin.register.services.imports import import_file
        from lianxin.register.services.undo import undo_import

        by, data = service("benchmark"), made_list(rows)
        as_of = dt.date(2017, 6, 30)

        def timed(words: str, work: object) -> float:
            start = time.perf_counter()
            work()  # type: ignore[operator]
            seconds = time.perf_counter() - start
            print(f"  {words:22}{seconds:7.2f} s {rows / seconds:9,.0f} rows/s")
            return seconds

        print(f"{database}: {rows:,} rows")
        timed("dry run", lambda: import_file(data, "名册.xlsx", by=by, basis="consent", as_of=as_of, dry_run=True))
        seconds = timed("commit", lambda: import_file(data, "名册.xlsx", by=by, basis="consent", as_of=as_of))
        people = Person.objects.count()
        timed("the same file again", lambda: import_file(data, "名册.xlsx", by=by, basis="consent", as_of=as_of))
        assert Person.objects.count() == people, "the same file made new people"
        imported = Import.objects.filter(by_hand=False).earliest("pk")
        timed("undo", lambda: undo_import(imported, by=by))
        bare = bare_rows(rows)
        print(f"  {'bare sealed rows':22}{bare:7.2f} s {rows / bare:9,.0f} rows/s; the commit costs {seconds / bare:.0f} times that\n")


def main() -> int:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    database = sys.argv[2] if len(sys.argv) > 2 else "both"
    if database != "both":
        measure(database, rows)
        return 0
    # A process each: Django's settings hold for the life of one.
    return max(subprocess.run([sys.executable, __file__, str(rows), name], check=False).returncode for name in ("sqlite", "postgresql"))


if __name__ == "__main__":
    sys.exit(main())
