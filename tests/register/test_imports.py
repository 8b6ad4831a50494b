"""Lists in: effects of rows, matching on exact keys, a list that comes again, undo, exports that come back, bad files."""

import datetime as dt
import io
import json
import zipfile

import pytest
from django.core.management import call_command
from tests.cast import cast  # noqa: F401

from lianxin.access.actors import service
from lianxin.core.errors import BadInput, Conflict, NotAllowed
from lianxin.register.models import Import, Mention, Organisation, Person, SourceRow, Tie, Touch
from lianxin.register.queries.listed import sources
from lianxin.register.records import committers
from lianxin.register.services.exports import export_list, written
from lianxin.register.services.imports import import_file
from lianxin.register.services.parties import change_person
from lianxin.register.services.undo import origin_of, undo_import

pytestmark = pytest.mark.django_db
ZHANG = "110101199003070310"
HEAD = "大连市摄影家协会2016年会员名单\n姓名,性别,手机,身份证号,工作单位,职务,所属区\n"


@pytest.fixture
def by():
    return service("test")


def take(text: str, name="会员.csv", *, by, **options):
    return import_file(text.encode(), name, by=by, **options)


def effects(outcome) -> dict:
    return {name: count for name, count in outcome.sheets[0].effects.items() if count}


def exports(by) -> dict:
    lists = {name: written(name, committer.export(by), "csv") for name, committer in committers.items()}
    return lists | {"sources": list(sources())}


def test_a_row_makes_a_person_an_employer_and_ties_with_their_source(by):
    outcome = take(HEAD + f"张静,女,13900001111,{ZHANG},大连蓝海科技有限公司,工程师,中山区\n", by=by, basis="contract")
    person = Person.objects.get()
    assert (person.name, person.sex, person.phone, person.document_number) == ("张静", "2", "13900001111", ZHANG)
    kinds = {tie.kind: tie for tie in Tie.objects.filter(person=person)}
    assert kinds["employment"].organisation.name == "大连蓝海科技有限公司"
    assert (kinds["employment"].role, kinds["employment"].is_main) == ("工程师", True)
    assert kinds["residence"].place.name == "中山区"
    assert kinds["membership"].organisation == outcome.imported.sender
    assert outcome.imported.sender.name == "大连市摄影家协会"
    assert origin_of(person) == [(outcome.imported, 3, "会员")]
    assert origin_of(kinds["residence"]) == [(outcome.imported, 3, "会员")]
    assert effects(outcome) == {"new": 1}
    assert outcome.imported.as_of == dt.date(2016, 12, 31)


def test_refused_columns_are_named_and_nowhere_kept(by):
    outcome = take("姓名,手机,政治面貌,备注\n张静,13900001111,群众乙,思想表现甲\n", by=by)
    assert outcome.sheets[0].recognised.dropped == ("政治面貌", "备注")
    held = json.dumps([*SourceRow.objects.values_list("cells", flat=True), outcome.imported.report], ensure_ascii=False)
    assert "群众乙" not in held
    assert "思想表现甲" not in held


def test_a_ruined_cell_is_refused_and_its_row_stays(by):
    outcome = take(HEAD + "张静,女,13900001111,5.1E+17,,,\n", by=by)
    (cell,) = outcome.sheets[0].rejected
    assert (cell.row, cell.column, cell.value) == (3, "身份证号", "5.1E+17")
    assert Person.objects.get().document_number == ""


@pytest.mark.parametrize(
    ("second", "people"),
    [
        ("张静,,13900001111,,,,", 1),  # name and mobile
        (f"張靜,,,{ZHANG},,,", 1),  # document and a compatible name
        ("张静,男,13900001111,,,,", 2),  # the sex contradicts
        ("张静,,0411-82345678,,,,", 2),  # a landline joins nobody
        ("李静,,13900001111,,,,", 2),  # one phone in a family
        ("张静,,,,,,", 2),  # a name alone
    ],
)
def test_exact_keys_join_and_nothing_else(by, second, people):
    take(HEAD + f"张静,女,13900001111,{ZHANG},,,\n", by=by)
    take(HEAD + second + "\n", name="另一份.csv", by=by)
    assert Person.objects.filter(merged_into=None).count() == people


def test_two_rows_that_a_third_joins_become_one_and_two_again(by):
    take(HEAD + f"张静,女,,{ZHANG},大连蓝海科技有限公司,,\n", name="一.csv", by=by)
    take(HEAD + "张静,女,13900001111,,大连蓝海科技有限公司,,\n", name="二.csv", by=by)
    before = exports(by)
    third = take(HEAD + f"张静,女,13900001111,{ZHANG},,,\n", name="三.csv", by=by)
    one = Person.objects.get(merged_into=None)
    assert one.phone == "13900001111"
    assert one.document_number == ZHANG
    assert Tie.objects.filter(person=one, kind="employment", superseded_by=None).count() == 1
    undo_import(third.imported, by=by)
    assert Person.objects.filter(merged_into=None).count() == 2
    assert exports(by) == before


