"""Starting an installation: tables, first-run link or sample city, worker, due jobs, server; and stopping them all."""

import logging
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

import django
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, get_commands
from django.db import close_old_connections, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from lianxin.config.env import Env
from lianxin.config.parent import be_parent, end_with_parent
from lianxin.config.secrets import secrets_path

BEGUN = "sample-city-begun"
TICK_SECONDS = 60
BAR_WIDTH = 30
_shown_tenths = [-1]
log = logging.getLogger("lianxin.start")


def serve(env: Env, *, made_secrets: bool) -> None:
    """Ready an installation and serve it until stopped. Errors: ImproperlyConfigured with the sentence that mends it."""
    if env.today is not None:
        raise ImproperlyConfigured("LIANXIN_TODAY is for the demo and tests: leave it out, `serve` lives on the real day.")
    if env.debug:
        raise ImproperlyConfigured("LIANXIN_DEBUG is for developers: leave it out, `serve` shows no source code.")
    if env.demo:
        raise ImproperlyConfigured("LIANXIN_DEMO signs anybody in: leave it out, or start `lianxin demo`.")
    ready(env, env.bind, made_secrets=made_secrets)
    from lianxin.accounts.services.first_run import first_run_link  # noqa: PLC0415  models need the apps set up

    if link := first_run_link():
        say(f"First run: open {link}")
    run_all(env, env.bind)


def demo(env: Env, *, made_secrets: bool) -> None:
    """Load the sample city once and serve it on this machine alone, on its own day."""
    begun = env.data / BEGUN
    if begun.exists():
        forget_half_a_city(env)
    ready(env, "127.0.0.1", made_secrets=made_secrets)
    load_sample(begun)
    run_all(env, "127.0.0.1")


def forget_half_a_city(env: Env) -> None:
    """Delete the demo's own SQLite database after a load that was cut short; no other database is touched."""
    if not env.database_url:
        for path in env.data.glob("lianxin.sqlite3*"):
            path.unlink()


def load_sample(begun: Path) -> None:
    """Load the sample city with a progress bar, unless the database has it; ``begun`` exists while it is loading."""
    from lianxin.sample.services.load import is_loaded, load_city  # noqa: PLC0415  models need the apps set up

    if is_loaded():
        return
    start = time.monotonic()
    begun.touch()

    def load() -> None:
        end_with_parent()
        load_city(progress=show_progress)

    connection.close()
    be_parent()
    # The city has a signed report, and what draws its charts keeps threads. A server that is forked from a process that once drew
    # would wait for them for ever, so another process loads.
    loading = multiprocessing.get_context("fork").Process(target=load)
    loading.start()
    loading.join()
    if loading.exitcode:
        raise SystemExit(1)
    begun.unlink()
    say(f"\nThe sample city is loaded ({time.monotonic() - start:.0f} s).")


def show_progress(share: float, words: str) -> None:
    """Draw the progress bar: the share done from 0 to 1, and what is being done; in a log, a line per tenth."""
    bar = f"[{'█' * round(share * BAR_WIDTH):·<{BAR_WIDTH}}] {share:4.0%} {words[:40]}"
    if sys.stdout.isatty():
        sys.stdout.write(f"\r{bar}\033[K")
        sys.stdout.flush()
    elif int(share * 10) > _shown_tenths[-1]:
        _shown_tenths.append(int(share * 10))
        say(bar)


def ready(env: Env, bind: str, *, made_secrets: bool) -> None:
    """Look that the port is free, check the settings, bring the tables up to date.

    Errors: ImproperlyConfigured for a port that is taken, a database that does not answer, or a database that was
    sealed with keys other than those just made.
    """
    refuse_taken_port(bind, env.port)
    django.setup()
    wrong = [message.msg for message in run_checks() if message.is_serious()]
    if wrong:
        raise ImproperlyConfigured("\n".join(wrong))
    executor = open_database()
    if made_secrets:
        refuse_other_keys(env, executor)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Making the tables …")
        call_command("migrate", interactive=False, verbosity=0)


def open_database() -> MigrationExecutor:
    """Return what knows the state of the tables. Errors: ImproperlyConfigured when the database does not answer."""
    try:
        return MigrationExecutor(connection)
    except OperationalError as error:
        raise ImproperlyConfigured("The database does not answer: look at DATABASE_URL, and whether it runs.") from error


def refuse_other_keys(env: Env, executor: MigrationExecutor) -> None:
    """Take back keys that were just made when the database was in use before: it was sealed with others.

    Errors: ImproperlyConfigured says where to put the right ones.
    """
    if executor.loader.applied_migrations:
        secrets_path(env.data).unlink()
        raise ImproperlyConfigured(
            f"The database was sealed with other keys: put its {secrets_path(env.data).name} into {env.data} first, "
            "or set LIANXIN_DATA to the folder that holds it."
        )


def refuse_taken_port(bind: str, port: int) -> None:
    """Raise ImproperlyConfigured when another program listens on the port."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind, port))
        except OSError as error:
            raise ImproperlyConfigured(f"Port {port} of {bind} cannot be used ({error.strerror}): set PORT to a free one.") from error


def run_all(env: Env, bind: str) -> None:
    """Run server, worker and due jobs until a signal; whatever ends first, all are stopped before this returns."""
    connection.close()
    be_parent()
    signal.signal(signal.SIGTERM, stop_on_signal)
    with child("db_worker", "--no-startup-delay", "--interval", "2", "--verbosity", "0") as _worker:
        threading.Thread(target=tick_for_ever, name="tick", daemon=True).start()
        threading.Thread(target=announce, args=(env, bind), name="announce", daemon=True).start()
        serve_pages(env, bind)


def stop_on_signal(number: int, frame: FrameType | None) -> NoReturn:
    """Turn SIGTERM into an orderly end, so that children are stopped."""
    raise SystemExit(128 + number)


@contextmanager
def child(*command: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a Lianxin command beside this process and stop it at the end, by force after five seconds."""
    process = subprocess.Popen([sys.executable, "-m", "lianxin", *command], start_new_session=True)  # noqa: S603
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()


def serve_pages(env: Env, bind: str) -> None:
    """Serve the pages until a signal stops the server."""
    Granian(
        "lianxin.config.wsgi:application",
        address=bind,
        port=env.port,
        interface=Interfaces.WSGI,
        workers=env.workers,
        blocking_threads=4,
        workers_kill_timeout=5,
        log_level=LogLevels.warning,
    ).serve()


def tick_for_ever() -> None:
    """Run the due jobs every minute. A job that fails is logged by its kind alone, and tried again in a minute."""
    if "tick" not in get_commands():
        return
    while True:
        time.sleep(TICK_SECONDS)
        try:
            with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
                call_command("tick", stdout=nowhere)
        except Exception as error:  # noqa: BLE001 (the clock must go on)
            log.error("tick failed: %s", type(error).__name__)  # noqa: TRY400 (a traceback may hold values)
        finally:
            close_old_connections()


def announce(env: Env, bind: str) -> None:
    """Say where to open Lianxin once it listens."""
    for _attempt in range(300):
        try:
            with socket.create_connection((("127.0.0.1" if bind == "0.0.0.0" else bind), env.port), timeout=1):  # noqa: S104
                break
        except OSError:
            time.sleep(0.1)
    say(f"Lianxin listens on {env.origin}" + (f", its day is {env.today}" if env.today else ""))


def say(words: str) -> None:
    """Print one line at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
