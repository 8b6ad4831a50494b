"""The matching over the register: what lists bring is weighed, joined, asked about, and taken apart with its list."""

import io

import pytest
from django.core.management import call_command
from tests.cast import cast  # noqa: F401

from lianxin.access.actors import service
from lianxin.core.errors import BadInput, NotAllowed
from lianxin.core.jobs import due_jobs
from lianxin.journal.models import Entry
from lianxin.register.models import (
    Import,
    MatchModel,
    MatchRun,
    Organisation,
    PairQuestion,
    Person,
    Regrouping,
)
from lianxin.register.queries.listed import sources
from lianxin.register.queries.matching_models import model_in_use
from lianxin.register.records import committers
from lianxin.register.services.exports import written
from lianxin.register.services.imports import import_file
from lianxin.register.services.linking import match_all, match_new
from lianxin.register.services.review import review_pairs
from lianxin.register.services.training import train, use
from lianxin.register.services.undo import undo_import

pytestmark = pytest.mark.django_db
HEAD = "姓名,性别,手机,邮箱,工作单位\n"
FIRM = "大连湾锦文化传媒有限公司"
FIRST = "武丽静,女,16681362276,wu@qq.com,大连湾锦文化传媒有限公司\n"
SOUNDS = "武立静,女,16681362276,wu@qq.com,湾锦文化传媒\n"


@pytest.fixture
def by():
    return service("test")


@pytest.fixture
def known(by):
    """A list of others, so that names, phones and employers have a frequency, and one of the person."""
    given = "晨阳 奕彤 梓睿 雨桐 昊然 乐瑶 思远 可欣 子墨 诗涵 明轩 佳音".split()  # noqa: SIM905
    names = [family + name for family in "郑唐韩冯董萧程袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎" for name in given]
    rows = [f"{name},女,139{n:08},m{n}@qq.com,大连第{n}号贸易有限公司\n" for n, name in enumerate(names)]
    take("大连市摄影家协会2016年会员名单\n" + HEAD + "".join(rows) + FIRST, "摄影.csv", by)
    match_all(by=by)


def take(text, name, by):
    return import_file(text.encode(), name, by=by).imported


def exports(by):
    lists = {name: written(name, committer.export(by), "csv") for name, committer in committers.items()}
    return lists | {"sources": list(sources())}


def wu():
    return Person.objects.filter(name__contains="静", merged_into=None)


def test_a_name_that_sounds_alike_is_joined_and_taken_apart_with_its_list(known, by):
    before = exports(by)
    imported = take("大连市舞蹈家协会2017年会员名单\n" + HEAD + SOUNDS, "舞蹈.csv", by)
    assert wu().count() == 2
    done = match_new(by=by)
    assert done is not None
    assert wu().count() == 1
    made = Regrouping.objects.get(person__isnull=False)
    assert made.row.imported == imported
    run = MatchRun.objects.latest("pk")
    assert (run.whole, run.joined) == (False, done.joined)
    assert Entry.objects.filter(verb="match", object_id=run.pk).exists()
    undo_import(imported, by=by)
    assert exports(by) == before
    assert wu().count() == 1


def test_only_what_is_new_is_matched_and_only_once(known, by):
    assert match_new(by=by) is None
    imported = take("大连市舞蹈家协会2017年会员名单\n" + HEAD + SOUNDS, "舞蹈.csv", by)
    assert due_jobs.get("matching")() >= 1
    imported.refresh_from_db()
    assert imported.matched_at is not None
    assert match_new(by=by) is None


def test_employers_written_short_are_one_body(known, by):
    take("大连市企业联合会2017年会员单位名单\n单位名称,法定代表人,地址\n" + f"{FIRM},武丽静,沙河口区中山路195号2-1\n", "单位一.csv", by)
    take("大连市商业联合会2017年会员单位名单\n单位名称,法定代表人,地址\n大连市湾锦文化传媒,武丽静,沙河口区中山路195号2-1\n", "单位二.csv", by)
    match_new(by=by)
    assert Organisation.objects.filter(name__contains="湾锦", merged_into=None).count() == 1


def ask_about_two(by):
    """Two of one name with one phone whose days of birth contradict: a question."""
    head = "姓名,手机,出生日期\n"
    take("大连市舞蹈家协会2017年会员名单\n" + head + "殷可儿,18187432456,1978-06-22\n", "甲.csv", by)
    take("大连市书法家协会2017年会员名单\n" + head + "殷可儿,18187432456,1990-01-03\n", "乙.csv", by)
    match_new(by=by)
    return PairQuestion.objects.undecided().get(why="birth")


def test_what_contradicts_is_asked_once_and_answers_stay(known, by):
    question = ask_about_two(by)
    assert {question.left.person.name, question.right.person.name} == {"殷可儿"}
    assert ("甲.csv", 3, "乙.csv", 3) in list(review_pairs())
    match_all(by=by)
    assert PairQuestion.objects.get(why="birth").pk == question.pk
    PairQuestion.objects.update(answer=PairQuestion.Answer.TWO)
    match_all(by=by)
    assert not PairQuestion.objects.undecided().exists()
    assert PairQuestion.objects.get(pk=question.pk).answer == PairQuestion.Answer.TWO


def test_who_was_told_apart_is_not_joined(known, by):
    take("大连市舞蹈家协会2017年会员名单\n" + HEAD + SOUNDS, "舞蹈.csv", by)
    one, other = (person.mentions.get() for person in wu().order_by("pk"))
    PairQuestion.objects.create(of="people", left=one, right=other, weight=30, answer=PairQuestion.Answer.TWO)
    match_all(by=by)
    assert wu().count() == 2


def test_a_question_goes_with_its_list_and_when_the_two_are_one(known, by):
    ask_about_two(by)
    undo_import(Import.objects.get(file_name="乙.csv"), by=by)
    assert not PairQuestion.objects.exists()


def test_too_few_rows_teach_nothing_and_only_the_office_trains(known, by, cast):  # noqa: F811
    with pytest.raises(BadInput, match="1000"):
        train("people", by=by)
    with pytest.raises(NotAllowed):
        train("people", by=cast.actor("liaison"))


def test_a_trained_model_is_a_version_and_the_one_before_can_be_taken_up_again(known, by, monkeypatch):
    monkeypatch.setattr("lianxin.register.services.training.RECORDS_AT_LEAST", 100)
    made = train("people", by=by)
    assert model_in_use("people").version == made.version
    assert made.parameters["join"] == model_in_use("people").join
    assert not any("武" in str(value) for value in made.parameters.values())
    use("people", "", by=by)
    assert model_in_use("people").version == "1"
    use("people", made.version, by=by)
    assert MatchModel.objects.get(in_use=True) == made
    with pytest.raises(BadInput, match=made.version):
        use("people", "nothing", by=by)


def test_the_command_says_what_it_did(known, by):
    out = io.StringIO()
    call_command("match", "--json", stdout=out)
    assert '"joined": 0' in out.getvalue()
