"""Who is joined, who is asked about, and who stays two."""

from dataclasses import replace

import pytest

from lianxin.linkage.bodies import Places, body_name
from lianxin.linkage.matching import match_people
from lianxin.linkage.persons import PersonSaid, address_key, name_forms, number_left, people_table
from lianxin.linkage.settings import shipped_model

PLACES = Places(["大连市"], wide=["大连市"])
FIRM = body_name("大连湾锦文化传媒有限公司", PLACES)
MODEL = shipped_model("people")
RECORDS = 50_000
"""As in a register of that size: what a rarity is worth follows from it."""
NAMES = ["苏翰哲", "崔洪勇", "曹洁芳", "梁兰芳", "杨宏民", "郑晨阳", "唐奕彤", "韩梓睿", "冯雨桐", "董昊然", "萧乐瑶", "程思远", "袁可欣", "邓子墨", "许诗涵", "傅明轩"]


def others():
    """People who are nobody of the case, so that names and phones have a frequency."""
    return [PersonSaid(1000 + n, 1000 + n, name, list=99, row=n, mobiles=[f"139000010{n:02}"]) for n, name in enumerate(NAMES)]


def match(*said, **given):
    everybody = [*(replace(one, id=n, party=n) for n, one in enumerate(said, start=1)), *others()]
    names = {name_forms(one.name).plain: 1 / RECORDS for one in everybody}
    shares = {"name": names, "employer": {"湾锦文化传媒": 3 / RECORDS}, "address": {}} | given.pop("shares", {})
    return match_people(everybody, MODEL, records=RECORDS, people=RECORDS // 3, frequencies=shares, **given)


def said(name="武丽静", **values):
    return PersonSaid(0, 0, name, **values)


def joined(*rows, **given):
    return {(join.kept, join.gone) for join in match(*rows, **given).joined}


def asked(*rows, **given):
    return {frozenset(one.pair.parties): one.why for one in match(*rows, **given).asked}


MOBILE = {"mobiles": ["16681362276"]}


@pytest.mark.parametrize(
    "name",
    ["武丽静", "武立静", "武麗靜", "丽静", "武女士", "Wu Lijing"],
    ids=["same", "sounds alike", "other script", "without surname", "honorific", "pinyin"],
)
def test_one_mobile_and_a_name_that_agrees_are_one(name):
    assert joined(said(**MOBILE, sex="2", employer=FIRM), said(name, **MOBILE, sex="2", employer=FIRM)) == {(1, 2)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"document": "21021319780622346X"}, {"document": "210213197806223478"}),
        ({"sex": "1"}, {"sex": "2"}),
        ({"birth": "1978-06-22"}, {"birth": "1991-01-03"}),
        ({"aside": "大"}, {"aside": "小"}),
    ],
    ids=["document", "sex", "birth", "aside"],
)
def test_what_contradicts_stays_two_and_is_asked(one, other):
    rows = said(**MOBILE, **one), said(**MOBILE, **other)
    assert not joined(*rows)
    assert frozenset({1, 2}) in asked(*rows)


def test_a_family_or_an_office_with_one_phone_stays_two():
    assert not joined(said("武丽静", **MOBILE, employer=FIRM), said("王伟立", **MOBILE, employer=FIRM), said("杨宏民", **MOBILE, employer=FIRM))


def test_twins_at_one_address_stay_two():
    home = {"address": "甘井子区华北路281号1-19-3", "birth": "1956-06-18"}
    assert not joined(said("张义成", **home, mobiles=["18770046970"]), said("张义文", **home, mobiles=["18855809335"]))


def test_colleagues_of_one_common_name_stay_two():
    rows = said("张强", employer=FIRM, mobiles=["18187432456"]), said("张强", employer=FIRM, mobiles=["17781494984"])
    assert not joined(*rows, shares={"name": {"张强": 0.003}, "employer": {"湾锦文化传媒": 20 / RECORDS}})


def test_a_row_without_a_phone_does_not_tie_two_people_together():
    """Each of two colleagues might be the one whom the third row names; it must not make them one."""
    rows = said(employer=FIRM, mobiles=["18187432456"]), said(employer=FIRM, mobiles=["17781494984"]), said(employer=FIRM)
    pairs = joined(*rows, shares={"employer": {"湾锦文化传媒": 20 / RECORDS}})
    assert len({party for pair in pairs for party in pair} & {1, 2}) < 2


def test_a_number_copied_from_the_row_above_joins_nobody():
    same = {"document": "21021319780622346X", "list": 1}
    assert not joined(said("段欣静", **same, row=4), said("熊雪莹", **same, row=5))
    assert not joined(said("王军", **same, row=4, mobiles=["18187432456"]), said("王军", **same, row=5, mobiles=["17781494984"]))


def test_two_who_were_told_apart_are_neither_joined_nor_asked():
    rows = said(**MOBILE), said(**MOBILE)
    assert not joined(*rows, apart=[(1, 2)])
    assert frozenset({1, 2}) not in asked(*rows, apart=[(1, 2)])


def test_who_has_an_account_stays_and_two_accounts_are_asked():
    rows = said(**MOBILE), said(**MOBILE)
    assert joined(*rows, protect=lambda parties: {2}) == {(2, 1)}
    assert not joined(*rows, protect=lambda parties: {1, 2})
    assert asked(*rows, protect=lambda parties: {1, 2})[frozenset({1, 2})] == "unasked"


def test_a_rare_name_alone_is_asked_and_not_joined():
    rows = said("武丽静", mobiles=["18187432456"]), said("武丽静", email="abc@qq.com")
    assert not joined(*rows)
    assert asked(*rows)[frozenset({1, 2})] == "rare"


def test_only_pairs_with_somebody_new_are_looked_at():
    rows = said(**MOBILE), said(**MOBILE)
    assert joined(*rows, of=[2]) == {(1, 2)}
    assert not joined(*rows, of=[1003])


def test_damaged_numbers_are_read_as_far_as_they_go():
    assert number_left("2.10102199310318e+17") == "210102199310318"
    assert number_left("１５０１０２１９７３０６０２４８０×") == "15010219730602480X"
    assert address_key("大连市甘井子区华北路281号1-19-3") == address_key("甘井子区华北路281号1-19-3") == "华北路281号1-19-3"
    assert not address_key("大连市甘井子区")


def test_an_address_that_is_a_mobile_is_one_piece_of_evidence():
    (row,) = people_table([said(email="16681362276@139.com")]).to_pylist()
    assert row["mobiles"] == ["16681362276"]
    assert row["email"] is None
