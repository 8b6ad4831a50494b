"""Loads the sample city, through the lists and services that everybody has."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.core.errors import Conflict
from lianxin.register.models import Organisation, Person
from lianxin.sample.city import (
    accounts,
    activities,
    assessments,
    bodies,
    cases,
    classes,
    duties,
    forums,
    legal_aid,
    members,
    office,
    papers,
    people,
    publications,
    reports,
    students,
    teams,
    visits,
    votes,
)  # fmt: skip
from lianxin.sample.city.stage import City

Progress = Callable[[float, str], None]

PARTS: tuple[tuple[int, str, Callable[[City], None]], ...] = (
    (2, "机构与队伍", bodies.build),
    (4, "会员单位与联络员", members.build),
    (10, "会员名单与数据库", people.build),
    (2, "办公室与任职", office.build),
    (4, "律师与专家", teams.build),
    (15, "主题培训班", classes.build),
    (20, "论坛", forums.build),
    (3, "会议与活动", activities.build),
    (3, "列名联系", visits.build),
    (1, "演示身份", accounts.choose_member),
    (6, "服务站", cases.build),
    (1, "智库文稿", papers.build),
    (16, "学生资助与创业", students.build),
    (5, "法律服务", legal_aid.build),
    (12, "通报与专栏", publications.build),
    (5, "在线评比", votes.build),
    (2, "考核", assessments.build),
    (1, "职责与目标", duties.build),
    (1, "演示账号", accounts.build),
    (18, "工作报告", reports.build),
)
"""Weight (about the hundredths of the time that it takes), what the bar says, and what builds it."""


def is_loaded() -> bool:
    """Is the sample city in this database?"""
    return Organisation.objects.filter(slug="register").exists()


def load_city(progress: Progress = lambda _share, _words: None) -> None:
    """Load the whole city or nothing of it; the same people, bodies and records at every load.

    `progress` is told the share done (0 to 1) and what is being loaded. Raises `Conflict` when the register holds anything.
    """
    if Person.objects.exists() or Organisation.objects.exists():
        raise Conflict(_("This installation is not empty: the sample city is loaded into an empty one only."))
    city, done, whole = City(), 0.0, sum(weight for weight, _words, _build in PARTS)
    with transaction.atomic():
        for weight, words, build in PARTS:
            city.progress = _inside(progress, words, done / whole, weight / whole)
            city.progress(0)
            build(city)
            done += weight
    progress(1.0, "完成")


def _inside(progress: Progress, words: str, start: float, share: float) -> Callable[[float], None]:
    return lambda part: progress(start + share * part, words)
