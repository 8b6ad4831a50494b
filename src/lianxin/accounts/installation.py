"""How the installation stands, for the system administrator: versions, tables, jobs, backups. No people."""

from __future__ import annotations

import datetime as dt
import platform
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count
from django_tasks_db.models import DBTaskResult

from lianxin.core.dates import CITY_TIME
from lianxin.journal.models import Block, Entry

BACKUPS = "backups"
RECENT = 10


@dataclass(frozen=True, slots=True)
class Job:
    """One job of the worker: its name and how it went, never its arguments."""

    name: str
    status: str
    enqueued_at: dt.datetime
    finished_at: dt.datetime | None
    error: str


@dataclass(frozen=True, slots=True)
class Installation:
    versions: list[tuple[str, str]]
    pending: list[str]
    jobs: dict[str, int]
    failed: list[Job]
    last_backup: dt.datetime | None
    free_gib: int
    sealed: int
    unsealed: int
    last_seal: dt.datetime | None


def installation() -> Installation:
    """Read everything anew; the pending migrations cost as many statements as there are apps."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    counts = DBTaskResult.objects.order_by().values("status").annotate(n=Count("pk"))
    last = Block.objects.order_by("-pk").first()
    return Installation(
        versions=[
            ("Lianxin", version("lianxin")),
            ("Django", django.get_version()),
            ("Python", platform.python_version()),
            (connection.display_name, ".".join(str(part) for part in connection.get_database_version())),
        ],
        pending=[f"{migration.app_label}.{migration.name}" for migration, _backwards in plan],
        jobs={row["status"]: row["n"] for row in counts},
        failed=[_job(row) for row in DBTaskResult.objects.failed().order_by("-enqueued_at")[:RECENT]],
        last_backup=last_backup(),
        free_gib=shutil.disk_usage(settings.LIANXIN_DATA).free // 2**30,
        sealed=last.last_entry if last else 0,
        unsealed=Entry.objects.filter(block=None).count(),
        last_seal=last.sealed_at if last else None,
    )


def last_backup() -> dt.datetime | None:
    """When the newest file of the folder of backups was written; None when there is none."""
    folder = settings.LIANXIN_DATA / BACKUPS
    times = [path.stat().st_mtime for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []
    return dt.datetime.fromtimestamp(max(times), CITY_TIME) if times else None


def _job(row: DBTaskResult[Any, Any]) -> Job:
    name = row.task_path.rpartition(".")[2]
    # The traceback may hold values of people: its class is all that is shown.
    return Job(name, row.status, row.enqueued_at, row.finished_at, row.exception_class_path.rpartition(".")[2])
