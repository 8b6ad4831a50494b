"""A report as a web page: one part for the desk's page, and a whole file that stands alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianxin.reports.appendix import HASH_SHOWN, complete_entries, selection_words
from lianxin.reports.as_json import nothing_found, provisional_note
from lianxin.reports.building import Appendix, Block, ChartData, Entry, Paragraph, Report, Table
from lianxin.ui.charts import Chart, bar_chart, line_chart

if TYPE_CHECKING:
    from lianxin.reports.paper.front import Front


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A line of the appendix: the entry, its selection in words, the first digits of its list's hash, the page of its definition."""

    entry: Entry
    selection: str
    passport: str

    @property
    def hash_shown(self) -> str:
        return self.entry.list_hash[:HASH_SHOWN]

    @property
    def records(self) -> str:
        return "—" if self.entry.records is None else f"{self.entry.records:,}"


@dataclass(frozen=True, slots=True)
class Part:
    """A block made ready for the template: one of the four is there."""

    prose: Paragraph | None = None
    table: Table | None = None
    chart: Chart | None = None
    codes: tuple[CodeLine, ...] = ()


def drawn(data: ChartData, base: str = "") -> Chart:
    """The chart with a link behind every mark. It is drawn once for all forms of a report: `base` is put before its links afterwards."""
    draw = line_chart if data.shape == "over_time" else bar_chart
    chart = draw(chart_rows(data), "label", "value", "url", data.title, data.unit)
    if not base:
        return chart
    rows = tuple(replace(row, href=base + row.href) for row in chart.rows)
    return replace(chart, svg=mark_safe(chart.svg.replace('href="/', f'href="{base}/')), rows=rows)


def chart_rows(data: ChartData) -> list[dict[str, Any]]:
    """Label, value and link of every mark; rates in per cent."""
    return [
        {
            "label": label,
            "value": fig.drawn,
            "url": fig.url,
            "absent": _("Not shown") if fig.suppressed else "",
        }
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
    return Part(codes=tuple(CodeLine(entry, "", "") for entry in block.entries))


def _codes(block: Appendix, report: Report) -> Part:
    return Part(
        codes=tuple(
            CodeLine(entry, selection_words(entry.figure, report), reverse("desk:figures_passport", args=[entry.figure.key]))
            for entry in complete_entries(block, report)
        )
    )


def report_context(report: Report, base: str = "") -> dict[str, Any]:
    """What `reports/_body.html` needs; `base` stands before every address."""
    parts = [_codes(block, report) if isinstance(block, Appendix) else part_of(block, base) for block in report.blocks]
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
