"""Pages of lists: upload, preview, commit, cancel, undo, corrected workbook, exports."""

import datetime as dt
import io
import os
import time
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.cast import cast  # noqa: F401

from lianxin.access.actors import service
from lianxin.desk.lists.shown import shown
from lianxin.desk.lists.tasks import work_on_lists
from lianxin.gatherings.models import Gathering
from lianxin.journal.models import Read
from lianxin.lists.reading import sheets_of
from lianxin.register.models import Import, ListShape, Person, Tie
from lianxin.register.services import background
from lianxin.register.services.imports import import_file
from lianxin.register.services.previews import preview, sheets_waiting

pytestmark = pytest.mark.django_db
LIST = "大连市软件行业协会2016年会员名单\n姓名,性别,手机,政治面貌\n张静,女,13900001111,群众乙\n李明,人,139000,党员\n"
HEADINGS = 3


@pytest.fixture
def client(cast):  # noqa: F811
    return signed_in(cast, "city_officer")


def signed_in(cast, role) -> Client:  # noqa: F811
    client = Client()
    client.force_login(cast.user(role))
    return client


def send(client, text=LIST, name="会员.csv", **values):
    file = SimpleUploadedFile(name, text.encode())
    return client.post(reverse("desk:lists_upload"), {"file": file, "sender": "", "basis": "contract", "as_of": ""} | values)


def uploads() -> list[Path]:
    return list((settings.LIANXIN_DATA / "uploads").glob("*"))


@pytest.fixture(autouse=True)
def _no_uploads():
    yield
    for path in uploads():
        path.unlink()


def test_upload_preview_commit(client, django_capture_on_commit_callbacks):
    assert client.get(reverse("desk:lists_upload")).status_code == 200
    answer = send(client)
    imported = Import.objects.get(by_hand=False)
    assert answer.url == reverse("desk:lists_preview", args=[imported.pk])
    (kept,) = uploads()
    assert b"139" not in kept.read_bytes()
    page = client.get(answer.url).content.decode()
    assert "政治面貌" in page
    assert "群众乙" not in page
    assert "139****1111" in page
    assert "13900001111" not in page
    assert "请填写“男”或“女”" in page
    assert not Person.objects.filter(name="张静").exists()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("desk:lists_commit", args=[imported.pk]), follow=True)
    assert answer.status_code == 200
    assert Person.objects.filter(name__in=["张静", "李明"]).count() == 2
    assert uploads() == []
    done = Import.objects.get(state=Import.State.COMMITTED, by_hand=False)
    assert done.basis == "contract"
    assert not Import.objects.filter(state=Import.State.PREVIEWED).exists()


def test_cancel_keeps_nothing(client, django_capture_on_commit_callbacks):
    imported = Import.objects.get(pk=send(client).url.split("/")[-3])
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("desk:lists_cancel", args=[imported.pk]))
    assert uploads() == []
    assert not Import.objects.filter(by_hand=False).exists()
    assert not Person.objects.filter(name="张静").exists()


def test_a_bad_file_comes_back_on_the_form(client):
    answer = send(client, text="\n")
    assert answer.status_code == 200
    assert "文件" in answer.content.decode()
    assert uploads() == []
    assert not Import.objects.filter(by_hand=False).exists()


def test_detail_row_corrected_workbook_and_undo(client):
    imported = Import.objects.get(pk=send(client).url.split("/")[-3])
    client.post(reverse("desk:lists_commit", args=[imported.pk]))
    done = Import.objects.get(state=Import.State.COMMITTED, by_hand=False)
    page = client.get(reverse("desk:lists_detail", args=[done.pk])).content.decode()
    assert "139000" in page
    row = client.get(reverse("desk:lists_row", args=[done.pk, 3])).content.decode()
    person = Person.objects.get(name="张静")
    assert reverse("desk:people_detail", args=[person.pk]) in row
    assert "13900001111" not in row
    answer = client.get(reverse("desk:lists_corrected", args=[done.pk]))
    (sheet,) = sheets_of(answer.content, "back.xlsx")
    assert sheet.rows[0][:HEADINGS] == ["姓名", "性别", "手机"]
    assert sheet.rows[2][:HEADINGS] == ["李明", "人", "139000"]
    assert "手机" in sheet.rows[2][HEADINGS]
    asked = client.get(reverse("desk:lists_undo", args=[done.pk]))
    assert asked.status_code == 200
    assert Person.objects.filter(name="张静").exists()
    client.post(reverse("desk:lists_undo", args=[done.pk]))
    assert not Person.objects.filter(name="张静").exists()
    done.refresh_from_db()
    assert done.state == Import.State.UNDONE
    assert client.get(reverse("desk:lists_detail", args=[done.pk])).status_code == 200


