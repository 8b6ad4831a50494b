"""What the yearly ledgers of activities hold, the think tank's salons, meetings of the conference and of the leading group."""

from __future__ import annotations

import datetime as dt

from lianxin.flows.services.links import link
from lianxin.flows.services.moves import make_move
from lianxin.gatherings.enums import Part
from lianxin.gatherings.models import Gathering
from lianxin.gatherings.services.gatherings import add_gathering, record_held
from lianxin.gatherings.services.participations import Entry, record_attendance
from lianxin.matters.services.matters import open_matter, record_outcome
from lianxin.register.enums import Basis, DocumentPurpose
from lianxin.sample.city.bodies import DEPARTMENTS
from lianxin.sample.city.forums import open_for_all
from lianxin.sample.city.invent import dice
from lianxin.sample.city.sheets import Cell, date_cell, xlsx
from lianxin.sample.city.stage import City, Step, walk

LEDGERS: dict[int, tuple[tuple[str, str, str, str, int | None, str], ...]] = {
    2015: (
        ("经验交流会：社会组织工作十年", "经验交流会", "2015-04-21", "hub_social", 86, "已举办"),
        ("凝心聚力十三五：我为规划献一策", "活动", "2015-06-12", "hub_strata", 210, "已举办"),
        ("汇聚社会精英：高校行", "活动", "2015-09-18", "hub_strata", 340, "已完成"),
        ("事迹报告会：身边的志愿者", "事迹报告会", "2015-12-04", "hub_social", 150, "已举办"),
        ("凝心聚力十三五：企业开放日", "活动", "2015-10-30", "association 金州区", 64, "取消"),
    ),
    2016: (
        ("凝心聚力十三五：百家社会组织进社区", "活动", "2016-03-25", "hub_social", 420, "已举办"),
        ("凝心聚力十三五：海岸清洁行动", "活动", "2016-05-14", "association 中山区", 180, "已举办"),
        ("汇聚社会精英：青年金融人才沙龙日", "活动", "2016-06-17", "hub_strata", 95, "已完成"),
        ("经验交流会：联络员工作", "经验交流会", "2016-07-22", "lead_office", 260, "已举办"),
        ("凝心聚力十三五：公益项目路演", "活动", "2016-09-09", "hub_social", 130, "已举办"),
        ("汇聚社会精英：网络人士走进企业", "活动", "2016-11-11", "hub_online", 58, "延期"),
        ("事迹报告会：法律援助十二时辰", "事迹报告会", "2016-12-09", "hub_strata", 175, "已举办"),
    ),
    2017: (
        ("汇聚社会精英：网络人士走进企业（补办）", "活动", "2017-03-17", "hub_online", 61, "已举办"),
        ("凝心聚力十三五：街区服务日", "活动", "2017-04-22", "association 沙河口区", 240, "已举办"),
        ("经验交流会：区市县联谊会", "经验交流会", "2017-06-15", "lead_office", 92, "已举办"),
        ("汇聚社会精英：海归创业周", "活动", "2017-06-23", "hub_strata", 120, "已完成"),
        ("凝心聚力十三五：三周年成果展", "活动", "2017-10-20", "hub_strata", None, "计划"),
    ),
}  # fmt: skip
SALONS = (
    "社会组织与基层治理",
    "新就业形态",
    "海洋经济",
    "城市品牌传播",
    "民间资本与创新",
    "老年友好城市",
    "平台企业的社会责任",
)
CONFERENCES = ("2015-03-20", "2015-11-06", "2016-04-15", "2016-12-02", "2017-04-14")
SESSIONS = ("2015-07-10", "2015-12-18", "2016-05-13", "2016-09-23", "2017-01-13", "2017-06-09")
ITEMS = (
    "完成社会组织基本情况摸底", "落实联络员备案", "建立新媒体从业人员名录", "开设主题培训班", "设立街道服务站", "拟定挂职锻炼岗位",
    "修订联席会议议事规则", "开展等级评估宣传", "建设同心讲堂", "办好双月通报", "组建律师义工团", "推进区市县联谊会建设", "筹备网络春晚",
    "编制志愿者手册", "对接高校创业扶持", "完善数据保护制度", "清理过期备案信息", "公布服务站值班表",
)  # fmt: skip


