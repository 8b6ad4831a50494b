"""Content, parties and notes of confidential matters stay in their compartment on every surface."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from tests.cast import DAY

from lianxin.journal.models import Entry
from lianxin.matters.kind import kinds_where
from lianxin.matters.models import Matter
from lianxin.matters.services.agreed import Agreement
from lianxin.matters.services.matters import add_party, end_party, open_matter
from lianxin.matters.services.moves import move_matter
from lianxin.notices.models import Notice

SECRET, NOTE = "夜里睡不好", "只给同事看的备注"
ABOVE = ("city_officer", "district_officer", "leader", "dpo", "auditor", "security_admin", "system_admin", "liaison", "other_liaison", "stranger")


@pytest.fixture
def case(two):
    matter = open_matter(kind="feedback", title="我的睡眠", content=SECRET, category="complaint", raiser=two.member, desk=two.cast.station, by=two.actor("member"))
    move_matter(matter, "accept", by=two.actor("station_worker"), note=NOTE)
    return matter


def pages(two, role: str, matter: Matter) -> str:
    client = two.client(role)
    urls = [
        reverse("desk:matters_detail", args=[matter.pk]), reverse("desk:matters_list"), reverse("desk:matters_todo"),
        reverse("portal:matter", args=[matter.pk]), reverse("portal:matters"), f"/api/v1/matters/{matter.pk}", "/api/v1/matters",
        reverse("desk:people_detail", args=[two.member.pk]), "/desk/figures/C6.cases/", "/api/v1/figures/C6.cases/records",
        reverse("desk:admin_journal"),
    ]  # fmt: skip
    texts = [client.get(url).content.decode() for url in urls]
    # The page repeats what was asked; what it found stands in the list.
    found = [client.post(reverse("desk:search"), {"q": words}) for words in (SECRET, "睡眠", matter.number)]
    texts += [answer.content.decode().partition("data-search-results>")[2] for answer in found]
    return "\n".join(texts)


@pytest.mark.parametrize("role", ABOVE)
def test_no_surface_shows_content_title_or_notes(two, case, role):
    text = pages(two, role, case)
    for secret in (SECRET, "我的睡眠", NOTE):
        assert secret not in text


@pytest.mark.parametrize("role", ["city_officer", "district_officer"])
def test_supervisors_learn_neither_who_nor_about_what(two, case, role):
    Matter.objects.filter(pk=case.pk).update(result="unsolved", rating="1")
    client = two.client(role)
    page = client.get(reverse("desk:matters_detail", args=[case.pk])).content.decode().partition("<main")[2]
    assert case.number in page
    for word in (two.member.name, two.people["station_worker"].name, "投诉", "未解决", "非常不满意"):
        assert word not in page, word
    told = client.get(f"/api/v1/matters/{case.pk}").json()
    assert (told["content"], told["category"], told["result"], told["rating"]) == (None, "", "", "")
    assert {step["note"] for step in told["steps"]} <= {""}
    person = client.get(reverse("desk:people_detail", args=[two.member.pk])).content.decode()
    assert case.number not in person


def test_the_raiser_and_the_desk_read_it(two, case):
    assert SECRET in two.client("member").get(reverse("portal:matter", args=[case.pk])).content.decode()
    assert SECRET in two.client("station_worker").get(reverse("desk:matters_detail", args=[case.pk])).content.decode()


@pytest.mark.parametrize("role", ["handler", "disputant", "co_author", "raiser"])
def test_an_ended_part_opens_nothing_any_more(two, case, role):
    part = add_party(case, role=role, party=two.people["stranger"], by=two.cast.by, at=DAY - dt.timedelta(days=2))
    assert two.actor("stranger").can("read_content", case)
    end_party(part, by=two.cast.by, at=DAY)
    actor = two.actor("stranger")
    for verb in ("read_content", "read_parties", "act_as_raiser", "handle"):
        assert not actor.can(verb, case), verb
    text = two.client("stranger").get(reverse("portal:matter", args=[case.pk])).content.decode()
    assert SECRET not in text
    assert SECRET not in two.client("stranger").post(reverse("portal:export")).content.decode()


def test_counselling_is_closed_to_colleagues_of_the_desk(two):
    case = open_matter(kind="counselling", agreed=Agreement(), content=SECRET, raiser=two.member, desk=two.cast.station, by=two.actor("member"))
    assert SECRET not in pages(two, "station_worker", case)


def test_journal_and_notices_hold_nothing_of_it(two, case):
    told = str(list(Entry.objects.values_list("verb", "data"))) + str(list(Notice.objects.values_list("template", "model", "object_id")))
    for secret in (SECRET, "我的睡眠", NOTE, two.member.name, "13900001111"):
        assert secret not in told


def test_titles_of_confidential_kinds_are_their_kind_in_the_database(two):
    for kind in kinds_where(confidential=True):
        for matter in Matter.objects.filter(kind=kind):
            assert matter.title == str(matter.family.name)
