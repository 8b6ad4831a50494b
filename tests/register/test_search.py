"""Search: whatever part of a name is typed, in whichever way, and nobody by what the reader may not know."""

import pytest
from tests.register.conftest import DAY, START

from lianxin.access.actors import service
from lianxin.register.models import Mention, Organisation, Person, SearchTerm
from lianxin.register.queries import called
from lianxin.register.queries.search import (
    find_organisations,
    find_people,
    organisations_answering,
    people_answering,
)
from lianxin.register.services.parties import add_organisation, add_person, change_organisation, change_person
from lianxin.register.services.terms import body_terms, drop_unused_names, person_terms
from lianxin.register.services.ties import add_tie

BY = service("test", on=DAY)


def add(name, **values):
    return add_person(values={"name": name, **values}, by=BY, at=START)


def people(text, actor):
    """What the box finds; the list must answer alike."""
    found = find_people(text, actor, 50)
    listed = Person.objects.visible_to(actor).filter(people_answering(text, actor), merged_into=None)
    assert {person.pk for person in listed} == {person.pk for person in found}
    return [person.name for person in found]


@pytest.mark.parametrize(
    "text",
    ["zgf", "zengguofan", "zengg", "cengguofan", "曾", "國藩", "国藩", "藩", "曾国藩", "曾國藩", "Zeng Guofan", "zeng'guofan", "cgf"],
)
def test_every_way_to_one_name(town, text):
    add("曾国藩")
    assert people(text, town.actor(town.officer)) == ["曾国藩"]


@pytest.mark.parametrize("text", ["lvli", "luli", "lyuli", "lüli", "ll", "吕丽", "呂麗"])
def test_u_umlaut_is_found_by_every_spelling(town, text):
    add("吕丽")
    assert people(text, town.actor(town.officer)) == ["吕丽"]


def test_names_in_letters_and_with_dots(town):
    add("John Smith")
    add("热依汗·玉素甫")
    officer = town.actor(town.officer)
    assert people("smith", officer) == people("john", officer) == people("Johnsm", officer) == ["John Smith"]
    assert people("玉素甫", officer) == people("热依汗玉", officer) == people("reyihan", officer) == ["热依汗·玉素甫"]


def test_whole_names_first_then_beginnings_then_parts(town):
    for name in ("李淼", "淼", "淼琪", "淼琪琪", "王淼琪"):
        add(name)
    assert people("淼", town.actor(town.officer)) == ["淼", "淼琪", "淼琪琪", "李淼", "王淼琪"]


def test_too_little_finds_nobody(town):
    officer = town.actor(town.officer)
    assert people("w", officer) == people("", officer) == people("·", officer) == []


def test_a_former_name_is_found_but_not_by_whom_it_was_not_told(town):
    change_person(town.wang, values={"name": "王方"}, by=town.actor(town.other_liaison), at=DAY)
    town.wang.refresh_from_db()
    assert town.wang.name == "王方"
    for who, former, present in (
        (town.officer, 1, 1),
        (town.district_officer, 1, 1),
        (town.liaison, 1, 0),
        (town.other_liaison, 0, 1),
    ):
        actor = town.actor(who)
        assert len(people("王芳", actor)) == former, who.name
        assert len(people("王方", actor)) == present, who.name


def test_a_phone_entered_by_an_association_does_not_tell_it_the_name(town):
    change_person(town.wang, values={"phone": "13900002222"}, by=town.actor(town.other_liaison), at=DAY)
    assert not Mention.objects.filter(person=town.wang, row__imported__sender=town.lawyers).exclude(name_key="").exists()


def test_nobody_is_found_whom_the_reader_does_not_see(town):
    add("曾国藩")
    for who in (town.liaison, town.other_liaison, town.district_officer, town.leader):
        assert people("曾国藩", town.actor(who)) == []


@pytest.mark.parametrize(("few", "at_once"), [(1000, 250), (0, 250), (0, 1)])
def test_whichever_way_round_is_looked(town, monkeypatch, few, at_once):
    """Whoever sees few is answered from the names of those few; the answers are the same."""
    monkeypatch.setattr(called, "FEW", few)
    monkeypatch.setattr(called, "AT_ONCE", at_once)
    monkeypatch.setattr(called, "PORTIONS", (1, 2))
    monkeypatch.setattr(called, "SEVERAL", 2)
    for number in "一二三四五六七八":
        add(f"王{number}")
    mine = add("王九")
    add_tie(kind="membership", person=mine, organisation=town.software, start=START, by=BY)
    actor = town.actor(town.liaison)
    assert sorted(people("王", actor)) == sorted(people("wang", actor)) == sorted(["王九", "王芳"])
    assert len(people("王", town.actor(town.officer))) == 10


def test_numbers(town):
    person = add("单伟", document_number="210202198503021233", phone="0411-81234567")
    officer = town.actor(town.officer)
    assert people("210202198503021233", officer) == people("4567", officer) == people("81234567", officer) == ["单伟"]
    assert people("2102021985", officer) == []
    assert people("13900001111", town.actor(town.liaison)) == ["王芳"]
    assert people("210202198503021233", town.actor(town.liaison)) == []
    assert person.pk


def test_organisations_by_every_way(town):
    body = add_organisation(kind="firm", name="大连星海科技有限责任公司", short_name="星海科技", by=BY, credit_code="51210200000000001N")
    officer = town.actor(town.officer)
    for text in ("星海", "大连星海科技有限公司", "大连星海科技有限责任公司", "xinghaikeji", "xhkj", "dlxh", "星海科技", "5121020000000000", "51210200000000001n"):
        assert body in find_organisations(text, officer), text
        assert body in Organisation.objects.filter(organisations_answering(text, officer)), text
    assert find_organisations("有限公司", officer) == []


def test_a_body_is_found_by_a_former_name_and_by_what_rows_call_it(town):
    change_organisation(town.software, name="大连市信息产业协会", by=BY)
    officer = town.actor(town.officer)
    assert find_organisations("软件行业", officer) == find_organisations("信息产业", officer) == [town.software]


def test_terms_are_few():
    assert person_terms("李芳") == ((1, "李芳"), (2, "芳"), (3, "lifang"), (4, "lf"))
    assert len(body_terms("大连星海科技有限公司")) < 20
    assert all(term != "有限公司" for _way, term in body_terms("大连星海科技有限公司"))


def test_names_that_nobody_bears_any_more_go(town):
    add("曾国藩")
    Mention.objects.filter(name_key="曾国藩").update(name_key="")
    drop_unused_names(["曾国藩", "王芳"])
    assert set(SearchTerm.objects.filter(name__in=["曾国藩", "王芳"]).values_list("name", flat=True)) == {"王芳"}


@pytest.mark.parametrize("who", ["officer", "district_officer", "liaison"])
def test_statements_stay_few(town, django_assert_max_num_queries, who):
    actor = town.actor(getattr(town, who))
    for text in ("王芳", "wf", "13900001111", "1111"):
        with django_assert_max_num_queries(14):
            find_people(text, actor)
