"""Kills imports at drawn moments and looks what is left; a process of its own, since it needs a database that it may break.

    python tests/register/killing.py FOLDER SEED DRAWN AT_COMMIT COMMANDS

The database is that of DATABASE_URL, or SQLite in FOLDER. Imports are killed so many times at moments drawn over their whole
length, so many times while they commit, and so many times as `lianxin import`, started as anybody starts it. After each kill
either nothing or the whole must be there, the journal must hold, and the same file again must complete it. Prints what it saw
as JSON; raises AssertionError.
"""

import csv
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

FOLDER, SEED = Path(sys.argv[1]), int(sys.argv[2])
os.environ |= {
    "LIANXIN_DATA": str(FOLDER), "LIANXIN_TODAY": "2017-07-14", "DJANGO_SETTINGS_MODULE": "lianxin.config.settings",
}  # fmt: skip

import django  # noqa: E402  the environment comes first

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from lianxin.access.actors import service  # noqa: E402
from lianxin.journal.models import Entry  # noqa: E402
from lianxin.journal.services.chain import seal_entries, verify_chain  # noqa: E402
from lianxin.register import models  # noqa: E402
from lianxin.register.queries.listed import sources  # noqa: E402
from lianxin.register.records import committers  # noqa: E402
from lianxin.register.services.exports import export_list  # noqa: E402
from lianxin.register.services.imports import import_file  # noqa: E402

ROWS, NAME = 400, "名册.csv"
KEPT = ("Import", "SourceRow", "Mention", "PartyKey", "Touch", "Tie", "Person", "Organisation", "SearchTerm")
NUMBER = "连心编号"
by = service("tests")


def made_list(rows: int, firm: str) -> bytes:
    """Members of an association; every third works elsewhere than a list with another `firm` says."""
    lines = ["大连市软件行业协会会员名册,,,,,", "姓名,性别,出生年月,工作单位,手机,所在区"]
    for n in range(rows):
        name = "王李张刘陈"[n % 5] + "建国志强海波"[n % 6] + chr(0x4E00 + n)
        where = firm if n % 3 == 0 else f"大连第{n % 50}软件有限公司"
        lines.append(f"{name},{'男女'[n % 2]},19{60 + n % 35}.{n % 12 + 1},{where},139{n:08d},中山区")
    return "\n".join(lines).encode()


# What is there


def whole() -> dict[str, object]:
    """All that anybody could export, whatever numbers the records bear, and how much stands in the tables beneath."""
    told: dict[str, object] = {}
    for kind in committers.keys():  # noqa: SIM118  a registry, which iterates its values
        rows = csv.DictReader(
            io.StringIO(export_list(kind, by=by, purpose="tests", form="csv").decode("utf-8-sig"))
        )
        told[kind] = sorted(tuple(value for key, value in row.items() if key != NUMBER) for row in rows)
    first: dict[str, tuple[str, int]] = {}
    told["sources"] = [(name, row, first.setdefault(party, (name, row))) for name, row, party in sources()]
    told["tables"] = {name: getattr(models, name)._base_manager.count() for name in KEPT}
    told["entries"] = Entry.objects.filter(verb="import").count()
    seal_entries()
    assert verify_chain().holds, "the journal does not hold"
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_key_check")
            assert not cursor.fetchall(), "rows point to nothing"
    return told


# Keeping a database aside


def keep_aside() -> None:
    connections.close_all()
    if connection.vendor == "sqlite":
        shutil.copy(connection.settings_dict["NAME"], FOLDER / "aside")
        return
    on_server(
        'DROP DATABASE IF EXISTS "{name}_aside" WITH (FORCE)',
        'CREATE DATABASE "{name}_aside" TEMPLATE "{name}"',
    )


