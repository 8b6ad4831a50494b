"""Every test that this machine can run: SQLite, PostgreSQL where found, Chromium where found; says what it skipped.

Arguments go to pytest, such as ``make test ARGS="tests/lists -x"``.
"""

import os
import subprocess
import sys
import time
from dataclasses import dataclass

from chromium import find_chromium
from postgres import find_binaries, throw_away

NOTHING_COLLECTED = 5


@dataclass
class Outcome:
    """What became of one part of the tests, for the last lines."""

    part: str
    words: str
    failed: bool = False


def pytest(part: str, arguments: list[str], **environment: str) -> Outcome:
    """Run pytest in a process of its own; to collect nothing is no failure."""
    print(f"\n── {part} ──", flush=True)
    start = time.monotonic()
    code = subprocess.run(
        [sys.executable, "-m", "pytest", *arguments], env={**os.environ, **environment}, check=False
    ).returncode
    seconds = f"{time.monotonic() - start:.0f} s"
    if code == NOTHING_COLLECTED:
        return Outcome(part, f"no tests here ({seconds})")
    return Outcome(part, f"{'passed' if code == 0 else f'FAILED with exit code {code}'} ({seconds})", failed=code != 0)


def main() -> int:
    """Run the parts one after the other; return 1 when one of them failed."""
    given = sys.argv[1:]
    two_cores = [] if any(word.startswith(("-n", "-p", "--pdb")) for word in given) else ["-n", "2"]
    outcomes = [pytest("SQLite", ["-m", "not e2e", *two_cores, *given], DATABASE_URL="")]
    binaries = find_binaries()
    named = os.environ.get("DATABASE_URL", "")
    if named.startswith("postgres"):
        outcomes.append(pytest("PostgreSQL of DATABASE_URL", ["-m", "not e2e", "--second-database", *two_cores, *given]))
    elif binaries:
        with throw_away(binaries) as url:
            outcomes.append(pytest("PostgreSQL", ["-m", "not e2e", "--second-database", *two_cores, *given], DATABASE_URL=url))
    else:
        outcomes.append(Outcome("PostgreSQL", "SKIPPED: no initdb on PATH or under /usr/lib/postgresql"))
    browser = find_chromium()
    if browser:
        outcomes.append(pytest("Chromium", ["-m", "e2e", *given], DATABASE_URL="", CHROMIUM=browser))
    else:
        outcomes.append(Outcome("Chromium", "SKIPPED: no Chromium; install one or set CHROMIUM to its path"))
    print("\n── All parts ──")
    for outcome in outcomes:
        print(f"{outcome.part}: {outcome.words}")
    return int(any(outcome.failed for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
