"""A station with a worker and a counsellor, two districts, a city office, members without a post."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest

from lianxin.access.actors import Actor, service
from lianxin.accounts.actors import actor_for
from lianxin.core.names import org_name_key
from lianxin.reference.models import Place
from lianxin.reference.queries import place_by_code
from lianxin.register.enums import OrganisationKind, TieKind
from lianxin.register.models import Document, Organisation, Person, Tie

TODAY = dt.date(2017, 7, 14)


def person(name: str = "于海宁") -> Person:
    return Person.objects.create(name=name, added_on=TODAY)


def organisation(name: str, kind: str = OrganisationKind.ASSOCIATION, place: Place | None = None, slug: str | None = None) -> Organisation:
    return Organisation.objects.create(name=name, name_key=org_name_key(name), kind=kind, place=place, slug=slug, added_on=TODAY)


def with_post(role: str, office: Organisation, place: Place | None = None) -> Actor:
    """The actor of a new person who holds this post."""
    who = person(role)
    Tie.objects.create(kind=TieKind.STAFF_POST, person=who, organisation=office, role=role, place=place, start=dt.date(2015, 1, 1))
    return actor_for(who.pk)


def of(actor: Actor) -> Person:
    return Person.objects.get(pk=actor.person_id)


@pytest.fixture
def city(db) -> SimpleNamespace:
    zhongshan, xigang = (place_by_code(code, TODAY) for code in ("210202", "210203"))
    office = organisation("市级办公室", OrganisationKind.DEPARTMENT, place_by_code("210200", TODAY), "lead_office")
    station = organisation("青泥洼桥社区工作站", OrganisationKind.STATION, zhongshan)
    bureau = organisation("市人社局", OrganisationKind.DEPARTMENT)
    lawyers = organisation("同心律师义工团", OrganisationKind.TEAM, slug="lawyers")
    document = Document.objects.create(title="采用通知", number="大统发〔2017〕9号", issuer=office, issued_on=dt.date(2017, 6, 1))
    return SimpleNamespace(
        zhongshan=zhongshan,
        xigang=xigang,
        office=office,
        station=station,
        bureau=bureau,
        lawyers=lawyers,
        document=document,
        lianxin=service("tests"),
        officer=with_post("city_officer", office),
        worker=with_post("station_worker", station),
        counsellor=with_post("station_worker", station),
        elsewhere=with_post("station_worker", organisation("别处工作站", OrganisationKind.STATION, xigang)),
        clerk=with_post("leader", bureau),
        zhongshan_officer=with_post("district_officer", office, zhongshan),
        xigang_officer=with_post("district_officer", office, xigang),
        dpo=with_post("dpo", office),
        admin=with_post("system_admin", office),
        auditor=with_post("auditor", office),
        member=actor_for(person("孙立冬").pk),
        stranger=actor_for(person("李文博").pk),
    )