def bring_back() -> None:
    """As `keep_aside` found it."""
    connections.close_all()
    if connection.vendor == "sqlite":
        database = Path(connection.settings_dict["NAME"])
        for ending in ("-wal", "-shm"):
            database.with_name(database.name + ending).unlink(missing_ok=True)
        shutil.copy(FOLDER / "aside", database)
        return
    on_server('DROP DATABASE "{name}" WITH (FORCE)', 'CREATE DATABASE "{name}" TEMPLATE "{name}_aside"')


def on_server(*statements: str) -> None:
    """Run statements beside the database, not in it; `{name}` is its name."""
    import psycopg

    given = connection.get_connection_params()
    keys = {key: given[key] for key in ("host", "port", "user", "password") if key in given}
    with psycopg.connect(**keys, dbname="postgres", autocommit=True) as server:
        for statement in statements:
            server.execute(statement.format(name=connection.settings_dict["NAME"]))


def wait_for_server() -> None:
    """PostgreSQL notices a killed client when it next listens; until then it works on."""
    while connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid != pg_backend_pid()"
            )
            if not cursor.fetchone()[0]:
                return
        time.sleep(0.01)


# Killing


def take(data: bytes) -> None:
    import_file(data, NAME, by=by, basis="consent")


def child(data: bytes, at_commit: Callable[[], None] | None = None) -> int:
    """Fork a process that imports and ends; `at_commit` is called as it begins to commit. Gives its id."""
    connections.close_all()
    pid = os.fork()
    if pid:
        return pid
    if at_commit is not None:
        commit = connection._commit

        def told_commit() -> None:
            # The short transactions before it only give out numbers.
            if Entry.objects.filter(verb="import").count() > 1:
                at_commit()
            commit()

        connection._commit = told_commit  # type: ignore[method-assign]
    take(data)
    connections.close_all()
    os._exit(0)


def kill_after(seconds: float, pid: int) -> None:
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def kill_at_commit(data: bytes, seconds: float) -> None:
    reader, writer = os.pipe()
    pid = child(data, lambda: os.write(writer, b"!") and None)
    os.close(writer)
    os.read(reader, 1)
    kill_after(seconds, pid)
    os.close(reader)


def kill_command(path: Path, seconds: float) -> None:
    connections.close_all()
    process = subprocess.Popen(
        [sys.executable, "-m", "lianxin", "import", str(path), "--basis", "consent"],
        stdout=subprocess.DEVNULL,
    )
    kill_after(seconds, process.pid)


def main() -> None:
    drawn, at_commit, commands = map(int, sys.argv[3:6])
    chance = random.Random(SEED)
    call_command("migrate", interactive=False, verbosity=0)
    take(made_list(ROWS // 4, "大连旧单位有限公司"))
    before = whole()
    keep_aside()
    data = made_list(ROWS, "大连新单位有限公司")
    path = FOLDER / NAME
    path.write_bytes(data)
    start = time.monotonic()
    os.waitpid(child(data), 0)
    length = time.monotonic() - start
    after = whole()
    assert after != before
    seen: Counter[str] = Counter()
    kills: list[Callable[[], None]] = [
        *[lambda: kill_after(chance.uniform(0, 1.1 * length), child(data))] * drawn,
        *[lambda: kill_at_commit(data, chance.uniform(0, 0.1 * length) * chance.choice((0, 0.1, 1)))]
        * at_commit,
        *[lambda: kill_command(path, chance.uniform(0.5, 1) * (2 + length))] * commands,
    ]
    for kill in kills:
        bring_back()
        kill()
        wait_for_server()
        found = whole()
        assert found in (before, after), {
            key: value for key, value in found.items() if value not in (before[key], after[key])
        }
        seen["whole" if found == after else "nothing"] += 1
        take(data)
        assert whole() == after, "the same file again does not complete it"
    connections.close_all()
    if connection.vendor == "postgresql":
        on_server('DROP DATABASE "{name}_aside"')
    sys.stdout.write(json.dumps(seen) + "\n")


if __name__ == "__main__":
    main()
