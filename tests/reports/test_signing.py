"""Signing: figures frozen, bytes kept, by another hand than the writer's; what waits, fails and is published."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest
from django.utils.translation import override

from lianxin.core.dates import today, zh_date
from lianxin.core.errors import BadInput, NotAllowed
from lianxin.figures.models import FrozenFigure
from lianxin.figures.selections import select
from lianxin.figures.verbs import words_of
from lianxin.journal.models import Entry as Journal
from lianxin.register.models import Document
from lianxin.register.services.documents import issue_document
from lianxin.reports.building import Appendix, build_report
from lianxin.reports.comparing import YEAR, before
from lianxin.reports.models import Revision, SigningRequest, WorkReport
from lianxin.reports.services.requests import ask_to_sign, carry_out, waiting_requests
from lianxin.reports.services.signing import sign_report
from lianxin.reports.services.writing import open_report, revise_report, save_version, send_to_review
from lianxin.reports.stored import from_data
from lianxin.reports.texts import read_text

START, END = dt.date(2015, 1, 1), dt.date(2017, 7, 14)
TEXT = "# 简报\n\n现有{{B1.register}}，覆盖率{{C2.coverage}}。\n\n{{table by_district: B1.register}}\n\n{{appendix}}\n"
NUMBER = "大统发〔2017〕8号"
pytestmark = pytest.mark.django_db


def written(city, kind="programme", **given):
    """A report in review that the service wrote."""
    made = open_report(kind=kind, start=START, end=END, by=city.by, **given)
    save_version(made, body=TEXT, seen=1, by=city.by)
    return send_to_review(made, by=city.by)


def test_a_signed_report_keeps_values_lists_and_bytes(city, db):
    told = []
    signed = sign_report(written(city), document_number=NUMBER, by=city.actor("city_officer"), progress=told.append)
    assert told == sorted(told)
    files = {kept.form: kept for kept in signed.files.all()}
    assert {"html", "docx"} <= set(files)
    for kept in files.values():
        assert hashlib.sha256(bytes(kept.content)).hexdigest() == kept.sha256
    html = bytes(files["html"].content).decode()
    assert NUMBER in html
    assert "20人" in html
    frozen = FrozenFigure.objects.filter(owner_model="reports.Revision", owner_id=signed.pk, part_of=None)
    whole = next(one for one in frozen if one.text.startswith("B1.register") and "place" not in one.text)
    assert (whole.value, whole.records) == (20, 20)
    entries = {entry[0]: entry for block in signed.built["blocks"] if block["is"] == "appendix" for entry in block["entries"]}
    assert whole.list_hash in {entry[2] for entry in entries.values()}
    signed.report.refresh_from_db()
    assert signed.report.stage == "signed"


def test_a_signed_change_keeps_both_figures_with_their_codes(city, db):
    """F4, F13: a rise can be counted again only with the figure that it is measured against."""
    report = open_report(kind="programme", start=START, end=END, by=city.by)
    save_version(report, body="# 简报\n\n在册人数{{change B1.register}}。\n\n{{appendix}}\n", seen=1, by=city.by)
    signed = sign_report(send_to_review(report, by=city.by), document_number=NUMBER, by=city.actor("city_officer"))
    now = select("B1.register", dt.date(2017, 1, 1), END)
    then = before(now, YEAR)
    kept = {one.code: one for one in FrozenFigure.objects.filter(owner_model="reports.Revision", owner_id=signed.pk)}
    assert {now.code, then.code} <= set(kept)
    built = from_data(signed.built)
    (piece,) = [piece for piece in built.pieces if piece.figure]
    assert [fig.code for fig in piece.figures] == [now.code, then.code]
    assert {now, then} <= set(built.selections)
    (appendix,) = [block for block in built.blocks if isinstance(block, Appendix)]
    hashes = {entry.figure.code: entry.list_hash for entry in appendix.entries}
    assert hashes[then.code] == kept[then.code].list_hash
    html = bytes(signed.files.get(form="html").content).decode()
    assert html.count(then.code) >= 2, "behind the words and in the appendix"


def test_a_public_report_names_public_documents_and_says_how_many_others_there_are(city, db):
    issue_document(
        title="公开的办法", number="大统发〔2017〕3号", issuer=city.lead_office, issued_on=END, kind="regulation", data_class="public", by=city.by
    )
    text = read_text("# 简报\n\n印发{{names A3.documents}}。\n")

    def said(*, is_public=False):
        with override("zh-hans"):
            built = build_report("brief", text, start=START, end=END, is_public=is_public)
        return built.blocks[0].plain

    assert said() == "印发《关于开展社会组织统战工作的指导意见》、《公开的办法》。"
    assert said(is_public=True) == "印发《公开的办法》，另有1件未公开。"
    Document.objects.update(data_class="internal")
    assert said(is_public=True) == "印发2件未公开。"


def test_a_report_signed_a_day_late_bears_the_day_of_the_signature(city, db):
    day = today() - dt.timedelta(1)
    report = open_report(kind="brief", start=START, end=END, by=city.by, at=day)
    save_version(report, body="# 简报\n\n截至{{date}}，现有{{B1.register}}。\n", seen=1, by=city.by, at=day)
    send_to_review(report, by=city.by, at=day)
    asked = ask_to_sign(report, document_number=NUMBER, is_public=False, by=city.actor("city_officer"), at=day)
    carry_out(asked.pk, lambda pk: city.actor("city_officer"))
    assert not SigningRequest.objects.exists(), SigningRequest.objects.get().error
    built = from_data(Revision.objects.get(report=report).built)
    assert built.made_on == asked.signed_on
    assert f"截至{zh_date(asked.signed_on)}，" in built.blocks[0].plain


def test_the_writer_does_not_sign(city, db):
    report = written(city)
    WorkReport.objects.filter(pk=report.pk).update(stage="drafting")
    report.refresh_from_db()
    officer = city.actor("city_officer")
    save_version(report, body=TEXT + "\n补充。", seen=2, by=officer)
    send_to_review(report, by=officer)
    with pytest.raises(NotAllowed):
        sign_report(report, document_number=NUMBER, by=officer)
    with pytest.raises(NotAllowed):
        sign_report(report, document_number=NUMBER, by=city.actor("leader"))


def test_a_number_is_borne_by_one_report(city, db):
    by = city.actor("city_officer")
    with pytest.raises(BadInput):
        sign_report(written(city), document_number=" ", by=by)
    sign_report(written(city), document_number=NUMBER, by=by)
    with pytest.raises(BadInput, match="8号"):
        ask_to_sign(written(city), document_number=NUMBER, is_public=False, by=by)


def test_a_district_signs_its_own(city, db):
    officer = city.actor("district_officer")
    assert sign_report(written(city, place="210202"), document_number=NUMBER, by=officer).number == 1
    with pytest.raises(NotAllowed):
        sign_report(written(city, place="210203"), document_number="x", by=officer)


def test_a_signature_that_waits_is_carried_out_once(city, db):
    asked = ask_to_sign(written(city), document_number=NUMBER, is_public=True, by=city.actor("city_officer"))
    assert waiting_requests() == [asked.pk]
    again = ask_to_sign(asked.report, document_number=NUMBER, is_public=True, by=city.actor("city_officer"))
    (entry,) = Journal.objects.filter(verb="ask_to_sign", object_id=asked.report_id)
    assert (again.pk, entry.data["request"], entry.person_id) == (asked.pk, asked.pk, asked.asked_by)
    assert words_of(entry.verb) == "报告提交签发"
    for _again in range(2):
        carry_out(asked.pk, lambda pk: city.actor("city_officer"))
    assert not SigningRequest.objects.exists()
    assert [one.is_public for one in Revision.objects.all()] == [True]


def test_what_fails_is_said_and_nothing_is_signed(city, db):
    report = written(city)
    asked = ask_to_sign(report, document_number=NUMBER, is_public=False, by=city.actor("city_officer"))
    carry_out(asked.pk, lambda pk: city.actor("leader"))
    asked.refresh_from_db()
    assert asked.state == "failed"
    assert asked.error
    report.refresh_from_db()
    assert report.stage == "in_review"
    assert not Revision.objects.exists()
    assert ask_to_sign(report, document_number=NUMBER, is_public=False, by=city.actor("city_officer")).state == "waiting"


def test_a_revision_has_a_reason_and_leaves_the_first_alone(city, db):
    by = city.actor("city_officer")
    first = sign_report(written(city), document_number=NUMBER, by=by)
    before = {kept.form: bytes(kept.content) for kept in first.files.all()}
    report = first.report
    with pytest.raises(BadInput):
        revise_report(report, reason="", by=by)
    revise_report(report, reason="补记一名", by=by)
    save_version(report, body=TEXT.replace("现有", "目前"), seen=2, by=city.by)
    send_to_review(report, by=by)
    second = sign_report(report, document_number="大统发〔2017〕9号", by=by)
    assert (second.number, second.reason) == (2, "补记一名")
    assert {kept.form: bytes(kept.content) for kept in first.files.all()} == before


def test_the_public_page_shows_what_was_published(city, db, client):
    by = city.actor("city_officer")
    closed = sign_report(written(city), document_number="大统发〔2017〕1号", by=by)
    shown = sign_report(written(city), document_number=NUMBER, is_public=True, by=by)
    assert client.get(f"/reports/{closed.report_id}/").status_code == 404
    page = client.get(f"/reports/{shown.report_id}/").content.decode()
    assert NUMBER in page
    assert "/desk/figures/B1.register/" in page
    assert NUMBER in client.get("/reports/").content.decode()
    docx = client.get(f"/reports/{shown.report_id}/1/docx/")
    assert docx.content == bytes(shown.files.get(form="docx").content)
    assert client.get(f"/reports/{closed.report_id}/1/docx/").status_code == 404
    code = next(one.code for one in FrozenFigure.objects.filter(owner_id=shown.pk))
    assert client.get(f"/f/{code}/").headers["Location"].startswith("/accounts/login/")
    client.force_login(city.user("city_officer"))
    assert client.get(f"/f/{code}/").headers["Location"] == f"/desk/figures/code/{code}/"
