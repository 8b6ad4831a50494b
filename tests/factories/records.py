"""One record of each kind around the cast, made by services: what a page, a rule or an export can be tried on.

Everything belongs to the member, their association and its district, so that each role is near to it or clearly not.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Model
from tests.cast import DAY, START, STRANGER, Cast

from lianxin.ballots.services.ballots import add_entry, freeze_roll, open_ballot
from lianxin.bulletins.services.bulletins import draft_bulletin, issue_bulletin
from lianxin.bulletins.services.channels import open_channel
from lianxin.core.dates import now
from lianxin.flows.services.moves import make_move
from lianxin.gatherings.kind import gathering_kinds
from lianxin.gatherings.models import Gathering
from lianxin.gatherings.services.gatherings import add_gathering
from lianxin.gatherings.services.participations import take_part
from lianxin.gatherings.services.roster import mark_roster
from lianxin.gatherings.services.venues import add_venue
from lianxin.matters.kind import matter_kinds
from lianxin.matters.models import Matter
from lianxin.matters.services.agreed import Agreement
from lianxin.matters.services.matters import open_matter, record_outcome
from lianxin.matters.services.moves import move_matter
from lianxin.matters.services.outcomes import record_adoption, record_payment, record_score
from lianxin.register.models import MatchRun, PairQuestion, Person
from lianxin.register.services.consents import give_consent
from lianxin.register.services.documents import issue_document
from lianxin.register.services.grades import record_grade
from lianxin.register.services.posts import add_post
from lianxin.register.services.ties import add_tie
from lianxin.reports.assessing.contesting import contest
from lianxin.reports.assessing.reporting import give_evidence, say
from lianxin.reports.assessing.schemes import draft_scheme, open_scheme, put_indicator
from lianxin.reports.duties.services import load_duties, set_target
from lianxin.reports.models import DutyReminder, IndicatorScore
from lianxin.reports.services.comments import comment
from lianxin.reports.services.requests import ask_to_sign
from lianxin.reports.services.signing import sign_report
from lianxin.reports.services.writing import open_report, save_version, send_to_review

CONSENT_PURPOSE = "bulletins"
MAY = dt.date(2017, 5, 18)
NEXT_MONTH = dt.date(2017, 8, 10)


def a_document(cast: Cast, title: str = "关于开展社会组织统战工作的指导意见") -> Model:
    return issue_document(
        title=title, number="大统发〔2016〕12号", issuer=cast.lead_office, issued_on=dt.date(2016, 3, 1), kind="regulation", by=cast.by
    )


def an_open_forum(cast: Cast, seats: int = 3) -> Gathering:
    """A forum of the association next month, published and open to members."""
    forum = add_gathering(
        kind="forum",
        title="三新论坛（第17期）",
        series="三新论坛",
        run=17,
        starts_on=NEXT_MONTH,
        organiser=cast.association,
        seats=seats,
        is_open=True,
        by=cast.by,
        at=MAY,
    )
    for code in ("submit", "approve", "publish", "open_enrolment"):
        make_move(forum, code, by=cast.by, at=DAY, after=forum.family.after_move)
    return forum


def a_gathering(cast: Cast, kind: str) -> Gathering:
    """A gathering of a kind, planned by the association."""
    name = str(gathering_kinds.get(kind).name)
    return add_gathering(kind=kind, title=f"{name}一次", starts_on=MAY, organiser=cast.association, by=cast.by, at=MAY)


def a_matter(cast: Cast, kind: str, **values: Any) -> Matter:
    """A matter of a kind that the member raised at the station today."""
    family = matter_kinds.get(kind)
    category = family.categories[0][0] if family.categories else ""
    return open_matter(
        kind=kind,
        content="想请工作站帮忙问一件事",
        raiser=cast.member,
        desk=cast.station,
        category=category,
        entered_why="电话反映",
        agreed=Agreement(),
        by=cast.by,
        at=DAY,
        **values,
    )


def a_ballot(cast: Cast, kind: str = "contest") -> Any:
    """A vote of the association among its members, with two entries and its roll, not yet open."""
    ballot = open_ballot(
        kind=kind,
        title="最美窗口评选",
        organiser=cast.association,
        basis=a_document(cast, "关于同意开展评选的批复"),
        opens_on=DAY,
        closes_on=NEXT_MONTH,
        audience={"ties": [{"kind": "membership"}]},
        by=cast.by,
        at=DAY,
    )
    for title in ("一号作品", "二号作品"):
        add_entry(ballot, title=title, author=cast.member, by=cast.by, at=DAY)
    freeze_roll(ballot, by=cast.by, at=DAY)
    return ballot


def a_bulletin(cast: Cast, **values: Any) -> Any:
    """A notice of the association to its members, issued; the member receives it when they consented to bulletins."""
    given = {
        "kind": "notice",
        "title": "关于举办沙龙的通知",
        "number": "〔2017〕1号",
        "audience": {"ties": [{"kind": "membership"}]},
        **values,
    }
    bulletin = draft_bulletin(body="沙龙于下月举行。", issuer=cast.association, by=cast.by, at=DAY, **given)
    return issue_bulletin(bulletin, by=cast.by, at=DAY)


def a_question(one: Person, other: Person) -> PairQuestion:
    """A pair that the matching would ask about, and the run that asked."""
    run = MatchRun.objects.create(at=now(), model_versions={"people": "1", "organisations": "1"}, records=12, asked=1)
    left, right = (party.mentions.order_by("pk").first() for party in (one, other))
    return PairQuestion.objects.create(
        of="people", left=left, right=right, weight=4.5, why="", run=run,
        levels={"name": "other", "mobile": "own"}, bits={"name": -7.3, "mobile": 19.7},
    )  # fmt: skip


def some_reports(cast: Cast) -> None:
    """A short report of the city that is signed and published, one that waits for its signature, a district's with a comment."""
    office, text = cast.actor("city_officer"), "# 简报\n\n现有{{B1.register}}。\n\n{{appendix}}"
    signed = open_report(kind="programme", start=START, end=DAY, by=cast.by, at=DAY)
    save_version(signed, body=text, seen=1, by=cast.by, at=DAY)
    send_to_review(signed, by=cast.by, at=DAY)
    sign_report(signed, document_number="大统发〔2017〕1号", is_public=True, by=office, at=DAY)
    waiting = open_report(kind="notice", start=START, end=DAY, by=cast.by, at=DAY)
    send_to_review(waiting, by=cast.by, at=DAY)
    ask_to_sign(waiting, document_number="大统发〔2017〕2号", is_public=False, by=office, at=DAY)
    own = open_report(kind="district", start=START, end=DAY, place="210202", by=cast.by, at=DAY)
    comment(own, text="请补充走访情况。", by=office, at=DAY)


