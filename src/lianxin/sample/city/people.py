"""People of the new social strata, from the lists of some forty associations; the register, its tiers and key contacts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from lianxin.reference.codelists import Stratum
from lianxin.register.enums import DocumentPurpose, TieKind
from lianxin.register.models import Tie
from lianxin.register.services.strata import hold_strata
from lianxin.register.services.ties import add_ties, end_tie
from lianxin.sample.city import words
from lianxin.sample.city.invent import DISTRICTS, Invented, dice
from lianxin.sample.city.sheets import Cell, date_cell, gb_csv, name_cell, phone_cell, xlsx
from lianxin.sample.city.stage import City

REGISTERED = 1012
LISTED = 1168
"""People on the lists; those who are not in the register have not been asked, or have left it."""
FORMER = 21
"""Of those who are not in it, people who were in it once."""
KEY_CONTACTS = 300
TWICE = 170
"""People who stand on the lists of two associations."""
SAME_NAMES = 6
"""Pairs of people who share a name and nothing else."""


def build(city: City) -> None:
    """Lists first; then the register's decisions, each with its document."""
    people = _invent(city)
    _send_lists(city, people)
    city.progress(0.7)
    everybody = city.find(people)
    d = dice("register")
    chosen = d.sample(everybody, REGISTERED + FORMER)
    city.groups["register"], former = chosen[:REGISTERED], chosen[REGISTERED:]
    inside = {id(who) for who in chosen}
    city.groups["listed only"] = [who for who in everybody if id(who) not in inside]
    _strata(city, everybody)
    _register(city, city.groups["register"], former)
    _key_contacts(city, city.groups["register"])


def _invent(city: City) -> list[Invented]:
    d = dice("people of the lists")
    people = city.inventor.people(LISTED - SAME_NAMES)
    people += [city.inventor.person(same_name_as=who) for who in d.sample(people, SAME_NAMES)]
    firms = [
        f"大连{brand}{trade}有限公司"
        for brand in words.BRANDS
        for trade in ("船舶配套", "精密机械", "国际贸易", "环保工程", "建筑设计")
    ]
    offices = [f"大连{brand}{kind}" for brand in words.BRANDS for kind in words.PROFESSIONAL_FIRMS]
    for who in people:
        stratum = d.choices((0, 1, 2, 3), (46, 30, 14, 10))[0]
        who.stratum, who.position = words.STRATA[stratum], d.choice(words.POSTS)
        who.employer = (
            d.choice(firms),
            d.choice(offices),
            "",
            f"大连{d.choice(words.BRANDS)}{d.choice(words.FIRM_TRADES)}有限公司",
        )[stratum]
    return people


def _send_lists(city: City, people: list[Invented]) -> None:
    """Each association sends its own list in its own form; the second list of a person writes them a little differently."""
    d = dice("lists of people")
    senders = [name for name in city.members if name.endswith(("协会", "商会", "学会", "促进会"))]
    senders = ["大连市新的社会阶层人士联谊会", "大连市网络界人士联谊会", *d.sample(senders, 38)]
    city.senders = senders
    by_list: list[list[Invented]] = [[] for _ in senders]
    weights = [6, 5, *([1] * 38)]
    for who in people:
        by_list[d.choices(range(len(senders)), weights)[0]].append(who)
    for who in d.sample(people, TWICE):
        other = by_list[d.randrange(len(senders))]
        if who not in other:
            other.append(who)
    for number, (sender, members) in enumerate(zip(senders, by_list, strict=True)):
        year = (2015, 2016, 2016, 2017)[number % 4]
        as_of = dt.date(year, d.randint(2, 5) if year == 2017 else d.randint(2, 11), d.randint(1, 28))
        name, content = _list_of(city, number, sender, members, as_of)
        city.send(name, content, as_of=as_of, sender=city.body(sender))
        city.progress(0.05 + 0.6 * (number + 1) / len(senders))