def test_a_contradicting_pair_is_doubtful_and_goes_to_review(by, capsysbinary):
    take(HEAD + "张静,女,13900001111,,,,\n", name="一.csv", by=by)
    outcome = take(HEAD + "张静,男,13900001111,,,,\n", name="二.csv", by=by)
    assert effects(outcome) == {"doubtful": 1}
    call_command("match")
    capsysbinary.readouterr()
    call_command("export", "review")
    assert capsysbinary.readouterr().out.decode().split() == ["list_a,row_a,list_b,row_b", "一.csv,3,二.csv,3"]


def test_the_same_list_again_changes_nothing_and_a_changed_row_changes(by):
    text = HEAD + f"张静,女,13900001111,{ZHANG},,,\n李明,男,,,大连蓝海科技有限公司,,\n"
    first = take(text, by=by)
    assert take(text, by=by).already
    again = take(text.replace("\n李明", "\r\n李明"), by=by)  # other bytes, the same rows
    assert again.imported is None
    assert effects(again) == {"same": 2}
    before = exports(by)
    changed = take(text.replace("13900001111", "13900002222").replace("李明,男,,", "李明,男,13700003333,"), by=by)
    assert effects(changed) == {"change": 2}
    assert Person.objects.filter(merged_into=None).count() == 2
    assert set(Person.objects.values_list("name", flat=True)) == {"张静", "李明"}
    undo_import(changed.imported, by=by)
    assert exports(by) == before
    undo_import(first.imported, by=by)
    assert not Person.objects.exists()
    assert not Organisation.objects.exists()


def test_an_export_comes_back_with_zero_difference(by):
    take(HEAD + f"张静,女,13900001111,{ZHANG},大连蓝海科技有限公司,工程师,中山区\n=李明,男,,,,,\n", by=by)
    before = exports(by)
    rows = SourceRow.objects.count()
    for name in ("people", "organisations", "ties"):
        for form in ("csv", "xlsx"):
            data = export_list(name, by=by, purpose="test", form=form)
            outcome = import_file(data, f"{name}.{form}", by=by)
            assert outcome.imported is None, name
            assert set(effects(outcome)) == {"same"}
    assert exports(by) == before
    assert SourceRow.objects.count() == rows
    data = export_list("people", by=by, purpose="test").decode().replace("13900001111", "13900009999")
    outcome = take(data, name="people.csv", by=by)
    assert effects(outcome)["change"] == 1
    assert Person.objects.get(name="张静").phone == "13900009999"


def test_undo_keeps_what_others_have_built_on_and_lists_it(by):
    outcome = take(HEAD + "张静,女,13900001111,,大连蓝海科技有限公司,,\n李明,男,13900003333,,,,\n", by=by)
    person = Person.objects.get(name="张静")
    change_person(person, values={"email": "zj@example.com"}, by=by)
    result = undo_import(outcome.imported, by=by)
    assert [kept.pk for kept in result.kept] == [person.pk]
    person.refresh_from_db()
    assert (person.phone, person.email) == ("", "zj@example.com")
    assert list(Person.objects.all()) == [person]
    with pytest.raises(Conflict):
        undo_import(outcome.imported, by=by)


def test_a_record_that_two_lists_state_goes_with_the_second(by):
    first = take(HEAD + "张静,女,13900001111,,大连蓝海科技有限公司,,\n", name="一.csv", by=by)
    second = take(HEAD.replace("2016", "2015") + "张静,女,13900001111,,大连蓝海科技有限公司,,\n", name="二.csv", by=by)
    assert effects(second) == {"same": 1}
    undo_import(first.imported, by=by)
    assert Person.objects.count() == 1
    assert Tie.objects.filter(kind="employment").count() == 1
    assert origin_of(Tie.objects.get(kind="employment")) == [(second.imported, 3, "二")]
    undo_import(second.imported, by=by)
    assert not Person.objects.exists()
    assert not Tie.objects.exists()
    assert not Touch.objects.exists()


def test_bodies_are_joined_by_code_and_by_name(by):
    lists = "大连市软件行业协会2016年会员单位名录\n单位名称,统一社会信用代码,法定代表人,联系电话,所属区\n"
    take(lists + "大连蓝海科技有限公司,91210204DH3272382U,王强,0411-82345678,中山区\n", name="一.csv", by=by)
    body = Organisation.objects.get(credit_code="91210204DH3272382U")
    assert (body.kind, body.place.name, body.legal_person) == ("firm", "中山区", "王强")
    assert Tie.objects.get(kind="membership").member == body
    take(HEAD + "张静,女,,,大连蓝海科技有限责任公司,,\n", name="二.csv", by=by)
    assert Tie.objects.get(kind="employment").organisation == body
    take(lists + "蓝海科技,91210204DH3272382U,赵敏,,\n", name="三.csv", by=by)
    assert Organisation.objects.filter(credit_code="91210204DH3272382U").count() == 1


