"""Pages of reports being written and signed: what they cost, what they do without JavaScript, what they answer to a script."""

from __future__ import annotations

import datetime as dt

import pytest

from lianxin.figures.models import FrozenFigure
from lianxin.reports.models import ReportComment, Revision, WorkReport
from lianxin.reports.services.comments import comment
from lianxin.reports.services.signing import sign_report
from lianxin.reports.services.writing import (
    open_report,
    present_version,
    revise_report,
    save_version,
    send_to_review,
)

START, END = dt.date(2015, 1, 1), dt.date(2017, 7, 14)
TEXT = "# 简报\n\n现有{{B1.register}}，覆盖率{{C2.coverage}}。\n\n{{table by_district: B1.register}}\n\n{{appendix}}\n"
HTMX = {"HX-Request": "true"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def office(city, db, client):
    client.force_login(city.user("city_officer"))
    return client


def draft(city, kind="programme"):
    made = open_report(kind=kind, start=START, end=END, by=city.by)
    save_version(made, body=TEXT, seen=1, by=city.by)
    return made


def signed(city, number="大统发〔2017〕8号"):
    report = send_to_review(draft(city), by=city.by)
    return sign_report(report, document_number=number, by=city.actor("city_officer"))


def page(client, url, status=200, **extra):
    answer = client.get(url, **extra)
    assert answer.status_code == status, url
    return answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_report_and_three(city, office, rows, django_assert_num_queries):
    for _number in range(rows):
        comment(draft(city), text="请补充。", by=city.by)
    office.get("/desk/reports/")
    with django_assert_num_queries(6):
        text = page(office, "/desk/reports/")
    assert text.count('href="/desk/reports/') >= rows


def test_pages_of_one_report_cost_few_statements(city, office, django_assert_max_num_queries):
    report = draft(city)
    comment(report, text="请补充。", quote="现有{{B1.register}}，覆盖率{{C2.coverage}}。", by=city.by)
    page(office, "/desk/reports/")  # the first page of a session writes it
    for part in ("", "write/", "versions/", "frame/", "write/present/", "write/figures/?q=B3"):
        with django_assert_max_num_queries(12):
            page(office, f"/desk/reports/{report.pk}/{part}")


def test_pages_of_a_signed_report_cost_few_statements(city, office, django_assert_max_num_queries):
    row = signed(city)
    page(office, "/desk/reports/")
    for url in (f"/desk/reports/revisions/{row.pk}/", f"/desk/reports/revisions/{row.pk}/file/docx/", f"/desk/reports/{row.report_id}/compare/"):
        with django_assert_max_num_queries(12):
            page(office, url) if "docx" not in url else office.get(url)


def test_pages_of_many_figures_cost_few_statements(city, office, django_assert_num_queries):
    """Forty figures, tables and charts are counted together; what became of signed ones costs one statement more for each table."""
    row, waiting = signed(city), send_to_review(draft(city), by=city.by)
    comment(waiting, text="请补充。", by=city.by)
    page(office, "/desk/reports/")
    for url, cost in (
        ("/desk/reports/annual/", 16),
        ("/desk/reports/annual/compare/", 10),
        (f"/desk/reports/revisions/{row.pk}/drift/", 13),
        (f"/desk/reports/{waiting.pk}/sign/", 9),
        (f"/desk/reports/{waiting.pk}/remarks/", 9),
    ):
        page(office, url)
        with django_assert_num_queries(cost):
            page(office, url)


def test_the_appendix_on_the_page_says_what_that_on_paper_does(city, office):
    row = signed(city)
    shown = page(office, f"/desk/reports/revisions/{row.pk}/")
    frozen = FrozenFigure.objects.filter(owner_id=row.pk, part_of=None, text__startswith="B1.register").exclude(text__contains="place")
    [one] = frozen
    [line] = [line for line in shown.split("<tr>") if f"<code>{one.code}</code>" in line]
    for part in (one.list_hash[:8], "/desk/figures/B1.register/passport/", "2015.1.1—2017.7.14 · 全市", one.text.replace("&", "&amp;"), ">20<"):
        assert part in line


def test_a_report_is_begun_from_its_kind(city, office):
    assert "kind=district" in page(office, "/desk/reports/new/")
    form = page(office, "/desk/reports/new/?kind=notice")
    assert 'value="2017-05-01"' in form
    given = {"title": "双月通报", "start": "2017-05-01", "end": "2017-06-30", "place": "", "language": "zh-hans"}
    answer = office.post("/desk/reports/new/?kind=notice", given)
    made = WorkReport.objects.get()
    assert answer.headers["Location"] == f"/desk/reports/{made.pk}/write/"
    assert office.post("/desk/reports/new/?kind=notice", given | {"end": "2017-01-01"}).status_code == 200
    assert WorkReport.objects.count() == 1


def test_a_district_officer_may_begin_a_report_of_the_own_district_only(city, db, client):
    client.force_login(city.user("district_officer"))
    form = page(client, "/desk/reports/new/?kind=district")
    assert "中山区" in form
    assert "西岗区" not in form
    given = {"title": "报告", "start": "2017-01-01", "end": "2017-06-30", "place": "210203", "language": "zh-hans"}
    assert client.post("/desk/reports/new/?kind=district", given).status_code == 200
    assert not WorkReport.objects.exists()


def test_period_and_place_are_changed_in_the_frame(city, db, client):
    report = open_report(kind="brief", start=START, end=END, place="210202", by=city.by)
    client.force_login(city.user("district_officer"))
    url = f"/desk/reports/{report.pk}/frame/"
    assert "中山区" in page(client, url)
    given = {"title": "简况", "start": "2016-01-01", "end": "2016-12-31", "place": report.place_id, "signatory": "区办"}
    assert client.post(url, given | {"place": city.xigang.pk}).status_code == 200
    assert client.post(url, given | {"place": ""}).status_code == 200
    assert client.post(url, given).status_code == 302
    report.refresh_from_db()
    assert (report.start, report.place.code, report.signatory) == (dt.date(2016, 1, 1), "210202", "区办")


def test_the_editor_previews_and_saves_without_javascript(city, office):
    report = draft(city)
    url = f"/desk/reports/{report.pk}/write/"
    assert TEXT.strip()[:10] in page(office, url)
    body = TEXT.replace("现有", "目前登记")
    shown = office.post(url, {"body": body, "seen": 2, "preview": "1"}).content.decode()
    assert "20人" in shown
    assert present_version(report).number == 2
    assert office.post(url, {"body": body, "seen": 2, "note": "改词"}).status_code == 302
    assert (present_version(report).number, present_version(report).note) == (3, "改词")
    late = office.post(url, {"body": "# 迟到的一稿", "seen": 2})
    assert late.status_code == 200
    assert "迟到的一稿" in late.content.decode(), "nothing that was typed is lost"


def test_the_editor_answers_its_script(city, office):
    report = draft(city)
    url = f"/desk/reports/{report.pk}/write/"
    whole = office.post(f"{url}preview/", {"body": TEXT + "\n增长了12家。"}, headers=HTMX).content.decode()
    assert 'id="studio-findings"' in whole
    assert "<mark>12家</mark>" in whole
    part = office.post(f"{url}preview/", {"source": "现有{{B1.register||名}}。\n\n又一段。"}, headers=HTMX).content.decode()
    assert part.count("data-block") == 2
    assert "20名" in part
    fault = office.post(f"{url}preview/", {"source": "现有{{B1.nobody}}。"}, headers=HTMX).content.decode()
    assert "sblock--fault" in fault
    assert "{{B1.register||名}}" in office.post(f"{url}suggestions/", {"source": "数据库20名"}).content.decode()
    assert "<mark>12家</mark>" in office.post(f"{url}findings/", {"body": "# 题\n\n新增12家。"}).content.decode()
    assert "data-insert" in page(office, f"{url}figures/?q=联络员")
    conflict = office.post(url, {"body": "# x", "seen": 1}, headers=HTMX)
    assert conflict.status_code == 409
    saved = office.post(url, {"body": "# x", "seen": 2}, headers=HTMX).content.decode()
    assert 'name="seen" value="3"' in saved


def test_who_else_has_the_editor_open_is_named(city, db, client, settings, tmp_path):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    report = open_report(kind="brief", start=START, end=END, place="210202", by=city.by)
    url = f"/desk/reports/{report.pk}/write/present/"
    client.force_login(city.user("district_officer"))
    assert "studio__others" not in page(client, url)
    client.force_login(city.user("city_officer"))
    assert "studio__others" in page(client, url)


def test_comments_are_made_and_answered_on_the_page(city, office):
    report = draft(city)
    assert office.post(f"/desk/reports/{report.pk}/comments/", {"text": "请补充。", "quote": "# 简报"}).status_code == 302
    said = ReportComment.objects.get()
    assert "请补充。" in page(office, f"/desk/reports/{report.pk}/")
    listed = office.post(f"/desk/reports/comments/{said.pk}/answer/", {"answer": "已补充"}, headers=HTMX).content.decode()
    assert "已补充" in listed


def test_versions_are_compared(city, office):
    report = draft(city)
    save_version(report, body=TEXT.replace("现有", "目前"), seen=2, by=city.by)
    text = page(office, f"/desk/reports/{report.pk}/versions/?old=2&new=3")
    assert "<del>现有</del><ins>目前</ins>" in text
    assert office.get(f"/desk/reports/{report.pk}/versions/?old=2&new=9").status_code == 404


def test_a_report_is_signed_on_its_page(city, office):
    report = send_to_review(draft(city), by=city.by)
    form = page(office, f"/desk/reports/{report.pk}/sign/")
    assert "document_number" in form
    given = {"document_number": "大统发〔2017〕8号", "is_public": "on", "read": "on"}
    assert office.post(f"/desk/reports/{report.pk}/sign/", given).status_code == 302
    row = Revision.objects.get()
    text = page(office, f"/desk/reports/revisions/{row.pk}/")
    assert "大统发〔2017〕8号" in text
    assert office.get(f"/desk/reports/{report.pk}/signing/").headers["HX-Refresh"] == "true"
    sent = office.get(f"/desk/reports/revisions/{row.pk}/file/html/")
    assert sent.headers["ETag"].strip('"') == row.files.get(form="html").sha256


def test_a_signature_is_no_plain_move(city, office):
    report = send_to_review(draft(city), by=city.by)
    answer = office.post(f"/desk/reports/{report.pk}/move/", {"move": "sign", "on": "2017-07-14", "note": ""})
    assert answer.status_code == 400
    report.refresh_from_db()
    assert report.stage == "in_review"


def test_readers_see_what_is_signed_and_no_draft(city, db, client):
    row, other = signed(city), draft(city)
    client.force_login(city.user("leader"))
    assert "大统发〔2017〕8号" in page(client, f"/desk/reports/{row.report_id}/")
    assert client.get(f"/desk/reports/{other.pk}/").status_code == 404
    assert client.get(f"/desk/reports/{row.report_id}/write/").status_code == 403
    listed = page(client, "/desk/reports/")
    assert f'href="/desk/reports/{row.report_id}/"' in listed
    assert f'href="/desk/reports/{other.pk}/"' not in listed


def test_what_became_of_a_signed_report_and_its_revisions(city, office):
    row = signed(city)
    assert "<strong>" not in page(office, f"/desk/reports/revisions/{row.pk}/drift/").partition("drift-sum")[2].partition("</p>")[0]
    assert page(office, f"/desk/reports/revisions/{row.pk}/drift/1/")
    revise_report(row.report, reason="更正", by=city.by)
    save_version(row.report, body=TEXT.replace("现有", "目前"), seen=2, by=city.by)
    send_to_review(row.report, by=city.by)
    sign_report(row.report, document_number="大统发〔2017〕9号", by=city.actor("city_officer"))
    text = page(office, f"/desk/reports/{row.report_id}/compare/")
    assert "更正" in text
    assert "<ins>目前</ins>" in text
    assert "data-label" in page(office, "/desk/reports/brief/compare/?from=2017-01-01&to=2017-06-30")
