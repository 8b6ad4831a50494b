"""A preview is no oracle: it answers alike whether a guess about somebody from another list is right or wrong."""

from __future__ import annotations

import pytest
from tests.security.conftest import MOBILE, Two, send

from lianxin.core.errors import BadInput
from lianxin.journal.models import Read
from lianxin.register.models import Import, SourceRow, Tie
from lianxin.register.services import previews
from lianxin.register.services.corrected import corrected_workbook

HEAD = "姓名,手机,身份证号,出生日期,电子邮箱,工作单位,所属区\n"


def effects(two: Two, row: str, role: str = "liaison", sender=None) -> tuple[dict, list[str]]:
    outcome = send(HEAD + row, "guess.csv", two.actor(role), sender or two.cast.association, dry_run=True)
    (sheet,) = outcome.sheets
    return {name: n for name, n in sheet.effects.items() if n}, [reason for state in sheet.states for reason in state.reasons]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (f"于海宁,{MOBILE},110101199003070310,,,,", f"于海宁,{MOBILE},210211198503021234,,,,"),
        (f"于海宁,{MOBILE},,1990-03-07,,,", f"于海宁,{MOBILE},,1985-03-02,,,"),
        (f"于海宁,{MOBILE},,,haining@secret.example,,", f"于海宁,{MOBILE},,,haining@other.example,,"),
        (f"于海宁,{MOBILE},,,,大连机密科技有限公司,", f"于海宁,{MOBILE},,,,大连别的科技有限公司,"),
        (f"于海宁,{MOBILE},,,,,西岗区", f"于海宁,{MOBILE},,,,,旅顺口区"),
        (f"于海宁,{MOBILE}、13877776666,,,,,", f"于海宁,{MOBILE}、13877770000,,,,,"),
    ],
    ids=["number", "birth", "e-mail", "employer", "district", "phone"],
)
def test_a_right_guess_answers_like_a_wrong_one(two, right, wrong):
    assert effects(two, right + "\n") == effects(two, wrong + "\n")


def test_somebody_of_another_list_is_new(two):
    send(HEAD + "钱密,13911112222,,1977-01-01,,,\n", "theirs.csv", two.cast.by, two.cast.other_association, basis="contract")
    assert effects(two, "钱密,13911112222,,1977-01-01,,,\n") == effects(two, "钱无,13911110000,,1977-01-01,,,\n") == ({"new": 1}, [])
    assert effects(two, "钱密,13911112222,,1966-01-01,,,\n") == ({"new": 1}, [])
    assert effects(two, "钱密,13911112222,,1977-01-01,,,\n", "other_liaison", two.cast.other_association)[0] == {"same": 1}


def test_what_the_own_list_said_is_told(two):
    own = "姓名,手机,出生日期\n于海宁,13900001111,\n孙自家,13933334444,1980-01-01\n"
    send(own, "own.csv", two.actor("liaison"), two.cast.association, basis="contract")
    assert effects(two, "孙自家,13933334444,,1980-01-01,,,\n")[0] == {"same": 1}
    assert effects(two, "孙自家,13933334444,,1980-01-01,sun@example.com,,\n")[0] == {"change": 1}
    told = effects(two, "孙自家,13933334444,,1981-01-01,,,\n")
    assert told[0] == {"doubtful": 1}
    assert told[1]


def test_another_district_tells_nothing_either(two):
    send(HEAD + "钱密,13911112222,,,qian@secret.example,,\n", "theirs.csv", two.cast.by, two.cast.other_association, basis="contract")
    for guess in ("qian@secret.example", "qian@other.example"):
        row = f"钱密,13911112222,,,{guess},,中山区\n"
        assert effects(two, row, "district_officer") == ({"new": 1}, [])
    assert effects(two, "钱密,13911112222,,,qian@secret.example,,\n", "city_officer")[0] == {"same": 1}, "the office sees everybody"


def test_a_list_of_the_same_name_of_another_body_is_another_list(two):
    send("姓名,手机\n周同名,\n", "会员名单.csv", two.cast.by, two.cast.other_association, basis="contract")
    outcome = send("姓名,手机\n周同名,\n", "会员名单.csv", two.actor("liaison"), two.cast.association, dry_run=True)
    assert (outcome.already, outcome.sheets[0].effects["new"]) == (False, 1), "not even the very same file is told of"
    outcome = send("姓名,手机\n周同名,\n李四,13955556666\n", "会员名单.csv", two.actor("liaison"), two.cast.association)
    assert outcome.sheets[0].effects["new"] == 2


