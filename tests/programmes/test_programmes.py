"""Programmes: their data, their pages, who edits them."""

from __future__ import annotations

import pytest
from django.utils import translation
from tests.cast import ROLES

from lianxin.access.actors import service
from lianxin.core.errors import BadInput, NotAllowed, UnknownName
from lianxin.figures.measures import measures
from lianxin.programmes.models import Programme
from lianxin.programmes.reach import named
from lianxin.programmes.services.programmes import edit_programme, load_programmes, read_programmes
from lianxin.programmes.shelves import check_spec, shown_to
from lianxin.reports.duties.kinds import duty_kinds

CODES = [row["code"] for row in read_programmes()]
pytestmark = pytest.mark.django_db


def test_thirty_programmes_in_four_chapters(db):
    assert Programme.objects.count() == 30
    assert [p.code for p in Programme.objects.all()] == CODES


def test_every_measure_belongs_to_a_programme_a_duty_or_a_rate(db):
    known = {key for p in Programme.objects.all() for key in p.measures}
    known |= {key for kind in duty_kinds for key in (kind.due, kind.done, kind.missing, kind.rate)}
    parts = {key for m in measures for key in (getattr(m, "numerator", ""), getattr(m, "denominator", ""))}
    assert set(measures.keys()) - known - parts == set()


def test_specifications_name_what_there_is(db):
    for programme in Programme.objects.all():
        for spec in programme.shows:
            check_spec(spec)
    with pytest.raises(UnknownName):
        check_spec({"model": "register.Nothing", "title": "无", "title_en": "none"})
    with pytest.raises(BadInput):
        check_spec({"model": "matters.Matter", "title": "无", "title_en": "none", "person": [1]})


def test_loading_again_changes_nothing_but_texts(db):
    first = Programme.objects.get(code="B1")
    first.text = "改"
    first.save()
    load_programmes(by=service("test"))
    assert Programme.objects.count() == 30
    assert Programme.objects.get(code="B1").text != "改"


@pytest.mark.parametrize("code", CODES)
def test_every_programme_has_a_page_for_the_widest_and_the_narrowest_desk(city, db, client, code):
    for role in ("city_officer", "system_admin") if code in {"A2", "B1", "C6", "D9"} else ("city_officer",):
        client.force_login(city.user(role))
        response = client.get(f"/desk/programmes/{code}/?from=2015-01-01&to=2017-07-14")
        assert response.status_code == 200
        page = response.content.decode()
        for key in Programme.objects.get(code=code).measures:
            assert f"/desk/figures/{key}/?from=2015-01-01&amp;to=2017-07-14" in page or "不予显示" in page or "—" in page


def test_a_reader_sees_records_through_their_own_rules(city, db):
    register = Programme.objects.get(code="B1")
    seen = {role: sum(shown.rows.count() for shown in shown_to(register, city.actor(role), city.by.on)) for role in ROLES}
    assert seen["city_officer"] == 20
    assert seen["system_admin"] == seen["anyone"] == 0
    assert 0 < seen["district_officer"] < 20


def test_the_city_office_edits_and_nobody_else(city, db):
    programme = Programme.objects.get(code="B1")
    edit_programme(programme, values={"text": "新的简介"}, by=city.actor("city_officer"))
    assert Programme.objects.get(code="B1").text == "新的简介"
    with pytest.raises(NotAllowed):
        edit_programme(programme, values={"text": "别的"}, by=city.actor("leader"))
    with pytest.raises(UnknownName):
        edit_programme(programme, values={"measures": ["B1.nothing"]}, by=city.actor("city_officer"))
    with pytest.raises(BadInput):
        edit_programme(programme, values={"code": "Z1"}, by=city.actor("city_officer"))


def test_english_readers_get_english(db):
    programme = Programme.objects.get(code="D9")
    with translation.override("en"):
        assert programme.name_here == "Think tank"
        assert programme.text_here.startswith("An expert group")
    with translation.override("zh-hans"):
        assert programme.name_here == "同心·滨城智库"


def test_programmes_are_found_by_name_and_code(city, db):
    office = city.actor("city_officer")
    assert [found.code for found in named("智库", office)] == ["D9"]
    assert [found.code for found in named("b1", office)] == ["B1"]
    assert named("智库", city.actor("anyone")) is None