def test_exports_need_a_purpose_and_are_read_of_all(client, cast):  # noqa: F811
    url = reverse("desk:lists_export")
    assert client.get(url).status_code == 200
    assert client.post(url, {"list_type": "people", "form": "csv", "purpose": ""}).status_code == 200
    assert not Read.objects.exists()
    answer = client.post(url, {"list_type": "people", "form": "csv", "purpose": "年检核对"})
    assert cast.member.name in answer.content.decode()
    assert Read.objects.filter(subject_id=cast.member.pk, how="exported", reason="年检核对").exists()
    assert client.post(url, {"list_type": "people", "form": "xlsx", "purpose": "年检核对"}).content[:2] == b"PK"


def test_templates_are_read_again(client):
    for name in ("people", "organisations", "ties", "gatherings", "attendance", "matters"):
        answer = client.get(reverse("desk:lists_template", args=[name]))
        assert answer.content[:2] == b"PK"
    assert client.get(reverse("desk:lists_template", args=["nothing"])).status_code == 404


def test_liaison_officers_send_for_their_own_and_see_their_own(cast):  # noqa: F811
    officer = signed_in(cast, "liaison")
    answer = send(officer, sender=str(cast.association.pk))
    assert answer.status_code == 302
    assert send(officer, sender=str(cast.other_association.pk), text=LIST + "\n").status_code == 200
    other = import_file("姓名,手机\n王五,13900002222\n".encode(), "别人.csv", by=cast.by, sender=cast.other_association).imported
    page = officer.get(reverse("desk:lists_imports")).content.decode()
    assert "会员.csv" in page
    assert "别人.csv" not in page
    for name in ("detail", "undo", "corrected"):
        assert officer.get(reverse(f"desk:lists_{name}", args=[other.pk])).status_code == 404
    assert officer.post(reverse("desk:lists_undo", args=[other.pk])).status_code == 404
    assert Person.objects.filter(name="王五").exists()


@pytest.mark.parametrize("role", ["member", "auditor", "system_admin", "security_admin", "leader"])
def test_others_have_no_lists(cast, role):  # noqa: F811
    client = signed_in(cast, role)
    for name in ("imports", "upload"):
        assert client.get(reverse(f"desk:lists_{name}")).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_imports_costs_the_same_for_one_and_three(client, cast, count, django_assert_num_queries):  # noqa: F811
    for number in range(count):
        import_file(f"姓名,手机\n王{number},1390000222{number}\n".encode(), f"{number}.csv", by=cast.by, sender=cast.association)
    with django_assert_num_queries(9):
        assert client.get(reverse("desk:lists_imports")).status_code == 200


def test_an_imported_tie_gives_no_rights_before_it_is_committed(client, cast):  # noqa: F811
    text = f"社会组织名称,联络员姓名,联络员电话,任职时间\n{cast.association.name},张静,13900001111,2015.06\n"
    imported = Import.objects.get(pk=send(client, text, "联络员备案表.csv").url.split("/")[-3])
    assert not Tie.objects.filter(person__name="张静").exists()
    client.get(reverse("desk:lists_preview", args=[imported.pk]))
    assert not Tie.objects.filter(person__name="张静").exists()
    client.post(reverse("desk:lists_commit", args=[imported.pk]))
    assert Tie.objects.filter(person__name="张静", kind="liaison", organisation=cast.association).exists()


