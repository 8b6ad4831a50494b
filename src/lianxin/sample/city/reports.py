"""The work report of 2016, signed; the notice of May and June 2017, in review with what a reviewer asked."""

from __future__ import annotations

import datetime as dt

from lianxin.reports.models import WorkReport
from lianxin.reports.services.comments import comment
from lianxin.reports.services.signing import sign_report
from lianxin.reports.services.writing import (
    open_report,
    present_version,
    save_version,
    send_to_review,
    set_frame,
)
from lianxin.sample.city.stage import DAY, City

SIGNED_ON = dt.date(2017, 2, 24)
ADDRESSEE = "市委统战工作领导小组"
COPIES = "市委办公室、市民政局、各区市县委统战部"


def build(city: City) -> None:
    """Written by one officer of the lead office and signed by the other."""
    writer, signer = city.acting(city.staff["city second"]), city.acting(city.staff["city"])
    annual = open_report(
        kind="annual",
        title="2016年新的社会阶层人士工作报告",
        start=dt.date(2016, 1, 1),
        end=dt.date(2016, 12, 31),
        by=writer,
        at=dt.date(2017, 2, 13),
    )
    set_frame(annual, {"addressee": ADDRESSEE, "copy_to": COPIES}, by=writer, at=dt.date(2017, 2, 13))
    send_to_review(annual, by=writer, at=dt.date(2017, 2, 20))
    sign_report(
        annual,
        document_number="大统发〔2017〕6号",
        is_public=True,
        by=signer,
        at=SIGNED_ON,
        progress=city.progress,
    )
    _notice(city)


def _notice(city: City) -> WorkReport:
    writer, reviewer = city.acting(city.staff["city second"]), city.acting(city.staff["city"])
    notice = open_report(
        kind="notice",
        title="2017年5—6月工作通报",
        start=dt.date(2017, 5, 1),
        end=dt.date(2017, 6, 30),
        by=writer,
        at=DAY,
    )
    # A number that was typed and not bound: the check finds it, and a reviewer asks.
    text = present_version(notice).body
    body = text.replace("主题活动{{D8.activities}}", "走访新媒体企业12家，主题活动{{D8.activities}}")
    version = save_version(notice, body=body, note="补充走访企业情况", seen=1, by=writer, at=DAY)
    paragraphs = version.body.split("\n\n")
    typed = next(text for text in paragraphs if "12家" in text)
    visits = next(text for text in paragraphs if "B5.visits" in text)
    send_to_review(notice, by=writer, at=DAY)
    comment(notice, text="“12家”没有记录支撑：请绑定指标，或者注明依据文件。", quote=typed, by=reviewer, at=DAY)
    comment(notice, text="走访情况请按区市县列出。", quote=visits, by=reviewer, at=DAY)
    return notice
