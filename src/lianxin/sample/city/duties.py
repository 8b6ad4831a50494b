"""What the city promised: its duties, the yearly reports that came in, and the campaigns' targets."""

from __future__ import annotations

import datetime as dt

from lianxin.register.enums import DocumentPurpose
from lianxin.register.models import Organisation
from lianxin.reports.duties.services import load_duties, set_target
from lianxin.sample.city.invent import DISTRICTS
from lianxin.sample.city.stage import City

SILENT = {2015: ("长海县",), 2016: ("长海县", "瓦房店市")}
"""Associations whose report on a year never came in."""
TARGETS = (
    ("凝心聚力十三五", "hub_strata", 1), ("凝心聚力十三五", "hub_social", 2),
    ("凝心聚力十三五", "association 中山区", 1), ("凝心聚力十三五", "association 沙河口区", 1),
    ("凝心聚力十三五", "association 金州区", 1), ("凝心聚力十三五", "association 甘井子区", 1),
    ("汇聚社会精英", "hub_strata", 1), ("汇聚社会精英", "hub_online", 1),
)  # fmt: skip
YEARS = (2016, 2017)


def build(city: City) -> None:
    """Two associations did not report on 2016, an issue and some visits are missing: the gaps are there to be seen."""
    day = dt.date(2016, 7, 6)
    load_duties(by=city.office(day), at=day)
    for year, silent in SILENT.items():
        for number, (name, _share) in enumerate(DISTRICTS.values()):
            body = city.body(f"association {name}")
            if name not in silent and body.founded_on is not None and body.founded_on < dt.date(year, 1, 1):
                _report(city, body, year, dt.date(year + 1, 3, 1) + dt.timedelta(days=2 * number))
    for year in YEARS:
        start = dt.date(year, 1, 1)
        for series, body_of, needed in TARGETS:
            set_target(
                series=series,
                organisation=city.body(body_of),
                needed=needed,
                start=start,
                end=dt.date(year + 1, 1, 1),
                by=city.office(start),
                at=start,
            )


def _report(city: City, body: Organisation, year: int, day: dt.date) -> None:
    title = f"{body.name}{year}年度工作报告"
    city.document(f"report {year} {body.pk}", title, "", day, issuer=body.name, kind=DocumentPurpose.YEARLY_REPORT)
