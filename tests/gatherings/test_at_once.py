"""Many ask for a seat at one moment."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from tests.gatherings.conftest import people

from lianxin.access.actors import service
from lianxin.gatherings.models import Participation
from lianxin.gatherings.services.gatherings import add_gathering
from lianxin.gatherings.services.participations import take_part
from lianxin.register.models import Person


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_thousand_people_after_three_hundred_seats():
    """Exactly 300 get in, the rest wait in the order in which they came, nobody is lost."""
    by = service("tests")
    gathering = add_gathering(kind="forum", title="三新论坛", starts_on=dt.date(2017, 8, 10), seats=300, by=by)
    crowd = people(1000)

    def come(who: Person) -> None:
        try:
            take_part(gathering, person=who, by=by)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(come, crowd))
    rows = Participation.objects.filter(gathering=gathering).order_by("registered_at", "pk")
    assert [row.state for row in rows] == ["registered"] * 300 + ["waiting"] * 700
