"""Signatures carried out beside the requests: at once by the worker, else at the next tick."""

from __future__ import annotations

from django_tasks import task

from lianxin.accounts.actors import actor_for
from lianxin.reports.services.requests import carry_out, waiting_requests


@task()
def sign_what_was_asked(pk: int) -> None:
    """Carry out the request `pk`; nothing when it was done already."""
    carry_out(pk, actor_for)


def sign_what_waits() -> int:
    """Carry out every signature that waits: that of a worker which died, or of an installation that runs none."""
    waiting = waiting_requests()
    for pk in waiting:
        carry_out(pk, actor_for)
    return len(waiting)
