"""Every static check, a line of verdict each; the output of a failed one follows its line.

Arguments, with commas or spaces between, choose some: ``make check ONLY=ruff,mypy``.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "lianxin"
BIN = Path(sys.executable).parent
LONGEST = 500
CODE = {".py", ".html", ".css", ".js", ".po"}
# Other checkouts, the tools of one machine, and leftovers have no place in what is handed on.
FORBIDDEN = re.compile(r"(?<!\w)/(?:home|root)/|\bTODO\b|\bFIXME\b|\bXXX\b|<<<<<<<|>>>>>>>|breakpoint\(\)|console\.log")
OUTSIDE = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//|url\(["']?(?:https?:)?//|@import\s+["'](?:https?:)?//""")


def run(*command: str, **environment: str) -> str:
    """Return nothing when the command succeeds, else its output."""
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else (done.stdout + done.stderr).strip() or f"exit code {done.returncode}"


def lianxin(*command: str) -> str:
    """Run a Lianxin command on an empty data folder; return nothing or its output."""
    with tempfile.TemporaryDirectory(prefix="lianxin-check-") as folder:
        return run(str(BIN / "python"), "-m", "lianxin", *command, LIANXIN_DATA=folder, DATABASE_URL="", LIANXIN_TODAY="")


def tracked() -> list[Path]:
    """Return the files of the repository, those not yet committed among them."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def ruff() -> str:
    """Lint by every rule of ruff but those that pyproject.toml excuses."""
    return run(str(BIN / "ruff"), "check", "--quiet", "--output-format", "concise", "src", "tests", "tools")


def mypy() -> str:
    """Check types strictly."""
    return run(str(BIN / "mypy"), "--no-error-summary", LIANXIN_DATA=str(ROOT / "data" / "none"))


def floors() -> str:
    """Look that imports only go down."""
    return run(str(BIN / "lint-imports"), "--no-cache")


def django() -> str:
    """Run Django's checks and ours: labels, refusals, settings."""
    return lianxin("check")


def migrations() -> str:
    """Look that every model has its migration."""
    return lianxin("makemigrations", "--check", "--dry-run", "--verbosity", "1")


def messages() -> str:
    """Look that every text has its Chinese translation."""
    return run(str(BIN / "python"), "tools/messages.py", "check")


def templates() -> str:
    """Look for broken HTML in templates; their layout is free, for components are read by line, not by tag."""
    paths = [str(path) for path in tracked() if path.suffix == ".html" and SOURCE in path.parents]
    options = ("--output-format", "concise", "--ignore", "untrimmed-blocktranslate,endblock-label")
    return run(str(BIN / "djangofmt"), "check", *options, *paths) if paths else ""


def lengths() -> str:
    """Look that no file outside tests is longer than 500 lines; catalogues and data are lists, not code."""
    long = []
    for path in tracked():
        if SOURCE not in path.parents and path.parent != ROOT / "tools":
            continue
        if path.suffix in CODE - {".po"} and "migrations" not in path.parts:
            count = len(path.read_text(encoding="utf-8").splitlines())
            if count > LONGEST:
                long.append(f"{path.relative_to(ROOT)}: {count} lines, {LONGEST} allowed")
    return "\n".join(long)


def words() -> str:
    """Look for leftovers, and for pages that load anything from another host."""
    found = []
    for path in tracked():
        if path == Path(__file__).resolve() or path.suffix not in CODE | {".md", ".toml", ".txt", ".sh"}:
            continue
        patterns = [FORBIDDEN] + ([OUTSIDE] if path.suffix in {".css", ".js"} or "templates" in path.parts else [])
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            for pattern in patterns:
                match = pattern.search(line)
                if match and not (pattern is OUTSIDE and "<a " in line):
                    found.append(f"{path.relative_to(ROOT)}:{number}: {match.group()}")
    return "\n".join(found)


def permissions() -> str:
    """Look that docs/permissions.md is what `lianxin rules` prints."""
    kept = ROOT / "docs" / "permissions.md"
    if not kept.exists():
        return "docs/permissions.md is missing: lianxin rules > docs/permissions.md"
    with tempfile.TemporaryDirectory(prefix="lianxin-check-") as folder:
        printed = subprocess.run(
            [str(BIN / "python"), "-m", "lianxin", "rules"],
            env={**os.environ, "LIANXIN_DATA": folder},
            capture_output=True,
            text=True,
            check=False,
        )
    if printed.returncode:
        return printed.stderr
    same = printed.stdout == kept.read_text(encoding="utf-8")
    return "" if same else "docs/permissions.md differs: lianxin rules > docs/permissions.md"


CHECKS: tuple[Callable[[], str], ...] = (
    ruff,
    floors,
    django,
    migrations,
    messages,
    templates,
    lengths,
    words,
    permissions,
    mypy,
)


def main() -> int:
    """Run the checks and print their verdicts; return 1 when one failed."""
    wanted = {word for argument in sys.argv[1:] for word in argument.split(",")}
    unknown = wanted - {check.__name__ for check in CHECKS}
    if unknown:
        print(f"No check is called {', '.join(sorted(unknown))}. Known: {', '.join(check.__name__ for check in CHECKS)}.")
        return 2
    failed = 0
    chosen = [check for check in CHECKS if not wanted or check.__name__ in wanted]
    # Two at a time, the longest first; they wait for processes, so threads do.
    with ThreadPoolExecutor(2) as pool:
        running = {check: pool.submit(timed, check) for check in sorted(chosen, key=lambda check: check is not mypy)}
        for check in chosen:
            output, seconds = running[check].result()
            verdict = "FAILED" if output else "ok"
            print(f"{verdict:7}{check.__name__:12}{seconds:5.1f} s  {check.__doc__}", flush=True)
            if output:
                failed += 1
                print("\n".join(f"       {line}" for line in output.splitlines()), flush=True)
    return int(failed > 0)


def timed(check: Callable[[], str]) -> tuple[str, float]:
    """Return the output of a check and the seconds that it took."""
    start = time.monotonic()
    return check(), time.monotonic() - start


if __name__ == "__main__":
    sys.exit(main())
