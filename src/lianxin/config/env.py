"""The table of environment keys: every name that Lianxin reads from its surroundings, with type, default and meaning.

A wrong value raises ``ImproperlyConfigured`` with the sentence that mends it; ``lianxin`` prints that sentence and
ends with exit code 2.
"""

import datetime as dt
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
TRUE_WORDS = frozenset({"1", "yes", "true", "on"})
FALSE_WORDS = frozenset({"", "0", "no", "false", "off"})


def parse_flag(raw: str) -> bool:
    """Return the truth of yes/no words; raise ValueError for any other word."""
    word = raw.strip().lower()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise ValueError(raw)


def parse_port(raw: str) -> int:
    """Return a TCP port between 1 and 65535; raise ValueError otherwise."""
    port = int(raw)
    if not 1 <= port <= 65535:
        raise ValueError(raw)
    return port


def parse_workers(raw: str) -> int:
    """Return a number of processes between 1 and 64; raise ValueError otherwise."""
    workers = int(raw)
    if not 1 <= workers <= 64:
        raise ValueError(raw)
    return workers


def parse_folder(raw: str) -> Path:
    """Return the absolute path of a folder, which need not exist yet."""
    return Path(raw).expanduser().resolve()


def parse_cipher(raw: str) -> str:
    """Return the name of a cipher; raise ValueError for one that Lianxin does not have."""
    if raw not in {"aes", "sm4"}:
        raise ValueError(raw)
    return raw


def parse_day(raw: str) -> dt.date | None:
    """Return an ISO date, or None for an empty value."""
    return dt.date.fromisoformat(raw) if raw else None


def parse_origin(raw: str) -> str:
    """Return ``scheme://host[:port]`` without a path; raise ValueError for anything else."""
    parts = urlsplit(raw)
    if not raw:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
        raise ValueError(raw)
    return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True)
class Key:
    """One environment key: how its text becomes a value, and what it expects in words."""

    name: str
    parse: Callable[[str], Any]
    default: str
    expects: str
    meaning: str


KEYS: tuple[Key, ...] = (
    Key(
        "LIANXIN_DATA",
        parse_folder,
        "data",
        "a folder, such as /var/lib/lianxin",
        "The data folder: secrets, files, and the database when it is SQLite. The demo has its own, data/demo.",
    ),
    Key(
        "DATABASE_URL",
        str,
        "",
        "postgres://user:password@host:port/name, sqlite:///path/to/file, or nothing",
        "The database; nothing means SQLite in the data folder.",
    ),
    Key("PORT", parse_port, "8000", "a number from 1 to 65535", "The port that serve and demo listen on."),
    Key(
        "LIANXIN_WORKERS",
        parse_workers,
        "1",
        "a number from 1 to 64",
        "How many processes serve pages, four threads each; on SQLite one is best, on PostgreSQL one per core.",
    ),
    Key(
        "LIANXIN_BIND",
        str,
        "127.0.0.1",
        "an address of this machine, such as 127.0.0.1 or 0.0.0.0",
        "The address that serve listens on; the demo always listens on 127.0.0.1.",
    ),
    Key(
        "LIANXIN_URL",
        parse_origin,
        "",
        "an origin such as https://lianxin.example.cn",
        "Where people open Lianxin. An https origin switches on HSTS and secure cookies; plain http is for this machine only.",
    ),
    Key(
        "LIANXIN_TODAY",
        parse_day,
        "",
        "a date such as 2017-07-14, or nothing",
        "The day that the demo and tests live on; serve refuses it.",
    ),
    Key(
        "LIANXIN_CIPHER",
        parse_cipher,
        "aes",
        "aes or sm4",
        "The cipher that seals new values; values sealed with the other stay readable.",
    ),
    Key(
        "LIANXIN_DEMO",
        parse_flag,
        "",
        "yes or no",
        "Set by the demo for its own processes: shows the sign-in buttons of the sample people.",
    ),
    Key(
        "LIANXIN_DEBUG",
        parse_flag,
        "",
        "yes or no",
        "Error pages with source code, for developers on their own machine; serve refuses it.",
    ),
)


@dataclass(frozen=True)
class Env:
    """The parsed environment; the field names follow KEYS."""

    data: Path
    database_url: str
    port: int
    workers: int
    bind: str
    url: str
    today: dt.date | None
    cipher: str
    demo: bool
    debug: bool

    @property
    def origin(self) -> str:
        """Return the origin that people open: LIANXIN_URL, else this machine and the port."""
        return self.url or f"http://127.0.0.1:{self.port}"

    @property
    def https(self) -> bool:
        """Tell whether people come by https."""
        return self.origin.startswith("https://")


def read_env(environ: Mapping[str, str] | None = None) -> Env:
    """Parse the environment by KEYS. Errors: ImproperlyConfigured names the key and what it expects."""
    source = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    for key in KEYS:
        raw = source.get(key.name, "").strip() or key.default
        try:
            value = key.parse(raw)
        except ValueError as error:
            message = f"{key.name} is {raw!r}: set it to {key.expects}."
            raise ImproperlyConfigured(message) from error
        values[key.name.removeprefix("LIANXIN_").lower()] = value
    return Env(**values)


POSTGRESQL_OPTIONS = "-c jit=off -c random_page_cost=1.1 -c work_mem=16MB -c max_parallel_workers_per_gather=0"
"""Short questions from many readers: compiling one, or sharing it between workers, costs more than asking it, and what is asked
again and again is in memory. `options` in DATABASE_URL replaces them."""


def parse_database(url: str, data: Path) -> dict[str, Any]:
    """Return Django's entry for the database of ``url`` (empty: SQLite in the data folder).

    SQLite runs with IMMEDIATE transactions, a write-ahead log and 20 s of patience: with the default options one
    concurrent transaction in ten ends in "database is locked". What is deleted is overwritten with zeroes, or an erased
    name would stay readable in the file. Errors: ImproperlyConfigured for another scheme.
    """
    parts = urlsplit(url)
    if not url or parts.scheme == "sqlite":
        name = Path(unquote(parts.path[1:])).resolve() if url else data / "lianxin.sqlite3"
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
                    "PRAGMA cache_size=-32000; PRAGMA mmap_size=134217728; PRAGMA secure_delete=ON;"
                ),
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        options: dict[str, Any] = {"options": POSTGRESQL_OPTIONS} | dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or "") or options.pop("host", ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options,
        }
    message = f"DATABASE_URL begins with {parts.scheme!r}: set it to postgres://user:password@host:port/name, or leave it out for SQLite."
    raise ImproperlyConfigured(message)
