"""Pages of joining and splitting: preview, act, history, undo; who may; what officers propose instead."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.cast import START, cast  # noqa: F401

from lianxin.access.actors import service
from lianxin.journal.models import Read
from lianxin.matters.models import Matter
from lianxin.register.models import Mention, Organisation, Person, Regrouping
from lianxin.register.services.imports import import_file
from lianxin.register.services.parties import add_organisation, add_person
from lianxin.register.services.ties import add_tie

pytestmark = pytest.mark.django_db
WHY = "同一个身份证号"


@pytest.fixture
def two(cast):  # noqa: F811
    one = add_person(
        values={"name": "王芳", "phone": "13900001111"}, by=cast.by, at=START, sender=cast.association
    )
    other = add_person(
        values={"name": "王芳", "phone": "13900002222", "email": "wf@example.com"}, by=cast.by, at=START
    )
    add_tie(kind="membership", person=one, organisation=cast.association, start=START, by=cast.by)
    return one, other


@pytest.fixture
def office(cast, client):  # noqa: F811
    client.force_login(cast.user("city_officer"))
    return client


def page(name: str, *arguments: int) -> str:
    return reverse(f"desk:joining_{name}", args=arguments)


def test_two_people_are_found_compared_joined_and_parted(office, two):
    one, other = two
    found = office.get(page("people_join", one.pk))
    assert page("people_preview", one.pk, other.pk) in found.content.decode()
    preview = office.get(page("people_preview", one.pk, other.pk)).content.decode()
    assert "139****1111" in preview
    assert "13900002222" not in preview
    assert Read.objects.filter(subject_id__in=[one.pk, other.pk], how=Read.How.OPENED).count() == 2
    assert Person.objects.get(pk=other.pk).merged_into_id is None  # to look at it does nothing
    assert not Regrouping.objects.exists()
    assert office.post(page("people_preview", one.pk, other.pk), {"reason": ""}).status_code == 400
    office.post(page("people_preview", one.pk, other.pk), {"reason": WHY})
    made = Regrouping.objects.get()
    assert (made.kept_id, made.other_id, made.reason) == (one.pk, other.pk, WHY)
    history = office.get(page("people_history", one.pk)).content.decode()
    assert WHY in history
    assert page("undo", made.pk) in history
    assert office.get(page("undo", made.pk)).status_code == 200
    assert Regrouping.objects.standing().exists()
    office.post(page("undo", made.pk), {"reason": "弄错了"})
    assert not Regrouping.objects.standing().exists()
    assert Person.objects.get(pk=other.pk).merged_into_id is None
    assert "弄错了" in office.get(page("people_history", one.pk)).content.decode()


def test_a_search_is_posted_and_finds_others_only(office, two):
    one, other = two
    answer = office.post(page("people_join", one.pk), {"q": "13900002222"}).content.decode()
    assert page("people_preview", one.pk, other.pk) in answer
    assert page("people_preview", one.pk, one.pk) not in answer


def test_rows_are_chosen_looked_at_and_split_off(office, cast):  # noqa: F811
    head = "大连市摄影家协会2016年会员名单\n姓名,手机,工作单位\n"
    for number, firm in enumerate(("大连蓝海科技有限公司", "大连千帆网络有限公司")):
        import_file(f"{head}张伟,13900001111,{firm}\n".encode(), f"{number}.csv", by=service("test"))
    person = Person.objects.get(name="张伟")
    address = page("people_split", person.pk)
    assert "0.csv" in office.get(address).content.decode()
    assert office.post(address, {"step": "look"}).status_code == 400
    chosen = Mention.objects.filter(person=person).latest("pk").pk
    looked = office.post(address, {"step": "look", "mention": chosen}).content.decode()
    assert "1.csv" in looked
    assert not Regrouping.objects.exists()
    answer = office.post(address, {"step": "do", "mention": chosen, "reason": WHY})
    new = Mention.objects.get(pk=chosen).person
    assert new is not None
    assert answer.headers["Location"] == reverse("desk:people_detail", args=[new.pk])
    made = Regrouping.objects.get()
    office.post(page("undo", made.pk), {"reason": "弄错了"})
    assert Mention.objects.get(pk=chosen).person_id == person.pk


def test_organisations_have_the_same_pages(office, cast):  # noqa: F811
    one, other = (
        add_organisation(kind="firm", name=name, by=cast.by) for name in ("大连蓝海科技有限公司", "蓝海科技")
    )
    assert office.get(page("organisations_join", one.pk)).status_code == 200
    assert "蓝海科技" in office.get(page("organisations_preview", one.pk, other.pk)).content.decode()
    office.post(page("organisations_preview", one.pk, other.pk), {"reason": WHY})
    assert Organisation.objects.get(pk=other.pk).merged_into_id == one.pk
    assert office.get(page("organisations_split", one.pk)).status_code == 200
    assert office.get(page("organisations_history", one.pk)).status_code == 200


def test_what_forbids_a_join_is_said_instead_of_a_form(office, cast):  # noqa: F811
    answer = office.get(page("people_preview", cast.member.pk, cast.people["city_officer"].pk))
    assert b"<textarea" not in answer.content
    assert office.get(page("people_preview", cast.member.pk, cast.member.pk)).status_code == 404


@pytest.mark.parametrize("role", ["liaison", "district_officer", "member", "dpo", "security_admin"])
def test_others_may_not_join_or_split(client, cast, two, role):  # noqa: F811
    client.force_login(cast.user(role))
    for address in (
        page("people_join", two[0].pk),
        page("people_preview", two[0].pk, two[1].pk),
        page("people_split", two[0].pk),
    ):
        assert client.get(address).status_code == 403
    assert client.get(page("people_history", two[0].pk)).status_code == (200 if role == "dpo" else 403)


def test_a_liaison_officer_proposes(client, cast, two):  # noqa: F811
    client.force_login(cast.user("liaison"))
    address = page("people_propose", two[0].pk)
    assert address in client.get(reverse("desk:people_detail", args=[two[0].pk])).content.decode()
    assert client.get(address).status_code == 200
    client.post(address, {"reason": "名单第3行是她妹妹"})
    matter = Matter.objects.get(kind="record_contest")
    assert str(two[0].pk) in matter.content
    assert matter.desk == cast.lead_office
    assert client.get(page("people_propose", two[1].pk)).status_code in {403, 404}
