"""The cast: one named person per role, two of whatever a role must be kept apart from, made by the services alone.

    def test_something(cast):
        cast.actor("liaison").can("view", cast.member)
        client.force_login(cast.user("liaison"))

Put ``from tests.cast import cast  # noqa: F401`` into a conftest.py to have the fixture.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import pytest

from lianxin.access.actors import Actor, nobody, service
from lianxin.accounts.actors import actor_for
from lianxin.accounts.models import User
from lianxin.accounts.services.users import make_user
from lianxin.reference.models import Place
from lianxin.reference.queries import find_place
from lianxin.register.models import Organisation, Person
from lianxin.register.services.parties import add_organisation, add_person
from lianxin.register.services.ties import add_tie

DAY = dt.date(2017, 7, 14)
START = dt.date(2015, 1, 1)
VISITOR = "anyone"
NAMES = {
    "member": "于海宁",
    "liaison": "吴强",
    "station_worker": "沈秋",
    "district_officer": "周莉",
    "city_officer": "孙明",
    "leader": "冯远",
    "dpo": "陈守",
    "security_admin": "褚安",
    "system_admin": "卫平",
    "auditor": "蒋正",
}
ROLES = (VISITOR, *NAMES)
"""Every role but Lianxin itself, visitors first."""
STRANGER = "stranger"
"""A member like any other, whom nothing of the others' records concerns."""


@dataclass
class Cast:
    """People by role, the organisations at which they serve, and their accounts as far as somebody asked for them."""

    people: dict[str, Person]
    lead_office: Organisation
    district_office: Organisation
    association: Organisation
    other_association: Organisation
    station: Organisation
    dalian: Place
    zhongshan: Place
    xigang: Place
    by: Actor
    users: dict[str, User] = field(default_factory=dict)

    @property
    def member(self) -> Person:
        return self.people["member"]

    def actor(self, role: str) -> Actor:
        """The actor of a role on the day of the tests; "anyone" is nobody."""
        return nobody(DAY) if role == VISITOR else actor_for(self.people[role].pk, on=DAY)

    def user(self, role: str) -> User:
        """The account of a role, made when it is first asked for."""
        if role not in self.users:
            self.users[role] = make_user(self.people[role], f"cast-{role}", by=self.by)
        return self.users[role]


def make_cast() -> Cast:
    """Make the organisations, the people and their ties; the member belongs to the association and lives in Zhongshan."""
    by = service("cast", on=DAY)
    dalian, zhongshan, xigang = (find_place(name, DAY) for name in ("大连市", "中山区", "西岗区"))

    def body(kind: str, name: str, place: Place, slug: str | None = None) -> Organisation:
        return add_organisation(kind=kind, name=name, place=place, slug=slug, founded_on=START, by=by)

    lead_office = body("department", "大连市牵头办公室", dalian, "lead_office")
    district_office = body("department", "中山区牵头办公室", zhongshan)
    association = body("association", "大连市软件行业协会", zhongshan)
    other = body("association", "大连市摄影家协会", xigang)
    station = body("station", "青泥洼桥街道工作站", zhongshan)

    people = {role: add_person(values={"name": name}, by=by, at=START) for role, name in NAMES.items()}
    people[STRANGER] = add_person(values={"name": "罗一航"}, by=by, at=START)

    def post(role: str, office: Organisation, place: Place | None = None) -> None:
        add_tie(kind="staff_post", person=people[role], organisation=office, role=role, place=place, start=START, by=by)

    post("city_officer", lead_office, dalian)
    post("leader", lead_office, dalian)
    post("district_officer", district_office, zhongshan)
    post("station_worker", station, zhongshan)
    for role in ("dpo", "security_admin", "system_admin", "auditor"):
        post(role, lead_office)
    add_tie(kind="liaison", person=people["liaison"], organisation=association, role="main", start=START, by=by)
    add_tie(kind="membership", person=people["member"], organisation=association, start=START, by=by)
    add_tie(kind="residence", person=people["member"], place=zhongshan, start=START, by=by)
    return Cast(people, lead_office, district_office, association, other, station, dalian, zhongshan, xigang, by)


@pytest.fixture
def cast(db) -> Cast:
    """The cast, made for one test."""
    return make_cast()

