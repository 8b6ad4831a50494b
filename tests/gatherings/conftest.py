"""Two districts, an association with its liaison officer, offices, and members without any hat."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest

from lianxin.access.actors import Actor, service
from lianxin.accounts.actors import actor_for
from lianxin.core.names import org_name_key
from lianxin.gatherings.models import Gathering
from lianxin.gatherings.services.gatherings import add_gathering
from lianxin.reference.models import Place
from lianxin.reference.queries import place_by_code
from lianxin.register.enums import OrganisationKind, TieKind
from lianxin.register.models import Organisation, Person, Tie

TODAY = dt.date(2017, 7, 14)


def person(name: str = "于海宁") -> Person:
    return Person.objects.create(name=name, added_on=TODAY)


def people(n: int) -> list[Person]:
    return Person.objects.bulk_create([Person(name=f"会员{i}", added_on=TODAY) for i in range(n)])


def organisation(name: str, kind: str = OrganisationKind.ASSOCIATION, place: Place | None = None) -> Organisation:
    return Organisation.objects.create(name=name, name_key=org_name_key(name), kind=kind, place=place, added_on=TODAY)


def with_post(role: str, office: Organisation, place: Place | None = None) -> Actor:
    """The actor of a new person who holds this post."""
    who = person(role)
    Tie.objects.create(kind=TieKind.STAFF_POST, person=who, organisation=office, role=role, place=place, start=dt.date(2015, 1, 1))
    return actor_for(who.pk)


@pytest.fixture
def city(db) -> SimpleNamespace:
    """The places, bodies and actors that these tests talk about."""
    xigang, zhongshan = (place_by_code(code, TODAY) for code in ("210203", "210202"))
    office = organisation("市级办公室", OrganisationKind.DEPARTMENT, place_by_code("210200", TODAY))
    association = organisation("西岗区电子商务协会", place=xigang)
    other = organisation("中山区摄影协会", place=zhongshan)
    secretary = person("曲明兰")
    Tie.objects.create(kind=TieKind.LIAISON, person=secretary, organisation=association, role="main", start=dt.date(2016, 1, 1))
    return SimpleNamespace(
        xigang=xigang,
        zhongshan=zhongshan,
        association=association,
        other=other,
        lianxin=service("tests"),
        officer=with_post("city_officer", office),
        xigang_officer=with_post("district_officer", office, xigang),
        zhongshan_officer=with_post("district_officer", office, zhongshan),
        dpo=with_post("dpo", office),
        auditor=with_post("auditor", office),
        liaison=actor_for(secretary.pk),
        member=actor_for(person("孙立冬").pk),
    )


@pytest.fixture
def forum(city) -> Gathering:
    """A forum of the association next month, still planned."""
    return add_gathering(
        kind="forum",
        title="三新论坛（第17期）",
        series="三新论坛",
        run=17,
        starts_on=dt.date(2017, 8, 10),
        organiser=city.association,
        seats=3,
        is_open=True,
        by=city.lianxin,
    )


@pytest.fixture
def past_forum(city) -> Gathering:
    """A forum that took place in May and is entered afterwards."""
    return add_gathering(
        kind="forum",
        title="三新论坛（第16期）",
        series="三新论坛",
        run=16,
        starts_on=dt.date(2017, 5, 18),
        organiser=city.association,
        by=city.lianxin,
    )
