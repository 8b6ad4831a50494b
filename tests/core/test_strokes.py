"""Order by strokes: numbers and orders of strokes as the mainland has them, and names in that order."""

import pytest

from lianxin.core.strokes import stroke_key, strokes_of


@pytest.mark.parametrize(
    ("character", "number"),
    [
        ("邓", 4), ("陈", 7), ("陆", 7), ("邵", 7), ("邱", 7), ("邹", 7), ("郑", 8), ("黄", 11),
        ("丁", 2), ("王", 4), ("冯", 5), ("刘", 6), ("张", 7), ("范", 8), ("赵", 9), ("萧", 11), ("魏", 17),
    ],
)  # fmt: skip
def test_numbers_of_strokes_are_those_of_the_mainland(character, number):
    assert len(strokes_of(character)) == number


def test_the_first_stroke_decides_among_as_many():
    assert strokes_of("王") == "1121"
    assert sorted("方尹王邓韦", key=stroke_key) == ["王", "韦", "方", "尹", "邓"]
    assert sorted("黄郑陈邓", key=stroke_key) == ["邓", "陈", "郑", "黄"]


def test_of_one_surname_the_next_character_decides_and_the_shorter_name_is_first():
    names = ["王芳", "王一", "王芳芳", "王丁", "王建国", "王"]
    assert sorted(names, key=stroke_key) == ["王", "王一", "王丁", "王芳", "王芳芳", "王建国"]


def test_a_compound_surname_stands_under_its_first_character():
    assert sorted(["欧阳修", "欧文", "林海", "罗成"], key=stroke_key) == ["林海", "欧文", "欧阳修", "罗成"]


def test_a_list_as_it_is_printed():
    printed = ["丁一", "卜凡", "于海", "马云", "王伟", "石磊", "冯远", "刘洋", "孙明", "李娜", "张伟", "陈静", "周莉", "郑洁", "赵敏", "黄河"]
    assert sorted(printed, key=lambda name: name[::-1]) != printed
    assert sorted(printed, key=stroke_key) == printed


def test_characters_of_unknown_order_follow_by_number_and_letters_come_last():
    assert strokes_of("㐀") == ""
    assert sorted(["John", "魏征", "扎西·多吉"], key=stroke_key) == ["扎西·多吉", "魏征", "John"]
    assert stroke_key("扎西·多吉") == stroke_key("扎西多吉")
    assert len(stroke_key("赵" * 100)) <= 200
    assert stroke_key("") == ""


def test_rare_characters_of_names_are_known():
    for character in "𬀩䶮喆堃淼":
        assert strokes_of(character)
