"""Answers to likely pairs: one, never, later, taken back; who may; what a second officer is told; what the matching minds."""


import pytest
from tests.factories.records import a_question
from tests.register.conftest import START

from lianxin.access.actors import service
from lianxin.accounts.services.users import make_user
from lianxin.core.errors import Conflict, NotAllowed
from lianxin.journal.models import Entry
from lianxin.register.models import PairQuestion, Person, Regrouping
from lianxin.register.queries.questions import (
    Wanted,
    answered_today,
    count_waiting,
    next_question,
    questions_about,
    told_apart,
)
from lianxin.register.services.answering import answer_one, answer_two, put_off, take_back, who_stays
from lianxin.register.services.linking import match_all
from lianxin.register.services.merging import merge
from lianxin.register.services.parties import add_organisation, add_person
from lianxin.register.services.parting import part_merge, part_rows

BY = service("test")


def a_person(name: str, **values: str) -> Person:
    return add_person(values={"name": name, **values}, by=BY, at=START)


@pytest.fixture
def pair(town):
    """Two records of one woman, and the question about them."""
    one, other = a_person("林晓", phone="13812340001"), a_person("林小", phone="13812340001")
    return a_question(one, other)


def test_one_joins_and_is_taken_back_exactly(town, pair):
    officer = town.actor(town.officer)
    one, other = pair.left.person, pair.right.person
    made = answer_one(pair, by=officer, reason="同一部手机")
    pair.refresh_from_db()
    assert (pair.answer, pair.regrouping, pair.answered_by, pair.reason) == (
        "one",
        made,
        town.officer,
        "同一部手机",
    )
    assert Person.objects.get(pk=other.pk).merged_into_id == one.pk
    assert count_waiting() == 0
    assert [entry.verb for entry in Entry.objects.order_by("-pk")[:2]] == ["answer_one", "merge"]
    take_back(pair, by=officer)
    pair.refresh_from_db()
    assert (pair.answer, pair.regrouping, pair.answered_by) == ("open", None, None)
    assert Person.objects.get(pk=other.pk).merged_into_id is None
    assert list(PairQuestion.objects.undecided()) == [pair]
    assert not answered_today(officer).exists()


def test_never_these_two_closes_every_question_about_them_and_forbids_joining_by_hand(town, pair):
    officer = town.actor(town.officer)
    one, other = pair.left.person, pair.right.person
    again = PairQuestion.objects.create(of="people", left=pair.right, right=pair.left, weight=1, run=pair.run)
    answer_two(pair, by=officer)
    again.refresh_from_db()
    assert again.answer == "two"
    assert count_waiting() == 0
    assert told_apart(Person, [one.pk, other.pk]) == {(one.pk, other.pk), (other.pk, one.pk)}
    with pytest.raises(Conflict):
        merge(one, other, by=officer, reason="一个人")
    take_back(pair, by=officer)
    assert count_waiting() == 2
    assert told_apart(Person, [one.pk, other.pk]) == set()
    merge(one, other, by=officer, reason="一个人")


def test_who_was_told_apart_stays_two_after_one_was_joined_with_a_third(town, pair):
    officer = town.actor(town.officer)
    third = a_person("林晓")
    answer_two(pair, by=officer)
    merge(third, pair.left.person, by=officer, reason="一个人")
    with pytest.raises(Conflict):
        merge(pair.right.person, Person.objects.get(pk=third.pk), by=officer, reason="一个人")


def test_bodies_that_were_told_apart_are_not_joined_by_hand(town, pair):
    officer = town.actor(town.officer)
    bodies = [
        add_organisation(kind="firm", name=name, by=BY)
        for name in ("大连远航商贸有限公司", "大连远航贸易有限公司")
    ]
    left, right = (body.mentions.first() for body in bodies)
    question = PairQuestion.objects.create(
        of="organisations", left=left, right=right, weight=3, why="", run=pair.run
    )
    answer_two(question, by=officer)
    with pytest.raises(Conflict):
        merge(*bodies, by=officer, reason="一家")
    take_back(question, by=officer)
    answer_one(question, by=officer)
    bodies[1].refresh_from_db()
    assert bodies[1].merged_into_id == bodies[0].pk


