"""Every test that this machine can run: SQLite, PostgreSQL where found, Chromium where found; says what it skipped.

Chromium works beside PostgreSQL, because neither keeps two cores busy. Arguments go to pytest, such as
``make test ARGS="tests/lists -x"``; with --pdb or -n among them one part follows the other.
"""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from chromium import find_chromium
from postgres import find_binaries, throw_away

NOTHING_COLLECTED = 5
SLOWEST = 10


@dataclass
class Outcome:
    """What became of one part of the tests, for the last lines."""

    part: str
    words: str
    failed: bool = False


@dataclass(frozen=True)
class Part:
    """One run of pytest: its name, what it is told, and the variables that it needs."""

    name: str
    arguments: list[str]
    environment: dict[str, str]

    def run(self, reports: Path, *, at_end: bool = False) -> Outcome:
        """Run pytest in a process of its own; with `at_end` its lines come together. To collect nothing is no failure."""
        if not at_end:
            print(f"\n── {self.name} ──", flush=True)
        start = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "pytest", f"--junitxml={reports / self.name}.xml", *self.arguments],
            env={**os.environ, **self.environment},
            check=False,
            stdout=subprocess.PIPE if at_end else None,
            stderr=subprocess.STDOUT if at_end else None,
            text=True,
        )
        if at_end:
            print(f"\n── {self.name} ──\n{done.stdout}", flush=True)
        code, seconds = done.returncode, f"{time.monotonic() - start:.0f} s"
        if code == NOTHING_COLLECTED:
            return Outcome(self.name, f"no tests here ({seconds})")
        return Outcome(
            self.name,
            f"{'passed' if code == 0 else f'FAILED with exit code {code}'} ({seconds})",
            failed=code != 0,
        )


def slowest(reports: Path) -> list[str]:
    """The tests that took longest in all parts, setup and teardown with them, as lines."""
    cases = [(case, path.stem) for path in reports.glob("*.xml") for case in ET.parse(path).iter("testcase")]  # noqa: S314  we wrote it
    took = [
        (float(case.get("time", 0)), f"{case.get('classname')}.{case.get('name')} ({part})")
        for case, part in cases
    ]
    return [f"{seconds:6.1f} s  {test}" for seconds, test in sorted(took, reverse=True)[:SLOWEST]]


def main() -> int:
    """Run the parts; return 1 when one of them failed."""
    given = sys.argv[1:]
    alone = any(word.startswith(("-n", "-p", "--pdb")) for word in given)
    # Processes are given whole files: what a module makes for all its tests is made once.
    workers = [] if alone else ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    without = ["-m", "not e2e", *workers, *given]
    outcomes: list[Outcome] = []
    browser, binaries, named = find_chromium(), find_binaries(), os.environ.get("DATABASE_URL", "")
    with ExitStack() as stack:
        reports = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lianxin-tests-")))
        # What one load of the sample city says is left here, and the other part compares its own with it.
        left = {"LIANXIN_TESTS_LEFT": str(reports)}
        outcomes.append(Part("SQLite", without, {"DATABASE_URL": "", **left}).run(reports))
        with ThreadPoolExecutor(1) as beside:
            waiting = None
            if browser:
                chromium = Part("Chromium", ["-m", "e2e", *given], {"DATABASE_URL": "", "CHROMIUM": browser})
                waiting = beside.submit(chromium.run, reports, at_end=not alone)
                if alone:
                    waiting.result()
            if named.startswith("postgres"):
                outcomes.append(
                    Part("PostgreSQL of DATABASE_URL", ["--second-database", *without], left).run(reports)
                )
            elif binaries:
                url = stack.enter_context(throw_away(binaries))
                outcomes.append(
                    Part("PostgreSQL", ["--second-database", *without], {"DATABASE_URL": url, **left}).run(
                        reports
                    )
                )
            else:
                outcomes.append(
                    Outcome("PostgreSQL", "SKIPPED: no initdb on PATH or under /usr/lib/postgresql")
                )
        if waiting:
            outcomes.append(waiting.result())
        else:
            outcomes.append(
                Outcome("Chromium", "SKIPPED: no Chromium; install one or set CHROMIUM to its path")
            )
        lines = slowest(reports)
    print("\n── The slowest tests ──", *lines, sep="\n")
    print("\n── All parts ──")
    for outcome in outcomes:
        print(f"{outcome.part}: {outcome.words}")
    return int(any(outcome.failed for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
