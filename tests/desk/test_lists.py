"""Pages of lists: upload, preview, commit, cancel, undo, corrected workbook, exports."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.cast import cast  # noqa: F401

from lianxin.gatherings.models import Gathering
from lianxin.journal.models import Read
from lianxin.lists.reading import sheets_of
from lianxin.register.models import Import, Person, Tie
from lianxin.register.services.imports import import_file

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
