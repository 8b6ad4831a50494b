"""What a published report gives to readers without a desk: what was signed, and nothing of the records of today."""

from __future__ import annotations

import datetime as dt

import pytest

from lianxin.matters.services.agreed import Agreement
from lianxin.matters.services.matters import open_matter
from lianxin.reports.services.signing import sign_report
from lianxin.reports.services.writing import open_report, revise_report, save_version, send_to_review

pytestmark = pytest.mark.django_db
TEXT = "# 简报\n\n现有{{B1.register}}。\n\n{{appendix}}\n"


def signed(city, report, number, *, public):
    return sign_report(
        send_to_review(report, by=city.by),
        document_number=number,
        is_public=public,
        by=city.actor("city_officer"),
    )


@pytest.fixture
def report(city):
    made = open_report(kind="brief", start=dt.date(2017, 1, 1), end=dt.date(2017, 6, 30), by=city.by)
    save_version(made, body=TEXT, seen=1, by=city.by)
    return made


@pytest.mark.parametrize("role", ["visitor", "member"])
def test_what_became_of_a_published_report_is_for_desks_alone(city, client, report, role):
    row = signed(city, report, "大统发〔2017〕8号", public=True)
    if role == "member":
        client.force_login(city.user("member"))
    assert client.get(f"/reports/{report.pk}/").status_code == 200
    for part in ("drift/", "drift/1/"):
        assert client.get(f"/desk/reports/revisions/{row.pk}/{part}").status_code in {302, 403}
    client.force_login(city.user("liaison"))
    assert client.get(f"/desk/reports/revisions/{row.pk}/drift/").status_code == 200


def test_an_unpublished_revision_is_not_named_to_the_public(city, client, report):
    row = signed(city, report, "大统发〔2017〕8号", public=True)
    revise_report(report, reason="更正统计口径", by=city.by)
    signed(city, report, "大统发〔2017〕9号", public=False)
    address = f"/desk/reports/revisions/{row.pk}/"
    client.force_login(city.user("liaison"))
    shown = client.get(address).content.decode()
    client.logout()
    assert f"/desk/reports/revisions/{row.pk + 1}/" in shown
    assert f"/desk/reports/revisions/{row.pk + 1}/" not in client.get(address).content.decode()


@pytest.mark.parametrize(("role", "is_told"), [("city_officer", True), ("liaison", False)])
def test_the_day_of_a_single_case_is_told_to_whoever_may_open_it(city, client, report, role, is_told):
    save_version(report, body="# 简报\n\n服务站受理{{C6.cases}}。\n", seen=2, by=city.by)
    row = signed(city, report, "大统发〔2017〕8号", public=False)
    late = {
        "kind": "counselling",
        "agreed": Agreement(),
        "desk": city.station,
        "place": city.zhongshan,
        "opened_on": dt.date(2017, 2, 9),
    }
    open_matter(raiser=city.member, by=city.by, at=dt.date(2017, 2, 9), **late)
    client.force_login(city.user(role))
    page = client.get(f"/desk/reports/revisions/{row.pk}/drift/").content.decode()
    assert "9" in page
    assert ("2017-02-09" in page) is is_told
    assert (
        "2017-02-09" not in client.get(f"/desk/reports/revisions/{row.pk}/drift/1/").content.decode()
        or is_told
    )
