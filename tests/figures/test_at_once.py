"""Somebody acts while a figure is being frozen."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction
from tests.gatherings.conftest import people

from lianxin.access.actors import service
from lianxin.figures.drift import drift_of
from lianxin.figures.selections import select
from lianxin.figures.services.freezing import freeze
from lianxin.gatherings.services.gatherings import add_gathering, record_held
from lianxin.gatherings.services.participations import Entry, record_attendance
from lianxin.journal.models import Entry as Journal

BY = service("tests")
DAY = dt.date(2017, 7, 14)
SECONDS = 30


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_commits_after_the_freeze_is_named_though_it_began_before():
    first, second = (
        add_gathering(kind="forum", title=title, starts_on=DAY, by=BY) for title in ("三新论坛", "海归论坛")
    )
    for forum in (first, second):
        record_held(forum, held_on=DAY, by=BY, at=DAY)
    one, other = people(2)
    written, frozen = Event(), Event()

    def act() -> None:
        try:
            with transaction.atomic():
                record_attendance(first, [Entry(person_id=one.pk)], by=BY, at=DAY)
                written.set()
                assert frozen.wait(SECONDS)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(act)
        assert written.wait(SECONDS)
        record_attendance(second, [Entry(person_id=other.pk)], by=BY, at=DAY)
        (row,) = freeze([select("D1.forum_times", dt.date(2017, 1, 1), DAY)], owner=second, by=BY, at=DAY)
        frozen.set()
        done.result()
    late = Journal.objects.get(verb="record_attendance", object_id=first.pk)
    assert late.pk < row.last_entry
    drift = drift_of(row)
    assert (row.value, drift.now.value) == (1, 2)
    assert [cause.entry for cause in drift.causes] == [late]
