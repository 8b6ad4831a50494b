"""A throw-away installation to measure on: a PostgreSQL cluster of its own, tables made, nothing left behind."""

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from postgres import as_owner, find_binaries, throw_away  # noqa: E402  tools is no package

DAY = "2017-07-14"


@contextmanager
def installation(database: str) -> Iterator[None]:
    """Set Django up on an empty database, `postgresql` or `sqlite`, for the length of the block.

    Raises SystemExit with a sentence when PostgreSQL is wanted and not found.
    """
    if database == "sqlite":
        with _ready(""):
            yield
        return
    binaries = find_binaries()
    if binaries is None:
        sys.exit("No PostgreSQL found: initdb must be on PATH or under /usr/lib/postgresql.")
    with throw_away(binaries) as url, _ready(url):
        yield


@contextmanager
def _ready(url: str) -> Iterator[None]:
    with tempfile.TemporaryDirectory(prefix="lianxin-bench-") as folder:
        os.environ |= {"LIANXIN_DATA": folder, "DATABASE_URL": url, "LIANXIN_TODAY": DAY}
        os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.config.settings"
        from lianxin.config.secrets import make_secrets

        make_secrets(Path(folder))
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        call_command("migrate", interactive=False, verbosity=0)
        yield
        connection.close()


def start_cold() -> None:
    """Start the throw-away PostgreSQL anew, with none of its files in the memory of the server or of the operating system."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        folder = Path(cursor.fetchone()[0])
    connection.close()
    binaries = find_binaries()
    assert binaries is not None
    control = [*as_owner(), str(binaries / "pg_ctl"), "-D", str(folder), "-w"]
    _program, *options = shlex.split((folder / "postmaster.opts").read_text())
    subprocess.run([*control, "-m", "fast", "stop"], check=True, cwd="/", stdout=subprocess.DEVNULL)
    os.sync()  # what is not yet written stays in memory
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    log = ["-l", str(folder.parent / "log")]
    subprocess.run([*control, *log, "-o", shlex.join(options), "start"], check=True, cwd="/", stdout=subprocess.DEVNULL)