def build(city: City) -> None:
    _ledgers(city)
    city.progress(0.3)
    _salons(city)
    items = iter(ITEMS * 2)
    for number, text in enumerate(CONFERENCES):
        _conference(city, number, dt.date.fromisoformat(text), [next(items) for _ in range(4)])
    for number, text in enumerate(SESSIONS):
        _session(city, number, dt.date.fromisoformat(text), [next(items) for _ in range(2)])
    _conferences_not_held(city)


def _ledgers(city: City) -> None:
    d = dice("ledgers")
    for year, lines in LEDGERS.items():
        rows: list[list[Cell]] = [
            [
                title,
                kind,
                date_cell(dt.date.fromisoformat(day), d),
                d.choice(("市工人文化宫", "同心讲堂", "海之韵广场", "线上")),
                city.body(organiser).name,
                "" if number % 3 else city.body("lead_office").name if organiser != "lead_office" else "",
                headcount,
                state,
            ]
            for number, (title, kind, day, organiser, headcount, state) in enumerate(lines)
        ]
        titles = (f"{year}年度主题活动台账", "填报单位：大连市新的社会阶层人士联谊会")
        content = xlsx(
            titles,
            ("活动名称", "活动类型", "活动时间", "地点", "主办单位", "协办单位", "到场人数", "完成情况"),
            rows,
            sheet="台账",
        )
        as_of = dt.date(year, 12, 31) if year < 2017 else dt.date(2017, 7, 7)
        city.send(
            f"主题活动台账{year}.xlsx",
            content,
            as_of=as_of,
            sender=city.body("hub_strata"),
            basis=Basis.STATUTORY,
        )


def _salons(city: City) -> None:
    """Seven were held; the eighth is open for registration, one was called off."""
    d = dice("salons")
    think_tank = city.body("think_tank")
    for number, theme in enumerate(SALONS, start=1):
        day = dt.date(2015, 6, 12) + dt.timedelta(days=112 * number - 40)
        by = city.office(day)
        gathering = add_gathering(
            kind="salon",
            title=f"同心·滨城智库沙龙（第{number}期）",
            series="同心·滨城智库",
            run=number,
            starts_on=day,
            organiser=think_tank,
            venue=city.venues[number % 4],
            details={"theme": theme},
            by=by,
            at=day - dt.timedelta(days=14),
        )
        record_held(gathering, held_on=day, by=by, at=day)
        there = city.persons(d.sample(city.groups["think_tank"], 15))
        record_attendance(gathering, [Entry(person_id=person.pk) for person in there], by=by, at=day)
    city.gatherings["salon to come"] = open_for_all(
        city,
        kind="salon",
        title="同心·滨城智库沙龙（第8期）",
        series="同心·滨城智库",
        run=8,
        starts_on=dt.date(2017, 8, 5),
        starts_at=dt.time(9, 30),
        seats=30,
        organiser=think_tank,
        venue=city.venues[0],
        details={"theme": "数据与隐私"},
        announced=dt.date(2017, 7, 4),
    )
    day = dt.date(2016, 2, 22)
    gathering = add_gathering(
        kind="salon",
        title="同心·滨城智库沙龙（加场）",
        series="同心·滨城智库",
        starts_on=dt.date(2016, 3, 4),
        organiser=think_tank,
        by=city.office(day),
        at=day,
    )
    make_move(
        gathering,
        "cancel",
        by=city.office(day),
        at=day,
        given={"reason": "主讲人出差"},
        after=gathering.family.after_move,
    )


def _meeting(city: City, title: str, day: dt.date, series: str, run: int, agenda: list[str]) -> Gathering:
    """A meeting that took place, with the delegates who came and its minutes."""
    d = dice(title)
    by = city.office(day)
    gathering = add_gathering(
        kind="joint_conference",
        title=title,
        series=series,
        run=run,
        starts_on=day,
        starts_at=dt.time(9),
        organiser=city.body("lead_office"),
        venue=city.venues[0],
        details={"session": "plenary", "agenda": agenda},
        by=by,
        at=day - dt.timedelta(days=21),
    )
    record_held(gathering, held_on=day, by=by, at=day)
    delegates = city.groups["delegates"]
    entries = [
        Entry(person_id=who.pk, part=Part.DELEGATE, state="excused" if d.random() < 0.1 else "attended")
        for who in (delegates if series != "专题学习" else d.sample(delegates, 9))
    ]
    record_attendance(gathering, entries, by=by, at=day)
    return gathering


