"""Jobs that are due again and again. An app registers its own; `lianxin tick` runs them all, once a minute under `serve`.

A job looks for itself whether anything is due, does it in transactions of its own, and may be cut off at any moment and
run by two processes at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import close_old_connections

from lianxin.core.registries import Registry

Job = Callable[[], int]
"""Does what is due and gives how many things it did."""

due_jobs: Registry[Job] = Registry("job")
log = logging.getLogger("lianxin.jobs")


def run_due_jobs() -> dict[str, int | None]:
    """Run every job; None stands for one that failed. A failure is logged by its kind alone and holds up no other job."""
    done: dict[str, int | None] = {}
    for key, job in due_jobs.items():
        try:
            done[key] = job()
        except Exception as error:  # noqa: BLE001  the next job must run
            log.error("job %s failed: %s", key, type(error).__name__)  # noqa: TRY400  a traceback may hold values
            done[key] = None
        finally:
            close_old_connections()
    return done
