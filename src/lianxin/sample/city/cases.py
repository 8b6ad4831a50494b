"""Cases of the community stations: past years from the stations' own ledgers, the running ones opened at the desk."""

from __future__ import annotations

import datetime as dt
import random

from lianxin.matters.services.agreed import Agreement
from lianxin.matters.services.matters import open_matter
from lianxin.register.enums import Basis
from lianxin.sample.city.bodies import STATIONS
from lianxin.sample.city.invent import Invented, dice
from lianxin.sample.city.sheets import Cell, date_cell, name_cell, phone_cell, xlsx
from lianxin.sample.city.stage import City, walk

KINDS = ("诉求反馈", "矛盾调解", "权益保障", "法律咨询", "心理咨询")
SHARES = (30, 20, 15, 20, 15)
TYPICAL_DAYS = {"诉求反馈": 5, "矛盾调解": 24, "权益保障": 10, "法律咨询": 7, "心理咨询": 22}
RATINGS = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")
RESULTS = ("已解决", "已解决", "已解决", "已解释说明", "部分解决", "已转介")
EACH = (8, 13)


def build(city: City) -> None:
    d = dice("cases")
    visitors = [*city.inventor.people(230, born=(1950, 1996)), *d.sample(city.groups["register"], 40)]
    d.shuffle(visitors)
    supply = iter(visitors)
    for year in (2016, 2017):
        for street, district in STATIONS:
            rows = [
                _case(d, city, street, year, number, next(supply))
                for number in range(1, d.randint(*EACH) + 1)
            ]
            titles = (f"{street}服务站来访登记簿",)
            headings = (
                "编号",
                "登记日期",
                "来访人",
                "电话",
                "事项",
                "内容摘要",
                "承办人",
                "办结日期",
                "办理结果",
                "满意度",
            )
            content = xlsx(titles, headings, rows, sheet=street[:8], numbered=False)
            as_of = dt.date(2016, 12, 31) if year == 2016 else dt.date(2017, 6, 30)
            city.send(
                f"{district}{street}服务站登记簿{year}.xlsx",
                content,
                as_of=as_of,
                sender=city.body(f"{street}服务站"),
                basis=Basis.STATUTORY,
            )
    city.progress(0.7)
    _running(city)


def _case(d: random.Random, city: City, street: str, year: int, number: int, who: Invented) -> list[Cell]:
    """Four of five in time, a sixth late; three of four rated, on all five levels."""
    kind = d.choices(KINDS, SHARES)[0]
    opened = dt.date(year, d.randint(1, 12 if year == 2016 else 5), d.randint(1, 28))
    days = d.randint(1, TYPICAL_DAYS[kind]) if d.random() < 0.82 else TYPICAL_DAYS[kind] + d.randint(14, 30)
    closed = opened + dt.timedelta(days=days)
    rating = d.choices(RATINGS, (38, 34, 16, 8, 4))[0] if d.random() < 0.76 else ""
    worker = city.staff[f"{street} {number % 2}"]
    return [
        f"{year}{number:03d}",
        date_cell(opened, d),
        name_cell(who.name, d),
        phone_cell(who.phone, d),
        kind,
        "（略）",
        worker.name,
        date_cell(closed, d),
        d.choice(RESULTS),
        rating,
    ]


def _running(city: City) -> None:
    """What lies on the desks on the day of the city: due tomorrow, overdue, waiting, with a counsellor, called back."""
    visitors = city.inventor.people(9, born=(1955, 1990))
    by = city.office(dt.date(2017, 6, 1))
    for who in visitors:
        city.enter(who, dt.date(2017, 6, 20), sender=city.body("青泥洼桥街道服务站"))
    lines = (
        ("feedback", "青泥洼桥街道", dt.date(2017, 7, 12), "help"),
        ("feedback", "青泥洼桥街道", dt.date(2017, 6, 30), ""),
        ("feedback", "星海湾街道", dt.date(2017, 7, 10), "complaint"),
        ("mediation", "青泥洼桥街道", dt.date(2017, 6, 15), ""),
        ("rights_advice", "人民广场街道", dt.date(2017, 7, 6), ""),
        ("counselling", "青泥洼桥街道", dt.date(2017, 7, 3), ""),
        ("legal_aid", "青泥洼桥街道", dt.date(2017, 7, 11), ""),
        ("feedback", "泉水街道", dt.date(2017, 7, 13), "suggestion"),
        ("mediation", "得胜街道", dt.date(2017, 6, 8), ""),
    )
    for number, (who, (kind, street, day, category)) in enumerate(zip(visitors, lines, strict=True)):
        station = city.body(f"{street}服务站")
        worker = city.person(city.staff[f"{street} {number % 2}"])
        matter = open_matter(
            kind=kind,
            content="来访登记，详见当面陈述。",
            raiser=city.person(who),
            desk=station,
            opened_on=day,
            category=category,
            entered_why="来访代录",
            agreed=Agreement(channel="counter"),
            by=by,
            at=day,
        )
        if kind == "feedback" and number != 7:
            walk(matter, by, ("accept", day, {}))
        elif kind == "mediation":
            walk(
                matter,
                by,
                ("consent", day, {}),
                ("accept", day, {}),
                ("assign", day, {"handler": worker}),
                ("begin", day + dt.timedelta(days=2), {}),
            )
        elif kind in {"rights_advice", "counselling"}:
            walk(matter, by, ("assign", day, {"handler": worker}))
        elif kind == "legal_aid":
            walk(matter, by, ("check", day, {}), ("assign", day, {"handler": worker}))
