"""Lists as they come into a growing register, and one changed list again.

    .venv/bin/python benchmarks/import_again.py [ROWS, 51000] [sqlite|postgresql|both]

Imports made-up messy lists (`made_lists.py`) of so many rows one after the other, prints rows a second of each tenth of them, and
then sends a list of about 500 rows once more with another phone in every tenth row: import, and matching of what is new. That must
take seconds.
"""

import datetime as dt
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from import_rows import Clock
from installation import installation
from made_lists import MadeList, made, write_list

MOST_SECONDS = 10.0
WANTED = 500


def changed(one: MadeList) -> MadeList:
    """The list with another phone in every tenth row."""
    chance = random.Random(one.file)
    rows = []
    for place, row in enumerate(one.rows):
        cells = dict(row.cells)
        if place % 10 == 0:
            cells |= (
                {"phone": f"139{chance.randrange(10**8):08d}"} if "phone" in cells else {"title": "名誉会长"}
            )
        rows.append(row._replace(cells=cells))
    return MadeList(one.file, one.title, one.year, one.columns, one.header, rows)


def measure(database: str, rows: int) -> int:
    """Fill one register, send one list again. Gives 1 when that took too long."""
    with installation(database), tempfile.TemporaryDirectory(prefix="lianxin-lists-") as folder:
        from lianxin.access.actors import service
        from lianxin.core.errors import LianxinError
        from lianxin.register.models import Person
        from lianxin.register.services.imports import import_file
        from lianxin.register.services.linking import match_new

        by = service("benchmark")
        lists = list(made(rows)[1])

        for one in lists:
            write_list(one, Path(folder))

        def take(one: MadeList) -> None:
            path = Path(folder) / one.file
            try:
                import_file(
                    path, path.name, by=by, basis="consent", as_of=dt.date(min(one.year, 2017), 6, 30)
                )
            except LianxinError as error:
                print(f"  {one.file}: {error}")

        print(f"{database}: {rows:,} rows in {len(lists)} lists, load {os.getloadavg()[0]:.1f}")
        clock, start = Clock(), time.perf_counter()
        for tenth in range(10):
            some = lists[len(lists) * tenth // 10 : len(lists) * (tenth + 1) // 10]
            count = sum(len(one.rows) for one in some)
            clock.time(
                f"tenth {tenth + 1}, {count:,} rows",
                max(count, 1),
                lambda some=some: [take(one) for one in some],
            )
        whole = time.perf_counter() - start
        print(f"  in all {whole:.1f} s, {rows / whole:,.0f} rows/s; {Person.objects.count():,} people")
        clock.time("match all that is new", rows, lambda: match_new(by=by))
        one = min(
            (one for one in lists if "phone" in one.columns), key=lambda one: abs(len(one.rows) - WANTED)
        )
        count = len(one.rows)
        write_list(changed(one), Path(folder))
        again = clock.time(f"{count} rows, changed", count, lambda: take(one))
        matched = clock.time("match what is new", count, lambda: match_new(by=by))
        print()
        return int(again + matched > MOST_SECONDS)


def main() -> int:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 51_000
    database = sys.argv[2] if len(sys.argv) > 2 else "both"
    if database != "both":
        return measure(database, rows)
    command = [sys.executable, __file__, str(rows)]
    return max(subprocess.run([*command, name], check=False).returncode for name in ("sqlite", "postgresql"))


if __name__ == "__main__":
    sys.exit(main())
