"""Four series of forums with their sign-in sheets; one is open for registration, with more people than seats."""

from __future__ import annotations

import datetime as dt
import random

from lianxin.flows.services.moves import make_move
from lianxin.gatherings.enums import Part
from lianxin.gatherings.models import Gathering, Venue
from lianxin.gatherings.services.gatherings import add_gathering, record_held
from lianxin.gatherings.services.participations import Entry, record_attendance, take_part
from lianxin.gatherings.services.venues import add_venue, close_venue
from lianxin.register.enums import Basis
from lianxin.sample.city.invent import Invented, dice
from lianxin.sample.city.sheets import Cell, name_cell, phone_cell, xlsx
from lianxin.sample.city.stage import City

SERIES = {"三新论坛": 9, "社会创新论坛": 6, "青年创新创业论坛": 7, "同心聚力论坛": 8}
SIZE = (96, 132)
THEMES = (
    "新经济与新阶层", "社会组织参与社区治理", "自由职业者的权益", "网络空间的责任", "青年创业的第一年", "公益的专业化",
    "海洋城市的未来", "老工业基地与新动能",
    "平台经济与就业", "城市更新", "知识产权与创新", "文化传承与传播", "养老服务的社会力量", "法治营商环境", "数字城市",
)  # fmt: skip
VENUES = (
    ("同心讲堂", "中山区", "lead_office", 160), ("三新之家", "沙河口区", "hub_strata", 140),
    ("社会组织孵化基地", "甘井子区", "hub_social", 180),
    ("网络界人士活动室", "甘井子区", "hub_online", 60), ("金州同心驿站", "金州区", "association 金州区", 110),
)  # fmt: skip
FREE = dt.date(2017, 5, 18)
"""A day on which the city holds none: the sign-in sheet of a forum of that day is there to be imported by whoever tries Lianxin."""


def build(city: City) -> None:
    d = dice("forums")
    venues = _venues(city)
    fresh = city.inventor.people(520, born=(1960, 1996))
    for who in fresh:
        who.employer = d.choice(city.members)
    audience = [
        *city.groups["register"],
        *fresh,
        *city.groups["lawyers"][60:160],
        *city.groups["liaison"][:120],
    ]
    whole, done = sum(SERIES.values()), 0
    for series, count in SERIES.items():
        for run, day in enumerate(_days(d, count), start=1):
            _hold(city, d, series, run, day, d.choice(venues), d.sample(audience, d.randint(*SIZE)))
            done += 1
            city.progress(0.9 * done / whole)
    _called_off(city)
    _to_come(city, venues[1])
    city.venues = venues


def _venues(city: City) -> list[Venue]:
    opened = dt.date(2014, 6, 1)
    by = city.office(opened)
    venues = [
        add_venue(
            name=name, place=city.place(district), owner=city.body(owner), seats=seats, start=opened, by=by
        )
        for name, district, owner, seats in VENUES
    ]
    old = add_venue(
        name="青年创客空间",
        place=city.place("西岗区"),
        owner=city.body("hub_social"),
        seats=50,
        start=opened,
        by=by,
    )
    close_venue(old, end=dt.date(2016, 12, 31), by=by)
    return venues


def _days(d: random.Random, count: int) -> list[dt.date]:
    first, last = dt.date(2015, 2, 10), dt.date(2017, 7, 4)
    step = (last - first).days // count
    days = [first + dt.timedelta(days=step * n + d.randint(0, step - 3)) for n in range(count)]
    return [day + dt.timedelta(days=1) if day == FREE else day for day in days]


def _hold(
    city: City, d: random.Random, series: str, run: int, day: dt.date, venue: Venue, audience: list[Invented]
) -> None:
    by = city.office(day)
    gathering = add_gathering(
        kind="forum",
        title=f"{series}（第{run}期）",
        starts_on=day,
        starts_at=dt.time(14),
        organiser=venue.owner,
        series=series,
        run=run,
        co_organisers=[city.body("lead_office")]
        if run % 3 == 0 and venue.owner.slug != "lead_office"
        else (),
        venue=venue,
        by=by,
        at=day - dt.timedelta(days=20),
        details={"theme": d.choice(THEMES)},
    )
    speakers = city.persons(city.groups["think_tank"][run : run + 2])
    rows: list[list[Cell]] = []
    for number, who in enumerate(audience):
        signed = "请假" if number % 29 == 11 else "√"
        rows.append([name_cell(who.name, d), who.employer, phone_cell(who.phone, d), signed])
    titles = (
        f"“{series}（第{run}期）”签到表",
        f"时间：{day.year}年{day.month}月{day.day}日下午　　地点：{venue.name}",
    )
    content = xlsx(titles, ("姓　名", "工作单位", "联系电话", "签到"), rows, sheet="签到")
    city.send(
        f"签到表_{series}第{run:02d}期.xlsx", content, as_of=day, sender=venue.owner, basis=Basis.CONSENT
    )
    gathering.refresh_from_db()
    if gathering.held_on is None:
        record_held(gathering, held_on=day, by=by, at=day)
    parts = [Entry(person_id=person.pk, part=Part.SPEAKER) for person in speakers]
    parts.append(Entry(person_id=city.staff["city"].pk, part=Part.STAFF))
    record_attendance(gathering, parts, by=by, at=day)


def _called_off(city: City) -> None:
    day = dt.date(2016, 5, 9)
    by = city.office(day)
    gathering = add_gathering(
        kind="forum",
        title="同心聚力论坛（专场）",
        starts_on=dt.date(2016, 5, 26),
        organiser=city.body("hub_social"),
        series="同心聚力论坛",
        by=by,
        at=day,
    )
    for who in city.groups["register"][20:48]:
        take_part(gathering, person=city.person(who), by=by, at=day)
    make_move(
        gathering,
        "cancel",
        by=by,
        at=dt.date(2016, 5, 20),
        given={"reason": "场地停电检修"},
        after=gathering.family.after_move,
    )


def _to_come(city: City, venue: Venue) -> None:
    """40 seats, 46 people who registered themselves: six wait in their order."""
    day = dt.date(2017, 6, 30)
    gathering = open_for_all(
        city,
        kind="forum",
        title="三新论坛（第10期）",
        series="三新论坛",
        run=10,
        starts_on=dt.date(2017, 7, 28),
        starts_at=dt.time(14),
        seats=40,
        organiser=city.body("hub_strata"),
        venue=venue,
        details={"theme": "城市更新与社会力量"},
        announced=day,
    )
    for number, who in enumerate(city.groups["pool"][:46]):
        take_part(
            gathering, person=city.person(who), by=city.acting(who), at=dt.date(2017, 7, 3 + number // 6)
        )
    city.gatherings["forum to come"] = gathering


def open_for_all(city: City, *, announced: dt.date, **values: object) -> Gathering:
    """A gathering on its way to being held: approved, published, open for registration."""
    by = city.office(announced)
    gathering = add_gathering(is_open=True, by=by, at=announced, **values)  # type: ignore[arg-type]
    for code in ("submit", "approve", "publish", "open_enrolment"):
        make_move(gathering, code, by=by, at=announced, after=gathering.family.after_move)
    return gathering
