"""What stands open holds a signature; who is told on the way to it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.conf import settings
from django.core import mail
from django.utils.translation import override

from lianxin.core.errors import BadInput, Conflict
from lianxin.figures.models import FrozenFigure
from lianxin.flows.models import Step
from lianxin.journal.models import Entry
from lianxin.notices.models import Notice
from lianxin.notices.services.outbox import send_due
from lianxin.reports.building import build_report
from lianxin.reports.models import Revision, SigningRequest, WorkReport
from lianxin.reports.remarks import remarks_on
from lianxin.reports.services.comments import answer_comment, comment
from lianxin.reports.services.requests import ask_to_sign, carry_out
from lianxin.reports.services.signing import build_version, sign_report
from lianxin.reports.services.telling import signers
from lianxin.reports.services.writing import (
    open_report,
    present_version,
    return_report,
    save_version,
    send_to_review,
)
from lianxin.reports.stored import printed_figures
from lianxin.reports.texts import read_text

START, END = dt.date(2015, 1, 1), dt.date(2017, 7, 14)
SOUND = "# 简报\n\n现有{{B1.register}}，覆盖率{{C2.coverage}}。\n\n{{appendix}}\n"
UNPROVEN = SOUND + "\n走访企业12家。\n"
WRONG = SOUND.replace("覆盖率", "实现全覆盖，覆盖率")
NUMBER = "大统发〔2017〕8号"
REASON = "走访台账下月补录，先行签发。"
pytestmark = pytest.mark.django_db


def in_review(city, body, by=None, **given):
    by = by or city.by
    made = open_report(kind="brief", start=START, end=END, by=by, **given)
    save_version(made, body=body, seen=1, by=by)
    return send_to_review(made, by=by)


@pytest.fixture
def signer(city, db):
    return city.actor("city_officer")


def told(template):
    return sorted(Notice.objects.filter(template=template).values_list("person_id", flat=True))


def test_words_that_a_figure_contradicts_are_not_signed(city, signer):
    report = in_review(city, WRONG)
    for sign in (sign_report, ask_to_sign):
        with pytest.raises(BadInput, match="1处"):
            sign(report, document_number=NUMBER, is_public=False, signed_over=REASON, by=signer)
    report.refresh_from_db()
    assert report.stage == "in_review"
    assert not FrozenFigure.objects.exists()


def test_what_nothing_proves_is_signed_over_with_a_reason_that_stays(city, signer):
    report = in_review(city, UNPROVEN)
    said = comment(report, text="请注明依据。", quote="走访企业12家。", by=city.by)
    with pytest.raises(BadInput, match="2条"):
        sign_report(report, document_number=NUMBER, by=signer)
    signed = sign_report(report, document_number=NUMBER, signed_over=REASON, by=signer)
    assert signed.signed_over == REASON
    assert [(row.words, row.comment_id) for row in signed.open_remarks.all()] == [("12家", None), ("", said.pk)]
    assert Step.objects.get(model="reports.WorkReport", object_id=report.pk, move="sign").note == REASON
    [entry] = Entry.objects.filter(verb="sign_report", model="reports.Revision", object_id=signed.pk)
    assert (entry.data["open_remarks"], entry.data["comments"]) == (2, [said.pk])
    assert REASON not in str(entry.data)
    answer_comment(said, answer="已补录", by=city.by)
    assert signed.open_remarks.count() == 2, "what stood open then stays"


def test_what_was_answered_needs_no_reason(city, signer):
    report = in_review(city, SOUND)
    answer_comment(comment(report, text="请核对。", by=city.by), answer="已核对", by=city.by)
    signed = sign_report(report, document_number=NUMBER, signed_over=REASON, by=signer)
    assert (signed.signed_over, signed.open_remarks.count()) == ("", 0)


def test_the_text_is_held_against_the_figures_that_are_frozen(city, signer):
    report = in_review(city, WRONG)
    version = present_version(report)
    figures = printed_figures(build_version(report, version))
    assert remarks_on(report, version, figures).wrong
    full = [replace(fig, value=1.0, numerator=10, denominator=10) if fig.is_rate else fig for fig in figures]
    assert not remarks_on(report, version, full).wrong


def test_a_word_that_is_not_printed_holds_nothing(city, signer):
    """超过 is left out where it does not hold, and the exact value stands alone."""
    report = in_review(city, SOUND.replace("{{B1.register}}", "{{B1.register|超过}}"))
    assert sign_report(report, document_number=NUMBER, by=signer).open_remarks.count() == 0


def test_what_comes_after_the_reading_is_read_first(city, signer):
    report = in_review(city, SOUND)
    seen = remarks_on(report, present_version(report)).mark
    asked = ask_to_sign(report, document_number=NUMBER, is_public=False, seen=seen, by=signer)
    comment(report, text="还有一处要改。", by=city.by)
    with pytest.raises(Conflict):
        ask_to_sign(report, document_number=NUMBER, is_public=False, signed_over=REASON, seen=seen, by=signer)
    carry_out(asked.pk, lambda pk: signer)
    assert SigningRequest.objects.get().state == "failed"
    assert not Revision.objects.exists()
    assert told("report.not_signed") == [signer.person_id]


def test_nobody_writes_into_what_is_being_signed(city, signer):
    report = in_review(city, SOUND)
    stale = WorkReport.objects.get(pk=report.pk)
    sign_report(report, document_number=NUMBER, by=signer)
    with pytest.raises(Conflict):
        comment(stale, text="迟到的意见", by=city.by)
    stale.stage = "drafting"
    with pytest.raises(Conflict):
        save_version(stale, body="# 另一稿", seen=2, by=city.by)


def test_who_is_next_is_told(city, signer):
    writer = city.actor("district_officer")
    report = in_review(city, SOUND, by=writer, place="210202")
    assert told("report.to_sign") == signers(report, END, but={writer.person_id})
    assert signer.person_id in told("report.to_sign")
    assert writer.person_id not in told("report.to_sign")
    return_report(report, reason="补充走访情况。", by=signer)
    assert told("report.returned") == [writer.person_id]
    send_to_review(report, by=writer)
    sign_report(report, document_number=NUMBER, by=signer)
    assert told("report.signed") == [writer.person_id]
    assert {(one.model, one.object_id) for one in Notice.objects.all()} == {("reports.WorkReport", report.pk)}


def test_the_nearest_who_may_sign_are_told(city, signer):
    own = city.actor("district_officer").person_id
    report = in_review(city, SOUND, place="210202")
    assert told("report.to_sign") == [own]
    assert own not in signers(in_review(city, SOUND, place="210203"), END, but=set())
    assert signers(report, END, but={own}) == signers(in_review(city, SOUND), END, but=set())


def test_the_notice_leads_to_the_report_and_says_nothing_of_it(city, signer, monkeypatch):
    monkeypatch.setattr(settings, "LIANXIN_NOTICES", "email", raising=False)
    monkeypatch.setattr("lianxin.notices.backends.find_email", lambda _person: "a@example.org")
    report = in_review(city, SOUND)
    send_due()
    text = mail.outbox[0].body
    assert f"/desk/reports/{report.pk}/" in text
    assert report.title not in text + mail.outbox[0].subject


def test_the_page_of_the_signature_lists_what_stands_open(city, client, signer):
    client.force_login(city.user("city_officer"))
    wrong = client.get(f"/desk/reports/{in_review(city, WRONG).pk}/sign/").content.decode()
    assert "standing__one--wrong" in wrong
    assert 'name="document_number"' not in wrong
    report = in_review(city, UNPROVEN)
    comment(report, text="请注明依据。", quote="走访企业12家。", by=city.by)
    url = f"/desk/reports/{report.pk}/sign/"
    page = client.get(url).content.decode()
    assert page.count(f'href="/desk/reports/{report.pk}/write/#b7"') == 2
    assert page.count("standing__one") == 2
    given = {"document_number": NUMBER, "is_public": "on", "read": "on", "seen": page.partition('name="seen" value="')[2][:64]}
    assert client.post(url, given).status_code == 200, "without a reason"
    assert client.post(url, given | {"signed_over": REASON, "seen": "0" * 64}).status_code == 200, "other remarks than were read"
    assert client.post(url, given | {"signed_over": REASON}).status_code == 302
    row = Revision.objects.get()
    shown = client.get(f"/desk/reports/revisions/{row.pk}/").content.decode()
    assert REASON in shown
    assert "请注明依据。" in shown
    client.logout()
    public = client.get(f"/reports/{report.pk}/").content.decode()
    assert REASON in public
    assert "请注明依据。" not in public


def test_whoever_sends_a_report_sees_the_same_list(city, client, signer):
    client.force_login(city.user("city_officer"))
    report = open_report(kind="brief", start=START, end=END, by=city.by)
    save_version(report, body=UNPROVEN, seen=1, by=city.by)
    url = f"/desk/reports/{report.pk}/remarks/"
    assert f'hx-get="{url}"' in client.get(f"/desk/reports/{report.pk}/").content.decode()
    part = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<mark>12家</mark>" in part
    assert "<html" not in part
    assert "<mark>12家</mark>" in client.get(url).content.decode()


def test_a_change_is_said_in_the_language_of_the_report(city, signer):
    text = read_text("# A\n\n{{change D1.forum_times}}, {{change D1.forum_times|环比}}.\n")
    said = {}
    for language in ("en", "zh-hans"):
        with override(language):
            built = build_report("brief", text, start=dt.date(2017, 1, 1), end=END)
        said[language] = [piece.text for piece in built.pieces if piece.figure]
    assert said["en"][0] == "up 181.8% year on year"
    assert said["en"][1].endswith("against the period before")
    assert said["zh-hans"][0] == "同比增长181.8%"
    assert said["zh-hans"][1].startswith("环比")
