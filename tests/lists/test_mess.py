"""Every kind of mess that lists hold, one test each: read where it can be read, refused by the cell where it cannot."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from lianxin.core.errors import BadInput
from lianxin.lists.parsing import parse
from lianxin.lists.reading import Sheet, sheets_of
from lianxin.lists.recognise import recognise, recognise_all
from lianxin.lists.vocabulary import SHAPES
from lianxin.reference.codes import PartialDate

ID = "210202197001011233"


def look(*rows, **more):
    width = max(map(len, rows))
    sheet = Sheet("Sheet1", [[*row, *[""] * (width - len(row))] for row in rows], **more)
    found = recognise(sheet, SHAPES)
    return found, parse(sheet, found)


def from_file(data, name):
    sheets = sheets_of(data, name)
    found = recognise_all(sheets, SHAPES)
    return found[0], parse(sheets[0], found[0])


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cell(heading, value):
    """What one cell under one heading becomes, and why it was refused."""
    _found, (row, *_rest) = look(["姓名", heading, "地址"], ["张三", value, "x"], ["李四", "", "y"])
    return row, [one.reason for one in row.rejected]


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding):
    found, rows = from_file("大连市摄影家协会2016年会员名单\r\n姓名,手机\r\n张三,13800000000\r\n".encode(encoding), "会员.csv")
    assert found.facts.sender == "大连市摄影家协会"
    assert rows[0].values["name"] == "张三"


def test_characters_that_gb18030_moved_in_2022():
    """The codec gives private-use code points; vertical punctuation and eight ideographs have real ones (DOMAIN §6)."""
    raw = "姓名,手机\n".encode("gb18030") + b"\xfe\x59\xfe\x61" + ",13800000000\n".encode("gb18030")
    assert from_file(raw, "a.csv")[1][0].values["name"] == "\u9fb4\u9fb5"
    marks = sheets_of("姓名,地址\n张三,".encode("gb18030") + b"\xa6\xd9\xa6\xed\xa6\xf3\n", "a.csv")[0].rows[1][1]
    assert marks == "\ufe10\ufe18\ufe19"[: len(marks)] or all(ord(mark) >= 0xFE10 for mark in marks)
    assert not any(0xE000 <= ord(mark) <= 0xF8FF for mark in marks)


@pytest.mark.parametrize("name", ["𬀩㴪", "𫗴明", "䶮龙", "𠮷田", "徐乾學", "鄭玄"])
def test_rare_and_traditional_characters_come_in_as_typed(name):
    for encoding in ("gb18030", "utf-8"):
        _found, rows = from_file(f"姓名,手机\n{name},13800000000\n".encode(encoding), "a.csv")
        assert rows[0].values["name"] == name


def test_merged_titles_headings_and_cells():
    book = openpyxl.Workbook()
    page = book.active
    for row in (["大连市船东协会2019年会员名单"], ["姓名", "联系方式", "", "单位"], ["", "手机", "邮箱", ""],
                ["张三", "13800000000", "a@b.cn", "大连星海有限公司"], ["李四", "13900000000", "", ""], ["王五", "", "", ""]):  # fmt: skip
        page.append(row)
    for area in ("A1:D1", "A2:A3", "B2:C2", "D2:D3", "D4:D6"):
        page.merge_cells(area)
    found, rows = from_file(saved(book), "a.xlsx")
    assert (found.header_row, found.first_row) == (2, 4)
    assert {m.key: m.heading for m in found.columns} == {"name": "姓名", "phone": "手机", "email": "邮箱", "employer": "单位"}
    assert [row.values["employer"] for row in rows] == ["大连星海有限公司"] * 3


def test_hidden_rows_and_columns_are_members_like_the_others():
    book = openpyxl.Workbook()
    page = book.active
    for row in (["姓名", "手机"], ["张三", "13800000000"], ["李四", "13900000000"]):
        page.append(row)
    page.row_dimensions[3].hidden = True
    page.column_dimensions["B"].hidden = True
    _found, rows = from_file(saved(book), "a.xlsx")
    assert [(row.values["name"], len(row.values["phone"])) for row in rows] == [("张三", 1), ("李四", 1)]


def test_repeated_headings_sections_totals_footnotes():
    _found, rows = look(
        ["会员名单"], ["序号", "姓名", "电话"], ["（一）会长单位"], ["1", "张三", "13800000001"], ["小计", "1人"], ["第二部分"], ["2", "李四", "13800000002"],
        ["序号", "姓名", "电话"], ["3", "王五", "13800000003"], ["合  计", "3"], ["共3人"], ["注：以上信息仅供内部使用"],
        ["制表人：赵六", "", "审核：钱七"],
    )  # fmt: skip
    assert [(row.values["name"], row.section) for row in rows] == [("张三", "会长单位"), ("李四", "第二部分"), ("王五", "第二部分")]


@pytest.mark.parametrize("value", [2.10202197001011e17, "2.10202E+17", "2.10202197001011E+17", "210202197001011000"])
def test_a_number_that_a_spreadsheet_ruined_is_a_refused_cell_and_its_row_stays(value):
    row, reasons = cell("身份证号", value)
    assert row.usable
    assert "id_number" not in row.values
    assert len(reasons) == 1


@pytest.mark.parametrize("value", [13800000000.0, 13800000000, "13800000000.0", "1.38E10", "1.6675099385E10", "１３８００００００００", "138 0000 0000", "+86 138-0000-0000", "'13800000000"])
def test_phones_as_floats_notation_full_width(value):
    row, reasons = cell("手机", value)
    assert [phone.number for phone in row.values["phone"]] == ["16675099385" if value == "1.6675099385E10" else "13800000000"], reasons


def test_a_phone_of_which_only_three_digits_are_left_is_refused():
    row, reasons = cell("手机", "1.38E+10")
    assert row.usable
    assert "phone" not in row.values
    assert reasons


@pytest.mark.parametrize("value", ["13800000000/0411-82810364", "13800000000、041182810364", "13800000000 0411-82810364", "13800000000；0411 82810364", "13800000000\n0411-82810364", "13800000000或0411-82810364", "13800000000（办：0411-82810364）"])
def test_two_phones_in_one_cell(value):
    row, _reasons = cell("电话", value)
    assert {phone.number for phone in row.values["phone"]} == {"13800000000", "0411-82810364"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1985年3月2日", (1985, 3, 2)), ("一九八五年三月二日", (1985, 3, 2)), ("二〇〇一年十二月", (2001, 12, None)), ("1985.3", (1985, 3, None)),
        ("85/3/2", (1985, 3, 2)), ("31108", (1985, 3, 2)), (31108, (1985, 3, 2)), (31108.0, (1985, 3, 2)), (dt.datetime(1985, 3, 2), (1985, 3, 2)),
        (dt.date(1985, 3, 2), (1985, 3, 2)), ("1985-03-02 00:00:00", (1985, 3, 2)), ("１９８５．０３．０２", (1985, 3, 2)), ("19850302", (1985, 3, 2)),
        ("1985年3月", (1985, 3, None)), ("1985/3", (1985, 3, None)), (1985.12, (1985, 12, None)),
    ],
)  # fmt: skip
def test_dates(value, expected):
    row, reasons = cell("出生日期", value)
    assert row.values.get("birth") == PartialDate(*expected), reasons


@pytest.mark.parametrize("value", ["1985年13月", "三月", "99", "1985-02-30"])
def test_dates_that_are_none(value):
    row, reasons = cell("出生日期", value)
    assert row.usable
    assert "birth" not in row.values
    assert reasons


@pytest.mark.parametrize("value", ["无", "/", "——", "（空）", "N/A", " ", "暂无"])
def test_words_for_nothing_are_nothing(value):
    row, reasons = cell("手机", value)
    assert "phone" not in row.values
    assert reasons == []


@pytest.mark.parametrize(("raw", "name"), [("张　三", "张三"), (" 张 三 ", "张三"), ("扎西•多吉", "扎西·多吉"), ("热依汗．玉素甫", "热依汗·玉素甫"), ("Ｊｏｈｎ　Smith", "John Smith")])
def test_names_are_tidied_and_never_turned_into_another_script(raw, name):
    _found, rows = look(["姓名", "手机"], [raw, "13800000000"])
    assert rows[0].values["name"] == name


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        ("台胞证", "12345678", "taiwan_pass"), ("台湾居民来往大陆通行证", 12345678.0, "taiwan_pass"), ("回乡证", "H12345678", "hk_macao_pass"),
        ("港澳居民来往内地通行证", "M1234567801", "hk_macao_pass"), ("护照", "AB123456", "passport"), ("港澳台居民居住证", "810000199001011230", "hmt_residence"),
        ("外国人永久居留身份证", "911156199001011232", "foreign_residence"), ("身份证", "210202197001011233", "resident"), ("", "CHN123456789012", "foreign_residence"),
    ],
)  # fmt: skip
def test_the_kind_of_document_decides_how_its_number_is_read(kind, number, expected):
    for headings, row in ((["姓名", "证件类型", "证件号码"], ["张三", kind, number]), (["姓名", "证件号码", "证件类型"], ["张三", number, kind])):
        _found, rows = look(headings, row)
        assert rows[0].rejected == []
        assert rows[0].values["id_number"].kind == expected


def test_odd_codes_are_taken_and_said():
    _found, rows = look(["单位名称", "统一社会信用代码", "地址"], ["大连某协会", "51210200000000001N", "x"])
    assert rows[0].values["credit_code"].code == "51210200000000001N"
    assert [cell.column for cell in rows[0].warned] == ["统一社会信用代码"]
    assert rows[0].rejected == []


def test_an_open_workbook():
    """An old .xls stands among the sample lists, see `test_sets`."""
    _found, rows = from_file(_ods([["姓名", "手机"], ["张三", "13800000000"]]), "a.ods")
    assert rows[0].values["name"] == "张三"
    assert rows[0].values["phone"][0].number == "13800000000"


@pytest.mark.parametrize("attributes", ['r="XFD1048576"', 's="1" r="XFD1048576" t="n"', 'r="XFD1048576" s="1"'])
def test_a_cell_far_out_is_seen_however_it_is_written(attributes):
    book = openpyxl.Workbook()
    book.active.append(["姓名", "手机"])
    data = saved(book)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = text.replace(b"</sheetData>", f'<row r="1048576"><c {attributes}><v>1</v></c></row></sheetData>'.encode())
            new.writestr(name, text)
    with pytest.raises(BadInput):
        sheets_of(out.getvalue(), "a.xlsx")


def test_an_ods_that_repeats_a_row_a_million_times_is_refused():
    data = _ods([["姓名", "手机"], ["张三", "13800000000"]], repeated=1_000_000)
    with pytest.raises(BadInput):
        sheets_of(data, "a.ods")


def _ods(rows, repeated=1):
    cells = "".join(
        f'<table:table-row table:number-rows-repeated="{repeated if number else 1}">'
        + "".join(f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in row)
        + "</table:table-row>"
        for number, row in enumerate(rows)
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="S">{cells}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()
