"""Desk pages of figures and report."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from lianxin.core.dates import now
from lianxin.core.errors import NotAllowed
from lianxin.figures.engine import figure, remember
from lianxin.figures.measures import measures
from lianxin.figures.selections import select
from lianxin.reports.models import ReportText
from lianxin.reports.services.texts import save_text
from lianxin.reports.texts import BadText

START, END = dt.date(2015, 1, 1), dt.date(2017, 7, 14)
pytestmark = pytest.mark.django_db


@pytest.fixture
def office(city, db, client):
    client.force_login(city.user("city_officer"))
    return client


def body(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status, url
    return response.content.decode()


def test_the_front_page_gives_every_programme_and_its_leading_figure(office):
    page = body(office, "/desk/")
    assert page.count('href="/desk/programmes/') >= 30
    assert "/desk/figures/B1.register/?from=2015-01-01&amp;to=2017-07-14" in page


@pytest.mark.parametrize("key", sorted(measures.keys()))
def test_every_figure_has_a_page_and_a_passport(office, key):
    page = body(office, f"/desk/figures/{key}/?from=2015-01-01&to=2017-07-14")
    assert select(key, START, END).code in page
    assert str(measures.get(key).name) in body(office, f"/desk/figures/{key}/passport/").replace("&#x27;", "'")


def test_the_page_shows_the_value_the_records_and_what_is_withheld(city, db, client, office):
    page = body(office, "/desk/figures/B1.register/?from=2015-01-01&to=2017-07-14")
    assert "<b>20</b>" in page
    assert page.count("<tr><td>") == 20
    client.force_login(city.user("district_officer"))
    page = body(client, "/desk/figures/B1.register/?from=2015-01-01&to=2017-07-14")
    assert "<b>20</b>" in page, "the number is one for all"
    assert body(client, "/desk/figures/B1.register/?place=210202").count("<b>20</b>") == 0


def test_pages_of_records_are_never_cut_off(office):
    first = body(office, "/desk/figures/D1.forum_times/?from=2015-01-01&to=2017-07-14")
    assert "page=2" in first
    assert body(office, "/desk/figures/D1.forum_times/?from=2015-01-01&to=2017-07-14&page=2")


def test_a_code_from_paper_opens_its_figure(office):
    selection = select("B1.register", START, END)
    remember([selection])
    for url in (f"/desk/figures/code/{selection.code}/", f"/desk/figures/code/?code={selection.code[:5].lower()}-{selection.code[5:]}%20"):
        response = office.get(url)
        assert response.status_code == 302
        assert response["Location"] == selection.url
    assert office.get("/desk/figures/code/NOSUCHCODE/").status_code == 400
    assert office.get("/desk/figures/code/%00/").status_code == 400  # PostgreSQL knows no such sign


def test_wrong_days_places_and_keys_are_sentences(office):
    assert office.get("/desk/figures/B1.register/?from=soon").status_code == 400
    assert office.get("/desk/figures/B1.register/?place=999999").status_code in {400, 404}
    assert office.get("/desk/figures/B1.nothing/").status_code in {400, 404}
    assert office.get("/desk/reports/quarterly/").status_code in {400, 404}


def test_the_catalogue_finds_by_word_and_key(office):
    page = body(office, "/desk/figures/?q=B3.trained")
    assert "B3.trained_times" in page
    assert "B1.register" not in page


def test_a_member_without_a_desk_is_kept_out(city, db, client):
    client.force_login(city.user("member"))
    for url in ("/desk/", "/desk/figures/", "/desk/figures/B1.register/", "/desk/reports/annual/", "/desk/assessments/"):
        assert client.get(url).status_code == 403, url


def test_the_report_as_page_and_files(office):
    page = body(office, "/desk/reports/annual/?from=2015-01-01&to=2017-07-14")
    assert "42人次" in page
    data = json.loads(body(office, "/desk/reports/annual/file/json/?from=2015-01-01&to=2017-07-14"))
    assert {e["key"]: e["value"] for e in data["figures"]}["B1.register"] == figure(select("B1.register", START, END)).value
    assert office.get("/desk/reports/annual/file/docx/").content[:2] == b"PK"
    pdf = office.get("/desk/reports/annual/file/pdf/")
    assert pdf.content[:4] == b"%PDF" or pdf.status_code == 400, "without a Chinese font it is a sentence"


def test_an_editor_makes_a_new_version(city, office):
    text = "# 简报\n\n现有{{B1.register}}。\n"
    assert "现有" in office.post("/desk/reports/annual/edit/", {"title": "新", "body": text, "seen": 0, "preview": "1"}).content.decode()
    assert not ReportText.objects.exists()
    assert office.post("/desk/reports/annual/edit/", {"title": "新", "body": text, "seen": 0}).status_code == 302
    assert "20人" in body(office, "/desk/reports/annual/")
    late = office.post("/desk/reports/annual/edit/", {"title": "迟", "body": text, "seen": 0})
    assert late.status_code == 200
    assert ReportText.objects.count() == 1


def test_faults_stand_by_line_and_nothing_is_lost(city, office):
    page = office.post("/desk/reports/annual/edit/", {"title": "新", "body": "# 简报\n\n{{B1.nobody}}", "seen": 0}).content.decode()
    assert "B1.nobody" in page
    assert "3" in page
    with pytest.raises(BadText):
        save_text("annual", title="x", body="{{B1.nobody}}", by=city.actor("city_officer"))
    with pytest.raises(NotAllowed):
        save_text("annual", title="x", body="# y", by=city.actor("leader"))


def test_only_the_city_office_edits(city, db, client):
    client.force_login(city.user("leader"))
    assert client.get("/desk/reports/annual/edit/").status_code == 403
    assert client.get("/desk/programmes/B1/edit/").status_code == 403
    assert client.get("/desk/reports/annual/").status_code == 200


def test_a_text_that_binds_a_measure_which_is_no_more_closes_no_other_page(office):
    ReportText.objects.create(name="annual", version=1, title="旧", body="# 报告\n\n现有{{B1.gone}}。\n", saved_at=now())
    for url in ("/desk/figures/", "/desk/figures/B1.register/passport/"):
        assert office.get(url).status_code == 200
    answer = office.get("/desk/reports/annual/")
    assert (answer.status_code, "B1.gone" in answer.content.decode()) == (400, True)
