"""Member organisations of the hubs, from the hubs' own lists; their official grades; their liaison officers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from lianxin.register.enums import Basis, TieKind
from lianxin.register.models import Tie
from lianxin.register.services.grades import record_grade
from lianxin.register.services.ties import add_tie, end_tie
from lianxin.sample.city import words
from lianxin.sample.city.invent import DISTRICTS, Invented, dice
from lianxin.sample.city.sheets import Cell, date_cell, gb_csv, name_cell, phone_cell, xlsx
from lianxin.sample.city.stage import City

PROFESSIONAL = (("大连市青年金融人才协会", "51"), ("大连市社会创新促进中心", "52"), ("馨爱基金会", "53"))
MEMBERS, LEFT = 318, 9
"""Organisations in a hub on the day of the city, and those that had left by then."""
SECOND = 54
"""Members of a second hub besides."""
ROADS = (
    "人民路",
    "中山路",
    "长江路",
    "鞍山路",
    "黄河路",
    "高尔基路",
    "五一路",
    "西安路",
    "华北路",
    "迎客路",
    "金马路",
    "斯大林路",
    "世纪大道",
)


@dataclass(slots=True)
class Body:
    """A member organisation as the hubs' lists have it; `hubs` are slugs."""

    name: str
    form: str
    code: str
    district: str
    founded: dt.date
    joined: dt.date
    hubs: list[str] = field(default_factory=list)
    has_left: bool = False


def build(city: City) -> None:
    """The hubs send their lists of members; grades and liaison officers follow."""
    members = _invent(city)
    for hub, file, titles in (
        (
            "hub_social",
            "社会组织联合会会员单位名录2017.xlsx",
            ("大连市社会组织联合会会员单位名录", "（截至2017年6月30日）"),
        ),
        (
            "hub_strata",
            "新联会团体会员2017.xlsx",
            ("大连市新的社会阶层人士联谊会会员单位名录", "填报日期：2017年6月20日"),
        ),
        ("hub_online", "网络界会员单位.csv", ("大连市网络界人士联谊会会员单位名录（2017年6月）",)),
    ):
        _send_members(city, hub, file, titles, [one for one in members if hub in one.hubs])
    city.progress(0.4)
    _leave(city, [one for one in members if one.has_left])
    for name, _form in PROFESSIONAL:
        day = dt.date(2016, 3, 18)
        add_tie(
            kind=TieKind.MEMBERSHIP,
            member=city.body(name),
            organisation=city.body("hub_strata"),
            role="professional",
            start=day,
            by=city.office(day),
        )
    social = [one for one in members if one.form in {"51", "52", "53"} and not one.has_left]
    _grades(city, social)
    city.progress(0.6)
    _liaison_officers(city, social)
    city.members = [one.name for one in members if not one.has_left]


def _invent(city: City) -> list[Body]:
    d = dice("member organisations")
    names: dict[str, str] = dict(PROFESSIONAL)
    trades = list(words.TRADES)
    d.shuffle(trades)
    for number, trade in enumerate(trades):
        names[f"大连市{trade}{('行业协会', '商会', '协会', '促进会', '学会')[number % 5]}"] = "51"
    while len(names) < 122:
        district = d.choice([name for name, _share in DISTRICTS.values()])
        names.setdefault(f"{district}{d.choice(trades)}{d.choice(('协会', '商会'))}", "51")
    while len(names) < 236:
        names.setdefault(f"大连{d.choice(words.BRANDS)}{d.choice(words.SERVICES)}服务中心", "52")
    while len(names) < 252:
        names.setdefault(f"大连市{d.choice(words.BRANDS)}公益基金会", "53")
    while len(names) < MEMBERS + LEFT:
        names.setdefault(f"大连{d.choice(words.BRANDS)}{d.choice(words.FIRM_TRADES)}有限公司", "91")
    bodies = [_body(city, name, form) for name, form in names.items()]
    plain = [one for one in bodies if one.name not in dict(PROFESSIONAL)]
    for one in d.sample(plain, LEFT):
        one.has_left = True
    for one in bodies:
        one.hubs = ["hub_online" if one.form == "91" else "hub_strata" if d.random() < 0.16 else "hub_social"]
    for one in d.sample([one for one in plain if not one.has_left], SECOND):
        one.hubs.append("hub_strata" if one.hubs != ["hub_strata"] else "hub_social")
    return bodies


def _body(city: City, name: str, form: str) -> Body:
    d = dice(name)
    own = next((district for district, _share in DISTRICTS.values() if name.startswith(district)), "")
    founded = dt.date(d.randint(2001, 2015), d.randint(1, 12), d.randint(1, 28))
    joined = max(dt.date(d.randint(2014, 2016), d.randint(1, 12), d.randint(1, 28)), founded)
    return Body(name, form, city.inventor.credit_code(form), own or city.inventor.district(), founded, joined)


