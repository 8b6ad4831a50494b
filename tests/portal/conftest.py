"""A member with something to do: a matter, a gathering, a bulletin, a vote; a station, an office, a liaison officer."""

import datetime as dt
from dataclasses import dataclass

import pytest

from lianxin.access.actors import Actor, service
from lianxin.accounts.actors import actor_for
from lianxin.accounts.models import User
from lianxin.accounts.services.users import make_user
from lianxin.reference.queries import find_place
from lianxin.register.models import Organisation, Person
from lianxin.register.services.parties import add_organisation, add_person
from lianxin.register.services.ties import add_tie

DAY = dt.date(2017, 7, 14)
START = dt.date(2015, 1, 1)


@dataclass
class Village:
    by: Actor
    office: Organisation
    station: Organisation
    association: Organisation
    register: Organisation
    member: Person
    stranger: Person
    liaison: Person
    worker: Person
    officer: Person
    leader: Person

    def actor(self, who: Person) -> Actor:
        return actor_for(who.pk, on=DAY)

    def sign_in(self, client, who: Person):
        client.force_login(User.objects.get(person=who), backend="lianxin.accounts.backends.NameOrPhoneBackend")
        return client


@pytest.fixture
def village(db) -> Village:
    by = service("test", on=DAY)
    dalian, zhongshan = find_place("大连市", DAY), find_place("中山区", DAY)
    office = add_organisation(kind="department", name="大连市委统战部", place=dalian, slug="lead_office", by=by)
    station = add_organisation(kind="station", name="中山区人民路街道社会组织服务站", place=zhongshan, by=by)
    association = add_organisation(kind="association", name="大连市软件行业协会", place=zhongshan, by=by)
    register = add_organisation(kind="team", name="代表人士数据库", slug="register", place=dalian, by=by)

    def person(name, username, **values):
        made = add_person(values={"name": name, **values}, by=by, at=START, sender=association)
        make_user(made, username, by=by)
        return made

    member = person("林晓", "lin", phone="13900001111", email="lin@example.cn")
    stranger, liaison, worker = person("何平", "he"), person("吴强", "wu"), person("许勤", "xu")
    officer, leader = person("孙明", "sun"), person("冯远", "feng")
    add_tie(kind="membership", person=member, organisation=association, start=START, by=by)
    add_tie(kind="team", person=member, organisation=register, start=START, by=by)
    add_tie(kind="residence", person=member, place=zhongshan, start=START, by=by)
    add_tie(kind="liaison", person=liaison, organisation=association, role="main", start=START, by=by)
    add_tie(kind="staff_post", person=worker, organisation=station, role="station_worker", start=START, by=by)
    add_tie(kind="staff_post", person=officer, organisation=office, role="city_officer", place=dalian, start=START, by=by)
    add_tie(kind="staff_post", person=leader, organisation=office, role="leader", place=dalian, start=START, by=by)
    add_tie(kind="pairing", person=member, other=leader, start=START, by=by)
    return Village(by, office, station, association, register, member, stranger, liaison, worker, officer, leader)