def _conference(city: City, number: int, day: dt.date, items: list[str]) -> None:
    gathering = _meeting(
        city, f"新的社会阶层人士统战工作联席会议第{number + 1}次全体会议", day, "联席会议", number + 1, items
    )
    issued = day + dt.timedelta(days=12)
    minutes = city.document(
        f"minutes {number}",
        f"联席会议第{number + 1}次全体会议纪要",
        f"大统联纪〔{day.year}〕{number % 2 + 1}号",
        issued,
        kind=DocumentPurpose.MINUTES,
    )
    for code, days, given in (("draft", 2, {}), ("send_round", 5, {}), ("issue", 12, {"document": minutes})):
        on = day + dt.timedelta(days=days)
        make_move(gathering, code, by=city.office(on), at=on, given=given, after=gathering.family.after_move)
    for at, text in enumerate(items):
        _action_item(city, gathering, text, day, number * 4 + at)


def _session(city: City, number: int, day: dt.date, items: list[str]) -> None:
    gathering = _meeting(
        city,
        f"领导小组专题学习与部署（{day.year}年第{sum(1 for text in SESSIONS[: number + 1] if text[:4] == str(day.year))}次）",
        day,
        "专题学习",
        number + 1,
        items,
    )
    for at, text in enumerate(items):
        _action_item(city, gathering, text, day, 20 + number * 2 + at)


def _action_item(city: City, source: Gathering, text: str, day: dt.date, number: int) -> None:
    """Most are closed in time by somebody other than who reported; some late; the latest are still being handled."""
    lead, assisting = city.body(DEPARTMENTS[number % 23]), city.body(DEPARTMENTS[(number * 5 + 3) % 23])
    set_up = day + dt.timedelta(days=3)
    by = city.office(set_up)
    matter = open_matter(
        kind="action_item", title=text, desk=city.body("lead_office"), opened_on=set_up, by=by, at=set_up
    )
    link("decided", source, matter, by=by, at=set_up)
    if day.year < 2017 and number % 4 == 3:
        record_outcome(
            matter, by=by, closed_on=set_up + dt.timedelta(days=30), at=set_up + dt.timedelta(days=30)
        )
        return
    weeks = {True: 15, False: 5}[number % 7 == 4]
    end = set_up + dt.timedelta(weeks=weeks)
    due = set_up + dt.timedelta(days=56)
    if day == dt.date(2017, 6, 9):
        # Yellow on the day of the city: two days are left.
        due, end = dt.date(2017, 7, 16) if number % 2 else dt.date(2017, 8, 18), dt.date(2017, 12, 1)
    steps: list[Step] = [
        ("assign", set_up + dt.timedelta(days=1), {"lead": lead, "assisting": assisting, "due_date": due}),
        ("receive", set_up + dt.timedelta(days=3), {}),
        ("start", set_up + dt.timedelta(days=7), {}),
        ("progress", set_up + dt.timedelta(days=21), {"progress": "已完成前期调研，正在征求意见。"}),
        ("ask_closing", end - dt.timedelta(days=4), {"report": "已按要求完成，材料附后。"}),
        ("verify", end, {"result": "solved"}),
    ]
    walk(matter, by, *(step for step in steps if step[1] <= dt.date(2017, 7, 14)))


def _conferences_not_held(city: City) -> None:
    """The next one has its notice out; one of 2015 was called off."""
    day = dt.date(2017, 7, 10)
    by = city.office(day)
    gathering = add_gathering(
        kind="joint_conference",
        title="新的社会阶层人士统战工作联席会议第6次全体会议",
        series="联席会议",
        run=6,
        starts_on=dt.date(2017, 8, 11),
        organiser=city.body("lead_office"),
        venue=city.venues[0],
        by=by,
        at=day,
        details={"agenda": ["年度考核办法", "网络春晚筹备"]},
    )
    make_move(gathering, "send_notice", by=by, at=day, after=gathering.family.after_move)
    day = dt.date(2015, 8, 3)
    gathering = add_gathering(
        kind="joint_conference",
        title="联席会议临时会议",
        series="联席会议",
        starts_on=dt.date(2015, 8, 21),
        organiser=city.body("lead_office"),
        by=city.office(day),
        at=day,
        details={"session": "partial"},
    )
    make_move(
        gathering,
        "cancel",
        by=city.office(day),
        at=day,
        given={"reason": "议题并入全体会议"},
        after=gathering.family.after_move,
    )