def _send_members(city: City, hub: str, file: str, titles: tuple[str, ...], members: list[Body]) -> None:
    """The three lists look different, as three offices made them."""
    d = dice(file)
    rows: list[list[Cell]] = []
    for one in members:
        level = d.choice(
            (
                "会长单位",
                "副会长单位",
                "常务理事单位",
                "理事单位",
                "理事单位",
                "会员单位",
                "会员单位",
                "会员单位",
            )
        )
        phone = f"0411-8{d.randrange(10**7):07d}"
        address = f"{one.district}{d.choice(ROADS)}{d.randint(1, 380)}号"
        rows.append(
            [
                one.name,
                one.code,
                city.inventor.person().name,
                phone,
                address,
                one.district,
                date_cell(one.founded, d),
                level,
                date_cell(one.joined, d),
            ]
        )
    headings = [
        "单位名称",
        "统一社会信用代码",
        "法定代表人",
        "联系电话",
        "地址",
        "所属区",
        "成立时间",
        "会内职务",
        "入会时间",
    ]
    if hub == "hub_strata":
        headings[:2] = ["会员单位", "信用代码"]
        headings[6] = "登记日期"
    content = (
        gb_csv(titles, headings, rows)
        if file.endswith(".csv")
        else xlsx(titles, headings, rows, footer=(f"合计：{len(rows)}家",))
    )
    city.send(file, content, as_of=dt.date(2017, 6, 30), sender=city.body(hub), basis=Basis.CONTRACT)


def _leave(city: City, bodies: list[Body]) -> None:
    """Those who left stay in the register with a membership that ended."""
    d = dice("leaving")
    for one in bodies:
        end = max(one.joined, dt.date(2016, 1, 1)) + dt.timedelta(days=d.randint(60, 180))
        for tie in Tie.objects.filter(kind=TieKind.MEMBERSHIP, member=city.body(one.name), end=None):
            end_tie(tie, end=end, by=city.office(end))


def _grades(city: City, social: list[Body]) -> None:
    """Official grades: most run, some have run out before the day of the city, a few were raised."""
    d = dice("grades")
    chosen = d.sample(social, 138)
    for number, one in enumerate(chosen):
        year = d.choice((2013, 2014, 2015, 2016)) if number < 122 else 2011
        day = dt.date(year, 11, d.randint(5, 28))
        grade = d.choices(("5A", "4A", "3A", "2A", "1A"), (9, 24, 44, 14, 9))[0]
        record_grade(
            city.body(one.name),
            grade=grade,
            issuer="大连市民政局",
            number=f"大民评〔{year}〕{100 + number}号",
            decided_on=day,
            by=city.office(day),
        )
    for one in chosen[:6]:
        day = dt.date(2016, 12, 9)
        record_grade(
            city.body(one.name),
            grade="5A",
            issuer="大连市民政局",
            number=f"大民评〔2016〕升{one.code[-3:]}号",
            decided_on=day,
            by=city.office(day),
        )


def _liaison_officers(city: City, social: list[Body]) -> None:
    """The office's register of liaison officers: not every organisation has named one, and some officers have left."""
    d = dice("liaison officers")
    named = d.sample(social, len(social) - 22)
    officers: list[Invented] = []
    rows: list[list[Cell]] = []
    for number, one in enumerate(named):
        who = city.inventor.person(born=(1968, 1991))
        who.employer, who.district = one.name, one.district
        started = dt.date(d.choice((2015, 2016)), d.randint(1, 12), 1)
        change = (
            f"{d.choice((2016, 2017))}年{d.randint(3, 6)}月起不再担任"
            if number % 24 == 5 and started.year == 2015
            else ""
        )
        rows.append(
            [
                one.name,
                one.code,
                name_cell(who.name, d),
                phone_cell(who.phone, d),
                f"{started:%Y.%m}",
                "A角",
                change,
            ]
        )
        officers.append(who)
        who.marks.add("former" if change else "officer")
        if number % 8 == 3:
            deputy = city.inventor.person(born=(1972, 1992))
            deputy.employer, deputy.district = one.name, one.district
            rows.append(
                [one.name, one.code, deputy.name, phone_cell(deputy.phone, d), f"{started:%Y.%m}", "B角", ""]
            )
            officers.append(deputy)
    for name, _share in DISTRICTS.values():
        if name in {"长海县", "庄河市"}:
            continue
        who = city.inventor.person(born=(1970, 1988))
        who.employer, who.district = f"{name}新的社会阶层人士联谊会", name
        rows.append(
            [who.employer, city.body(who.employer).credit_code, who.name, who.phone, "2016.03", "A角", ""]
        )
        officers.append(who)
        who.marks.add("officer")
    content = gb_csv(
        (), ("社会组织名称", "信用代码", "联络员姓名", "联络员电话", "任职时间", "A/B角", "变动"), rows
    )
    city.send(
        "社会组织联络员备案表2017.csv",
        content,
        as_of=dt.date(2017, 6, 30),
        sender=city.body("lead_office"),
        basis=Basis.STATUTORY,
    )
    city.groups["liaison"] = city.find(officers)