def test_a_record_opens_to_list_and_row(client, cast):  # noqa: F811
    text = "“三新论坛”签到表\n时间：2017年5月18日下午　　地点：市社会主义学院\n姓名,联系电话,签到\n张静,13900001111,√\n"
    done = import_file(text.encode(), "签到表.csv", by=cast.by, sender=cast.association).imported
    gathering = Gathering.objects.get(title="三新论坛")
    page = client.get(reverse("desk:gatherings_detail", args=[gathering.pk])).content.decode()
    href = reverse("desk:lists_row", args=[done.pk, 4])
    assert page.count(href) == 2  # the gathering and its one participant
    row = client.get(href).content.decode()
    assert reverse("desk:gatherings_detail", args=[gathering.pk]) in row
    assert reverse("desk:people_detail", args=[Person.objects.get(name="张静").pk]) in row
    stranger = signed_in(cast, "leader").get(reverse("desk:gatherings_detail", args=[gathering.pk]))
    assert href not in stranger.content.decode()


ODD = "大连市软件行业协会2017年通讯录\n谁,打给他,政治面貌,哪里上班\n张静,13900001111,群众乙,大连蓝海科技有限公司\n李明,13900002222,党员,大连星海有限公司\n"
CHOICE = {"sheet": "0", "type": "people", "header_row": "2", "was_type": "people", "was_header_row": "2"}


def kept(answer) -> Import:
    return Import.objects.get(pk=answer.url.split("/")[-3])


def text_of(client, imported, query="") -> str:
    return client.get(reverse("desk:lists_preview", args=[imported.pk]) + query).content.decode()


def test_columns_are_set_right_by_hand_and_remembered_for_the_sender(client, cast):  # noqa: F811
    imported = kept(send(client, ODD, "通讯录.csv", sender=str(cast.association.pk)))
    page = text_of(client, imported)
    assert "本表暂时无法读取" in page
    assert "群众乙" not in page
    assert reverse("desk:lists_commit", args=[imported.pk]) not in page
    columns = reverse("desk:lists_columns", args=[imported.pk])
    client.post(columns, CHOICE | {"was_type": "", "was_header_row": "0"})
    assert "请指明哪一列" in text_of(client, imported)
    client.post(columns, CHOICE | {"column-0": "name", "column-1": "phone", "column-2": "category", "column-3": "employer"})
    page = text_of(client, imported)
    assert "张静" in page
    assert "群众乙" not in page
    assert "已手工指定" in page
    client.post(reverse("desk:lists_commit", args=[imported.pk]))
    person = Person.objects.get(name="张静")
    assert person.phone == "13900001111"
    assert ListShape.objects.get().sender == cast.association
    again = kept(send(client, ODD.replace("13900001111", "13900003333"), "通讯录2.csv", sender=str(cast.association.pk)))
    page = text_of(client, again)
    assert "已按该单位上次的设置读取" in page
    elsewhere = kept(send(client, ODD + "\n", "通讯录3.csv", sender=str(cast.other_association.pk)))
    assert "本表暂时无法读取" in text_of(client, elsewhere)


def test_a_choice_can_be_taken_back(client):
    imported = kept(send(client))
    columns = reverse("desk:lists_columns", args=[imported.pk])
    client.post(columns, CHOICE | {"column-0": "name", "column-1": "", "column-2": "phone"})
    assert "已手工指定" in text_of(client, imported)
    client.post(columns, {"sheet": "0", "anew": "1"})
    assert "已手工指定" not in text_of(client, imported)
    client.post(columns, CHOICE | {"type": "ignored"})
    page = text_of(client, imported)
    assert "不取用本表" in page
    assert reverse("desk:lists_commit", args=[imported.pk]) not in page


def test_each_row_says_what_it_does_and_why(client, cast):  # noqa: F811
    head = "姓名,身份证号,手机,会内职务\n"
    known = ["张静,110101199003070310,13900001111,理事", "周同,210202197001011233,13900005555,会员"]
    import_file((head + "\n".join(known)).encode(), "会员.csv", by=cast.by, sender=cast.association)
    text = head + "张静,110101199003070310,13900009999,会长\n周同,210202197001011233,13900005555,会员\n王新,,13900007777,\n赵错,21020,139,\n,,13900008888,\n"
    imported = kept(send(client, text, "新.csv", sender=str(cast.association.pk)))
    page = text_of(client, imported)
    assert "139****1111 → 139****9999" in page
    assert "新登记人员" in page
    assert page.count("cell--bad") == 3
    assert "周同" not in text_of(client, imported, "?show=notable")
    assert "赵错" in text_of(client, imported, "?show=notable")
    assert "王新" in text_of(client, imported, "?show=new")
    assert "周同" in text_of(client, imported, "?show=same")
    assert "张静" in text_of(client, imported, "?show=change")


