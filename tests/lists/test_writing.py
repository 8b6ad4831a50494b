"""What is written is read again to the same values, and no cell is run as a formula."""

import datetime as dt

import openpyxl
import pytest

from lianxin.lists.cells import HalfDay
from lianxin.lists.parsing import parse
from lianxin.lists.reading import Sheet, open_sheets
from lianxin.lists.recognise import recognise, recognise_all
from lianxin.lists.vocabulary import SHAPES
from lianxin.lists.writing import corrected_bytes, csv_bytes, template_bytes, xlsx_bytes
from lianxin.reference.codes import DocumentKind, PartialDate, Sex, credit_code, document_number, phones

DAY = dt.date(2017, 7, 14)
PHONES = phones("13800000000、0411-81686548-12").phones
PERSON = {"name": "张三", "phone": PHONES}
RECORDS = {
    "people": {
        **PERSON, "sex": Sex.FEMALE, "birth": PartialDate(1985, 3), "id_number": document_number("210202197001011233"), "id_kind": DocumentKind.RESIDENT,
        "email": "a@b.cn", "employer": "大连星海有限公司", "position": "=经理", "district": "中山区", "address": "中山区人民路1号",
        "level": "理事", "category": "新媒体", "association": "大连市软件行业协会", "start": PartialDate(2015, 6, 1),
    },
    "organisations": {
        "name": "大连星海有限公司", "credit_code": credit_code("91210202UF0654058Y"), "legal_person": "张三", "phone": PHONES,
        "industry": "@信息", "founded": PartialDate(2001),
    },
    "ties": {
        **PERSON, "kind": "联络员", "organisation": "大连市软件行业协会", "start": PartialDate(2015, 6), "end": PartialDate(2017, 3, 1),
        "ab_role": "A角", "licence_number": "12102096178687892",
    },
    "gatherings": {
        "name": "三新论坛（第1期）", "kind": "论坛", "date": PartialDate(2017, 5, 18), "time": dt.time(14), "venue": "线上",
        "organiser": "大连市联谊会", "headcount": 80, "state": "held",
    },
    "attendance": {
        **PERSON, "gathering": "主题班", "date": PartialDate(2017, 5, 18), "signed": "present", "minutes": 90,
        "session": {HalfDay(DAY, "上午"): "late", HalfDay(DAY, "下午"): "present"},
    },
    "matters": {
        "number": "001", "registered": PartialDate(2017, 2, 1), **PERSON, "item": "法律咨询", "summary": "-1", "handler": "'=李律师",
        "closed": PartialDate(2017, 2, 19), "result": "已解决", "satisfaction": "very_dissatisfied", "station": "星海湾街道服务站",
    },
}  # fmt: skip


def read(path):
    sheets = open_sheets(path)
    found = recognise_all(sheets, SHAPES)
    return found[0], parse(sheets[0], found[0])


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.key)
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_an_export_imports_with_no_difference(tmp_path, shape, suffix):
    record = RECORDS[shape.key]
    path = tmp_path / f"list{suffix}"
    if suffix == ".csv":
        path.write_bytes(csv_bytes(shape.columns, [record]))
    else:
        path.write_bytes(xlsx_bytes(shape.columns, [record], title="大连市软件行业协会名单", made_on=DAY))
    found, rows = read(path)
    assert found.type == shape.key
    assert found.dropped == ()
    assert {m.key for m in found.columns} == {c.key for c in shape.columns if c.key != "session" or "session" in record}
    assert [row.values for row in rows] == [record]
    assert rows[0].rejected == []


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.key)
def test_templates_are_recognised_and_their_sample_is_no_record(tmp_path, shape):
    path = tmp_path / "template.xlsx"
    path.write_bytes(template_bytes(shape))
    found, rows = read(path)
    assert found.type == shape.key
    assert found.dropped == ()
    assert rows == []
    assert openpyxl.load_workbook(path).sheetnames[1] == "填表说明"


def test_templates_offer_words_and_say_what_to_fill_in(tmp_path):
    path = tmp_path / "template.xlsx"
    kinds = [f"第{number}类联系人员" for number in range(60)]
    ties = next(shape for shape in SHAPES if shape.key == "ties")
    path.write_bytes(template_bytes(ties, {"kind": kinds}))
    book = openpyxl.load_workbook(path)
    page = book.active
    headings = {cell.value.lstrip("*"): cell for cell in page[1]}
    assert all(cell.comment and cell.comment.text.strip() for heading, cell in headings.items() if heading != "序号")
    rules = {str(rule.sqref).split(":")[0][:-1]: rule.formula1 for rule in page.data_validations.dataValidation}
    assert rules[headings["A/B角"].column_letter] == '"A角,B角"'
    assert rules[headings["关系类型"].column_letter].startswith("'选项'!")
    assert book["选项"].sheet_state == "hidden"
    assert [cell.value for cell in book["选项"]["A"]] == kinds
    assert "110101199003070310" in [cell.value for cell in page[2]]
    page.append(["1", kinds[0], "某协会", None, "张新"])
    book.save(path)
    _found, rows = read(path)
    assert [row.values["name"] for row in rows] == ["张新"]


@pytest.mark.parametrize("text", ["=1+1", "+86", "-x", "@x", "'=x", "''+x", "plain", "'quoted'"])
def test_formulas_are_text(tmp_path, text):
    people = SHAPES[0]
    record = {"name": "张三", "position": text, "address": "x"}
    path = tmp_path / "list.csv"
    path.write_bytes(csv_bytes(people.columns, [record]))
    assert read(path)[1][0].values["position"] == text
    path = tmp_path / "list.xlsx"
    path.write_bytes(xlsx_bytes(people.columns, [record], title="名单", made_on=DAY))
    assert read(path)[1][0].values["position"] == text
    cells = [cell for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)


def test_rejected_cells_come_back_with_their_reason(tmp_path):
    sheet = Sheet("名单", [["姓名", "备注", "身份证号"], ["张三", "可靠", 2.1e17], ["李四", "活跃", "210202197001011233"]])
    found = recognise(sheet, SHAPES)
    path = tmp_path / "back.xlsx"
    path.write_bytes(corrected_bytes([(sheet, found, parse(sheet, found))]))
    lines = [list(row) for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True)]
    assert lines[0] == ["姓名", "身份证号", "退回原因", "原行号"]
    assert "身份证号" in lines[1][2]
    assert lines[2][2] in (None, "")
    assert "可靠" not in repr(lines)
    again, rows = read(path)
    assert again.dropped == ()
    assert [row.values.get("name") for row in rows] == ["张三", "李四"]
