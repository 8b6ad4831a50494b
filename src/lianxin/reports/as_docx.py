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
from lianxin.reports.docx_layout import add_link, add_row, keep_together, new_document, new_table
from lianxin.ui.charts import bar_chart, line_chart

STYLES = {0: "Lianxin Body", 2: "Heading 1", 3: "Heading 2"}
PICTURE_WIDTHS = {"over_time": Mm(120), "by_district": Mm(86)}
Block = Paragraph | Table | ChartData | Appendix


def as_docx(report: Report) -> bytes:
    """The report as the bytes of a .docx file."""
    language = "zh-CN" if (get_language() or "").startswith("zh") else "en-GB"
    document = new_document(language)
    document.core_properties.title, document.core_properties.author = report.title, report.office
    document.core_properties.comments = ""
    document.add_paragraph(report.title, style="Title")
    if report.is_empty:
        document.add_paragraph(nothing_found(), style=STYLES[0])
    body, annex = _parted(report.blocks)
    _blocks(document, body)
    if report.has_provisional:
        document.add_paragraph(provisional_note(), style="Lianxin Note")
    _signature(document, report)
    signed = len(document.paragraphs)
    _blocks(document, annex)
    if annex:
        document.paragraphs[signed].paragraph_format.page_break_before = True
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _parted(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """What is signed, and the annex behind it: the appendix of codes with its heading."""
    for index, block in enumerate(blocks):
        if isinstance(block, Appendix):
            before = blocks[index - 1] if index else None
            start = index - 1 if isinstance(before, Paragraph) and before.level else index
            return blocks[:start], blocks[start:]
    return blocks, ()


def _blocks(document: Any, blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        if isinstance(block, Paragraph):
            _prose(document, block)
        elif isinstance(block, Table):
            _table(document, block)
        elif isinstance(block, ChartData):
            _chart(document, block)
        else:
            _appendix(document, block)


def _prose(document: Any, block: Paragraph) -> None:
    paragraph = document.add_paragraph(style=STYLES.get(block.level, STYLES[0]))
    for piece in block.pieces:
        if piece.figure is None:
            paragraph.add_run(piece.text)
            continue
        add_link(paragraph, piece.text, settings.LIANXIN_URL + piece.url)
        star = "*" if piece.figure.provisional else ""
        # Word joiner and no-break space: the code never parts from its number at the end of a line.
        paragraph.add_run(f"\u2060{star}\u00a0{piece.figure.code}", "Lianxin Code")


def _table(document: Any, block: Table) -> None:
    document.add_paragraph(_("By district"), style="Lianxin Caption")
    table = new_table(document, [1.15, *(1 for _column in block.columns)])
    heads = table.rows[0].cells
    _write(heads[0], _("District"), bold=True, style="Lianxin Small")
    for cell, column in zip(heads[1:], block.columns, strict=True):
        _write(cell, f"{column.name}{_bracketed(str(column.unit_word))}", number=True, bold=True, style="Lianxin Small")
        paragraph = cell.add_paragraph(style="Lianxin Cell")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.add_run(column.code, "Lianxin Code")
    for row in block.rows:
        cells = add_row(table)
        _write(cells[0], row.label, bold=row.whole)
        for cell, fig in zip(cells[1:], row.cells, strict=True):
            _write(cell, _shown(fig), number=True, bold=row.whole)
    keep_together(table)
    document.add_paragraph(style="Lianxin Note")


def _chart(document: Any, block: ChartData) -> None:
    if not block.marks:
        return
    draw = line_chart if block.shape == "over_time" else bar_chart
    picture = draw(chart_rows(block), "label", "value", "url", block.title, block.unit, png=True)
    caption = document.add_paragraph(f"{block.title}{_bracketed(block.unit)} ", style="Lianxin Caption")
    add_link(caption, block.whole.code, settings.LIANXIN_URL + block.whole.url, "Lianxin Code")
    document.add_paragraph(style="Lianxin Picture").add_run().add_picture(BytesIO(picture), width=PICTURE_WIDTHS[block.shape])


def _appendix(document: Any, block: Appendix) -> None:
    table = new_table(document, [13, 20, 13, 8, 25])
    for cell, head in zip(table.rows[0].cells, [_("Code"), _("Figure"), _("Value"), _("Records"), _("Selection")], strict=True):
        _write(cell, head, number=head in {_("Value"), _("Records")}, bold=True, style="Lianxin Small")
    for entry in block.entries:
        cells = add_row(table)
        fig = entry.figure
        cells[0].paragraphs[0].style = document.styles["Lianxin Cell"]
        add_link(cells[0].paragraphs[0], fig.code, settings.LIANXIN_URL + fig.url, "Lianxin Small")
        _write(cells[1], str(fig.name), style="Lianxin Small")
        _write(cells[2], _with_unit(fig), number=True, style="Lianxin Small")
        _write(cells[3], "—" if entry.records is None else f"{entry.records:,}", number=True, style="Lianxin Small")
        _write(cells[4], fig.selection.text, style="Lianxin Code")


def _bracketed(unit: str) -> str:
    """The unit behind a name, in the brackets of its own script; nothing without one."""
    return "" if not unit else f" ({unit})" if unit.isascii() and unit != "%" else f"（{unit}）"


def _write(cell: Any, text: str, *, number: bool = False, bold: bool = False, style: str = "") -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = paragraph.part.document.styles["Lianxin Cell"]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if number else WD_ALIGN_PARAGRAPH.LEFT
    paragraph.add_run(text, style or None).bold = bold or None


def _shown(fig: Figure) -> str:
    if fig.suppressed:
        return _("Not shown")
    return fig.shown or "—"


def _with_unit(fig: Figure) -> str:
    unit = str(fig.unit_word) if fig.value is not None else ""
    return f"{_shown(fig)} {unit}" if unit.isascii() and unit else f"{_shown(fig)}{unit}"


def _signature(document: Any, report: Report) -> None:
    document.add_paragraph(style="Lianxin Body")
    if report.office:
        document.add_paragraph(report.office, style="Lianxin Signature")
    day = report.made_on
    text = f"{day.year}年{day.month}月{day.day}日" if (get_language() or "").startswith("zh") else day.isoformat()
    document.add_paragraph(text, style="Lianxin Signature")
