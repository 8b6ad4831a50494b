"""Teams: volunteers, the lawyers' corps from its own roster, columnists, the think tank, mentors."""

from __future__ import annotations

import datetime as dt

from lianxin.access.roles import Role
from lianxin.register.enums import Basis, DocumentPurpose, TieKind
from lianxin.register.services.ties import add_tie, add_ties
from lianxin.sample.city import words
from lianxin.sample.city.invent import Invented, dice
from lianxin.sample.city.sheets import Cell, name_cell, phone_cell, xlsx
from lianxin.sample.city.stage import City

VOLUNTEERS, FORMER_VOLUNTEERS = 34, 3
COLUMNISTS, FORMER_COLUMNISTS = 18, 2
EXPERTS = 26
LAWYERS, FORMER_LAWYERS = 612, 11
LAWYERS_OF_REGISTER = 46


def build(city: City) -> None:
    """Everybody but the lawyers is of the register; of the lawyers a part is."""
    register = city.groups["register"]
    d = dice("teams")
    pool = d.sample(register, 400)
    _team(
        city,
        "volunteers",
        pool[:VOLUNTEERS],
        pool[VOLUNTEERS : VOLUNTEERS + FORMER_VOLUNTEERS],
        dt.date(2015, 3, 5),
        "关于组建新的社会阶层人士志愿者队伍的通知",
    )
    media = [who for who in register if who.stratum == words.STRATA[3]]
    d.shuffle(media)
    _team(
        city,
        "columnists",
        media[:COLUMNISTS],
        media[COLUMNISTS : COLUMNISTS + FORMER_COLUMNISTS],
        dt.date(2016, 3, 22),
        "关于聘请网络人士专栏作者的通知",
    )
    _team(
        city,
        "think_tank",
        pool[60 : 60 + EXPERTS],
        pool[90:92],
        dt.date(2015, 4, 30),
        "关于聘请同心·滨城智库专家的通知",
    )
    city.groups["pool"] = pool[100:]
    city.progress(0.3)
    _lawyers(city)


def _team(
    city: City, slug: str, members: list[Invented], former: list[Invented], day: dt.date, title: str
) -> None:
    decision = city.document(
        slug, title, f"大统新〔{day.year}〕{day.month + 10}号", day, kind=DocumentPurpose.TIERS
    )
    body, by = city.body(slug), city.office(day)
    rows = [
        {"kind": TieKind.TEAM, "person": p, "organisation": body, "start": day, "document": decision}
        for p in city.persons(members)
    ]
    left = dt.date(2016, 12, 31)
    rows += [
        {
            "kind": TieKind.TEAM,
            "person": p,
            "organisation": body,
            "start": day,
            "end": left,
            "document": decision,
        }
        for p in city.persons(former)
    ]
    add_ties(rows, by=by)
    city.groups[slug] = members


def _lawyers(city: City) -> None:
    """The corps sends its roster: licence number, firm, field, since when, and who has left."""
    d = dice("lawyers")
    firms = [f"辽宁{brand}律师事务所" for brand in words.LAW_FIRM_BRANDS]
    lawyers = city.inventor.people(LAWYERS + FORMER_LAWYERS - LAWYERS_OF_REGISTER, born=(1958, 1990))
    lawyers += [who for who in city.groups["register"] if who.stratum == words.STRATA[1]][
        :LAWYERS_OF_REGISTER
    ]
    d.shuffle(lawyers)
    rows: list[list[Cell]] = []
    for number, who in enumerate(lawyers):
        who.employer = who.employer or d.choice(firms)
        joined = dt.date(d.choice((2014, 2015, 2016)), d.randint(1, 12), 1)
        left = f"{joined.year + 1}年{d.randint(1, 6)}月" if number >= LAWYERS else ""
        licence = f"12102{joined.year - d.randint(2, 12)}{d.choice((10, 11))}{d.randrange(10**6):06d}"
        rows.append(
            [
                name_cell(who.name, d),
                licence,
                who.employer,
                d.choice(words.LEGAL_FIELDS),
                f"{joined.year}年{joined.month}月",
                phone_cell(who.phone, d),
                left,
            ]
        )
    titles = ("律师同心义工团成员名单", "填报日期：2017年6月26日")
    content = xlsx(
        titles,
        ("姓名", "执业证号", "执业机构", "擅长领域", "加入时间", "手机", "退出时间"),
        rows,
        sheet="义工团",
    )
    city.send(
        "律师同心义工团名单2017.xlsx",
        content,
        as_of=dt.date(2017, 6, 26),
        sender=city.body("lawyers"),
        basis=Basis.CONSENT,
    )
    city.groups["lawyers"] = city.find(lawyers)[:LAWYERS]
    city.staff["lawyer"] = city.groups["lawyers"][0]
    for who in city.groups["lawyers"][:6]:
        day = dt.date(2015, 1, 5)
        add_tie(
            kind=TieKind.STAFF_POST,
            person=city.person(who),
            organisation=city.body("lawyers"),
            role=Role.STATION_WORKER,
            start=day,
            by=city.office(day),
        )
