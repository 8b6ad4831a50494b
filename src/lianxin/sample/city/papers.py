"""The think tank's papers: written, reviewed, sent up, adopted at four levels or not at all."""

from __future__ import annotations

import datetime as dt

from lianxin.matters.enums import MatterRole
from lianxin.matters.services.matters import open_matter
from lianxin.register.enums import DocumentPurpose
from lianxin.sample.city.invent import dice
from lianxin.sample.city.stage import City, Step, walk

SUBJECTS = (
    "社会组织参与社区治理", "新媒体从业人员职业保障", "自由职业者社会保险", "海洋产业集群", "冷链物流标准",
    "青年创业担保", "公益创投机制", "社会组织人才评价",
    "平台用工权益", "老旧小区改造参与", "城市海岸带保护", "知识产权快速维权", "民办教育规范", "养老服务补贴",
    "法律服务下沉", "中小企业融资",
    "文化场馆开放", "数据共享边界", "帆船运动产业", "樱桃产业品牌",
)  # fmt: skip
FORMS = ("现状与建议", "问题调研")
PAPERS = 40
CENTRAL = frozenset((2, 6, 11, 17, 23, 29, 34))
"""Adopted at central level in the report's time: seven papers; the second of them was adopted by the province as well."""
PROVINCE_TOO = 6
PROVINCE_ONLY = 14
CITY_LEVEL = frozenset((4, 9, 19, 26, 31))
NOT_FILED = frozenset((7, 21))


def build(city: City) -> None:
    experts = city.groups["think_tank"]
    d = dice("papers")
    for number in range(PAPERS):
        author, *others = d.sample(experts, 3)
        opened = dt.date(2015, 1, 20) + dt.timedelta(days=21 * number)
        title = f"{SUBJECTS[number % len(SUBJECTS)]}：{FORMS[number // len(SUBJECTS)]}"
        joint = number % 3 == 1
        matter = open_matter(
            kind="proposal",
            title=title,
            content="情况、分析与建议见正文。",
            raiser=city.person(author),
            desk=city.body("think_tank"),
            opened_on=opened,
            details={"joint": joint},
            parties=[(MatterRole.CO_AUTHOR, city.person(who)) for who in others] if joint else (),
            entered_why="作者委托录入",
            by=city.office(opened),
            at=opened,
        )
        walk(
            matter,
            city.office(opened),
            *(step for step in _steps(city, number, opened) if step[1] <= dt.date(2017, 7, 14)),
        )
    _before_the_report(city)


def _steps(city: City, number: int, opened: dt.date) -> list[Step]:
    def after(days: int) -> dt.date:
        return opened + dt.timedelta(days=days)

    steps: list[Step] = [("submit", after(1), {}), ("review", after(6), {})]
    if number in NOT_FILED:
        return [*steps, ("not_file", after(12), {"reason": "与既有文稿重复"})]
    steps.append(("file", after(12), {}))
    if number in CENTRAL:
        steps += [
            ("send_up", after(16), {"to_level": "central"}),
            _adoption(city, number, "central", min(after(48), dt.date(2017, 7, 7))),
        ]
        if number == PROVINCE_TOO:
            steps.append(_adoption(city, number, "province", after(70)))
        return steps
    if number == PROVINCE_ONLY:
        return [
            *steps,
            ("send_up", after(16), {"to_level": "province"}),
            _adoption(city, number, "province", after(50)),
        ]
    if number in CITY_LEVEL:
        return [
            *steps,
            ("send_up", after(16), {"to_level": "city"}),
            _adoption(city, number, "city", after(40)),
        ]
    return [*steps, ("keep", after(30), {})] if number % 3 else steps


def _adoption(city: City, number: int, level: str, day: dt.date) -> Step:
    names = {
        "central": "中央统战部门信息采用通知",
        "province": "省级信息采用通知",
        "city": "市级信息采用通知",
    }
    proof = city.document(
        f"adoption {number} {level}",
        f"{names[level]}（智库文稿第{number + 1}号）",
        f"采用〔{day.year}〕{100 + number}号",
        day,
        kind=DocumentPurpose.PROOF,
    )
    return (
        "adopt",
        day,
        {"level": level, "document": proof, "outlet": "信息专报", "issue": f"{day.year}年第{number + 3}期"},
    )


def _before_the_report(city: City) -> None:
    """One adopted at central level in 2014: it belongs to an earlier report."""
    day = dt.date(2014, 8, 4)
    matter = open_matter(
        kind="proposal",
        title="社会组织登记便利化：情况反映",
        raiser=city.person(city.groups["think_tank"][0]),
        desk=city.body("think_tank"),
        opened_on=day,
        entered_why="作者委托录入",
        by=city.office(day),
        at=day,
    )
    steps = [
        ("submit", day, {}),
        ("review", day, {}),
        ("file", day, {}),
        _adoption(city, PAPERS, "central", dt.date(2014, 11, 3)),
    ]
    walk(matter, city.office(day), *steps)
