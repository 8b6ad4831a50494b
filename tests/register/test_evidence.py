"""Two records side by side: what is compared, what is marked, what is never said; every level and reason has words."""

import ast
import inspect

import pytest
from tests.factories.records import a_question
from tests.register.conftest import START

from lianxin.access.actors import service
from lianxin.linkage import matching, organisations, people
from lianxin.linkage.clusters import UNASKED
from lianxin.linkage.settings import shipped_model
from lianxin.register.comparing import (
    Relation,
    compare,
    judge_address,
    judge_birth,
    judge_document,
    judge_name,
    judge_phone,
    slips,
)
from lianxin.register.evidence_words import COMPARISONS, LEVELS, WHY, percent, share_words
from lianxin.register.models import PairQuestion
from lianxin.register.queries.evidence import sheet
from lianxin.register.queries.explained import QUESTIONS, comparisons_of, rounded, score_of
from lianxin.register.services.parties import add_person

BY = service("test")
NUMBER, NEAR = "210202198503021245", "210202198503121241"


def test_every_level_of_every_comparison_has_words():
    for name, question in QUESTIONS.items():
        known = {one.name: {level.name for level in one.levels} for one in question.comparisons}
        assert {one: set(words) for one, words in LEVELS[name].items()} == known
        assert set(COMPARISONS[name]) == set(known)


