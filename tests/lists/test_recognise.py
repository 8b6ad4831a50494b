"""Headings, kinds, dropped columns and content, on small sheets made for the purpose."""

import pytest

from lianxin.lists.parsing import parse
from lianxin.lists.reading import Sheet
from lianxin.lists.recognise import recognise
from lianxin.lists.titles import read_title
from lianxin.lists.vocabulary import SHAPES


def look(*rows, **more):
    width = max(map(len, rows))
    sheet = Sheet("Sheet1", [[*row, *[""] * (width - len(row))] for row in rows], **more)
    found = recognise(sheet, SHAPES)
    return found, parse(sheet, found)


def test_refused_columns_leave_nothing_but_their_headings():
    found, rows = look(
        ["姓名", "电话", "政治面貌", "宗教信仰", "民族", "思想表现", "备注", "签名", "家属电话", ""],
        ["张三", "13800000000", "群众甲", "佛教甲", "满族甲", "活跃甲", "可靠甲", "签甲", "13900000001", "私甲"],
        ["", "", "", "", "", "可靠甲"],
        ["李四", "13800000001", "群众甲", "佛教甲", "满族甲", "活跃甲", "可靠甲", "签甲", "13900000002", "私甲"],
    )
    assert found.dropped == ("政治面貌", "宗教信仰", "民族", "思想表现", "备注", "签名", "家属电话", "J")
    told = repr((found, rows))
    assert "甲" not in told
    assert "1390000000" not in told
    assert [row.number for row in rows] == [2, 4]


def test_a_column_without_a_heading_is_known_by_its_content():
    found, rows = look(["姓名", ""], ["张三", "13800000000"], ["李四", "13900000000"])
    assert [m.key for m in found.columns] == ["name", "phone"]
    assert rows[0].values["phone"][0].number == "13800000000"


def test_columns_under_each_others_headings():
    found, _rows = look(
        ["姓名", "身份证号", "电话"],
        *([name, "13800000000", "210202197001011233"] for name in ("张三", "李四", "王五")),
    )
    assert {m.key: m.index for m in found.columns} == {"name": 0, "phone": 1, "id_number": 2}


def test_footers_sections_and_blank_rows_are_no_records():
    found, rows = look(
        ["大连市软件行业协会2017年会员名单"],
        ["序号", "姓名", "电话"],
        ["一、会长单位"],
        [1, "张三", "13800000000"],
        [],
        ["二、理事单位"],
        [2, "李四", "13900000000"],
        ["序号", "姓名", "电话"],
        [3, "注意安", "13700000000"],
        ["合计：3人"],
        ["注：内部资料"],
        ["填表人：王五　联系电话：0411-80000000"],
    )
    assert [row.number for row in rows] == [4, 7, 9]
    assert [row.section for row in rows] == ["会长单位", "理事单位", "理事单位"]
    assert found.facts.sender == "大连市软件行业协会"
    assert found.facts.year == 2017
    assert "王五" not in repr(found)


def test_a_line_of_particulars_above_the_headings_is_no_heading():
    found, rows = look(
        ["“同心论坛”签到表"],
        ["时间", "2017年5月18日", "地点", "市图书馆"],
        ["姓名", "单位", "电话", "签到"],
        ["张三", "大连星海有限公司", "13800000000", "√"],
    )
    assert (found.type, found.header_row, len(rows)) == ("attendance", 3, 1)


@pytest.mark.parametrize(
    ("headings", "key"),
    [
        (["姓名", "性别", "单位", "电话"], "people"),
        (["联系人", "电话", "所在企业"], "people"),
        (["单位名称", "统一社会信用代码", "法定代表人", "联系人", "电话"], "organisations"),
        (["社会组织名称", "信用代码", "联络员姓名", "联络员电话"], "ties"),
        (["活动名称", "活动时间", "地点", "人数"], "gatherings"),
        (["序号", "姓名", "单位", "电话", "签到"], "attendance"),
        (["姓名", "单位", "5月3日上午", "5月3日下午"], "attendance"),
        (["编号", "登记日期", "来访人", "事项"], "matters"),
    ],
)
def test_kinds(headings, key):
    found, _rows = look(["2017年名单"], headings, ["x"] * len(headings))
    assert found.type == key


def test_a_row_without_its_required_cell_is_refused_with_a_reason():
    _found, rows = look(["姓名", "电话"], ["", "13800000000"], ["某先生", "13900000000"], ["张三", "12"])
    assert [row.usable for row in rows] == [False, False, True]
    assert [(cell.row, cell.column) for row in rows for cell in row.rejected] == [(2, "姓名"), (3, "姓名"), (4, "电话")]


def test_a_cell_merged_down_holds_for_every_row():
    _found, rows = look(
        ["姓名", "单位"], ["张三", "大连星海有限公司"], ["李四", ""], ["王五", ""], merged=((1, 1, 2, 1),)
    )
    assert [row.values.get("employer") for row in rows] == ["大连星海有限公司", "大连星海有限公司", None]


def test_titles():
    facts = read_title(["大连市福建商会协会2012年会员单位名录", "（截至2012年8月）", "填报单位：福建商会　　填报日期：2012.6.13"])
    assert (facts.sender, facts.year, str(facts.as_of)) == ("大连市福建商会协会", 2012, "2012-08")
    facts = read_title(["关于举办“同心论坛”的签到表", "时间：2017年5月18日 14:30", "地点：市图书馆"])
    assert (str(facts.start), f"{facts.time:%H:%M}", facts.place) == ("2017-05-18", "14:30", "市图书馆")
