"""A small city around the cast: enough records of several kinds, in several districts, that figures are not zero."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from tests.cast import DAY, NAMES, START, Cast, make_cast

from lianxin.gatherings.services.gatherings import add_gathering, record_held
from lianxin.gatherings.services.participations import Entry, record_attendance
from lianxin.matters.services.agreed import Agreement
from lianxin.matters.services.matters import open_matter
from lianxin.reference.queries import find_place
from lianxin.register.models import Person
from lianxin.register.services.documents import issue_document
from lianxin.register.services.parties import add_organisation, add_person
from lianxin.register.services.ties import add_tie

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
DISTRICTS = ("中山区", "西岗区", "沙河口区", "瓦房店市")


def make_small_city() -> Cast:
    """Twenty people in four districts and none, a register, two forums, cases of a station, a document."""
    cast = make_cast()
    by = cast.by
    register = add_organisation(kind="team", name="数据库", place=cast.dalian, slug="register", by=by)
    people: list[Person] = []
    for number, surname in enumerate(SURNAMES):
        person = add_person(values={"name": f"{surname}一{'明莉强芳伟'[number % 5]}"}, by=by, at=START)
        people.append(person)
        add_tie(kind="team", person=person, organisation=register, start=START, by=by)
        if number % 5:
            place = find_place(DISTRICTS[number % 4], DAY)
            add_tie(kind="residence", person=person, place=place, start=START, by=by)
        if number % 2:
            add_tie(kind="membership", person=person, organisation=cast.association, start=START, by=by)
    for run, (place, day) in enumerate([(cast.zhongshan, dt.date(2016, 5, 18)), (cast.xigang, dt.date(2017, 3, 2)), (None, dt.date(2017, 4, 2))], 1):
        forum = add_gathering(
            kind="forum", title=f"三新论坛（第{run}期）", series="三新论坛", run=run, starts_on=day, organiser=cast.association, place=place, by=by, at=day
        )
        record_held(forum, by=by, at=day)
        record_attendance(forum, [Entry(person_id=p.pk, state="attended") for p in people[: 8 + run * 3]], by=by, at=day)
    for number in range(9):
        open_matter(
            kind="counselling",
            agreed=Agreement(),
            raiser=people[number],
            desk=cast.station,
            place=cast.zhongshan if number < 6 else cast.xigang,
            opened_on=dt.date(2017, 2, 1),
            by=by,
        )
    issue_document(title="关于开展社会组织统战工作的指导意见", number="大统发〔2016〕12号", issuer=cast.lead_office, issued_on=dt.date(2016, 3, 1), kind="regulation", by=by)
    return cast


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker):
    """The small city, made once for all tests of a module and rolled back after them."""
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            made = make_small_city()
            for role in NAMES:
                made.user(role)
            yield made
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)
