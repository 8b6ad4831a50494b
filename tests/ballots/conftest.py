"""A contest of the city office with three entries and the register team as its voters."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest

from lianxin.access.actors import Actor, service
from lianxin.accounts.actors import actor_for
from lianxin.ballots.models import Ballot
from lianxin.ballots.services.ballots import add_entry, open_ballot
from lianxin.core.names import org_name_key
from lianxin.flows.services.moves import make_move
from lianxin.reference.models import Place
from lianxin.reference.queries import place_by_code
from lianxin.register.enums import OrganisationKind, TieKind
from lianxin.register.models import Document, Organisation, Person, Tie

TODAY = dt.date(2017, 7, 14)
AUDIENCE = {"ties": [{"kind": "team", "slug": "register"}]}


def person(name: str = "于海宁") -> Person:
    return Person.objects.create(name=name, added_on=TODAY)


def organisation(name: str, kind: str = OrganisationKind.ASSOCIATION, place: Place | None = None, slug: str | None = None) -> Organisation:
    return Organisation.objects.create(name=name, name_key=org_name_key(name), kind=kind, place=place, slug=slug, added_on=TODAY)


def with_post(role: str, office: Organisation, place: Place | None = None) -> Actor:
    who = person(role)
    Tie.objects.create(kind=TieKind.STAFF_POST, person=who, organisation=office, role=role, place=place, start=dt.date(2015, 1, 1))
    return actor_for(who.pk)


def join(who: Person, team: Organisation, **span: dt.date) -> Tie:
    return Tie.objects.create(kind=TieKind.TEAM, person=who, organisation=team, **{"start": dt.date(2016, 1, 1), **span})


@pytest.fixture
def city(db) -> SimpleNamespace:
    """Offices, an association, a team of five of whom one has left."""
    xigang, zhongshan = (place_by_code(code, TODAY) for code in ("210203", "210202"))
    office = organisation("市级办公室", OrganisationKind.DEPARTMENT, xigang)
    association = organisation("西岗区电子商务协会", place=xigang)
    register = organisation("数据库", OrganisationKind.TEAM, slug="register")
    voters = [person(f"会员{n}") for n in range(5)]
    for who in voters[:4]:
        join(who, register)
    join(voters[4], register, end=TODAY)
    secretary = person("曲明兰")
    Tie.objects.create(kind=TieKind.LIAISON, person=secretary, organisation=association, role="main", start=dt.date(2016, 1, 1))
    return SimpleNamespace(
        xigang=xigang,
        office=office,
        association=association,
        voters=voters,
        lianxin=service("tests"),
        officer=with_post("city_officer", office),
        xigang_officer=with_post("district_officer", office, xigang),
        zhongshan_officer=with_post("district_officer", office, zhongshan),
        auditor=with_post("auditor", office),
        dpo=with_post("dpo", office),
        liaison=actor_for(secretary.pk),
        basis=Document.objects.create(title="关于举办网络春晚评选的批复", issuer=office, issued_on=dt.date(2017, 6, 1)),
    )


@pytest.fixture
def contest(city) -> Ballot:
    ballot = open_ballot(
        kind="contest",
        title="网络春晚节目评选",
        organiser=city.association,
        basis=city.basis,
        opens_on=dt.date(2017, 7, 10),
        closes_on=dt.date(2017, 7, 20),
        choices_each=2,
        audience=AUDIENCE,
        by=city.liaison,
    )
    for title in ("合唱", "朗诵", "短剧"):
        add_entry(ballot, title=title, by=city.liaison)
    return ballot


def move(ballot: Ballot, *codes: str, by: Actor, **given: object) -> Ballot:
    for code in codes:
        make_move(ballot, code, by=by, given=given, after=ballot.family.after_move)
    return ballot


@pytest.fixture
def voting(city, contest) -> Ballot:
    return move(contest, "publish_rules", "call_entries", "screen", "open_voting", by=city.officer)