def test_the_liaison_register_gives_ties_with_dates(by):
    text = (
        "社会组织名称,信用代码,联络员姓名,联络员电话,任职时间,A/B角,变动\n"
        "大连市摄影行业协会,51210200256973244Q,宋佳平,13642792877,2015.05,B角,2017年3月起不再担任\n"
    )
    take(text, name="联络员备案表.csv", by=by)
    tie = Tie.objects.get(kind="liaison")
    assert (tie.role, tie.start, tie.end) == ("deputy", dt.date(2015, 5, 1), dt.date(2017, 3, 1))
    assert tie.organisation.kind == "association"


def test_one_journal_entry_per_list_and_no_value_in_it(by):
    from lianxin.journal.models import Entry

    outcome = take(HEAD + "张静,女,13900001111,,,,\n", by=by)
    undo_import(outcome.imported, by=by)
    entries = list(Entry.objects.values_list("verb", "data"))
    assert [verb for verb, _data in entries] == ["import", "undo_import"]
    assert "张静" not in str(entries)
    report = Import.objects.get().report
    assert report["effects"] == {"new": 1}
    assert set(report["taken"]) == {"register.Tie", "register.Organisation", "register.Person"}, "numbers alone"


def test_a_liaison_officer_imports_for_their_own_body_only(cast, by):  # noqa: F811
    officer = cast.actor("liaison")
    text = "姓名,手机\n张静,13900001111\n"
    done = take(text, by=officer, sender=cast.association)
    assert done.imported.by_person_id == officer.person_id
    for sender in (cast.other_association, None):
        with pytest.raises(NotAllowed):
            take(text.replace("张静", "李明"), name="二.csv", by=officer, sender=sender)
    with pytest.raises(NotAllowed):
        undo_import(done.imported, by=cast.actor("member"))
    undo_import(done.imported, by=officer)


def test_a_list_makes_nobody_an_officer(cast, by):  # noqa: F811
    """Staff posts give rights over people: no list may state them, whoever sends it."""
    text = f"关系类型,组织名称,姓名,手机\n工作岗位,{cast.lead_office.name},张静,13900001111\n"
    outcome = take(text, by=by)
    assert effects(outcome) == {"doubtful": 1}
    assert not Tie.objects.filter(kind="staff_post", person__name="张静").exists()


def test_an_export_is_a_read_of_everybody_on_it(by):
    from lianxin.journal.models import Read

    take(HEAD + "张静,女,13900001111,,,,\n", by=by)
    export_list("people", by=by, purpose="年检核对")
    read = Read.objects.get(subject_id=Person.objects.get().pk)
    assert (read.how, read.what, read.reason) == ("exported", "people", "年检核对")
    with pytest.raises(BadInput):
        export_list("people", by=by, purpose=" ")


# Files that cannot be used


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 420_000_000)
    return out.getvalue()


BAD = {
    "notes.docx": b"PK\x03\x04 no sheet",
    "photo.csv": bytes(range(256)) * 40,
    "empty.csv": b"\n\n",
    "strange.csv": "甲,乙\n丙,丁\n".encode(),
    "two.csv": "姓名,手机\n姓名,手机,单位\n张静,13900001111,甲\n".encode(),
    "big.csv": b"a," * (11 * 1024 * 1024),
}


@pytest.mark.parametrize("name", [*BAD, "bomb.xlsx"])
def test_a_bad_file_is_one_sentence_exit_code_two_and_nothing_kept(tmp_path, name, capsys):
    path = tmp_path / name
    path.write_bytes(bomb() if name == "bomb.xlsx" else BAD[name])
    good = tmp_path / "good.csv"
    good.write_text("姓名,手机\n张静,13900001111\n", encoding="utf-8")
    with pytest.raises(SystemExit) as end:
        call_command("import", str(path), str(good), json=True)
    assert end.value.code == 2
    refused = capsys.readouterr().err
    assert len(refused.strip().splitlines()) == 1
    assert name in refused
    assert Import.objects.count() == 1
    assert Person.objects.count() == 1


def test_no_half_import(by, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("lianxin.register.services.intake.Intake.refresh", fail)
    with pytest.raises(RuntimeError):
        take(HEAD + "张静,女,13900001111,,,,\n", by=by)
    assert not Import.objects.exists()
    assert not Mention.objects.exists()
    assert not Person.objects.exists()


def test_unknown_names_list_the_known_ones(capsys):
    from lianxin.core.errors import UnknownName

    with pytest.raises(UnknownName, match="attendance"):
        call_command("export", "nothing")
    with pytest.raises(UnknownName):
        call_command("undo", "4711")


def test_match_finds_nothing_that_imports_did_not(by, capsys):
    take(HEAD + f"张静,女,13900001111,{ZHANG},,,\n", name="一.csv", by=by)
    take(HEAD.replace("2016", "2015") + f"张静,女,13900001111,{ZHANG},,,\n", name="二.csv", by=by)
    call_command("match", json=True)
    told = json.loads(capsys.readouterr().out)
    assert {key: told[key] for key in ("mentions", "people", "joined", "review")} == {"mentions": 2, "people": 1, "joined": 0, "review": 0}
