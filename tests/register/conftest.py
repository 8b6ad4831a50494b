"""A small city of the register: two associations, one district officer, a city office, made by services."""

import datetime as dt
from dataclasses import dataclass

import pytest

from lianxin.access.actors import Actor, service
from lianxin.accounts.actors import actor_for
from lianxin.reference.queries import find_place
from lianxin.register.models import Organisation, Person
from lianxin.register.services.parties import add_organisation, add_person
from lianxin.register.services.ties import add_tie

DAY = dt.date(2017, 7, 14)
START = dt.date(2015, 1, 1)


@dataclass
class Town:
    city: Organisation
    district: Organisation
    software: Organisation
    lawyers: Organisation
    officer: Person
    district_officer: Person
    liaison: Person
    other_liaison: Person
    leader: Person
    guardian: Person
    secure: Person
    wang: Person

    def actor(self, who: Person) -> Actor:
        return actor_for(who.pk, on=DAY)


@pytest.fixture
def town(db) -> Town:
    by = service("test", on=DAY)
    dalian, zhongshan = find_place("大连市", DAY), find_place("中山区", DAY)
    city = add_organisation(kind="department", name="大连市委统战部", place=dalian, slug="lead_office", by=by)
    district = add_organisation(kind="department", name="中山区委统战部", place=zhongshan, by=by)
    software = add_organisation(
        kind="association", name="大连市软件行业协会", place=zhongshan, by=by, founded_on=START
    )
    lawyers = add_organisation(
        kind="association", name="大连市律师协会", place=dalian, by=by, founded_on=START
    )

    def person(name: str, **values: str) -> Person:
        return add_person(values={"name": name, **values}, by=by, at=START)

    def post(who: Person, role: str, office: Organisation, place=None) -> None:
        add_tie(
            kind="staff_post", person=who, organisation=office, role=role, place=place, start=START, by=by
        )

    officer, district_officer = person("孙明"), person("周莉")
    liaison, other_liaison, leader = person("吴强"), person("郑洁"), person("冯远")
    guardian, secure = person("陈守"), person("褚安")
    post(officer, "city_officer", city, dalian)
    post(district_officer, "district_officer", district, zhongshan)
    post(leader, "leader", city, dalian)
    post(guardian, "dpo", city)
    post(secure, "security_admin", city)
    add_tie(kind="liaison", person=liaison, organisation=software, role="main", start=START, by=by)
    add_tie(kind="liaison", person=other_liaison, organisation=lawyers, role="main", start=START, by=by)
    wang = add_person(
        values={"name": "王芳", "sex": "女", "phone": "13900001111", "birth": "1985-03"},
        by=by,
        at=START,
        sender=software,
    )
    for body in (software, lawyers):
        add_tie(kind="membership", person=wang, organisation=body, start=START, by=by)
    add_tie(kind="residence", person=wang, place=zhongshan, start=START, by=by)
    return Town(
        city,
        district,
        software,
        lawyers,
        officer,
        district_officer,
        liaison,
        other_liaison,
        leader,
        guardian,
        secure,
        wang,
    )
