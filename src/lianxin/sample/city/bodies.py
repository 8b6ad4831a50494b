"""Offices, departments, the conference, hubs, stations, schools and teams: what there is before any list comes in."""

from __future__ import annotations

import datetime as dt

from lianxin.register.enums import OrganisationKind
from lianxin.register.services.parties import add_organisation
from lianxin.sample.city.invent import DISTRICTS, dice
from lianxin.sample.city.stage import City

FIRST = dt.date(2014, 3, 3)
LEAD_OFFICE = "中共大连市委统战部"
HUBS = {
    "hub_strata": ("大连市新的社会阶层人士联谊会", dt.date(2014, 5, 20)),
    "hub_social": ("大连市社会组织联合会", dt.date(2013, 11, 8)),
    "hub_online": ("大连市网络界人士联谊会", dt.date(2015, 9, 16)),
}
TEAMS = {
    "joint_conference": "大连市新的社会阶层人士统战工作联席会议",
    "register": "新的社会阶层代表人士数据库",
    "volunteers": "新的社会阶层人士志愿者队伍",
    "lawyers": "律师同心义工团",
    "columnists": "网络人士专栏作者队伍",
    "think_tank": "同心·滨城智库",
    "channels": "统战微平台管理组",
}
DEPARTMENTS = (
    "大连市民政局", "大连市司法局", "大连市财政局", "大连市国家税务局", "大连市地方税务局", "大连市人力资源和社会保障局", "大连市教育局",
    "大连市科学技术局", "大连市商务局", "大连市文化广播影视局", "大连市卫生和计划生育委员会", "大连市工商行政管理局", "大连市公安局",
    "大连市金融发展局", "大连市互联网信息办公室", "大连市工商业联合会", "大连市总工会", "共青团大连市委员会", "大连市妇女联合会",
    "大连市科学技术协会", "大连市文学艺术界联合会", "大连市社会科学界联合会", "大连市归国华侨联合会",
)  # fmt: skip
FORMER_DEPARTMENTS = ("大连市文化局", "大连市人口和计划生育委员会")
STATIONS = (
    ("青泥洼桥街道", "中山区"), ("桃源街道", "中山区"), ("人民广场街道", "西岗区"), ("北京街道", "西岗区"), ("星海湾街道", "沙河口区"),
    ("黑石礁街道", "沙河口区"), ("泉水街道", "甘井子区"), ("机场街道", "甘井子区"), ("得胜街道", "旅顺口区"), ("拥政街道", "金州区"),
    ("丰荣街道", "普兰店区"), ("共济街道", "瓦房店市"),
)  # fmt: skip
CLOSED_STATION = ("老虎滩街道", "中山区")
SCHOOLS = (
    ("大连理工大学", "甘井子区"), ("大连海事大学", "甘井子区"), ("东北财经大学", "沙河口区"), ("辽宁师范大学", "沙河口区"),
    ("大连外国语大学", "旅顺口区"), ("大连医科大学", "旅顺口区"), ("大连交通大学", "沙河口区"), ("大连工业大学", "甘井子区"),
    ("大连海洋大学", "沙河口区"), ("大连大学", "金州区"), ("大连民族大学", "金州区"), ("大连东软信息学院", "甘井子区"),
)  # fmt: skip
BODIES_OF_APPOINTMENT = (
    "大连市人民代表大会",
    "中国人民政治协商会议大连市委员会",
    "辽宁省人民代表大会",
    "中国人民政治协商会议辽宁省委员会",
)


def build(city: City) -> None:
    """Everything here is entered by hand, as an office does on its first day."""
    _offices(city)
    _teams(city)
    _stations_and_schools(city)
    _district_associations(city)


def _add(city: City, kind: str, name: str, day: dt.date, *, key: str = "", **values: object) -> None:
    body = add_organisation(kind=kind, name=name, by=city.office(day), at=day, **values)  # type: ignore[arg-type]
    city.bodies[name] = body
    if key:
        city.bodies[key] = body


def _offices(city: City) -> None:
    whole = city.place("大连市")
    _add(
        city,
        OrganisationKind.DEPARTMENT,
        LEAD_OFFICE,
        FIRST,
        key="lead_office",
        slug="lead_office",
        place=whole,
    )
    for name in (*DEPARTMENTS, *FORMER_DEPARTMENTS, *BODIES_OF_APPOINTMENT):
        _add(city, OrganisationKind.DEPARTMENT, name, FIRST, place=whole)
    for name, _share in DISTRICTS.values():
        place = city.place(name)
        _add(
            city, OrganisationKind.DEPARTMENT, f"中共{name}委统战部", FIRST, key=f"office {name}", place=place
        )


def _teams(city: City) -> None:
    whole = city.place("大连市")
    for slug, (name, founded) in HUBS.items():
        _add(
            city,
            OrganisationKind.HUB,
            name,
            founded,
            key=slug,
            slug=slug,
            place=whole,
            founded_on=founded,
            credit_code=city.inventor.credit_code("51"),
        )
    for slug, name in TEAMS.items():
        _add(city, OrganisationKind.TEAM, name, FIRST, key=slug, slug=slug, place=whole)


def _stations_and_schools(city: City) -> None:
    d = dice("stations")
    for street, district in (*STATIONS, CLOSED_STATION):
        opened = dt.date(2014, d.randint(5, 12), d.randint(1, 28))
        closed = dt.date(2016, 6, 30) if (street, district) == CLOSED_STATION else None
        name = f"{street}服务站"
        place = city.place(f"{district}{street}")
        _add(city, OrganisationKind.STATION, name, opened, place=place, founded_on=opened, closed_on=closed)
    for name, district in SCHOOLS:
        _add(city, OrganisationKind.SCHOOL, name, FIRST, place=city.place(district))


def _district_associations(city: City) -> None:
    """One in each unit, founded by a document; the one of a zone is only being prepared and covers nothing."""
    d = dice("district associations")
    for number, (name, _share) in enumerate(DISTRICTS.values(), start=1):
        founded = dt.date(d.choice((2014, 2015, 2016)), d.randint(1, 12), d.randint(1, 28))
        body = f"{name}新的社会阶层人士联谊会"
        _add(
            city,
            OrganisationKind.DISTRICT_ASSOCIATION,
            body,
            founded,
            key=f"association {name}",
            place=city.place(name),
            founded_on=founded,
            credit_code=city.inventor.credit_code("51"),
        )
        city.document(
            f"founding {name}",
            f"关于同意成立{body}的批复",
            f"民社登〔{founded.year}〕{30 + number}号",
            founded,
            issuer="大连市民政局",
            kind="charter",
        )
    zone = "高新园区"
    _add(
        city,
        OrganisationKind.DISTRICT_ASSOCIATION,
        f"{zone}新的社会阶层人士联谊会筹备组",
        dt.date(2017, 5, 8),
        place=city.place(zone),
    )
