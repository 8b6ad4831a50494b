"""The student fund: lists of the schools, applications, awards, payments; and the startup projects with their mentors."""

from __future__ import annotations

import datetime as dt
import random

from lianxin.matters.enums import MatterRole
from lianxin.matters.services.agreed import Agreement
from lianxin.matters.services.matters import open_matter, record_outcome
from lianxin.register.enums import Basis
from lianxin.sample.city.bodies import SCHOOLS
from lianxin.sample.city.invent import Invented, dice
from lianxin.sample.city.sheets import Cell, date_cell, name_cell, phone_cell, xlsx
from lianxin.sample.city.stage import City, Step, walk

AWARDED = 1004
TWICE = 36
"""Students awarded in two years: people, not awards, are counted."""
REFUSED = 68
YEARS = (2015, 2016, 2017)
PROJECTS = (
    "海藻新材料", "校园二手书循环", "智能助行器", "古建数字测绘", "外语陪练平台", "无人艇巡检", "社区健康驿站",
    "非遗文创", "冷链监测标签", "轻量化机械臂",
    "方言语音库", "乡村直播学堂", "水下影像", "公益账本", "鞋服逆向设计", "盲道地图",
)  # fmt: skip


def build(city: City) -> None:
    d = dice("students")
    students = city.inventor.people(AWARDED + REFUSED, born=(1992, 1998))
    schools = [name for name, _district in SCHOOLS]
    for who in students:
        who.employer = d.choice(schools)
    year_of = {id(who): d.choice(YEARS) for who in students}
    again = [who for who in students[:AWARDED] if year_of[id(who)] < 2017][:TWICE]
    lists: dict[tuple[int, str], list[Invented]] = {}
    for who in students:
        lists.setdefault((year_of[id(who)], who.employer), []).append(who)
    for who in again:
        lists.setdefault((year_of[id(who)] + 1, who.employer), []).append(who)
    refused = {id(who) for who in students[AWARDED:]}
    for number, ((year, school), members) in enumerate(sorted(lists.items())):
        _send(city, year, school, members)
        _decide(city, year, school, members, refused)
        city.progress(0.85 * (number + 1) / len(lists))
    city.groups["students"] = students
    _open_applications(city, students[:AWARDED])
    _projects(city, d, students)


def _send(city: City, year: int, school: str, members: list[Invented]) -> None:
    """A school's list of those whom it recommends."""
    d = dice(f"{school} {year}")
    rows: list[list[Cell]] = [
        [name_cell(who.name, d), who.sex, date_cell(who.birth, d), phone_cell(who.phone, d)]
        for who in members
    ]
    titles = (f"{school}大学生创新人才培养基金推荐人员名单（{year}年）", "填表单位：学生工作部")
    content = xlsx(titles, ("姓名", "性别", "出生日期", "联系电话"), rows)
    city.send(
        f"{year}_{school}_基金推荐名单.xlsx",
        content,
        as_of=dt.date(year, 3, 20),
        sender=city.body(school),
        basis=Basis.CONSENT,
    )
    city.find(members)


def _decide(city: City, year: int, school: str, members: list[Invented], refused: set[int]) -> None:
    """Applied in March, awarded in May after review by the school, scoring and a notice."""
    applied, awarded = dt.date(year, 3, 25), dt.date(year, 5, 26)
    body, by = city.body(school), city.office(awarded)
    for who, person in zip(members, city.persons(members), strict=True):
        matter = open_matter(
            kind="student_grant",
            title=f"{year}年度基金申请",
            raiser=person,
            place=body.place,
            opened_on=applied,
            parties=[(MatterRole.SCHOOL, body)],
            entered_why="学校集中申报",
            agreed=Agreement(channel="paper"),
            by=by,
            at=applied,
        )
        if id(who) in refused:
            walk(matter, by, ("refuse", awarded, {"reason": "材料不完整"}))
        else:
            record_outcome(matter, by=by, closed_on=awarded, result="granted", at=awarded)
            if year == 2016 and who.pk % 5 == 0:
                walk(
                    matter,
                    by,
                    ("pay", dt.date(2016, 6, 20), {"yuan": 2000, "receipt": f"ZF2016{who.pk:05d}"}),
                )


def _open_applications(city: City, students: list[Invented]) -> None:
    """A late call: four applications stand before the scoring, one was taken back. None is an award."""
    day = dt.date(2017, 6, 19)
    by = city.office(day)
    for number, who in enumerate(students[-5:]):
        body = city.body(who.employer)
        matter = open_matter(
            kind="student_grant",
            title="2017年度基金补充申请",
            raiser=city.person(who),
            place=body.place,
            opened_on=day,
            parties=[(MatterRole.SCHOOL, body)],
            entered_why="学校集中申报",
            agreed=Agreement(channel="paper"),
            by=by,
            at=day,
        )
        walk(
            matter,
            by,
            ("withdraw", day, {}) if number == 4 else ("school_check", day + dt.timedelta(days=4), {}),
        )


def _projects(city: City, d: random.Random, students: list[Invented]) -> None:
    """Sixteen projects: eleven supported (two have graduated), two refused, three under review."""
    mentors = d.sample(city.groups["key contacts"][:40], 14)
    for number, name in enumerate(PROJECTS):
        applied = dt.date(2015, 4, 13) + dt.timedelta(days=48 * number)
        who, by = d.choice(students), city.office(applied)
        matter = open_matter(
            kind="startup_project",
            title=name,
            raiser=city.person(who),
            place=city.body(who.employer).place,
            opened_on=applied,
            parties=[(MatterRole.SCHOOL, city.body(who.employer))],
            entered_why="学校推荐",
            by=by,
            at=applied,
        )

        def after(days: int, start: dt.date = applied) -> dt.date:
            return start + dt.timedelta(days=days)

        steps: list[Step] = [("form_check", after(5), {}), ("review", after(14), {})]
        if number in {5, 9}:
            steps.append(("refuse", after(20), {"reason": "未通过初评"}))
        elif number < 13:
            steps += [("roadshow", after(25), {}), ("notice", after(28), {}), ("support", after(38), {})]
            steps += [
                ("mentor", after(42), {"mentor": city.person(mentors[number])}),
                ("report", after(120), {"report": "按季度计划推进。"}),
            ]
            if number % 2:
                steps.append(("mentor", after(130), {"mentor": city.person(mentors[(number + 5) % 14])}))
            if number < 2:
                steps.append(("graduate", after(400), {}))
        walk(matter, by, *(step for step in steps if step[1] <= dt.date(2017, 7, 14)))
