"""The whole loop: asked on the phone, seen at the desk, decided with a reason, done to the record, told to the person."""

import datetime as dt
import json

import pytest
from django.urls import reverse

from lianxin.accounts.models import User
from lianxin.accounts.services.users import make_user
from lianxin.bulletins.services.bulletins import draft_bulletin, issue_bulletin
from lianxin.journal.models import Entry, Read
from lianxin.matters.models import Matter
from lianxin.notices.models import Notice
from lianxin.register.enums import Basis
from lianxin.register.models import ChildAccess, Consent, ConsentRefusal, Import, Person
from lianxin.register.purposes import BULLETINS, PROVIDE, PUBLISH, purposes
from lianxin.register.queries.values import sources_of
from lianxin.register.services.consents import give_consent, write_text
from lianxin.register.services.exports import export_list
from lianxin.register.services.parties import add_person
from lianxin.register.services.ties import add_tie

DAY = dt.date(2017, 7, 14)
START = dt.date(2015, 1, 1)


@pytest.fixture
def guard(village) -> Person:
    """The data-protection officer."""
    person = add_person(values={"name": "陈守"}, by=village.by, at=START)
    make_user(person, "chen", by=village.by)
    add_tie(kind="staff_post", person=person, organisation=village.office, role="dpo", start=START, by=village.by)
    return person


@pytest.fixture
def child(village) -> Person:
    person = add_person(values={"name": "林小满", "birth": "2008-05"}, by=village.by, at=START, sender=village.association)
    add_tie(kind="membership", person=person, organisation=village.association, start=START, by=village.by)
    add_tie(kind="kinship", person=person, other=village.member, role="guardian", start=START, by=village.by)
    return person


def move(client, matter, code, **given):
    answer = client.post(reverse("desk:matters_move", args=[matter.pk]), {"move": code, "on": "2017-07-14", **{f"need_{key}": value for key, value in given.items()}})
    assert answer.status_code in {200, 302}, [line for line in answer.content.decode().splitlines() if "rror" in line or "alert" in line]
    matter.refresh_from_db()


def test_a_request_for_correction_is_carried_out_and_told(client, village, guard):
    village.sign_in(client, village.member)
    page = client.get(reverse("portal:raise", args=["data_request"]) + "?category=correction").content.decode()
    assert 'value="correction"' in page
    client.post(reverse("portal:raise", args=["data_request"]), {"category": "correction", "content": "我的姓名是林晓晓"})
    matter = Matter.objects.get()
    village.sign_in(client, guard)
    assert matter.number in client.get(reverse("desk:admin_protection")).content.decode()
    move(client, matter, "verify")
    assert matter.due_on == dt.date(2017, 8, 4)
    move(client, matter, "correct", field="name", value="林晓晓", answer="已核对身份证件，现予更正")
    assert (matter.stage, matter.result) == ("answered", "solved")
    member = Person.objects.get(pk=village.member.pk)
    assert member.name == "林晓晓"
    source = sources_of(member, village.actor(village.member))["name"][0]
    assert (source.own, source.by_hand) == (True, True)
    assert Notice.objects.filter(person_id=member.pk, template="matter.moved").exists()
    village.sign_in(client, village.member)
    html = client.get(reverse("portal:matter", args=[matter.pk])).content.decode()
    assert "已核对身份证件，现予更正" in html


def test_what_cannot_be_read_is_no_correction(client, village, guard):
    from lianxin.matters.services.matters import open_matter

    matter = open_matter(kind="data_request", raiser=village.member, content="电话", category="correction", by=village.actor(village.member))
    village.sign_in(client, guard)
    move(client, matter, "verify")
    client.post(reverse("desk:matters_move", args=[matter.pk]), {"move": "correct", "need_field": "phone", "need_value": "一二三", "need_answer": "x", "on": "2017-07-14"})
    matter.refresh_from_db()
    assert matter.stage == "verified"
    assert Person.objects.get(pk=village.member.pk).phone == "13900001111"


