"""What is remembered of a sender's lists: for whom it holds, how the command uses it, what undo leaves; odd codes in previews."""

import io
import json

import pytest
from django.core.management import call_command
from tests.cast import cast  # noqa: F401

from lianxin.access.actors import service
from lianxin.lists.headings import Chosen
from lianxin.register.columns import odd_authority
from lianxin.register.models import Import, ListShape, Organisation, Person
from lianxin.register.services.imports import import_file
from lianxin.register.services.previews import choose_columns, commit_preview, folder, keep_upload, preview
from lianxin.register.services.undo import undo_import

pytestmark = pytest.mark.django_db
TITLE = "大连市风筝协会2016年会员名单\n"
TEXT = TITLE + "谁,打给他\n张静,13900001111\n"
CHOICE = Chosen("people", 2, {"谁": "name", "打给他": "phone"})


@pytest.fixture
def by():
    return service("test")


@pytest.fixture(autouse=True)
def _no_uploads():
    yield
    for path in folder().glob("*"):
        path.unlink()


@pytest.fixture
def remembered(by):
    imported = keep_upload(TEXT.encode(), "会员.csv", by=by)
    choose_columns(imported, 0, CHOICE, by=by)
    return commit_preview(imported, by=by).imported


def test_it_holds_for_the_sender_that_a_title_names(remembered, by, tmp_path):
    shape = ListShape.objects.get()
    assert shape.sender == Organisation.objects.get(name="大连市风筝协会")
    path = tmp_path / "新会员.csv"
    path.write_text(TITLE.replace("2016", "2017") + "打给他,谁\n13900002222,李明\n", encoding="utf-8")
    out = io.StringIO()
    call_command("import", str(path), json=True, stdout=out)
    (sheet,) = json.loads(out.getvalue())[0]["sheets"]
    assert (sheet["type"], sheet["remembered"], sheet["header_row"]) == ("people", True, 2)
    assert Person.objects.get(name="李明").phone == "13900002222"
    other = keep_upload(TEXT.replace("风筝", "棋类").encode(), "会员.csv", by=by)
    assert preview(other, by=by).sheets[0].recognised.problem


def test_the_newest_choice_replaces_the_older(remembered, by):
    again = keep_upload((TEXT + "王新,13900003333\n").encode(), "会员二.csv", by=by)
    choose_columns(again, 0, Chosen("people", 2, {"谁": "name", "打给他": ""}), by=by)
    commit_preview(again, by=by)
    assert ListShape.objects.get().columns == {"谁": "name", "打给他": ""}
    assert Person.objects.get(name="王新").phone == ""


def test_the_same_file_read_in_another_way_is_another_list(by):
    text = TITLE + "姓名,手机,办公号码\n张静,13900001111,0411-82810364\n"
    first = import_file(text.encode(), "会员.csv", by=by)
    again = keep_upload(text.encode(), "会员.csv", by=by)
    choose_columns(again, 0, Chosen("people", 2, {"姓名": "name", "手机": "phone", "办公号码": "phone"}), by=by)
    outcome = commit_preview(again, by=by)
    assert not outcome.already
    assert outcome.imported.pk != first.imported.pk
    assert import_file(text.encode(), "会员.csv", by=by).already


def test_undo_takes_the_new_sender_with_what_was_remembered(remembered, by):
    undo_import(remembered, by=by)
    assert not Organisation.objects.filter(name="大连市风筝协会").exists()
    assert not ListShape.objects.exists()


def test_nothing_is_remembered_of_a_list_that_was_recognised(by):
    imported = keep_upload((TITLE + "姓名,手机\n张静,13900001111\n").encode(), "会员.csv", by=by)
    commit_preview(imported, by=by)
    assert not ListShape.objects.exists()
    assert Import.objects.get(by_hand=False).state == Import.State.COMMITTED


def test_a_code_that_does_not_go_with_the_name_is_said(by):
    text = "大连市软件行业协会2016年会员单位名录\n单位名称,统一社会信用代码\n大连正义律师事务所,91210202UF0654058Y\n大连星海有限公司,\n"
    outcome = import_file(text.encode(), "单位.csv", by=by, dry_run=True)
    first, second = outcome.sheets[0].states
    assert "credit_code" in first.doubts
    assert first.effect == "new"
    assert not second.doubts
    assert odd_authority(None, "大连正义律师事务所") == ""
