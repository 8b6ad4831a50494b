"""The yearly assessment: who may do which step, and when a unit counts as assessed."""

from __future__ import annotations

import datetime as dt

import pytest

from lianxin.access.actors import service
from lianxin.core.errors import BadInput, NotAllowed
from lianxin.figures.engine import figure, open_figure, table_by_district
from lianxin.figures.selections import select
from lianxin.reports.models import Assessment
from lianxin.reports.services.assessments import (
    announce,
    check_assessment,
    object_to,
    open_scheme,
    score_lines,
    send_self_report,
)

DAY = dt.date(2017, 2, 1)
INDICATORS = [{"key": "D1.forum_times", "target": 20, "weight": 60}, {"key": "C2.coverage", "target": 100, "weight": 40}]
pytestmark = pytest.mark.django_db


@pytest.fixture
def scheme(city, db):
    return open_scheme(year=2016, title="2016年度考核", indicators=INDICATORS, by=city.actor("city_officer"), at=DAY)


def of(scheme, code):
    return Assessment.objects.get(scheme=scheme, place__code=code)


def test_every_district_unit_has_its_record(scheme):
    assert scheme.assessments.count() == 10
    assert set(scheme.assessments.values_list("stage", flat=True)) == {"self_report"}


def test_points_come_from_the_records_of_the_year(city, scheme):
    lines = score_lines(of(scheme, "210202"))
    assert lines[0].figure.value == 11
    assert float(lines[0].points) == 33.0


def test_the_whole_way(city, scheme):
    mine = of(scheme, "210202")
    district, office = city.actor("district_officer"), city.actor("city_officer")
    send_self_report(mine, text="举办论坛一期，名单见活动记录。", by=district, at=DAY)
    check_assessment(mine, by=office, at=DAY)
    assert mine.points is not None
    object_to(mine, reason="漏记一期论坛。", by=district, at=DAY)
    check_assessment(mine, points=70, why="补记", by=office, at=DAY)
    assert figure(select("A5.units_assessed", DAY, DAY)).value == 0
    announce(mine, by=office, at=DAY)
    selection = select("A5.units_assessed", DAY, DAY)
    assert figure(selection).value == 1
    assert open_figure(selection, office).opened == 1
    assert [line.place.code for line in table_by_district(selection) if line.figure.value] == ["210202"]


def test_a_district_acts_for_itself_only_and_nobody_scores_themselves(city, scheme):
    other, mine = of(scheme, "210203"), of(scheme, "210202")
    district = city.actor("district_officer")
    with pytest.raises(NotAllowed):
        send_self_report(other, text="…", by=district, at=DAY)
    with pytest.raises(NotAllowed):
        send_self_report(mine, text="…", by=city.actor("city_officer"), at=DAY)
    send_self_report(mine, text="…", by=district, at=DAY)
    with pytest.raises(NotAllowed):
        check_assessment(mine, points=100, by=district, at=DAY)
    check_assessment(mine, points=60, by=city.actor("city_officer"), at=DAY)
    with pytest.raises(NotAllowed):
        announce(mine, by=district, at=DAY)
    with pytest.raises(NotAllowed):
        object_to(mine, reason="…", by=city.actor("leader"), at=DAY)
    assert list(Assessment.objects.visible_to(district)) == [mine]
    assert not Assessment.objects.visible_to(city.actor("member")).exists() if city.actor("member").may_any("view", Assessment) else True


def test_a_scheme_must_add_up_and_stand_once(city, scheme):
    office = city.actor("city_officer")
    with pytest.raises(BadInput):
        open_scheme(year=2016, title="again", indicators=INDICATORS, by=office, at=DAY)
    with pytest.raises(BadInput):
        open_scheme(year=2015, title="short", indicators=INDICATORS[:1], by=office, at=DAY)
    with pytest.raises(NotAllowed):
        open_scheme(year=2015, title="no", indicators=INDICATORS, by=city.actor("district_officer"), at=DAY)
    mine = of(scheme, "210202")
    send_self_report(mine, text="…", by=service("x"), at=DAY)
    with pytest.raises(BadInput):
        check_assessment(mine, points=101, by=office, at=DAY)
