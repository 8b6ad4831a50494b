"""A throw-away PostgreSQL on 127.0.0.1: made in a temporary folder, gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OPTIONS = (
    "-c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off "
    "-c shared_buffers=128MB -c max_connections=60 -c autovacuum=off -c jit=off -c wal_level=minimal -c max_wal_senders=0 "
    "-c max_wal_size=4GB -c checkpoint_timeout=1h"
)


def find_binaries() -> Path | None:
    """Return the folder that holds initdb and pg_ctl, the newest version first, or None."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    folders += [Path("/opt/homebrew/opt/postgresql/bin"), Path("/usr/local/opt/postgresql/bin")]
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


def owner() -> str | None:
    """Return the user to run PostgreSQL as: it refuses root, so then a user without rights, else this one (None)."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise RuntimeError("PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody.")


def as_owner() -> list[str]:
    """Return what a command of PostgreSQL begins with to be run by `owner`."""
    user = owner()
    return ["runuser", "-u", user, "--"] if user else []


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def throw_away(binaries: Path) -> Iterator[str]:
    """Run a cluster for the length of the block and yield its DATABASE_URL; stop and delete it at the end."""
    user, port = owner(), free_port()
    folder = Path(tempfile.mkdtemp(prefix="lianxin-pg-"))
    if user:
        shutil.chown(folder, user)
    control = [*as_owner(), str(binaries / "pg_ctl"), "-D", str(folder / "data"), "-w"]

    def call(*command: str) -> None:
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)

    try:
        call(
            *as_owner(),
            str(binaries / "initdb"),
            *("-D", str(folder / "data"), "-U", "lianxin", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"),
        )
        call(*control, "-l", str(folder / "log"), "-o", f"{OPTIONS} -p {port} -k {folder}", "start")
        try:
            yield f"postgres://lianxin@127.0.0.1:{port}/postgres"
        finally:
            call(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
