"""Work on large lists beside the requests: at once by the worker, else at the next tick."""

from __future__ import annotations

from django_tasks import task

from lianxin.access.actors import Actor
from lianxin.accounts.actors import actor_for
from lianxin.desk.lists.shown import shown
from lianxin.register.models import Import
from lianxin.register.services.background import do_work, waiting_work
from lianxin.register.services.imports import ImportOutcome
from lianxin.register.services.previews import keep_shown, sheets_waiting


@task()
def work_on_list(pk: int) -> None:
    """Do what waits on the list `pk`; nothing when it was done already."""
    do_work(pk, actor_for, _keep)


def work_on_lists() -> int:
    """Do all work on lists that waits: that of a worker which died, or of an installation that runs none."""
    waiting = waiting_work()
    for pk in waiting:
        do_work(pk, actor_for, _keep)
    return len(waiting)


def _keep(imported: Import, outcome: ImportOutcome, by: Actor) -> None:
    keep_shown(imported, shown(outcome, sheets_waiting(imported, by=by)).as_json(), by=by)