def _list_of(
    city: City, number: int, sender: str, members: list[Invented], as_of: dt.date
) -> tuple[str, bytes]:
    """One association's file: three layouts, two formats."""
    d = dice(f"list {number} of {sender}")
    layout = number % 3
    with_numbers = number % 13 == 4
    rows: list[list[Cell]] = []
    for who in members:
        joined = dt.date(d.randint(2009, 2014), d.randint(1, 12), 1)
        row: list[Cell] = [name_cell(who.name, d), who.sex]
        if layout == 0:
            row += [
                date_cell(who.birth, d),
                who.employer,
                who.position,
                phone_cell(who.phone, d),
                who.district,
                d.choice(words.LEVELS),
                who.stratum,
            ]
        elif layout == 1:
            row += [
                phone_cell(who.phone, d),
                who.employer,
                who.position,
                f"{who.district}{d.choice(('桂林', '长春', '胜利', '新开', '同泰'))}路{d.randint(1, 260)}号",
                who.stratum,
                f"{joined:%Y.%m}",
            ]
        else:
            row += [
                f"{who.birth:%Y.%m}",
                who.employer,
                phone_cell(who.phone, d),
                f"{who.phone[3:]}@example.com",
                who.district,
                who.stratum,
                "" if d.random() < 0.8 else "新会员",
            ]
        if with_numbers:
            who.number = who.number or city.inventor.citizen_number(who)
            row.append(1.2345e17 if len(rows) == 7 else who.number)
        rows.append(row)
    headings = (
        ["姓名", "性别", "出生日期", "工作单位", "职务", "手机", "所属区", "会内职务", "人员类别"],
        ["会员姓名", "性别", "联系电话", "所在单位", "职务/职称", "通讯地址", "类别", "入会时间"],
        ["成员姓名", "男/女", "出生年月", "单位名称", "手机号码", "电子邮箱", "所在区", "群体类别", "备注"],
    )[layout] + (["身份证号"] if with_numbers else [])
    title = f"{sender}{('会员名单', '会员通讯录', '会员登记表')[layout]}"
    if number % 4 == 1:
        return f"{number + 1:02d}_{sender}_{as_of.year}.csv", gb_csv(
            (f"{title}（{as_of.year}年）",), headings, rows
        )
    titles = (
        (title, f"截至{as_of.year}年{as_of.month}月{as_of.day}日")
        if number % 2
        else (f"{as_of.year}年{title}",)
    )
    return f"{number + 1:02d}_{sender}_{as_of.year}.xlsx", xlsx(
        titles, headings, rows, footer=(f"共{len(rows)}人",)
    )


def _strata(city: City, people: list[Invented]) -> None:
    """The category that the lists give; some have two, some have changed from one to another."""
    codes = dict(zip(words.STRATA, Stratum.values, strict=True))
    rows: list[dict[str, Any]] = []
    for number, (who, person) in enumerate(zip(people, city.persons(people), strict=True)):
        code, start = codes[who.stratum], dt.date(2014, 6, 1)
        other = Stratum.values[(Stratum.values.index(code) + 1) % len(Stratum.values)]
        changed = dt.date(2016, 1, 1) if number % 37 == 5 else None
        rows.append({"person": person, "stratum": other if changed else code, "start": start, "end": changed})
        if changed:
            rows.append({"person": person, "stratum": code, "start": changed})
        elif number % 19 == 7:
            rows.append({"person": person, "stratum": other, "start": dt.date(2015, 9, 1)})
    hold_strata(rows, by=city.office(dt.date(2016, 6, 1)))


def _register(city: City, members: list[Invented], former: list[Invented]) -> None:
    """Three batches enter the register by decision; those who withdrew are let out again."""
    team = city.body("register")
    batches = (dt.date(2014, 9, 25), dt.date(2015, 6, 10), dt.date(2016, 5, 30))
    everybody = [*members, *former]
    rows = city.persons(everybody)
    for number, day in enumerate(batches):
        decision = city.document(
            f"register {day.year}",
            f"关于{day.year}年度新的社会阶层代表人士数据库入库人员的通知",
            f"大统新〔{day.year}〕{7 + number}号",
            day,
            kind=DocumentPurpose.TIERS,
        )
        add_ties(
            [
                {
                    "kind": TieKind.TEAM,
                    "person": person,
                    "organisation": team,
                    "start": day,
                    "document": decision,
                }
                for person in rows[number :: len(batches)]
            ],
            by=city.office(day),
        )
    left = dt.date(2017, 3, 31)
    for tie in Tie.objects.filter(
        kind=TieKind.TEAM, organisation=team, person_id__in=[who.pk for who in former]
    ).order_by("pk"):
        end_tie(tie, end=left, by=city.office(left))


def _key_contacts(city: City, members: list[Invented]) -> None:
    """300 key contacts of the lead office and of the districts; twelve before them are none any more."""
    d = dice("key contacts")
    day, earlier = dt.date(2016, 6, 20), dt.date(2015, 1, 12)
    chosen = d.sample(members, KEY_CONTACTS + 12)
    decision = city.document(
        "key contacts",
        "关于确定新的社会阶层人士重点联系对象的通知",
        "大统新〔2016〕11号",
        day,
        kind=DocumentPurpose.TIERS,
    )
    office = city.body("lead_office")
    rows = dict(zip((who.pk for who in chosen), city.persons(chosen), strict=True))
    now, before = chosen[:KEY_CONTACTS], chosen[KEY_CONTACTS:]
    keeper = {
        who.pk: city.body(f"office {who.district}")
        if who.district in {n for n, _s in DISTRICTS.values()} and number % 3 == 0
        else office
        for number, who in enumerate(now)
    }
    add_ties(
        [
            {
                "kind": TieKind.KEY_CONTACT,
                "person": rows[w.pk],
                "organisation": keeper[w.pk],
                "start": day,
                "document": decision,
            }
            for w in now
        ],
        by=city.office(day),
    )
    add_ties(
        [
            {
                "kind": TieKind.KEY_CONTACT,
                "person": rows[w.pk],
                "organisation": office,
                "start": earlier,
                "end": day,
            }
            for w in before
        ],
        by=city.office(day),
    )
    city.groups["key contacts"] = now
