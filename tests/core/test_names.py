"""Names: what is tidied, what is compared, what is found."""

import pytest

from lianxin.core.names import (
    compatible,
    name_initials,
    name_key,
    org_name_key,
    other_script,
    pinyin_keys,
    search_form,
    sort_key,
    tidy_name,
)


@pytest.mark.parametrize(
    ("raw", "name", "honorific", "aside"),
    [
        ("丁　忠", "丁忠", "", ""),
        (" 张  三 ", "张三", "", ""),
        ("李敏(理事)", "李敏", "", "理事"),
        ("唐瑞涵（大）", "唐瑞涵", "", "大"),
        ("扎西•多吉", "扎西·多吉", "", ""),
        ("热依汗．玉素甫", "热依汗·玉素甫", "", ""),
        ("扎西・ 多吉", "扎西·多吉", "", ""),
        ("李伟先生", "李伟", "先生", ""),
        ("王芳女士（会长）", "王芳", "女士", "会长"),
        ("Ｚｈａｎｇ　Jing", "Zhang Jing", "", ""),
        ("⼤⼭", "大山", "", ""),
    ],
)
def test_tidy(raw, name, honorific, aside):
    found = tidy_name(raw)
    assert (found.name, found.honorific, found.aside, found.family_only) == (name, honorific, aside, False)


@pytest.mark.parametrize("raw", ["冯主任", "曾先生", "刘姐", "李总", "尉迟老师"])
def test_a_surname_with_a_form_of_address_is_all_that_is_known(raw):
    found = tidy_name(raw)
    assert found.name == raw
    assert found.family_only


def test_what_was_typed_is_stored():
    assert tidy_name("徐乾學").name == "徐乾學"
    assert tidy_name("𬀩㴪").name == "𬀩㴪"


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("单雄信", "shanxiongxin"), ("仇英", "qiuying"), ("区大相", "oudaxiang"), ("曾国藩", "zengguofan"), ("查良镛", "zhaliangyong"),
        ("解缙", "xiejin"), ("尉迟恭", "yuchigong"), ("万俟卨", "moqixie"), ("欧阳修", "ouyangxiu"), ("任弼时", "renbishi"),
        ("阿不都", "abudu"), ("朴树", "piaoshu"), ("Zhang Jing", "zhangjing"),
    ],
)  # fmt: skip
def test_surnames_are_read_as_surnames(name, full):
    assert pinyin_keys(name).full == full


def test_surname_table_does_not_touch_given_names():
    assert pinyin_keys("王单").full == "wangdan"


def test_what_is_looked_for_has_one_script_whole_or_in_part():
    assert search_form("曾 國藩") == search_form("曾国藩") == "曾国藩"
    assert search_form("國藩") == "国藩"
    assert search_form("徐乾學").endswith(search_form("乾學"))
    assert search_form("John Smith") == "johnsmith"


def test_initials_hold_every_reading_the_likeliest_first():
    assert name_initials("曾国藩")[0] == "zgf"
    assert set(name_initials("曾国藩")) == {"zgf", "cgf"}


def test_other_script_is_a_key_only():
    assert other_script("曾國藩") == ("曾国藩",)
    assert other_script("李明") == ()


def test_sorting_follows_the_surname_reading():
    assert sorted(["赵一", "曾二", "陈三", "单四"], key=sort_key) == ["陈三", "单四", "曾二", "赵一"]


def test_name_key():
    assert name_key("扎西・多吉") == name_key("扎西.多吉") == "扎西多吉"
    assert name_key("ZHANG Jing") == name_key("zhangjing")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("李伟", "李 伟", True), ("鄭淑", "郑淑", True), ("冯主任", "冯强利", True), ("文", "李文", True), ("Sun Wei", "孙伟", True),
        ("库尔班", "库尔班·曲珍", True), ("嘉静", "王嘉静", True), ("李伟", "李强", False), ("冯主任", "王强", False),
        ("李伟（大）", "李伟（小）", False), ("伟", "李强", False),
    ],
)  # fmt: skip
def test_compatible(one, other, expected):
    assert compatible(one, other) is expected
    assert compatible(other, one) is expected


def test_org_name_key():
    assert org_name_key("大连（星海）科技有限责任公司") == org_name_key("大连(星海) 科技有限公司")
    assert org_name_key("大连星海有限公司") != org_name_key("星海有限公司")