def test_nobody_is_put_into_another_body_by_a_list(two):
    rows = "姓名,手机,组织名称,关系,起,止\n于海宁,13900001111,大连市摄影家协会,会员,2015-01-01,2017-01-01\n"
    before = list(Tie.objects.filter(person=two.member, organisation=two.cast.other_association).values_list("end", flat=True))
    for kind in ("会员", "团队成员", "重点联系", "联络员", "工作岗位"):
        text = rows.replace("会员", kind)
        outcome = send(text, f"{kind}.csv", two.actor("liaison"), two.cast.association)
        assert outcome.sheets[0].recognised.type in {"ties", "people"}
    after = Tie.objects.filter(person=two.member, organisation=two.cast.other_association)
    assert list(after.values_list("end", flat=True)) == before
    assert not two.actor("member").roles & {"liaison", "city_officer"}


LEDGER = "青泥洼桥街道工作站诉求登记台账\n序号,登记日期,姓名,联系电话,事项,诉求内容,办结日期,满意度\n1,2017-03-01,钱私,13812340000,心理咨询,夜里睡不好想不开,2017-03-05,满意\n2,不清楚,赵私,13812341111,心理咨询,家里的事不想说,,\n"


@pytest.fixture
def ledger(two):
    officer = two.actor("district_officer")
    outcome = send(LEDGER, "台账.csv", officer, two.cast.station, basis="statutory")
    assert outcome.sheets[0].recognised.type == "matters"
    return outcome.imported


def test_ledgers_of_cases_open_to_nobody_above(two, ledger):
    assert ledger.rows.count() >= 1
    for role in ("city_officer", "dpo", "district_officer", "liaison", "auditor", "security_admin", "system_admin", "leader"):
        actor = two.actor(role)
        if actor.may_any("view", SourceRow):
            assert not SourceRow.objects.visible_to(actor).filter(imported=ledger).exists(), role
    assert "不想说" not in str(ledger.report)
    assert "不清楚" not in str(ledger.report)
    page = two.client("city_officer").get(f"/desk/lists/{ledger.pk}/").content.decode()
    assert "不想说" not in page
    assert "1381234" not in page


def test_the_corrected_ledger_goes_to_its_sender_alone(two, ledger):
    with pytest.raises(BadInput):
        corrected_workbook(ledger, by=two.actor("city_officer"))
    assert corrected_workbook(ledger, by=two.actor("district_officer"))[:2] == b"PK"
    # A list of people goes back to whoever may send it again, and the people on it see that it went out.
    own = send("姓名,手机\n于海宁,13900001111\n", "own.csv", two.actor("liaison"), two.cast.association, basis="contract").imported
    corrected_workbook(own, by=two.actor("city_officer"))
    assert Read.objects.filter(subject_id=two.member.pk, reader_id=two.people["city_officer"].pk, how="exported").count() == 1


def test_a_waiting_ledger_is_seen_by_its_sender_alone(two, settings, tmp_path):
    settings.LIANXIN_DATA = tmp_path
    waiting = previews.keep_upload(LEDGER.encode(), "台账.csv", by=two.actor("district_officer"), sender=two.cast.station)
    with pytest.raises(BadInput):
        previews.preview(waiting, by=two.actor("city_officer"))
    assert previews.preview(waiting, by=two.actor("district_officer")).sheets


def test_a_waiting_file_is_sealed_and_a_left_one_is_swept(two, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.LIANXIN_DATA = tmp_path
    text = "姓名,手机\n于海宁,13900001111\n"
    waiting = previews.keep_upload(text.encode(), "../../etc/名单.csv", by=two.actor("liaison"), sender=two.cast.association)
    (path,) = (tmp_path / "uploads").iterdir()
    assert b"13900001111" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    left = tmp_path / "uploads" / "999999.sealed"
    left.write_bytes(b"left by a killed process")
    import os

    os.utime(left, (0, 0))
    assert previews.drop_stale_previews() == 1
    assert path.exists()
    assert not left.exists()
    with django_capture_on_commit_callbacks(execute=True):
        previews.cancel_preview(waiting, by=two.actor("liaison"))
    assert not path.exists()
    assert not Import.objects.filter(pk=waiting.pk).exists()


def test_uploads_never_touch_the_disk_in_clear(settings):
    assert settings.FILE_UPLOAD_HANDLERS == ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
