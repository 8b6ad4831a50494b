"""Installations of a test's own, and Lianxin run in a process as an operator starts it.

A start costs seconds, and so do the tables: what is not about either copies `installation` and runs several commands in one process.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

LONGEST = 600
ONE_AFTER_THE_OTHER = """
import contextlib, io, json, sys
from lianxin.__main__ import main
told, known = [], {}
for words in json.loads(sys.argv[1]):
    out, err, code = io.StringIO(), io.StringIO(), 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            if isinstance(words, str):
                import django; django.setup()
                exec(words, known)
            else:
                sys.argv = ["lianxin", *words]
                main()
        except SystemExit as end:
            code = end.code or 0
    told.append([code, out.getvalue(), err.getvalue()])
print(json.dumps(told))
"""


@dataclass(frozen=True)
class Told:
    """What a command answered."""

    returncode: int
    stdout: str
    stderr: str


def lianxin(*words: str, **environ: str) -> Told:
    """Start `lianxin` with these words."""
    done = _start("-m", "lianxin", *words, **environ)
    return Told(done.returncode, done.stdout, done.stderr)


def one_after_the_other(*commands: list[str] | str, **environ: str) -> list[Told]:
    """Run commands (the words of one, or a text of Python) in one process and give what each answered; a traceback fails the test."""
    done = _start("-c", ONE_AFTER_THE_OTHER, json.dumps(commands), **environ)
    assert done.returncode == 0, done.stderr
    return [Told(*one) for one in json.loads(done.stdout)]


def _start(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    given = {"LIANXIN_TODAY": "", "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "lianxin.config.settings", **environ}
    return subprocess.run(
        [sys.executable, *words], env={**os.environ, **given}, capture_output=True, text=True, check=False, timeout=LONGEST
    )


@pytest.fixture(scope="session")
def installation(tmp_path_factory) -> Path:
    """A data folder with keys and empty tables, made by `lianxin migrate` once for all test processes: copy it."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder = shared / "installation"
    with (shared / "installation.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            begun = shared / "installation.begun"
            shutil.rmtree(begun, ignore_errors=True)
            done = lianxin("migrate", "--verbosity", "0", LIANXIN_DATA=str(begun))
            assert done.returncode == 0, done.stderr
            begun.rename(folder)
    return folder