def test_every_purpose_is_answered_with_one_tap(client, village):
    village.sign_in(client, village.member)
    answer = reverse("portal:consent_answer", args=[village.member.pk])
    for code in purposes.keys():  # noqa: SIM118  a registry, not a dict
        client.post(answer, {"purpose": code, "answer": "yes"})
        assert Consent.objects.filter(purpose=code, withdrawn_on=None).count() == 1
        client.post(answer, {"purpose": code, "answer": "no"})
        assert not Consent.objects.filter(purpose=code, withdrawn_on=None).exists()
    assert ConsentRefusal.objects.count() == len(purposes)
    assert "待您选择" not in client.get(reverse("portal:consents")).content.decode()
    village.sign_in(client, village.stranger)
    assert client.post(answer, {"purpose": BULLETINS, "answer": "yes"}).status_code == 404


def test_home_asks_until_everything_is_answered_and_again_after_a_new_text(client, village):
    village.sign_in(client, village.member)
    home = reverse("portal:home")
    assert "待您选择同意" in client.get(home).content.decode()
    for code in purposes.keys():  # noqa: SIM118
        give_consent(village.member, purpose=code, by=village.actor(village.member))
    assert "待您选择同意" not in client.get(home).content.decode()
    write_text(purpose=BULLETINS, version="2", text="新文本", changes="增加短信", asks_again=True, by=village.by)
    assert "待您选择同意" in client.get(home).content.decode()
    page = client.get(reverse("portal:consents")).content.decode()
    assert "新文本" in page
    assert "增加短信" in page


def test_a_guardian_decides_for_a_child_and_nobody_else(client, village, child):
    village.sign_in(client, village.member)
    page = reverse("portal:consents_child", args=[child.pk])
    assert page in client.get(reverse("portal:consents")).content.decode()
    assert client.get(page).status_code == 200
    client.post(reverse("portal:consent_answer", args=[child.pk]), {"purpose": BULLETINS, "answer": "yes"})
    consent = Consent.objects.get()
    assert (consent.person, consent.guardian) == (child, village.member)
    client.post(reverse("portal:consent_withdraw", args=[consent.pk]))
    assert Consent.objects.get().withdrawn_on == DAY
    village.sign_in(client, village.stranger)
    assert client.get(page).status_code in {403, 404}


def test_a_childs_page_asks_for_approval_first(client, village, child, guard):
    page = reverse("desk:people_detail", args=[child.pk])
    village.sign_in(client, village.liaison)
    ask = reverse("desk:consent_child_ask", args=[child.pk])
    assert client.get(page).headers["Location"] == ask
    assert client.post(ask, {"reason": "核对夏令营报名"}).status_code == 302
    access = ChildAccess.objects.get()
    village.sign_in(client, guard)
    assert "核对夏令营报名" in client.get(reverse("desk:consent_children")).content.decode()
    client.post(reverse("desk:consent_child_decide", args=[access.pk]), {"allow": "1"})
    village.sign_in(client, village.liaison)
    assert client.get(page).status_code == 200
    assert Read.objects.filter(subject_id=child.pk, reader_id=village.liaison.pk).exists()
    assert Entry.objects.filter(verb__in=("ask_to_open_child", "decide_opening_of_child")).count() == 2


def test_texts_are_shown_with_author_and_day_and_written_by_the_city_office(client, village):
    village.sign_in(client, village.officer)
    new = reverse("desk:consent_text_new", args=[BULLETINS])
    assert client.get(new).status_code == 200
    given = {"version": "2017-07", "text": "新的文本", "changes": "措辞", "start": "2017-07-14"}
    assert client.post(new, {**given, "start": "2017-07-01"}).status_code == 400
    assert client.post(new, given).status_code == 302
    html = client.get(reverse("desk:consent_texts")).content.decode()
    assert "新的文本" in html
    assert "孙明" in html
    village.sign_in(client, village.liaison)
    assert client.get(reverse("desk:consent_texts")).status_code == 200
    assert client.post(new, given).status_code == 403


def test_a_paper_of_the_association_is_entered_and_stands_in_the_history(client, village, guard):
    village.sign_in(client, village.liaison)
    paper = reverse("desk:consent_paper", args=[village.member.pk])
    assert village.association.name in client.get(paper).content.decode()
    given = {"agreed": [BULLETINS, PUBLISH], "title": "入会同意书", "signed_on": "2017-07-03", "taken_by": village.association.name}
    answer = client.post(paper, given)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    assert Consent.objects.filter(document__title="入会同意书", given_on=dt.date(2017, 7, 3)).count() == 2
    html = client.get(reverse("desk:consents_of_person", args=[village.member.pk])).content.decode()
    assert "入会同意书" in html
    assert client.get(reverse("desk:consents_of_person", args=[guard.pk])).status_code == 404


