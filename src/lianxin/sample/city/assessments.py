"""The assessment of the ten district units: 2016 from its scheme to the published result, the first half of 2017 being checked."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from lianxin.programmes.services.programmes import load_programmes
from lianxin.register.models import Document
from lianxin.reports.assessing.checking import announce, check_assessment, give_points, tell
from lianxin.reports.assessing.contesting import answer_contest, contest
from lianxin.reports.assessing.reporting import give_evidence, say, send_self_report
from lianxin.reports.assessing.schemes import describe_scheme, draft_scheme, open_scheme, put_indicator
from lianxin.reports.models import Assessment, AssessmentScheme, IndicatorScore
from lianxin.sample.city.stage import City

INDICATORS: tuple[dict[str, Any], ...] = (
    {"name": "联络员配备", "method": "measure", "measure": "C4.liaison_rate", "target": Decimal(90), "weight": 20, "minimum": 6,
     "words": "登记在册的社会组织均应明确一名联络员。不足6家的不计分。"},
    {"name": "社会组织覆盖", "method": "measure", "measure": "C1.organisations", "target": Decimal(12), "weight": 15,
     "words": "纳入联系范围的社会组织数。"},
    {"name": "人员数据库", "method": "measure", "measure": "B1.register", "target": Decimal(60), "weight": 15,
     "words": "按居住地或主要任职单位所在地统计。"},
    {"name": "社区服务站", "method": "measure", "measure": "C6.stations", "target": Decimal(1), "weight": 10,
     "words": "当年在运行的站点。"},
    {"name": "区级联谊组织", "method": "measure", "measure": "C2.districts_covered", "target": Decimal(1), "weight": 10,
     "words": "已成立区市县新的社会阶层人士联谊组织。"},
    {"name": "制度建设", "method": "evidence", "weight": 15,
     "words": "以区市县委名义印发制度性文件得满分，以部门名义印发得12分，以正式文件为佐证。"},
    {"name": "创新与特色", "method": "judgement", "weight": 15,
     "words": "由考核组评议：做法是否可复制，是否有上级推广或媒体报道。"},
)  # fmt: skip
GRADES: list[list[Any]] = [[90, "优秀"], [80, "良好"], [60, "合格"], [0, "待改进"]]
INNOVATION = ("14", "13", "12.5", "13", "12", "11", "12", "11.5", "10", "11")
"""Points of the judgement, unit by unit."""
SAID = "召开专题会议两次，联络员名单已报备，重点人士走访台账齐全。"


def build(city: City) -> None:
    """Self-reports in January 2017, checked in February, two objections, announced in March; of 2017 every stage of the way."""
    start = dt.date(2017, 1, 6)
    load_programmes(by=city.office(start), at=start)
    _year_2016(city, start)
    _half_2017(city)


def _year_2016(city: City, start: dt.date) -> None:
    rules = city.document(
        "assessment", "2016年度区市县统战工作考核办法", "大统发〔2016〕30号", dt.date(2016, 12, 20)
    )
    paper = city.document(
        "district rules",
        "区市县新的社会阶层人士统战工作制度汇编",
        "大统发〔2016〕28号",
        dt.date(2016, 11, 30),
    )
    office = city.office(start)
    scheme = draft_scheme(year=2016, title="2016年度区市县新的社会阶层人士工作考核", by=office, at=start)
    for values in INDICATORS:
        put_indicator(scheme, values, by=office)
    _describe(scheme, rules, city)
    open_scheme(scheme, by=office, at=start)
    for number, assessment in enumerate(_units(scheme)):
        reported = start + dt.timedelta(days=6 + number)
        _report(city, assessment, paper, reported)
        _check(city, assessment, number, dt.date(2017, 2, 14))
        if number in {3, 5}:
            _objection(city, assessment, number)
        announce(assessment, by=city.office(dt.date(2017, 3, 10)), at=dt.date(2017, 3, 10))


def _half_2017(city: City) -> None:
    start = dt.date(2017, 7, 3)
    office = city.office(start)
    rules = city.document(
        "assessment 2017",
        "2017年上半年区市县统战工作考核实施细则",
        "大统发〔2017〕21号",
        dt.date(2017, 6, 26),
    )
    scheme = draft_scheme(
        year=2017,
        title="2017年上半年区市县新的社会阶层人士工作考核",
        start=dt.date(2017, 1, 1),
        end=dt.date(2017, 6, 30),
        by=office,
        at=start,
    )
    _describe(scheme, rules, city)
    open_scheme(scheme, by=office, at=start)
    paper = city.documents["district rules"]
    for number, assessment in enumerate(_units(scheme)):
        if number < 8:
            _report(city, assessment, paper, dt.date(2017, 7, 5 + number // 2))
        if number < 5:
            _check(city, assessment, number, dt.date(2017, 7, 11), told=number < 3)
        if number == 1:
            score = _score(assessment, "联络员配备")
            contest(
                score,
                about="missing",
                text="6月底前已报备的联络员有一名未计入，报备表已送市委统战部。",
                by=city.office(dt.date(2017, 7, 13)),
                at=dt.date(2017, 7, 13),
            )


def _describe(scheme: AssessmentScheme, document: Document, city: City) -> None:
    describe_scheme(
        scheme,
        title=scheme.title,
        start=scheme.start,
        end=scheme.end,
        grades=GRADES,
        document=document,
        by=city.office(scheme.drafted_on),
    )


def _units(scheme: AssessmentScheme) -> list[Assessment]:
    return list(
        Assessment.objects.filter(scheme=scheme).select_related("scheme", "place").order_by("place__code")
    )


def _score(assessment: Assessment, name: str) -> IndicatorScore:
    rows = IndicatorScore.objects.select_related("indicator", "assessment__scheme", "assessment__place")
    return rows.get(assessment=assessment, indicator__name=name)


def _report(city: City, assessment: Assessment, paper: Document, day: dt.date) -> None:
    by = city.office(day)
    rules = _score(assessment, "制度建设")
    say(rules, text="以区委名义印发制度汇编，已送基层学习。", claimed=Decimal(15), by=by, at=day)
    give_evidence(rules, paper, by=by, at=day)
    say(_score(assessment, "创新与特色"), text="建立街道—商会—楼宇三级联络点，形成经验材料。", by=by, at=day)
    assessment.refresh_from_db()
    send_self_report(assessment, text=SAID, by=by, at=day)


def _check(city: City, assessment: Assessment, number: int, day: dt.date, *, told: bool = True) -> None:
    by = city.office(day)
    if number % 3 == 2:
        reason = "以部门名义印发，按细则计12分。"
        give_points(_score(assessment, "制度建设"), points=Decimal(12), reason=reason, by=by, at=day)
    else:
        give_points(_score(assessment, "制度建设"), points=Decimal(15), by=by, at=day)
    points = Decimal(INNOVATION[number])
    give_points(_score(assessment, "创新与特色"), points=points, reason="考核组评议均分。", by=by, at=day)
    check_assessment(assessment, by=by, at=day)
    if told:
        tell(assessment, by=by, at=day)


def _objection(city: City, assessment: Assessment, number: int) -> None:
    """One is answered as it stands, of the other the points are raised."""
    day, answered = dt.date(2017, 2, 20), dt.date(2017, 2, 27)
    by = city.office(answered)
    score = _score(assessment, "联络员配备" if number == 3 else "创新与特色")
    about, text = (
        ("missing", "一家社会组织的联络员备案未计入。")
        if number == 3
        else ("points", "经验材料已被省级简报采用，请复核。")
    )
    row = contest(score, about=about, text=text, by=city.office(day), at=day)
    row = (
        type(row)
        .objects.select_related("score__indicator", "score__assessment__scheme", "score__assessment__place")
        .get(pk=row.pk)
    )
    if number == 3:
        answer_contest(row, accepted=False, answer="备案日期为2017年1月，不属2016年度。", by=by, at=answered)
    else:
        answer_contest(
            row,
            accepted=True,
            answer="采用情况属实，加1分。",
            points=Decimal(INNOVATION[number]) + 1,
            by=by,
            at=answered,
        )
    assessment.refresh_from_db()
    check_assessment(assessment, by=by, at=answered)
    tell(assessment, by=by, at=answered)
