"""An office that issues, an association with a liaison officer, people in the register with and without a basis."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest

from lianxin.access.actors import Actor, nobody, service
from lianxin.accounts.actors import actor_for
from lianxin.core.names import org_name_key
from lianxin.reference.models import Place
from lianxin.reference.queries import place_by_code
from lianxin.register.enums import OrganisationKind, TieKind
from lianxin.register.models import Consent, Organisation, Person, Tie

TODAY = dt.date(2017, 7, 14)
START = dt.date(2015, 1, 1)


def person(name: str = "于海宁") -> Person:
    return Person.objects.create(name=name, added_on=TODAY)


def organisation(name: str, kind: str = OrganisationKind.ASSOCIATION, place: Place | None = None, slug: str | None = None) -> Organisation:
    return Organisation.objects.create(name=name, name_key=org_name_key(name), kind=kind, place=place, slug=slug, added_on=TODAY)


def with_post(role: str, office: Organisation, place: Place | None = None) -> Actor:
    who = person(role)
    Tie.objects.create(kind=TieKind.STAFF_POST, person=who, organisation=office, role=role, place=place, start=START)
    return actor_for(who.pk)


def registered(register: Organisation, *, consent: bool, district: Place | None = None) -> Person:
    """Someone in the register; with a consent to bulletins or without anything to go by."""
    who = person()
    Tie.objects.create(kind=TieKind.TEAM, person=who, organisation=register, start=START)
    if district is not None:
        Tie.objects.create(kind=TieKind.RESIDENCE, person=who, place=district, start=START)
    if consent:
        Consent.objects.create(person=who, purpose="bulletins", text_version="1", given_on=START)
    return who


@pytest.fixture
def city(db) -> SimpleNamespace:
    zhongshan, xigang = (place_by_code(code, TODAY) for code in ("210202", "210203"))
    office = organisation("市级办公室", OrganisationKind.DEPARTMENT, place_by_code("210200", TODAY), "lead_office")
    register = organisation("新的社会阶层人士数据库", OrganisationKind.TEAM, slug="register")
    association = organisation("西岗区电子商务协会", place=xigang)
    liaison = person("吴强")
    Tie.objects.create(kind=TieKind.LIAISON, person=liaison, organisation=association, role="main", start=START)
    return SimpleNamespace(
        zhongshan=zhongshan,
        xigang=xigang,
        office=office,
        register=register,
        association=association,
        lianxin=service("tests"),
        officer=with_post("city_officer", office),
        xigang_officer=with_post("district_officer", office, xigang),
        zhongshan_officer=with_post("district_officer", office, zhongshan),
        admin=with_post("system_admin", office),
        liaison=actor_for(liaison.pk),
        member=actor_for(person("孙立冬").pk),
        visitor=nobody(TODAY),
        willing=[registered(register, consent=True, district=zhongshan if n else xigang) for n in range(3)],
        unasked=registered(register, consent=False, district=zhongshan),
    )
