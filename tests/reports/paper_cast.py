"""Reports for the tests of paper, made without a database."""

import datetime as dt

from lianxin.figures.engine import Figure
from lianxin.figures.measures import measures
from lianxin.figures.selections import Selection
from lianxin.reports.building import Appendix, ChartData, Paragraph, Piece, Report, Row, Table
from lianxin.reports.contents import reports
from lianxin.reports.texts import TypedTag

START, END = dt.date(2016, 1, 1), dt.date(2016, 12, 31)
DISTRICTS = [
    "中山区",
    "西岗区",
    "沙河口区",
    "甘井子区",
    "旅顺口区",
    "金州区",
    "普兰店区",
    "长海县",
    "瓦房店市",
    "庄河市",
]
SENTENCES = "坚持以服务促联系以联系促团结把分散在各类组织中的从业人员组织起来依托联席会议枢纽型组织和社区服务站推动工作力量下沉做到情况有人摸困难有人问建议有人办"
KEYS = (
    "B1.register",
    "B1.key_contacts",
    "B3.trained_times",
    "D1.forum_times",
    "C6.cases",
    "C1.organisations",
)
TYPED = TypedTag("12篇", "大统发〔2017〕3号", "王芳")


def fig(key="B1.register", value=1012, place="", **facts):
    definition = measures.get(key)
    return Figure(Selection(key, START, END, place), definition.name, definition.unit, value, **facts)


def heading(level, words):
    return Paragraph(level, (Piece(words),))


def table(lines=10):
    columns = (fig(), fig("B3.trained_times", 2234), fig("D1.forum_times", None, suppressed=True))
    rows = [
        Row(
            DISTRICTS[n % 10],
            (
                fig(value=n),
                fig("B3.trained_times", n, provisional=True),
                fig("D1.forum_times", None, suppressed=True),
            ),
        )
        for n in range(lines)
    ]
    return Table(columns, (*rows, Row("全市", columns, whole=True)) if lines else ())


def chart():
    return ChartData(
        "by_district",
        "数据库人数（分区市县）",
        "人",
        fig(),
        tuple((name, fig(value=9 + n)) for n, name in enumerate(DISTRICTS)),
    )


def short_report(*blocks, title="大连市新的社会阶层人士工作情况报告", appendix=True):
    """A report with one of everything, or with the blocks given."""
    given = blocks or (
        heading(2, "一、组织体系"),
        heading(3, "（一）统筹协调"),
        heading(4, "1. 会议"),
        heading(5, "（1）议题"),
        Paragraph(
            0,
            (
                Piece("入库"),
                Piece("1,012名", fig(provisional=True)),
                Piece("，发表"),
                Piece("12篇", typed=TYPED),
                Piece("。"),
            ),
        ),
        table(),
        chart(),
    )
    end = (heading(2, "附录　数字编号"), Appendix(())) if appendix else ()
    return Report(
        reports.get("annual"), title, measures_period(), None, "大连市委统战部", END, (*given, *end)
    )


def measures_period():
    return fig().selection.period


def long_report(chapters=9):
    """More than thirty pages: full lines of Chinese, figures in the prose, tables and a chart."""
    blocks = []
    for chapter in range(chapters):
        blocks.append(heading(2, f"{'一二三四五六七八九'[chapter]}、第{chapter + 1}方面工作"))
        for section in range(4):
            blocks.append(heading(3, f"（{'一二三四'[section]}）任务落实情况"))
            key = KEYS[(chapter + section) % len(KEYS)]
            unit = measures.get(key).unit.zh
            pieces = (
                Piece(SENTENCES * 3 + "共有"),
                Piece(f"300{unit}", fig(key, 300)),
                Piece("。" + SENTENCES + "。"),
            )
            blocks += [Paragraph(0, pieces), Paragraph(0, (Piece(SENTENCES * 3 + "。"),))]
        if chapter in {1, 4}:
            blocks.append(table())
        if chapter == 2:
            blocks.append(chart())
    return short_report(*blocks)