def test_every_reason_not_to_join_has_words():
    """The codes that `contradicts` returns, and those of the matching itself."""
    codes = {"", "rare", UNASKED}
    for facts in (matching.PersonFacts, organisations.BodyFacts):
        tree = ast.parse(inspect.getsource(facts))
        body = next(
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef) and node.name == "contradicts"
        )
        words = [
            node for one in ast.walk(body) if isinstance(one, ast.Return | ast.For) for node in ast.walk(one)
        ]
        codes |= {
            node.value for node in words if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    assert {code for code in codes if code.isidentifier() or not code} - {"same", "code", "name"} <= set(WHY)
    assert codes >= {"document", "birth", "sex", "aside", "branch", "place"}


def test_the_shipped_models_have_chances_for_every_level():
    for name, question in QUESTIONS.items():
        lines = list(comparisons_of(shipped_model(name)))
        assert [len(one.levels) for one in lines] == [len(one.levels) for one in question.comparisons]
    assert people.PEOPLE is QUESTIONS["people"]


@pytest.mark.parametrize(
    ("judge", "one", "other", "relation"),
    [
        (judge_name, "李晓", "李小", Relation.ALIKE),
        (judge_name, "张爱國", "张爱国", Relation.SAME),
        (judge_name, "张爱国", "王爱国", Relation.ALIKE),
        (judge_name, "张爱国", "王秀英", Relation.DIFFERENT),
        (judge_birth, "1985-03", "1985-03-02", Relation.SAME),
        (judge_birth, "1985-03-02", "1985-03-12", Relation.DIFFERENT),
        (judge_phone, "13900001111", "13900001112", Relation.ALIKE),
        (judge_phone, "13900001111", "13900001111", Relation.SAME),
        (judge_phone, "13900001111", "0411-84556677", Relation.ONE_SIDE),
        (judge_document, NUMBER, NUMBER[:14], Relation.ALIKE),
        (judge_document, NUMBER, NEAR, Relation.DIFFERENT),
        (judge_address, "大连市中山区人民路10号3-2", "中山区人民路10号3-2", Relation.SAME),
    ],
)
def test_how_two_values_stand_to_each_other(judge, one, other, relation):
    assert judge(one, other)[0] == relation


def test_digits_that_differ_are_counted():
    assert slips("13900001111", "13900001111") == 0
    assert slips("13900001111", "13900010111") == 1
    assert slips("13900001111", "1390000111") == 1
    assert slips("13900001111", "13900002211") == 2
    assert slips("13900001111", "13785246090") > 3


def test_marks_stand_on_masked_digits_and_reveal_none():
    found = compare(
        [NUMBER], [NEAR], judge_document, lambda text: text[:3] + "*" * (len(text) - 7) + text[-4:]
    )
    assert found.left == ((("210*********", False), ("*", True), ("*124", False), ("5", True)),)
    assert found.right == ((("210*********", False), ("*", True), ("*124", False), ("1", True)),)
    assert found.words == "相差 2 位"
    assert found.code == "different"


def test_two_numbers_that_have_little_in_common_are_not_marked_all_over():
    found = compare(
        ["13900001111"], ["13785246090"], judge_phone, lambda text: text[:3] + "*" * 4 + text[-4:]
    )
    assert found.left == ((("139****1111", False),),)
    assert found.right == ((("137****6090", False),),)


def test_one_side_that_says_nothing_is_no_difference():
    assert compare([], [], judge_name) is None
    assert compare(["李晓"], [], judge_name).relation == Relation.ONE_SIDE


def test_shares_and_chances_in_words():
    assert share_words(0.94).replace(",", "") == "每 100 对中有 94 对"
    assert share_words(3e-4) == "每 10,000 对中有 3 对"
    assert share_words(0.9995) == "每 10,000 对中有 9,995 对"
    assert share_words(1) == "全部"
    assert [percent(chance) for chance in (0.3, 0.975, 0.9912, 0.99999, 0.001)] == [
        "30 %",
        "98 %",
        "99.12 %",
        "> 99.99 %",
        "< 1 %",
    ]


@pytest.fixture
def question(town) -> PairQuestion:
    values = {
        "sex": "女",
        "phone": "13900001111",
        "email": "lin@example.cn",
        "address": "大连市中山区人民路10号3-2",
    }
    one = add_person(
        values={"name": "李晓", "birth": "1985-03-02", **values}, by=BY, at=START, sender=town.software
    )
    other = add_person(
        values={"name": "李小", "birth": "1985-03-12", **values, "phone": "13900001112"},
        by=BY,
        at=START,
        sender=town.lawyers,
    )
    return a_question(one, other)


def test_the_sheet_compares_every_value_and_says_none_that_is_sealed(town, question):
    found = sheet(question, town.actor(town.officer))
    said = {line.key: line.compared for line in found.lines}
    assert {key: one.code for key, one in said.items()} == {
        "name": "alike",
        "sex": "same",
        "birth": "different",
        "phone": "alike",
        "email": "same",
        "address": "same",
        "rows": "one-side",
    }
    assert said["phone"].words == "相差 1 位"
    assert said["birth"].words == "不同之处：日"
    assert said["phone"].left == ((("139****111", False), ("1", True)),)
    text = str(found.lines) + str(found.findings)
    assert "13900001111" not in text
    assert "lin@example.cn" not in text
    assert "3-2" not in text
    assert [(one.words, one.speaks_for) for one in found.findings] == [
        ("手机相同，且只有这一个姓名使用", True),
        ("姓名不同", False),
    ]
    assert found.findings[1].values == "李晓 / 李小"


def test_a_sheet_costs_the_same_however_many_rows(town, question, django_assert_num_queries):
    actor = town.actor(town.officer)
    with django_assert_num_queries(6):
        sheet(question, actor)
    for n in range(3):
        merged = add_person(
            values={"name": "李晓", "phone": f"1390000222{n}"}, by=BY, at=START, sender=town.software
        )
        merged.mentions.update(person=question.left.person)
    with django_assert_num_queries(6):
        found = sheet(question, actor)
    assert len(found.left.statements) == 4


def test_a_child_is_shown_only_with_an_approval(town, question):
    child = add_person(values={"name": "李小", "birth": "2010-05-01"}, by=BY, at=START)
    found = sheet(a_question(question.left.person, child), town.actor(town.officer))
    assert found.is_closed
    assert (found.lines, found.findings) == ([], [])


def test_the_parts_of_a_score_make_the_whole(question):
    question.bits, question.levels, question.weight = (
        {"name": 6.2, "mobile": -3.6},
        {"name": "same", "mobile": "apart"},
        -8.7,
    )
    score = score_of(question)
    assert score.prior + sum(part.bits for part in score.parts) == pytest.approx(question.weight)
    assert [part.elsewhere for part in score.parts] == [False, True]
    assert score.model == shipped_model("people")
    assert score.once_in == 2500
    assert score.records == rounded(2**11.3 * shipped_model("people").per_record)
