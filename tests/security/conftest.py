"""Two associations know one woman: what the other one said of her must stay with the other one."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from tests.cast import START, Cast, make_cast
from tests.factories.records import one_of_each

from lianxin.access.actors import Actor
from lianxin.accounts.actors import actor_for
from lianxin.accounts.services.users import make_user
from lianxin.register.models import Organisation, Person
from lianxin.register.services.imports import ImportOutcome, import_file
from lianxin.register.services.parties import add_person, change_person
from lianxin.register.services.ties import add_tie

MOBILE = "13900001111"
THEIR_HEAD = "大连市摄影家协会会员名单\n姓名,出生日期,手机,身份证号,电子邮箱,工作单位,职务,通讯地址,所属区\n"
THEIR_ROW = "于海宁,1990-03-07,13877776666、13900001111,110101199003070310,haining@secret.example,大连机密科技有限公司,首席架构师,金马路66号,西岗区\n"
SECRETS = (
    "13877776666",
    "7776666",
    "6666",
    "110101199003070310",
    "0310",
    "1990",
    "secret.example",
    "大连机密科技有限公司",
    "首席架构师",
    "金马路",
    "摄影家会员",
)
"""What only the other association's list says, whole or in part."""


@dataclass
class Two:
    """The cast, the other association's officer, an officer of another district, and everybody's browser."""

    cast: Cast
    people: dict[str, Person]

    @property
    def member(self) -> Person:
        return self.cast.member

    def actor(self, role: str) -> Actor:
        return actor_for(self.people[role].pk, on=self.cast.by.on)

    def client(self, role: str, **kwargs: Any) -> Client:
        client = Client(**kwargs)
        client.force_login(self.cast.users.get(role) or self.cast.user(role))
        return client


def send(text: str, name: str, by: Actor, sender: Organisation | None, **options: Any) -> ImportOutcome:
    return import_file(text.encode(), name, by=by, sender=sender, **options)


def make_two() -> Two:
    cast = make_cast()
    one_of_each(cast)
    by = cast.by
    change_person(cast.member, values={"phone": MOBILE}, by=by, at=START, sender=cast.association)
    send(THEIR_HEAD + THEIR_ROW, "摄影家会员.csv", by, cast.other_association, basis="contract")
    cast.member.refresh_from_db()
    assert cast.member.document_number == "110101199003070310"
    extra = {"other_liaison": "郑洁", "other_district": "何西"}
    for role, name in extra.items():
        cast.people[role] = add_person(values={"name": name}, by=by, at=START)
        cast.users[role] = make_user(cast.people[role], f"cast-{role}", by=by)
    add_tie(
        kind="liaison",
        person=cast.people["other_liaison"],
        organisation=cast.other_association,
        role="main",
        start=START,
        by=by,
    )
    add_tie(
        kind="staff_post", person=cast.people["other_district"], organisation=cast.district_office, role="district_officer",
        place=cast.xigang, start=START, by=by,
    )  # fmt: skip
    return Two(cast, cast.people)


@pytest.fixture(scope="module")
def two_of_module(django_db_setup, django_db_blocker) -> Iterator[Two]:
    """Made once for all tests of a module; a test without it that wants an empty register stands before those with it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_two()
        transaction.set_rollback(True)


@pytest.fixture
def two(two_of_module, db) -> Two:
    """A copy of one's own; what the test does is taken back."""
    return deepcopy(two_of_module)