def test_doubtful_and_odd_cells_are_marked_in_their_place(client, cast):  # noqa: F811
    head = "姓名,性别,身份证号,手机\n"
    import_file((head + "周同,男,210202197001011233,13900005555\n").encode(), "会员.csv", by=cast.by, sender=cast.association)
    text = head + "周同,女,110101199003070310,13900005555\n吴老,,110105491231002,\n"
    imported = kept(send(client, text, "新.csv", sender=str(cast.association.pk)))
    (sheet,) = shown_of(imported).sheets
    doubtful, odd = sheet.rows
    assert doubtful.effect == "doubtful"
    assert [cell.tone for cell in doubtful.cells] == ["", "warn", "warn", "warn"]
    assert (odd.effect, [cell.tone for cell in odd.cells]) == ("new", ["", "", "warn", ""])
    page = text_of(client, imported, "?show=notable")
    assert page.count("cell--warn") == 4
    assert "存疑" in page


def test_the_sender_sees_changes_against_what_they_know(cast):  # noqa: F811
    """The other association gave another phone: a liaison officer is not told which."""
    head = "姓名,身份证号,手机\n"
    import_file((head + "张静,110101199003070310,13900001111\n").encode(), "a.csv", by=cast.by, sender=cast.association, as_of=dt.date(2015, 1, 1))
    import_file((head + "张静,110101199003070310,13977778888\n").encode(), "b.csv", by=cast.by, sender=cast.other_association, as_of=dt.date(2016, 1, 1))
    officer = signed_in(cast, "liaison")
    imported = kept(send(officer, head + "张静,110101199003070310,13900009999\n", "c.csv", sender=str(cast.association.pk)))
    page = text_of(officer, imported)
    assert "139****1111 → 139****9999" in page
    assert "8888" not in page


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_workbook_comes_back_marked(client, form):
    rows = [line.split(",") for line in LIST.strip().split("\n")]
    data = LIST.encode() if form == "csv" else workbook(rows)
    file = SimpleUploadedFile(f"会员.{form}", data)
    imported = kept(client.post(reverse("desk:lists_upload"), {"file": file, "sender": "", "basis": "contract", "as_of": ""}))
    answer = client.get(reverse("desk:lists_marked", args=[imported.pk]))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    lines = [["" if cell is None else cell for cell in line] for line in book.active.iter_rows(values_only=True)]
    assert lines[0][0] == rows[0][0]
    assert lines[1] == ["姓名", "性别", "手机", "政治面貌", "处理结论", "退回原因"]
    assert lines[2] == ["张静", "女", "13900001111", "", "新增", ""]
    assert lines[3][:5] == ["李明", "人", "139000", "", "新增"]
    assert "性别：" in lines[3][5]
    assert "手机：" in lines[3][5]
    assert [book.active.cell(4, column).fill.fgColor.rgb[2:] for column in (2, 3)] == ["FBD5CC"] * 2
    back = {"file": SimpleUploadedFile("返.xlsx", answer.content), "sender": "", "basis": "", "as_of": ""}
    told = shown_of(kept(client.post(reverse("desk:lists_upload"), back)))
    assert told.sheets[0].dropped == ["政治面貌"]
    assert [row.number for row in told.sheets[0].rows] == [3, 4]


def shown_of(imported):
    return shown(preview(imported, by=service("test")), sheets_waiting(imported, by=service("test")))


