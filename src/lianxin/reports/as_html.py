"""A report as a web page: one part for the desk's page, and a whole file that stands alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from lianxin.reports.as_json import nothing_found, provisional_note
from lianxin.reports.building import Appendix, Block, ChartData, Paragraph, Report, Table
from lianxin.ui.charts import Chart, bar_chart, line_chart

if TYPE_CHECKING:
    from lianxin.reports.paper.front import Front


@dataclass(frozen=True, slots=True)
class Part:
    """A block made ready for the template: one of the four is there."""

    prose: Paragraph | None = None
    table: Table | None = None
    chart: Chart | None = None
    appendix: Appendix | None = None


def drawn(data: ChartData, base: str = "") -> Chart:
    """The chart with a link behind every mark."""
    rows = chart_rows(data, base)
    draw = line_chart if data.shape == "over_time" else bar_chart
    return draw(rows, "label", "value", "url", data.title, data.unit)


def chart_rows(data: ChartData, base: str = "") -> list[dict[str, Any]]:
    """Label, value and link of every mark; rates in per cent."""
    return [
        {"label": label, "value": round(float(fig.value or 0) * 100, 1) if fig.is_rate else fig.value, "url": base + fig.url}
        for label, fig in data.marks
    ]


def part_of(block: Block, base: str = "") -> Part:
    """The block made ready for the template."""
    if isinstance(block, Paragraph):
        return Part(prose=block)
    if isinstance(block, Table):
        return Part(table=block)
    if isinstance(block, ChartData):
        return Part(chart=drawn(block, base))
    return Part(appendix=block)


def report_context(report: Report, base: str = "") -> dict[str, Any]:
    """What `reports/_body.html` needs; `base` stands before every address."""
    parts = [part_of(block, base) for block in report.blocks]
    return {
        "report": report,
        "parts": parts,
        "base": base,
        "nothing": nothing_found() if report.is_empty else "",
        "provisional_note": provisional_note(),
    }


def as_html(report: Report, front: Front | None = None, seal: str = "") -> str:
    """A page that needs nothing but itself; its links lead to the installation.

    A front says what a signed one bears, `seal` is its seal as a drawing of ours.
    """
    context = report_context(report, settings.LIANXIN_URL) | {"front": front, "seal": mark_safe(seal)}
    return render_to_string("reports/file.html", context | {"lang": get_language() or settings.LANGUAGE_CODE})
