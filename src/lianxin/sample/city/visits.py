"""Leaders and the members whom they are paired with: visits, and the needs that came of them."""

from __future__ import annotations

import datetime as dt
import random

from lianxin.flows.services.links import link
from lianxin.gatherings.enums import Part
from lianxin.gatherings.kinds.visit.details import TOPICS as VISIT_TOPICS
from lianxin.gatherings.models import Gathering
from lianxin.gatherings.services.gatherings import add_gathering, record_held
from lianxin.gatherings.services.participations import Entry, record_attendance
from lianxin.matters.services.matters import open_matter, record_outcome
from lianxin.register.enums import DocumentPurpose, TieKind
from lianxin.register.services.ties import add_ties
from lianxin.sample.city.bodies import DEPARTMENTS
from lianxin.sample.city.invent import Invented, dice
from lianxin.sample.city.office import LEADERS
from lianxin.sample.city.stage import City, walk

EACH = 3
TOPICS = tuple(code for code, _name in VISIT_TOPICS)
NEEDS = (
    "员工落户手续办理", "经营场地续租", "子女入学咨询", "社会组织年检材料", "项目贷款贴息", "专业人才引进",
    "噪声扰民协调", "停车位不足", "知识产权维权",
    "政府采购信息获取", "展会补贴申报", "志愿者保险", "办公用房安全检查", "税收优惠适用", "社保转移", "公益项目备案",
    "网络提速", "道路开口审批",
)  # fmt: skip
SOLVED, EXPLAINED, UNSOLVED = 11, 3, 1
LATEST = (dt.date(2017, 6, 22), dt.date(2017, 6, 29), dt.date(2017, 7, 6))
"""Visits whose needs are still being handled on the day of the city."""


def build(city: City) -> None:
    d = dice("visits")
    day = dt.date(2015, 6, 1)
    decision = city.document(
        "pairings",
        "关于建立市级领导列名联系新的社会阶层人士制度的通知",
        "大统发〔2015〕18号",
        day,
        kind=DocumentPurpose.TIERS,
    )
    contacts = d.sample(city.groups["key contacts"][100:], LEADERS * EACH + 4)
    rows = dict(zip((who.pk for who in contacts), city.persons(contacts), strict=True))
    leaders = [city.staff[f"leader {number}"] for number in range(LEADERS)]
    heads = city.persons(leaders)
    pairs = [(leader, who) for number, who in enumerate(contacts[:-4]) for leader in [number % LEADERS]]
    ended = [(number, who) for number, who in enumerate(contacts[-4:])]
    common = {"kind": TieKind.PAIRING, "start": day, "document": decision}
    add_ties(
        [common | {"person": rows[who.pk], "other": heads[leader]} for leader, who in pairs]
        + [
            common | {"person": rows[who.pk], "other": heads[leader], "end": dt.date(2016, 12, 31)}
            for leader, who in ended
        ],
        by=city.office(day),
    )
    city.groups["paired"] = [who for _leader, who in pairs]
    visits = []
    for number, (leader, who) in enumerate([*pairs, *ended]):
        # Two pairs have lapsed: nobody has visited them yet.
        for turn in range(0 if number in {6, 17} else 3 if number % 4 else 2):
            day = dt.date(2015, 8, 3) + dt.timedelta(days=200 * turn + d.randint(0, 150))
            if number < len(pairs) or day < dt.date(2016, 12, 31):
                visits.append(_visit(city, d, leaders[leader], who, day))
    visits += [_visit(city, d, leaders[n], pairs[n][1], day) for n, day in enumerate(LATEST)]
    _needs(city, visits)
    _this_spring(city, leaders, pairs)
    _to_come(city, leaders[0], pairs[0][1])


def _visit(
    city: City, d: random.Random, leader: Invented, who: Invented, day: dt.date
) -> tuple[Gathering, Invented]:
    by = city.office(day)
    gathering = add_gathering(
        kind="visit",
        title="列名联系走访",
        starts_on=day,
        organiser=city.body("lead_office"),
        place=city.place(who.district),
        details={
            "topics": sorted(d.sample(TOPICS, 2)),
            "place_type": d.choice(("workplace", "workplace", "office", "association", "call")),
        },
        by=by,
        at=day - dt.timedelta(days=5),
    )
    record_held(gathering, held_on=day, by=by, at=day)
    record_attendance(
        gathering,
        [Entry(person_id=leader.pk, part=Part.LEADER), Entry(person_id=who.pk, part=Part.CONTACTED)],
        by=by,
        at=day,
    )
    return gathering, who


def _needs(city: City, visits: list[tuple[Gathering, Invented]]) -> None:
    """Most were solved; some explained, one could not be; the last ones are still being handled."""
    visits = sorted(visits, key=lambda one: (one[0].starts_on, one[0].pk))[-len(NEEDS) :]
    for number, ((gathering, who), text) in enumerate(zip(visits, NEEDS, strict=True)):
        day = gathering.starts_on
        by = city.office(day)
        matter = open_matter(
            kind="need",
            content=text,
            raiser=city.person(who),
            desk=city.body("lead_office"),
            place=city.place(who.district),
            opened_on=day,
            entered_why="走访时反映",
            by=by,
            at=day,
        )
        link("raised_at", gathering, matter, by=by, at=day)
        if number < SOLVED + EXPLAINED + UNSOLVED:
            result = (
                "solved" if number < SOLVED else "explained" if number < SOLVED + EXPLAINED else "unsolved"
            )
            closed = min(day + dt.timedelta(days=12 + number % 3 * 7), dt.date(2017, 7, 12))
            record_outcome(
                matter,
                by=by,
                closed_on=closed,
                result=result,
                rating="5" if number % 3 == 0 else "4" if number % 3 == 1 else "",
                at=closed,
            )
            continue
        later = day + dt.timedelta(days=2)
        walk(matter, by, ("accept", later, {}), ("assign", later, {"lead": city.body(DEPARTMENTS[number])}))


def _this_spring(city: City, leaders: list[Invented], pairs: list[tuple[int, Invented]]) -> None:
    """Most pairs met in the second quarter, as was promised; four of five."""
    d = dice("visits in spring")
    for number, (leader, who) in enumerate(pairs):
        # The first two met in June, and the lapsed pairs did not meet this time either.
        if number > 1 and number % 5 and number not in {6, 17}:
            _visit(city, d, leaders[leader], who, dt.date(2017, 4, 5) + dt.timedelta(days=d.randint(0, 70)))


def _to_come(city: City, leader: Invented, who: Invented) -> None:
    """A visit that is planned for next week counts nowhere yet."""
    day = dt.date(2017, 7, 10)
    gathering = add_gathering(
        kind="visit",
        title="列名联系走访",
        starts_on=dt.date(2017, 7, 20),
        organiser=city.body("lead_office"),
        place=city.place(who.district),
        by=city.office(day),
        at=day,
    )
    entries = [
        Entry(person_id=leader.pk, part=Part.LEADER, state="registered"),
        Entry(person_id=who.pk, part=Part.CONTACTED, state="registered"),
    ]
    record_attendance(gathering, entries, by=city.office(day), at=day)