def an_assessment(cast: Cast, document: Any) -> None:
    """The assessment of 2016, in which the member's district has said something, given evidence, and misses a record."""
    scheme = draft_scheme(year=2016, title="2016年度考核", by=cast.by, at=DAY)
    put_indicator(scheme, {"name": "数据库人数", "method": "measure", "measure": "B1.register", "target": 1, "weight": 60}, by=cast.by)
    put_indicator(scheme, {"name": "制度建设", "method": "evidence", "weight": 40}, by=cast.by)
    open_scheme(scheme, by=cast.by, at=DAY)
    mine = IndicatorScore.objects.filter(assessment__place=cast.zhongshan).order_by("pk")
    contest(mine[0], about="missing", text="少计一人", by=cast.by, at=DAY)
    say(mine[1], text="已印发制度", by=cast.by, at=DAY)
    give_evidence(mine[1], document, by=cast.by, at=DAY)


def some_duties(cast: Cast) -> None:
    """The duties of the city, a target of the association, and that the member was told of a gap."""
    duty = load_duties(by=cast.by, at=DAY)[0]
    set_target(series="汇聚社会精英", organisation=cast.association, needed=1, start=START, end=NEXT_MONTH, by=cast.by)
    DutyReminder.objects.create(duty=duty, person_id=cast.member.pk, stage="remind", due=NEXT_MONTH, gaps=1, told_on=DAY)


def one_of_each(cast: Cast) -> None:
    """Write at least one row of every table that a service of today writes."""
    document = a_document(cast)
    give_consent(cast.member, purpose="register", text_version="1", by=cast.by, at=DAY)
    record_grade(cast.association, grade="3A", issuer="大连市民政局", decided_on=START, by=cast.by)
    add_post(cast.lead_office, section="新的社会阶层人士工作处", title="处长", added_on=START, document=document, by=cast.by)
    leader = cast.people["leader"]
    add_tie(kind="pairing", person=cast.member, other=leader, start=START, by=cast.by)
    add_tie(kind="employment", person=cast.member, organisation=cast.association, role="秘书", start=START, by=cast.by)

    for kind in gathering_kinds:
        a_gathering(cast, kind.key)
    add_venue(name="同心会客厅", place=cast.zhongshan, owner=cast.association, start=START, by=cast.by)
    take_part(an_open_forum(cast), person=cast.member, by=cast.by, at=DAY)
    roster = Gathering.objects.get(kind="training_class")
    mark_roster(roster, {cast.member.pk: {(MAY, "am"): "present"}}, by=cast.by)

    for kind in matter_kinds:
        a_matter(cast, kind.key)
    move_matter(Matter.objects.get(kind="need"), "accept", by=cast.by, at=DAY)
    paper = Matter.objects.get(kind="proposal")
    record_adoption(paper, level="city", document=document, outlet="信息专报", adopted_on=DAY, by=cast.by)
    application = Matter.objects.get(kind="student_grant")
    record_score(application, indicator="创新性", points=90, reviewer=leader, by=cast.by)
    record_outcome(application, result="granted", by=cast.by, at=DAY)
    record_payment(application, fen=500_000, paid_on=DAY, by=cast.by)
    a_ballot(cast)

    a_question(cast.member, cast.people[STRANGER])
    give_consent(cast.member, purpose=CONSENT_PURPOSE, text_version="1", by=cast.by, at=DAY)
    a_bulletin(cast)
    a_bulletin(cast, kind="column", author=cast.member, affiliation="大连市软件行业协会", is_public=True)
    open_channel(name="软件行业协会会员群", platform="wechat_group", owner=cast.association, steward=cast.member, start=START, by=cast.by)
    an_assessment(cast, document)
    some_reports(cast)
    some_duties(cast)