def workbook(rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.active.merge_cells("A1:D1")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_workbook_goes_back_to_nobody_else(client, cast):  # noqa: F811
    officer = signed_in(cast, "liaison")
    imported = kept(send(officer, sender=str(cast.association.pk)))
    answer = client.get(reverse("desk:lists_marked", args=[imported.pk]), follow=True)
    assert "text/html" in answer["Content-Type"]
    assert "报送人本人" in answer.content.decode()


@pytest.fixture
def large(monkeypatch):
    """Every list is large."""
    monkeypatch.setattr("lianxin.register.services.previews.LARGE_ROWS", 1)


def test_a_large_list_is_worked_on_beside_the_request(client, large):
    imported = kept(send(client))
    answer = client.get(reverse("desk:lists_preview", args=[imported.pk]), follow=True)
    page = answer.content.decode()
    assert "139****1111" in page
    assert not Person.objects.filter(name="张静").exists()
    assert "群众乙" not in page
    answer = client.post(reverse("desk:lists_commit", args=[imported.pk]), follow=True)
    assert Person.objects.filter(name="张静").exists()
    assert answer.redirect_chain[-1][0] == reverse("desk:lists_detail", args=[Import.objects.get(state="committed", by_hand=False).pk])


def test_work_waits_for_the_tick_where_no_worker_runs(client, large, monkeypatch):
    monkeypatch.setattr("lianxin.desk.lists.previewing.work_on_list", type("Nobody", (), {"enqueue": staticmethod(lambda pk: None)}))
    imported = kept(send(client))
    url = reverse("desk:lists_preview", args=[imported.pk])
    assert "正在生成预览" in client.get(url, follow=True).content.decode()
    assert "<progress" in client.get(reverse("desk:lists_progress", args=[imported.pk])).content.decode()
    assert work_on_lists() == 1
    assert client.get(reverse("desk:lists_progress", args=[imported.pk]), headers={"hx-request": "true"})["HX-Refresh"] == "true"
    assert "139****1111" in client.get(url).content.decode()
    client.post(reverse("desk:lists_commit", args=[imported.pk]))
    client.post(reverse("desk:lists_stop", args=[imported.pk]))
    assert work_on_lists() == 0
    assert "未录入任何内容" in client.get(url).content.decode()
    assert not Person.objects.filter(name="张静").exists()
    client.post(reverse("desk:lists_commit", args=[imported.pk]))
    assert work_on_lists() == 1
    assert Person.objects.filter(name="张静").exists()


@pytest.mark.parametrize("share", [0, 0.25, 0.8, 1])
def test_stopped_at_any_moment_nothing_is_kept(client, large, monkeypatch, share):
    imported = kept(send(client))
    client.get(reverse("desk:lists_preview", args=[imported.pk]), follow=True)
    note = background._note

    def stop_then(work):
        note(work)
        if work.share >= share and work.state == "running":
            background._path(work.imported, "stop").touch()

    monkeypatch.setattr(background, "_note", stop_then)
    answer = client.post(reverse("desk:lists_commit", args=[imported.pk]), follow=True)
    stopped = "处理已停止" in answer.content.decode()
    assert stopped is (share < 1)
    assert Person.objects.filter(name="张静").exists() is not stopped
    assert Import.objects.filter(state="committed", by_hand=False).exists() is not stopped
    assert Import.objects.filter(pk=imported.pk).exists() is stopped


def test_work_of_a_process_that_was_killed_is_done_again(client, cast, large):  # noqa: F811
    imported = kept(send(client))
    background.ask_for(imported, "commit", by=cast.actor("city_officer"), language="zh-hans")
    background._path(imported.pk, "waiting").rename(background._path(imported.pk, "running"))
    assert work_on_lists() == 0
    long_ago = time.time() - background.DEAD_SECONDS - 1
    os.utime(background._path(imported.pk, "running"), (long_ago, long_ago))
    assert work_on_lists() == 1
    assert Person.objects.filter(name="张静").exists()


def test_only_whoever_asked_is_led_to_what_came_of_it(client, cast, large):  # noqa: F811
    imported = kept(send(client))
    background.ask_for(imported, "commit", by=cast.actor("city_officer"), language="zh-hans")
    work_on_lists()
    stranger = signed_in(cast, "district_officer")
    assert stranger.get(reverse("desk:lists_preview", args=[imported.pk])).status_code == 404
    assert client.get(reverse("desk:lists_preview", args=[imported.pk])).status_code == 302
