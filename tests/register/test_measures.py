"""Measures of the register: value and list from one queryset, and what each counts once or not at all."""

import datetime as dt

import pytest
from tests.register.conftest import DAY, START

from lianxin.figures.engine import figure, open_figure, table_by_district
from lianxin.figures.measures import Ratio, measures
from lianxin.figures.selections import UNPLACED, select
from lianxin.reference.queries import find_place
from lianxin.register import measures as declared  # noqa: F401
from lianxin.register.services.documents import issue_document
from lianxin.register.services.grades import record_grade
from lianxin.register.services.parties import add_organisation, add_person
from lianxin.register.services.posts import add_post
from lianxin.register.services.ties import add_tie, end_tie

KEYS = [
    "A1.departments", "A3.documents", "A4.posts", "B1.register", "B1.key_contacts", "B2.volunteers", "B4.placements",
    "B5.pairings", "B6.provincial", "B6.city", "C1.hubs", "C1.organisations", "C2.districts_covered", "C2.coverage",
    "C3.professional", "C4.organisations_with_liaison", "C4.liaison_rate", "C5.graded", "C6.stations", "D7.columnists", "D12.lawyers",
]  # fmt: skip


@pytest.fixture
def full(town):
    by = town.actor(town.officer)
    dalian, xigang = find_place("大连市", DAY), find_place("西岗区", DAY)
    register = add_organisation(kind="team", name="数据库", slug="register", by=by)
    conference = add_organisation(kind="team", name="联席会议", slug="joint_conference", by=by)
    hubs = [
        add_organisation(kind="hub", name=name, slug=slug, place=dalian, by=by)
        for name, slug in (("甲", "hub_a"), ("乙", "hub_b"))
    ]
    district = add_organisation(
        kind="district_association",
        name="西岗区联谊会",
        place=xigang,
        founded_on=START,
        credit_code="51210200000000001N",
        by=by,
    )
    add_organisation(kind="district_association", name="中山区联谊会", place=find_place("中山区", DAY), by=by)
    order = issue_document(
        title="关于设立处室的批复",
        number="大编发〔2015〕3号",
        issuer=town.city,
        issued_on=START,
        kind="establishment",
        by=by,
    )
    issue_document(
        title="实施办法",
        number="大统发〔2016〕1号",
        issuer=town.city,
        issued_on=dt.date(2016, 3, 1),
        kind="regulation",
        by=by,
    )
    add_post(town.city, section="新阶层处", title="处长", added_on=START, document=order, by=by)
    for who in (town.wang, town.liaison):
        add_tie(kind="team", person=who, organisation=register, start=START, by=by)
    add_tie(
        kind="team", person=town.wang, organisation=register, role="委员", start=dt.date(2016, 1, 1), by=by
    )
    end_tie(
        add_tie(kind="key_contact", person=town.liaison, organisation=town.city, start=START, by=by),
        end=DAY,
        by=by,
    )
    add_tie(kind="key_contact", person=town.wang, organisation=town.city, start=START, by=by)
    add_tie(kind="pairing", person=town.wang, other=town.leader, start=START, by=by)
    for hub in hubs:
        add_tie(kind="membership", member=town.software, organisation=hub, start=START, by=by)
    add_tie(
        kind="membership", member=town.lawyers, organisation=hubs[0], role="professional", start=START, by=by
    )
    add_tie(kind="conference_seat", member=town.district, organisation=conference, start=START, by=by)
    add_tie(
        kind="conference_seat",
        member=town.district,
        person=town.wang,
        organisation=conference,
        start=START,
        by=by,
    )
    add_tie(
        kind="placement",
        person=town.wang,
        organisation=town.city,
        role="科员",
        start=dt.date(2016, 9, 1),
        by=by,
    )
    add_tie(kind="appointment", person=town.wang, organisation=town.city, role="city", start=START, by=by)
    record_grade(town.software, grade="4A", issuer="大连市民政局", decided_on=dt.date(2016, 5, 1), by=by)
    record_grade(district, grade="3A", issuer="大连市民政局", decided_on=dt.date(2010, 5, 1), by=by)
    return town


def value(key, place="", **filters):
    return figure(select(key, START, DAY, place, tuple(filters.items()))).value


def test_values(full):
    expected = {
        "A1.departments": 1, "A3.documents": 1, "A4.posts": 1, "B1.register": 2, "B1.key_contacts": 1, "B4.placements": 1,
        "B5.pairings": 1, "B6.city": 1, "B6.provincial": 0, "C1.hubs": 2, "C1.organisations": 2, "C2.districts_covered": 1,
        "C2.districts": 10, "C2.coverage": 0.1, "C3.professional": 1, "C4.organisations_with_liaison": 2,
        "C4.social_organisations": 4, "C4.liaison_rate": 0.5, "C5.graded": 1,
    }  # fmt: skip
    assert {key: value(key) for key in expected} == expected
    assert value("B4.placements", year="2016") == 1
    assert value("B4.placements", year="2017") == 0
    assert value("C5.graded", grade="4A") == 1
    assert value("C5.graded", grade="3A") == 0
    assert value("B1.register", place="210202") == 1
    assert value("B1.register", place=UNPLACED) == 1
    assert value("C2.districts_covered", place="210203") == 1


@pytest.mark.parametrize("key", KEYS)
def test_opened_and_withheld_make_the_value(full, key):
    definition = measures.get(key)
    for part in (definition.numerator, definition.denominator) if isinstance(definition, Ratio) else (key,):
        for place in ("", "210202", "210203", UNPLACED):
            selection = select(part, START, DAY, place)
            for who in (
                full.officer,
                full.district_officer,
                full.liaison,
                full.leader,
                full.guardian,
                full.wang,
            ):
                opened = open_figure(selection, full.actor(who))
                assert opened.opened + opened.withheld == figure(selection).value
                assert opened.withheld >= 0
        lines = table_by_district(select(part, START, DAY))
        assert len(lines) >= 10


def test_a_person_counts_at_home_else_at_the_main_employer(full):
    by = full.actor(full.officer)
    firm = add_organisation(kind="firm", name="某公司", place=find_place("西岗区", DAY), by=by)
    other = add_organisation(kind="firm", name="别公司", place=find_place("庄河市", DAY), by=by)
    who = add_person(values={"name": "钱多"}, by=by)
    add_tie(kind="key_contact", person=who, organisation=full.city, start=START, by=by)
    add_tie(kind="employment", person=who, organisation=other, start=START, by=by)
    assert value("B1.key_contacts", place="210283") == 1
    add_tie(kind="employment", person=who, organisation=firm, is_main=True, start=START, by=by)
    assert value("B1.key_contacts", place="210203") == 1
    add_tie(kind="residence", person=who, place=find_place("普兰店区", DAY), start=START, by=by)
    assert value("B1.key_contacts", place="210214") == 1
    assert value("B1.key_contacts", place="210203") == 0
    add_tie(kind="residence", person=who, place=find_place("庄河市", DAY), start=None, by=by)
    assert value("B1.key_contacts", place="210214") == 1, "a residence that began nobody knows when comes after one with a day"
