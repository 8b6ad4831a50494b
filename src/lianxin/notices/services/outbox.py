"""The outbox: verbs queue notices in their own transaction, a job sends what is due."""

from __future__ import annotations

import datetime as dt
import logging

from django.db import transaction
from django.db.models import Model, QuerySet

from lianxin.core.dates import now
from lianxin.notices.backends import UndeliverableError, backends, default_backend
from lianxin.notices.models import Notice
from lianxin.notices.reasons import withheld
from lianxin.notices.templates import notice_templates

log = logging.getLogger(__name__)
TRIES = 5
WAIT = dt.timedelta(minutes=10)
"""After a failure it is tried again so much later, twice as long each time."""
BATCH = 200


def queue(
    person_id: int, template: str, *, about: Model | None = None, due_at: dt.datetime | None = None, backend: str = ""
) -> Notice | None:
    """Queue one notice to one person, inside the caller's transaction. It names the record and holds none of it.

    The same notice about the same record that still waits is not queued twice: None. Unknown templates raise.
    """
    notice_templates.get(template)
    moment = now()
    notice = Notice(
        person_id=person_id,
        template=template,
        model=about._meta.label if about is not None else "",
        object_id=about.pk if about is not None else None,
        queued_at=moment,
        due_at=due_at or moment,
        backend=backend or default_backend(),
    )
    waiting = Notice.objects.filter(
        person_id=person_id, template=template, model=notice.model, object_id=notice.object_id, state=Notice.State.QUEUED
    )
    if waiting.exists():
        return None
    notice.save(force_insert=True)
    return notice


def queue_many(person_ids: list[int], template: str, *, about: Model) -> int:
    """As `queue` for an audience, in bulk; for a record about which nobody was told yet. Gives how many."""
    notice_templates.get(template)
    moment, backend = now(), default_backend()
    rows = [
        Notice(
            person_id=pk, template=template, model=about._meta.label, object_id=about.pk, queued_at=moment, due_at=moment, backend=backend
        )
        for pk in person_ids
    ]
    Notice.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def send_due(limit: int = BATCH) -> tuple[int, int]:
    """Send what is due, each in a transaction of its own so that one failure holds up nothing. Gives (sent, failed).

    What may no longer go, because its receiver left, was erased or took a consent back since, is kept as not sent, with why.
    Two workers never send one notice twice: a notice is taken by a conditional update of its number of tries.
    """
    sent = failed = 0
    waiting = Notice.objects.filter(state=Notice.State.QUEUED, due_at__lte=now())
    due = list(waiting.order_by("due_at", "pk")[:limit])
    stopped = withheld(due)
    for pk, why in stopped.items():
        Notice.objects.filter(pk=pk, state=Notice.State.QUEUED).update(state=Notice.State.WITHHELD, why=why)
    for notice in due:
        if notice.pk in stopped:
            continue
        if not Notice.objects.filter(pk=notice.pk, state=Notice.State.QUEUED, tries=notice.tries).update(tries=notice.tries + 1):
            continue
        notice.tries += 1
        if _send(notice):
            sent += 1
        else:
            failed += 1
    return sent, failed


@transaction.atomic
def mark_seen(notices: QuerySet[Notice], *, person_id: int) -> int:
    """The person looked at their inbox. Gives how many notices were new."""
    return notices.filter(person_id=person_id, seen_at=None).update(seen_at=now())


def inbox(person_id: int) -> QuerySet[Notice]:
    """Everything that the person was told, newest first, whichever way it went; not what was never sent."""
    told = Notice.objects.filter(person_id=person_id).exclude(state=Notice.State.WITHHELD)
    return told.order_by("-queued_at", "-pk")


def _send(notice: Notice) -> bool:
    try:
        backends.get(notice.backend).send(notice)
    except UndeliverableError as error:
        log.warning("%s", error)
        notice.state = Notice.State.FAILED if notice.tries >= TRIES else Notice.State.QUEUED
        notice.due_at = now() + WAIT * 2 ** (notice.tries - 1)
        notice.save(update_fields=["state", "due_at"])
        return False
    notice.state, notice.sent_at = Notice.State.SENT, now()
    notice.save(update_fields=["state", "sent_at"])
    return True


def send_all_due() -> int:
    """The job of the outbox: one batch; gives how many were sent or failed."""
    return sum(send_due())
