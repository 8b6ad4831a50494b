"""Deleting what is due, once a day, and the report of it: ids and counts only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from lianxin.access.actors import service
from lianxin.core.dates import now, today
from lianxin.journal.services.entries import record
from lianxin.keeping.lapses import Lapse, lapses
from lianxin.keeping.models import RetentionRun

PORTION = 1000
IDS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Due:
    """What a run on a day would delete of one class."""

    key: str
    lapse: Lapse
    days: int
    before: dt.date
    source: str
    count: int


def what_is_due(on: dt.date) -> list[Due]:
    """Every class with its rule of that day and how many rows are due: a dry run, nothing is deleted."""
    return [
        Due(key, lapse, lapse.kept_days(on), before, lapse.source(on), lapse.due(before).count())
        for key, lapse in lapses.items()
        for before in [lapse.before(on)]
    ]


def delete_what_is_due() -> int:
    """The job: the first of a day deletes, in portions of a thousand rows; gives how many rows went.

    Two processes at once: the day's report can be begun once only. One that is cut off leaves the rest to the next day.
    """
    day = today()
    if RetentionRun.objects.filter(ran_on=day).exists():
        return 0
    try:
        with transaction.atomic():
            run = RetentionRun.objects.create(ran_on=day, ran_at=now())
    except IntegrityError:
        return 0
    by = service("retention")
    total = 0
    for key, lapse in lapses.items():
        count, ids = _delete(lapse, day)
        if count:
            run.deleted[key] = {
                "before": lapse.before(day).isoformat(),
                "count": count,
                "ids": ids[:IDS_SHOWN] if lapse.tells_ids else [],
            }
            total += count
    with transaction.atomic():
        run.save(update_fields=["deleted"])
        if total:
            record(
                "retention",
                run,
                by=by,
                at=day,
                data={key: found["count"] for key, found in run.deleted.items()},
            )
    return total


def _delete(lapse: Lapse, day: dt.date) -> tuple[int, list[str]]:
    by, count = service("retention"), 0
    seen: list[str] = []
    due = list(lapse.due(lapse.before(day)).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(due), PORTION):
        some = due[start : start + PORTION]
        with transaction.atomic():
            count += lapse.drop(some, by, day)
        seen += [str(pk) for pk in some]
    return count, seen
