"""Theme training classes: 33 held, each with the roster of half-days that its organiser sent in."""

from __future__ import annotations

import datetime as dt
import random

from lianxin.flows.services.moves import make_move
from lianxin.gatherings.models import Gathering
from lianxin.gatherings.services.gatherings import add_gathering, record_held
from lianxin.gatherings.services.participations import take_part
from lianxin.gatherings.services.roster import finish_class
from lianxin.register.enums import Basis
from lianxin.sample.city.invent import DISTRICTS, Invented, dice
from lianxin.sample.city.sheets import Cell, name_cell, phone_cell, xlsx
from lianxin.sample.city.stage import City

HELD = {2015: 12, 2016: 13, 2017: 8}
SIZE = (62, 84)
SERIES = "主题培训班"
SUBJECTS = (
    "社会组织规范化建设", "民营经济政策", "新媒体传播与素养", "法治与权益", "公益项目管理", "产业与创新", "城市发展与建言", "志愿服务",
    "财税与内控", "心理健康", "数字化办公", "历史与文化",
)  # fmt: skip
VENUES = ("市社会主义学院", "市委党校", "市工人文化宫", "区会议中心")


def build(city: City) -> None:
    """Classes of the city and of the districts; one is still open, one was called off: neither counts."""
    d = dice("classes")
    pool = [*city.groups["register"], *city.groups["listed only"], *city.groups["liaison"]]
    fresh = city.inventor.people(420, born=(1962, 1993))
    for who in fresh:
        who.employer = d.choice(city.members)
    pool += fresh
    number = 0
    for year, count in HELD.items():
        for start in _days(d, year, count):
            number += 1
            _hold(city, d, number, start, d.sample(pool, d.randint(*SIZE)))
            city.progress(number / (sum(HELD.values()) + 1))
    city.groups["classes"] = pool
    _planned(city, d, number + 1)
    _called_off(city)


def _days(d: random.Random, year: int, count: int) -> list[dt.date]:
    """First days of a year's classes, Mondays to Wednesdays, well apart; never the week of a class that others may send in."""
    last = dt.date(year, 6, 26) if year == 2017 else dt.date(year, 12, 7)
    step = (last - dt.date(year, 1, 12)).days // count
    days = [
        dt.date(year, 1, 12) + dt.timedelta(days=step * n + d.randint(0, step // 2)) for n in range(count)
    ]
    days = [day - dt.timedelta(days=max(day.weekday() - 2, 0)) for day in days]
    return [
        day + dt.timedelta(days=14) if dt.date(2016, 4, 9) <= day <= dt.date(2016, 4, 14) else day
        for day in days
    ]


def _hold(city: City, d: random.Random, number: int, start: dt.date, members: list[Invented]) -> None:
    district = "" if number % 3 else d.choice([name for name, _share in DISTRICTS.values()])
    organiser = (
        city.body(f"association {district}") if district and start.year > 2015 else city.body("hub_strata")
    )
    if not district or start.year <= 2015:
        district = ""
    end = start + dt.timedelta(days=d.choice((1, 2)))
    planned = start - dt.timedelta(days=30)
    title = (
        f"大连市新的社会阶层代表人士{SERIES}（第{number}期）"
        if not district
        else f"{district}新的社会阶层人士{SERIES}（第{number}期）"
    )
    by = city.office(end)
    gathering = add_gathering(
        kind="training_class",
        title=title,
        starts_on=start,
        ends_on=end,
        organiser=organiser,
        series=SERIES,
        run=number,
        co_organisers=[city.body("lead_office")] if number % 4 == 1 else (),
        seats=90,
        venue_text=d.choice(VENUES),
        by=by,
        at=planned,
        details={"level": "district" if district else "city", "subject": SUBJECTS[number % len(SUBJECTS)]},
    )
    span = f"{start.year}年{start.month}月{start.day}日—{f'{end.month}月' if end.month != start.month else ''}{end.day}日"
    half_days = [(day, half) for day in _each(start, end) for half in ("上午", "下午")]
    headings = ["姓名", "单位", "手机", *(f"{day.month}月{day.day}日{half}" for day, half in half_days)]
    rows = [_line(d, who, len(half_days)) for who in members]
    content = xlsx((f"{title}（{span}）考勤表",), headings, rows, sheet="考勤")
    city.send(
        f"考勤_{SERIES}第{number:02d}期.xlsx", content, as_of=end, sender=organiser, basis=Basis.CONSENT
    )
    gathering.refresh_from_db()
    if gathering.held_on is None:
        record_held(gathering, held_on=end, by=by, at=end)
    if gathering.stage == "held":
        finish_class(gathering, by=by, at=end)


def _each(start: dt.date, end: dt.date) -> list[dt.date]:
    return [start + dt.timedelta(days=n) for n in range((end - start).days + 1)]


def _line(d: random.Random, who: Invented, halves: int) -> list[Cell]:
    """One person's marks: nine of ten finish, a few come too rarely, a few never."""
    kind = d.random()
    if kind < 0.9:
        marks = ["迟到" if d.random() < 0.05 else "√" for _ in range(halves)]
        if d.random() < 0.25:
            marks[d.randrange(halves)] = d.choice(("请假", "缺"))
    elif kind < 0.97:
        marks = ["√" if n < halves // 2 else d.choice(("请假", "缺")) for n in range(halves)]
    else:
        marks = ["缺"] * halves
    return [name_cell(who.name, d), who.employer, phone_cell(who.phone, d), *marks]


def _planned(city: City, d: random.Random, number: int) -> Gathering:
    day = dt.date(2017, 6, 27)
    by = city.office(day)
    gathering = add_gathering(
        kind="training_class",
        title=f"大连市新的社会阶层代表人士{SERIES}（第{number}期）",
        starts_on=dt.date(2017, 9, 12),
        ends_on=dt.date(2017, 9, 14),
        organiser=city.body("hub_strata"),
        series=SERIES,
        run=number,
        seats=80,
        is_open=True,
        venue_text=VENUES[0],
        by=by,
        at=day,
        details={"level": "city", "subject": SUBJECTS[2]},
    )
    for code in ("approve", "announce", "open_enrolment"):
        make_move(gathering, code, by=by, at=day, after=gathering.family.after_move)
    for who in d.sample(city.groups["register"], 31):
        take_part(gathering, person=city.person(who), by=by, at=dt.date(2017, 7, 6))
    return gathering


def _called_off(city: City) -> None:
    day = dt.date(2016, 9, 20)
    by = city.office(day)
    gathering = add_gathering(
        kind="training_class",
        title=f"西岗区新的社会阶层人士{SERIES}（专题）",
        starts_on=dt.date(2016, 10, 18),
        ends_on=dt.date(2016, 10, 19),
        organiser=city.body("association 西岗区"),
        series=SERIES,
        by=by,
        at=day,
    )
    for who in city.groups["register"][:12]:
        take_part(gathering, person=city.person(who), by=by, at=day)
    make_move(
        gathering,
        "cancel",
        by=by,
        at=dt.date(2016, 10, 10),
        given={"reason": "与其他会议时间冲突"},
        after=gathering.family.after_move,
    )
