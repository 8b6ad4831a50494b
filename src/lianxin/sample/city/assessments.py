"""The assessment of the ten district units for 2016, and the programmes of the city."""

from __future__ import annotations

import datetime as dt

from lianxin.programmes.services.programmes import load_programmes
from lianxin.reports.models import Assessment
from lianxin.reports.services.assessments import (
    announce,
    check_assessment,
    object_to,
    open_scheme,
    send_self_report,
)
from lianxin.sample.city.stage import City

INDICATORS = (
    {"key": "C4.liaison_rate", "target": 90, "weight": 30}, {"key": "C1.organisations", "target": 12, "weight": 20},
    {"key": "B1.register", "target": 60, "weight": 20}, {"key": "C6.stations", "target": 1, "weight": 15},
    {"key": "C2.districts_covered", "target": 1, "weight": 15},
)  # fmt: skip


def build(city: City) -> None:
    """Self-reports in January 2017, checked in February, one objection, announced in March."""
    start = dt.date(2017, 1, 6)
    load_programmes(by=city.office(start), at=start)
    rules = city.document(
        "assessment", "2016年度区市县统战工作考核办法", "大统发〔2016〕30号", dt.date(2016, 12, 20)
    )
    scheme = open_scheme(
        year=2016,
        title="2016年度区市县新的社会阶层人士工作考核",
        indicators=list(INDICATORS),
        document=rules,
        by=city.office(start),
        at=start,
    )
    for number, assessment in enumerate(
        Assessment.objects.filter(scheme=scheme).select_related("scheme", "place").order_by("pk")
    ):
        reported = start + dt.timedelta(days=6 + number)
        send_self_report(
            assessment, text="本年度工作开展情况及佐证材料见附件。", by=city.office(reported), at=reported
        )
        day = dt.date(2017, 2, 14)
        check_assessment(assessment, by=city.office(day), at=day)
        if number == 3:
            object_to(
                assessment,
                reason="一家社会组织的联络员备案未计入。",
                by=city.office(day),
                at=dt.date(2017, 2, 20),
            )
            day = dt.date(2017, 2, 27)
            check_assessment(assessment, by=city.office(day), at=day)
        day = dt.date(2017, 3, 10)
        announce(assessment, by=city.office(day), at=day)
