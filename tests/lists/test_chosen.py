"""A sheet read as a person decided: kind, row of headings, columns; what may never be chosen."""

import pytest

from lianxin.core.errors import BadInput
from lianxin.lists.headings import Chosen, column_names, heading_set
from lianxin.lists.parsing import parse
from lianxin.lists.reading import Sheet
from lianxin.lists.recognise import recognise, recognise_all
from lianxin.lists.vocabulary import SHAPES

ODD = Sheet("Sheet1", [["某商会2016"], ["谁", "打给他", "政治面貌", "哪里上班"], ["张三", "13800000000", "群众", "甲公司"], ["李四", "13900000000", "党员", "乙公司"]])


def read(sheet, chosen):
    found = recognise(sheet, SHAPES, chosen)
    return found, parse(sheet, found)


def test_headings_that_nobody_knows_are_told_by_hand():
    with pytest.raises(BadInput):
        recognise(ODD, SHAPES)
    found, rows = read(ODD, Chosen("people", 2, {"谁": "name", "打给他": "phone", "哪里上班": "employer", "政治面貌": ""}))
    assert (found.type, found.header_row, found.dropped) == ("people", 2, ("政治面貌",))
    assert [row.values["name"] for row in rows] == ["张三", "李四"]
    assert rows[0].values["employer"] == "甲公司"


def test_a_refused_column_stays_refused_whatever_is_chosen():
    found, rows = read(ODD, Chosen("people", 2, {"谁": "name", "政治面貌": "category"}))
    assert "政治面貌" in found.dropped
    assert "群众" not in repr((found, rows))


def test_what_cannot_be_chosen_is_said():
    for columns in ({"打给他": "phone"}, {"谁": "name", "打给他": "name"}, {"谁": "name", "打给他": "start", "哪里上班": "start"}):
        with pytest.raises(BadInput):
            recognise(ODD, SHAPES, Chosen("people", 2, columns))
    with pytest.raises(BadInput):
        recognise(ODD, SHAPES, Chosen("people", 20, {"谁": "name"}))
    with pytest.raises(BadInput):
        recognise(ODD, SHAPES, Chosen("attendance", 2, {"谁": "name", "打给他": "session"}))


def test_a_list_without_headings_goes_by_letters():
    sheet = Sheet("Sheet1", [["张三", "13800000000"], ["李四", "13900000000"]])
    found, rows = read(sheet, Chosen("people", 0, {"A": "name", "B": "phone"}))
    assert (found.header_row, [row.number for row in rows]) == (0, [1, 2])
    assert rows[1].values["phone"][0].number == "13900000000"


def test_with_kind_and_row_alone_the_columns_are_recognised():
    sheet = Sheet("Sheet1", [["姓名", "手机"], ["姓名", "电话"], ["张三", "13800000000"]])
    with pytest.raises(BadInput):
        recognise(sheet, SHAPES)
    found, rows = read(sheet, Chosen("people", 2, {}))
    assert {m.heading: m.key for m in found.columns} == {"姓名": "name", "电话": "phone"}
    assert len(rows) == 1


def test_two_columns_of_one_heading_are_told_apart():
    names = column_names(["姓名", "电话", "电话", "", "D"])
    assert names == ("姓名", "电话", "电话 (2)", "D", "D (2)")
    assert heading_set(names) == heading_set(tuple(reversed(names)))


def test_a_sheet_can_be_left_out_and_what_is_wrong_is_told_without_refusing():
    good = Sheet("好", [["姓名", "电话"], ["张三", "13800000000"]])
    bad = Sheet("坏", [["姓名", "电话"], ["姓名", "手机"], ["张三", "13800000000"]])
    with pytest.raises(BadInput):
        recognise_all([good, bad], SHAPES)
    told = recognise_all([good, bad], SHAPES, lenient=True)
    assert [(one.type, bool(one.problem)) for one in told] == [("people", False), ("ignored", True)]
    assert [one.type for one in recognise_all([good, bad], SHAPES, chosen=[None, Chosen("ignored", 0, {})])] == ["people", "ignored"]
    nothing = recognise_all([ODD], SHAPES, lenient=True)
    assert nothing[0].problem
