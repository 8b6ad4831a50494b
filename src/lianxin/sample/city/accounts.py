"""One account for each role of the house, and what waits for its owner on the day of the city."""

from __future__ import annotations

import datetime as dt

from lianxin.accounts.services.users import make_user
from lianxin.gatherings.services.participations import take_part
from lianxin.matters.services.agreed import Agreement
from lianxin.matters.services.matters import open_matter, rate_matter, record_outcome
from lianxin.register.purposes import CONTACT
from lianxin.register.services.consents import give_consent, withdraw_consent, write_text
from lianxin.sample.city.bodies import DEPARTMENTS
from lianxin.sample.city.stage import City, walk

YESTERDAY = dt.date(2017, 7, 13)
USERS = (
    ("demo-member", "member"), ("demo-liaison", "liaison"), ("demo-station", "青泥洼桥街道 0"), ("demo-lawyer", "lawyer"),
    ("demo-district", "district 中山区"), ("demo-city", "city"), ("demo-leader", "leader 0"), ("demo-dpo", "dpo"),
    ("demo-security", "security"),
    ("demo-system", "system"), ("demo-audit", "audit"),
)  # fmt: skip


def choose_member(city: City) -> None:
    """The demo's member is a key contact paired with its leader; its liaison officer's association sends lists of people."""
    city.staff["member"] = city.groups["paired"][0]
    city.staff["liaison"] = next(
        who for who in city.groups["liaison"] if "officer" in who.marks and who.employer in city.senders
    )


def build(city: City) -> None:
    for username, key in USERS:
        make_user(city.person(city.staff[key]), username, by=city.office(YESTERDAY))
    _of_the_member(city)
    _of_the_desks(city)
    _consents(city)


def _of_the_member(city: City) -> None:
    """An answered question to be rated, a request on its way, seats taken; a bulletin to be opened, a vote to be cast."""
    member = city.staff["member"]
    person, me = city.person(member), city.acting(member)
    station = city.body("青泥洼桥街道服务站")
    asked = dt.date(2017, 7, 3)
    answered = open_matter(
        kind="feedback",
        content="园区夜间路灯不亮，请协调。",
        raiser=person,
        desk=station,
        opened_on=asked,
        category="help",
        by=me,
        at=asked,
    )
    walk(
        answered,
        city.office(asked),
        ("accept", asked, {}),
        ("answer", dt.date(2017, 7, 5), {"answer": "已协调维修，三日内恢复。", "result": "solved"}),
    )
    running = open_matter(
        kind="feedback",
        content="希望公开展会补贴的申报时间。",
        raiser=person,
        desk=station,
        opened_on=dt.date(2017, 7, 11),
        category="suggestion",
        by=me,
        at=dt.date(2017, 7, 11),
    )
    walk(
        running,
        city.office(asked),
        ("accept", dt.date(2017, 7, 11), {}),
        ("dispatch", dt.date(2017, 7, 12), {"lead": city.body("大连市商务局")}),
        ("receive", YESTERDAY, {}),
    )
    rated = open_matter(
        kind="rights_advice",
        content="合同到期后的补偿如何计算？",
        raiser=person,
        desk=station,
        opened_on=dt.date(2017, 3, 6),
        by=me,
        at=dt.date(2017, 3, 6),
    )
    record_outcome(
        rated,
        closed_on=dt.date(2017, 3, 15),
        result="explained",
        by=city.office(dt.date(2017, 3, 15)),
        at=dt.date(2017, 3, 15),
    )
    rate_matter(rated, "5", by=me, at=dt.date(2017, 3, 17))
    paper = open_matter(
        kind="proposal",
        title="滨海步道夜间开放的建议",
        content="情况、分析、建议。",
        raiser=person,
        opened_on=dt.date(2017, 7, 8),
        by=me,
        at=dt.date(2017, 7, 8),
    )
    walk(paper, me, ("submit", dt.date(2017, 7, 9), {}))
    take_part(city.gatherings["salon to come"], person=person, by=me, at=dt.date(2017, 7, 10))


def _of_the_desks(city: City) -> None:
    """A data request and a contest of a record for the data-protection officer; a consultation for the lawyer; an application."""
    d = city.groups["pool"]
    asked = dt.date(2017, 7, 6)
    request = open_matter(
        kind="data_request",
        content="请提供名单中与我有关的全部记录。",
        raiser=city.person(d[80]),
        opened_on=asked,
        by=city.acting(d[80]),
        at=asked,
    )
    walk(request, city.office(asked), ("verify", dt.date(2017, 7, 7), {}))
    open_matter(
        kind="record_contest",
        content="签到表上的单位已经变更。",
        raiser=city.person(d[81]),
        opened_on=YESTERDAY,
        by=city.acting(d[81]),
        at=YESTERDAY,
    )
    advice = open_matter(
        kind="legal_aid",
        agreed=Agreement(),
        content="劳动合同解除的补偿。",
        raiser=city.person(d[82]),
        desk=city.body("lawyers"),
        opened_on=dt.date(2017, 7, 6),
        by=city.acting(d[82]),
        at=dt.date(2017, 7, 6),
    )
    walk(
        advice,
        city.office(asked),
        ("check", dt.date(2017, 7, 7), {}),
        ("assign", dt.date(2017, 7, 7), {"handler": city.person(city.staff["lawyer"])}),
    )
    liaison = city.staff["liaison"]
    application = open_matter(
        kind="membership_application",
        title="申请加入大连市社会组织联合会",
        raiser=city.person(d[83]),
        desk=city.body(liaison.employer),
        opened_on=dt.date(2017, 7, 10),
        by=city.acting(d[83]),
        at=dt.date(2017, 7, 10),
    )
    walk(application, city.office(YESTERDAY), ("review", YESTERDAY, {}))
    post = open_matter(
        kind="placement_request",
        title="2017年下半年挂职岗位",
        desk=city.body("lead_office"),
        raiser=city.body(DEPARTMENTS[7]),
        opened_on=dt.date(2017, 6, 26),
        by=city.office(asked),
        at=dt.date(2017, 6, 26),
    )
    walk(post, city.office(asked), ("publish", dt.date(2017, 6, 28), {}))
    rating = open_matter(
        kind="organisation_rating",
        title="2017年度内部评估",
        raiser=city.body(liaison.employer),
        desk=city.body("hub_social"),
        opened_on=dt.date(2017, 5, 15),
        by=city.office(asked),
        at=dt.date(2017, 5, 15),
    )
    walk(rating, city.office(asked), ("apply", dt.date(2017, 5, 22), {}), ("accept", dt.date(2017, 6, 1), {}))


def _consents(city: City) -> None:
    """Consents given at a class of 2017, of which one was taken back a week later; an edited text from the city's day on."""
    write_text(
        purpose=CONTACT,
        version="2017-07",
        text="同意就所在社会组织、区市县或队伍的活动和投票向我发出邀请，并可就此走访或致电；联系时间为工作日白天。",
        changes="写明联系时间",
        asks_again=False,
        by=city.acting(city.staff["city"]),
    )
    day = dt.date(2017, 4, 18)
    for number, who in enumerate(city.groups["pool"][90:110]):
        consent = give_consent(
            city.person(who),
            purpose="bulletins",
            text_version="2017-01",
            channel="现场签署",
            by=city.acting(who),
            at=day,
        )
        if number == 4:
            withdraw_consent(consent, by=city.acting(who), at=day + dt.timedelta(days=7))