def test_public_pages_give_the_surname_until_the_author_agrees(client, village):
    column = draft_bulletin(
        kind="column", title="我的一天", body="正文", issuer=village.office, author=village.member, affiliation="软件协会", is_public=True, by=village.by
    )
    issue_bulletin(column, by=village.by)
    page = reverse("public_column", args=[column.pk])
    assert "林晓" not in client.get(page).content.decode()
    consent = give_consent(village.member, purpose=PUBLISH, by=village.actor(village.member))
    assert "林晓" in client.get(page).content.decode()
    assert "林晓" in client.get(reverse("public_columns")).content.decode()
    from lianxin.register.services.consents import withdraw_consent

    withdraw_consent(consent, by=village.actor(village.member))
    for name, args in (("public_column", [column.pk]), ("public_columns", []), ("home", [])):
        assert "林晓" not in client.get(reverse(name, args=args)).content.decode()


def test_a_list_passed_on_holds_who_agreed_to_that_and_they_are_told(village):
    officer = village.actor(village.officer)

    def passed_on(kind: str) -> str:
        return export_list(kind, by=officer, purpose="联合活动", recipient=village.station).decode("utf-8-sig")

    assert "林晓" not in passed_on("people")
    give_consent(village.member, purpose=PROVIDE, by=village.actor(village.member))
    for kind in ("people", "ties"):
        text = passed_on(kind)
        assert "林晓" in text
        assert "何平" not in text
    assert village.station.name in Read.objects.filter(subject_id=village.member.pk).first().reason
    assert not Read.objects.filter(subject_id=village.stranger.pk).exists()


def test_a_list_without_a_basis_reaches_nobody_until_one_is_stated(client, village):
    from lianxin.register.queries.consents import may_be_reached

    Import.objects.update(basis=Basis.NONE)
    assert not may_be_reached(Person.objects.all(), DAY, BULLETINS).exists()
    imported = Import.objects.filter(sender=village.association).first()
    village.sign_in(client, village.liaison)
    page = reverse("desk:consent_basis", args=[imported.pk])
    assert client.get(page).status_code == 200
    given = {"basis": "notice", "evidence": "会员群告知书", "dated": "2017-07-10"}
    assert client.post(page, given).status_code == 302
    assert may_be_reached(Person.objects.all(), DAY, BULLETINS).exists()
    assert client.post(page, given).status_code == 400


def test_my_record_as_a_document_and_as_data(client, village):
    from lianxin.core.typesetting import han_font

    village.sign_in(client, village.member)
    data = json.loads(client.post(reverse("portal:export")).content)
    assert data["values"]["phone"][0]["sender"] == village.association.name
    answer = client.post(reverse("portal:export_document"))
    if han_font():
        assert answer.content.startswith(b"%PDF")
    else:
        assert answer.status_code == 302
    assert client.get(reverse("portal:export_document")).status_code == 405


def test_without_a_chinese_font_the_page_says_what_is_missing(client, village, monkeypatch):
    monkeypatch.setattr("lianxin.core.typesetting.han_font", lambda: "")
    village.sign_in(client, village.member)
    html = client.post(reverse("portal:export_document"), follow=True).content.decode()
    assert "fonts-noto-cjk" in html


def test_who_took_back_the_register_is_on_no_list_of_people(client, village):
    from lianxin.register.services.consents import refuse_consent

    village.sign_in(client, village.officer)
    page = reverse("desk:people_list")
    assert "林晓" in client.get(page).content.decode()
    refuse_consent(village.member, purpose="register", by=village.actor(village.member))
    assert "林晓" not in client.get(page).content.decode()
    assert User.objects.filter(person=village.member).exists()


def test_a_request_for_erasure_is_carried_out_by_its_move(client, village, guard):
    from lianxin.matters.services.matters import open_matter

    asked = {"kind": "data_request", "raiser": village.member, "content": "请删除", "by": village.actor(village.member)}
    matter = open_matter(category="erasure", **asked)
    village.sign_in(client, guard)
    move(client, matter, "verify")
    move(client, matter, "erase", reason="本人申请，已核验身份")
    assert matter.stage == "answered"
    erased = Person.objects.get(pk=village.member.pk)
    assert erased.erased_on == DAY
    assert "林晓" not in erased.name
    assert not User.objects.filter(person=erased).exists()
