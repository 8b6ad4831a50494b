"""A report as a Word file in the layout of official documents: every figure a link with its code in small print."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from lianxin.figures.engine import Figure
from lianxin.reports.as_html import chart_rows
from lianxin.reports.as_json import nothing_found, provisional_note
from lianxin.reports.building import Appendix, ChartData, Paragraph, Report, Table
from lianxin.reports.docx_layout import add_link, new_document
from lianxin.ui.charts import bar_chart, line_chart

STYLES = {0: "Lianxin Body", 2: "Heading 1", 3: "Heading 2"}
TEXT_WIDTH = Mm(150)


def as_docx(report: Report) -> bytes:
    """The report as the bytes of a .docx file."""
    language = "zh-CN" if (get_language() or "").startswith("zh") else "en-GB"
    document = new_document(language)
    document.core_properties.title, document.core_properties.author = report.title, report.office
    document.core_properties.comments = ""
    document.add_paragraph(report.title, style="Title")
    if report.is_empty:
        document.add_paragraph(nothing_found(), style=STYLES[0])
    for block in report.blocks:
        if isinstance(block, Paragraph):
            _prose(document, block)
        elif isinstance(block, Table):
            _table(document, block)
        elif isinstance(block, ChartData):
            _chart(document, block)
        else:
            _appendix(document, block)
    if report.has_provisional:
        document.add_paragraph(provisional_note(), style="Lianxin Cell")
    _signature(document, report)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _prose(document: Any, block: Paragraph) -> None:
    paragraph = document.add_paragraph(style=STYLES.get(block.level, STYLES[0]))
    for piece in block.pieces:
        if piece.figure is None:
            paragraph.add_run(piece.text)
            continue
        add_link(paragraph, piece.text, settings.LIANXIN_URL + piece.url)
        star = "*" if piece.figure.provisional else ""
        paragraph.add_run(f"{star} {piece.figure.code}", "Lianxin Code")


def _table(document: Any, block: Table) -> None:
    heads = [_("District"), *(f"{column.name}（{column.unit_word}）" if column.unit_word else str(column.name) for column in block.columns)]
    table = _grid(document, heads)
    for row in block.rows:
        cells = table.add_row().cells
        _write(cells[0], row.label, bold=row.whole)
        for cell, fig in zip(cells[1:], row.cells, strict=True):
            _write(cell, _shown(fig), number=True, bold=row.whole)
    document.add_paragraph(style="Lianxin Body")


def _chart(document: Any, block: ChartData) -> None:
    draw = line_chart if block.shape == "over_time" else bar_chart
    if not block.marks:
        return
    picture = draw(chart_rows(block), "label", "value", "url", block.title, block.unit, png=True)
    document.add_paragraph(f"{block.title}（{block.unit}）", style="Lianxin Caption")
    document.add_paragraph(style="Lianxin Picture").add_run().add_picture(BytesIO(picture), width=TEXT_WIDTH)


def _appendix(document: Any, block: Appendix) -> None:
    table = _grid(document, [_("Code"), _("Figure"), _("Value"), _("Records"), _("Selection")])
    for entry in block.entries:
        cells = table.add_row().cells
        fig = entry.figure
        cells[0].paragraphs[0].style = document.styles["Lianxin Cell"]
        add_link(cells[0].paragraphs[0], fig.code, settings.LIANXIN_URL + fig.url)
        _write(cells[1], str(fig.name))
        _write(cells[2], f"{_shown(fig)}{fig.unit_word}" if fig.value is not None else _shown(fig), number=True)
        _write(cells[3], "—" if entry.records is None else f"{entry.records:,}", number=True)
        _write(cells[4], fig.selection.text, style="Lianxin Code")


def _grid(document: Any, heads: list[str]) -> Any:
    table = document.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    table.autofit = True
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        _write(cell, head, bold=True)
    return table


def _write(cell: Any, text: str, *, number: bool = False, bold: bool = False, style: str = "") -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = paragraph.part.document.styles["Lianxin Cell"]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if number else WD_ALIGN_PARAGRAPH.LEFT
    paragraph.add_run(text, style or None).bold = bold or None


def _shown(fig: Figure) -> str:
    if fig.suppressed:
        return _("Not shown")
    return fig.shown or "—"


def _signature(document: Any, report: Report) -> None:
    document.add_paragraph(style="Lianxin Body")
    if report.office:
        document.add_paragraph(report.office, style="Lianxin Signature")
    day = report.made_on
    text = f"{day.year}年{day.month}月{day.day}日" if (get_language() or "").startswith("zh") else day.isoformat()
    document.add_paragraph(text, style="Lianxin Signature")
