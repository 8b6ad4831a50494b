"""Pages of the assessment of districts: what each shows to whom, what is typed is not lost, and what they cost."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from lianxin.reports.assessing.checking import announce, check_assessment, give_points, tell
from lianxin.reports.assessing.contesting import contest
from lianxin.reports.assessing.reporting import send_self_report
from lianxin.reports.assessing.schemes import draft_scheme, open_scheme, put_indicator
from lianxin.reports.models import Assessment, AssessmentScheme, IndicatorScore, ScoreContest

DAY = dt.date(2017, 2, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def scheme(city, db):
    return a_scheme(city, 2016)


@pytest.fixture
def office(city, db, client):
    client.force_login(city.user("city_officer"))
    return client


@pytest.fixture
def district(city, db, client):
    client.force_login(city.user("district_officer"))
    return client


def a_scheme(city, year):
    made = draft_scheme(year=year, title=f"{year}年度考核", by=city.by, at=DAY)
    if not made.indicators.exists():
        forums = {"name": "论坛人次", "method": "measure", "measure": "D1.forum_times", "target": Decimal(20), "weight": 40}
        liaison = {"name": "联络员配备", "method": "measure", "measure": "C4.liaison_rate", "target": Decimal(90), "weight": 20}
        put_indicator(made, forums, by=city.by)
        put_indicator(made, liaison, by=city.by)
        put_indicator(made, {"name": "制度建设", "method": "evidence", "weight": 40}, by=city.by)
    return open_scheme(made, by=city.by, at=dt.date(2017, 7, 14))


def unit(scheme, code="210202"):
    return Assessment.objects.select_related("scheme", "place").get(scheme=scheme, place__code=code)


def score(assessment, name="论坛人次"):
    rows = IndicatorScore.objects.select_related("indicator", "assessment__scheme", "assessment__place")
    return rows.get(assessment=assessment, indicator__name=name)


def told(city, scheme, code="210202"):
    mine, day = unit(scheme, code), dt.date(2017, 7, 14)
    send_self_report(mine, text="见佐证材料。", by=city.by, at=day)
    give_points(score(mine, "制度建设"), points=Decimal(30), reason="缺印发件。", by=city.by, at=day)
    check_assessment(mine, by=city.by, at=day)
    return tell(mine, by=city.by, at=day)


def body(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status, url
    return response.content.decode()


def test_a_year_is_drafted_changed_and_opened_on_its_pages(city, office):
    made = office.post("/desk/assessments/new/", {"year": 2016, "title": "2016年度考核"})
    scheme = AssessmentScheme.objects.get()
    assert made["Location"] == f"/desk/assessments/schemes/{scheme.pk}/"
    line = {"name": "论坛人次", "weight": 100, "method": "measure", "measure": "D1.forum_times", "direction": "more"}
    refused = office.post(f"/desk/assessments/schemes/{scheme.pk}/indicators/", line)
    assert refused.status_code == 400
    assert "论坛人次" in refused.content.decode(), "nothing typed is lost"
    assert office.post(f"/desk/assessments/schemes/{scheme.pk}/indicators/", line | {"target": "20"}).status_code == 302
    row = scheme.indicators.get()
    assert office.post(f"/desk/assessments/indicators/{row.pk}/", line | {"target": "22", "scope": ["210202"]}).status_code == 302
    row.refresh_from_db()
    assert (row.target, row.scope) == (22, ["210202"])
    head = {"title": "2016年度考核", "start": "2016-01-01", "end": "2016-12-31", "grades": "优秀 90"}
    assert office.post(f"/desk/assessments/schemes/{scheme.pk}/head/", head).status_code == 400
    assert office.post(f"/desk/assessments/schemes/{scheme.pk}/head/", head | {"grades": "90 优秀\n60 合格"}).status_code == 302
    assert "22" in body(office, f"/desk/assessments/schemes/{scheme.pk}/")
    assert office.post(f"/desk/assessments/schemes/{scheme.pk}/open/").status_code == 302
    scheme.refresh_from_db()
    assert scheme.locked_on is not None
    assert scheme.assessments.count() == 10
    assert office.post(f"/desk/assessments/schemes/{scheme.pk}/amend/", {"reason": "目标值调整"}).status_code == 302
    second = AssessmentScheme.objects.get(version=2)
    assert office.post(f"/desk/assessments/indicators/{second.indicators.get().pk}/remove/").status_code == 302
    assert not second.indicators.exists()
    for draft in (second, scheme):
        office.post(f"/desk/assessments/schemes/{draft.pk}/discard/")
    assert AssessmentScheme.objects.get() == scheme, "a draft goes, what was opened stays"
    assert office.get(f"/desk/assessments/schemes/{scheme.pk}/head/").status_code == 302


def test_only_the_office_drafts_and_changes(city, scheme, district):
    line = scheme.indicators.first()
    assert district.get("/desk/assessments/new/").status_code == 403
    assert district.get(f"/desk/assessments/schemes/{scheme.pk}/head/").status_code == 403
    assert district.get(f"/desk/assessments/indicators/{line.pk}/").status_code == 403
    assert district.post(f"/desk/assessments/schemes/{scheme.pk}/amend/", {"reason": "x"}).status_code == 403
    assert district.post(f"/desk/assessments/indicators/{line.pk}/remove/").status_code == 403
    draft = draft_scheme(year=2015, title="草案", by=city.by, at=DAY)
    assert district.get(f"/desk/assessments/schemes/{draft.pk}/").status_code == 404


def test_the_unit_reports_opens_its_records_contests_and_is_answered(city, scheme, client, district):
    mine = unit(scheme)
    one, papers = score(mine), score(mine, "制度建设")
    here = f"/desk/assessments/scores/{papers.pk}/"
    assert district.post(here, {"act": "say", "text": "印发制度一件", "claimed": "45"}).status_code == 400
    assert district.post(here, {"act": "say", "text": "印发制度一件", "claimed": "40"}).status_code == 302
    assert district.post(here, {"act": "evidence", "document": "大统发〔2016〕12号"}).status_code in {302, 400}
    listed = body(district, f"/desk/assessments/scores/{one.pk}/records/")
    assert listed.count("records__contest") == 11
    assert district.get(f"/desk/assessments/units/{mine.pk}/").content.decode().count('data-label="指标"') == 3
    move = {"move": "report", "need_summary": "全年论坛一期。", "on": "2017-07-14", "note": ""}
    assert district.post(f"/desk/assessments/units/{mine.pk}/move/", move).status_code == 302
    assert district.post(f"/desk/assessments/scores/{one.pk}/", {"act": "contest", "about": "missing", "text": "漏计一人"}).status_code == 302
    row = ScoreContest.objects.get()
    assert district.post(f"/desk/assessments/scores/{one.pk}/", {"act": "answer", "contest": row.pk, "accepted": "no", "answer": "x"}).status_code == 400
    client.force_login(city.user("city_officer"))
    assert "漏计一人" in body(client, f"/desk/assessments/scores/{one.pk}/")
    answer = {"act": "answer", "contest": row.pk, "accepted": "no", "answer": "名单中已有此人。"}
    assert client.post(f"/desk/assessments/scores/{one.pk}/", answer).status_code == 302
    assert client.post(here, {"act": "points", "points": "30", "reason": ""}).status_code == 400
    assert client.post(here, {"act": "points", "points": "30", "reason": "缺印发件"}).status_code == 302
    for code in ("check", "tell"):
        assert client.post(f"/desk/assessments/units/{mine.pk}/move/", {"move": code, "on": "2017-07-14", "note": ""}).status_code == 302
    mine.refresh_from_db()
    assert mine.stage == "told"
    assert "名单中已有此人。" in body(client, f"/desk/assessments/scores/{one.pk}/")
    assert client.get(f"/desk/assessments/scores/{one.pk}/drift/").status_code == 200
    assert client.get(f"/desk/assessments/scores/{papers.pk}/records/").status_code == 404


def test_others_see_the_published_result_and_nothing_of_the_file(city, scheme, district):
    other = told(city, scheme, "210203")
    page = f"/desk/assessments/units/{other.pk}/"
    assert district.get(page).status_code == 404
    announce(other, by=city.by, at=dt.date(2017, 7, 14))
    shown = body(district, page)
    assert str(other.points) in shown
    assert "见佐证材料。" not in shown
    for url in ("", "records/", "drift/", "records/contest/?record=1"):
        assert district.get(f"/desk/assessments/scores/{score(other).pk}/{url}").status_code == 404
    assert district.post(f"{page}move/", {"move": "object", "on": "2017-07-14"}).status_code == 403


def test_points_are_not_shown_before_they_are_given_to_the_unit(city, scheme, district):
    mine, day = unit(scheme), dt.date(2017, 7, 14)
    send_self_report(mine, text="…", by=city.by, at=day)
    give_points(score(mine, "制度建设"), points=Decimal("31.5"), reason="缺印发件。", by=city.by, at=day)
    check_assessment(mine, by=city.by, at=day)
    pages = [f"/desk/assessments/units/{mine.pk}/", f"/desk/assessments/schemes/{scheme.pk}/", f"/desk/assessments/scores/{score(mine, '制度建设').pk}/", "/desk/assessments/"]
    for url in pages:
        shown = body(district, url)
        assert "31.5" not in shown, url
        assert "缺印发件" not in shown, url
        assert f"<b>{mine.points}</b>" not in shown, url
    tell(mine, by=city.by, at=day)
    assert "31.5" in body(district, pages[0])


def test_a_record_of_the_locked_list_is_contested_from_it(city, scheme, office, monkeypatch):
    one = score(unit(scheme))
    pk = one.lock.frozen.listed.slices.first().pk
    assert office.get(f"/desk/assessments/scores/{one.pk}/records/contest/?record={pk}").status_code == 403
    assert office.get(f"/desk/assessments/scores/{one.pk}/records/contest/").status_code == 403


COSTS = {
    "/desk/assessments/": 7,
    "/desk/assessments/schemes/{scheme}/": 9,
    "/desk/assessments/units/{unit}/": 11,
    "/desk/assessments/scores/{score}/": 8,
    "/desk/assessments/scores/{score}/records/": 10,
}


@pytest.mark.parametrize("years", [1, 3])
@pytest.mark.parametrize("url", COSTS)
def test_pages_cost_the_same_for_one_year_and_three(city, office, url, years, django_assert_num_queries):
    schemes = [a_scheme(city, 2017 - back) for back in range(years, 0, -1)]
    for one in schemes:
        contest(score(told(city, one)), about="missing", text="漏计", by=city.by, at=dt.date(2017, 7, 14))
    mine = unit(schemes[-1])
    address = url.format(scheme=schemes[-1].pk, unit=mine.pk, score=score(mine).pk)
    body(office, address)
    with django_assert_num_queries(COSTS[url]):
        body(office, address)


def test_the_page_of_the_unit_itself_costs_little_more(city, scheme, district, django_assert_num_queries):
    mine = unit(scheme)
    send_self_report(mine, text="见佐证材料。", by=city.actor("district_officer"), at=dt.date(2017, 7, 14))
    address = f"/desk/assessments/units/{mine.pk}/"
    assert "周莉" in body(district, address)
    with django_assert_num_queries(11):
        body(district, address)