def test_the_matching_neither_joins_nor_asks_again(town):
    values = {"name": "欧阳锦程", "sex": "男", "phone": "13812340009", "birth": "1980-04-05"}
    one, other = (a_person(**values) for _ in range(2))
    question = a_question(one, other)
    answer_two(question, by=town.actor(town.officer))
    match_all(by=service("match"))
    assert Person.objects.get(pk=other.pk).merged_into_id is None
    assert not PairQuestion.objects.undecided().filter(left__person__in=[one, other]).exists()
    take_back(question, by=town.actor(town.officer))
    match_all(by=service("match"))
    assert Person.objects.get(pk=other.pk).merged_into_id == one.pk


def test_what_an_officer_takes_apart_the_matching_leaves_apart(town):
    officer, values = (
        town.actor(town.officer),
        {"name": "欧阳锦程", "sex": "男", "phone": "13812340009", "birth": "1980-04-05"},
    )
    one, other = (a_person(**values) for _ in range(2))
    match_all(by=service("match"))
    part_merge(Regrouping.objects.get(), by=officer, reason="两个人")
    match_all(by=service("match"))
    assert Person.objects.get(pk=other.pk).merged_into_id is None
    (question,) = PairQuestion.objects.filter(answer="two")
    take_back(question, by=officer)
    match_all(by=service("match"))
    assert Person.objects.get(pk=other.pk).merged_into_id == one.pk
    brought = list(Person.objects.get(pk=one.pk).mentions.order_by("pk"))
    new = part_rows(Person.objects.get(pk=one.pk), [brought[1].pk], by=officer, reason="两个人")
    assert told_apart(Person, [one.pk, new.pk])
    match_all(by=service("match"))
    assert Person.objects.get(pk=new.pk).merged_into_id is None


def test_a_second_answer_is_told_that_there_is_one(town, pair):
    officer = town.actor(town.officer)
    seen = PairQuestion.objects.get(pk=pair.pk)
    answer_two(pair, by=officer)
    for verb in (answer_one, answer_two, put_off):
        with pytest.raises(Conflict):
            verb(seen, by=officer)
    assert not Regrouping.objects.exists()
    take_back(pair, by=officer)
    with pytest.raises(Conflict):
        take_back(pair, by=officer)


def test_a_pair_that_was_joined_otherwise_is_no_question_any_more(town, pair):
    officer = town.actor(town.officer)
    merge(pair.left.person, pair.right.person, by=officer, reason="一个人")
    assert next_question(Wanted(), officer) is None
    with pytest.raises(Conflict):
        answer_one(PairQuestion.objects.get(pk=pair.pk), by=officer)


def test_put_off_comes_last(town, pair):
    officer = town.actor(town.officer)
    other = a_question(a_person("何一"), a_person("何乙"))
    PairQuestion.objects.filter(pk=other.pk).update(weight=1, why="birth")
    assert next_question(Wanted(), officer) == pair
    put_off(pair, by=officer)
    assert next_question(Wanted(), officer) == other
    assert next_question(Wanted(why=""), officer) == pair
    assert next_question(Wanted(of="organisations"), officer) is None
    assert count_waiting(Wanted(why="birth")) == 1
    assert list(questions_about(other.left.person)) == [other]


def test_the_record_with_an_account_stays_and_two_accounts_are_told(town, pair):
    officer = town.actor(town.officer)
    one, other = pair.left.person, pair.right.person
    make_user(other, username="other", by=BY)
    assert who_stays(one, other).stays == other
    make_user(one, username="one", by=BY)
    assert who_stays(one, other).goes_holds
    for with_account in (False, True):  # the second account is first locked
        with pytest.raises(Conflict):
            answer_one(pair, by=officer, with_account=with_account)
    assert PairQuestion.objects.get(pk=pair.pk).answer == "open"


@pytest.mark.parametrize("who", ["district_officer", "liaison", "leader", "guardian", "secure", "wang"])
def test_nobody_but_the_city_office_answers(town, pair, who):
    actor = town.actor(getattr(town, who))
    for verb in (answer_one, answer_two, put_off, take_back):
        with pytest.raises(NotAllowed):
            verb(pair, by=actor)
    assert not PairQuestion.objects.visible_to(actor).exists()
