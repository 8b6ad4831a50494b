"""Who has a report open to write in. Notes live for minutes and are nobody's record, so they stand in the cache."""

from __future__ import annotations

import time

from django.core.cache import cache

from lianxin.access.actors import Actor
from lianxin.reports.models import WorkReport

SECONDS = 150
"""The editor says every minute that it is open; who has said nothing for two is gone."""


def look_in(report: WorkReport, *, by: Actor) -> list[int]:
    """Note that the actor has the report open, and give the ids of the others who have."""
    key, moment = f"report-open-{report.pk}", time.time()
    held: dict[int, float] = cache.get(key) or {}
    held = {person: seen for person, seen in held.items() if moment - seen < SECONDS}
    others = sorted(person for person in held if person != by.person_id)
    if by.person_id is not None:
        cache.set(key, held | {by.person_id: moment}, SECONDS)
    return others
