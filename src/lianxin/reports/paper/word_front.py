"""What stands around the text of a document in Word: head in red, title, attachments, signature with seal, printing block."""

from __future__ import annotations

from typing import Any

import vl_convert
from django.utils.translation import gettext as _
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt

from lianxin.reports.paper.front import Form
from lianxin.reports.paper.seal import ACROSS, seal_svg
from lianxin.reports.paper.sheet import Sheet
from lianxin.reports.paper.titles import mark_size, width
from lianxin.reports.paper.word_parts import float_over
from lianxin.reports.paper.word_styles import CHARACTER, HEI, KAI, LINE, TEXT_WIDTH, element, set_fonts

RED_HEX = "C81E1E"
DATE_FROM_RIGHT = 4
"""Characters between the date and the right edge."""


def put_head(document: Any, sheet: Sheet) -> None:
    """Mark, number, red rule and title."""
    front = sheet.front
    if front.form == Form.LETTER:
        _letter_head(document, sheet)
    elif front.mark and front.form != Form.PLAIN:
        mark = document.add_paragraph(style="Lianxin Mark")
        mark.paragraph_format.space_before = Mm(35)
        mark.add_run(front.mark).font.size = Pt(mark_size(front.mark))
        _number_line(document, sheet)
    title = document.add_paragraph(style="Title")
    if front.form != Form.PLAIN:
        title.paragraph_format.space_before = LINE * 2
    for index, line in enumerate(sheet.title):
        if index:
            title.runs[-1].add_break(WD_BREAK.LINE)
        title.add_run(line)


def _number_line(document: Any, sheet: Sheet) -> None:
    """The number two lines under the mark, with the signer at the right where there is one, on the red rule."""
    front = sheet.front
    line = document.add_paragraph(front.number, "Lianxin Number")
    layout = line.paragraph_format
    layout.space_before = LINE * 2
    right = ""
    if front.form == Form.MINUTES:
        right, left = sheet.day, f"{sheet.signatory}"
        line.text = ""
        if front.number:
            line.text = front.number
            line = document.add_paragraph(style="Lianxin Number")
            layout = line.paragraph_format
        line.add_run(left)
    if front.signer or right:
        line.alignment = WD_ALIGN_PARAGRAPH.LEFT
        layout.left_indent = layout.right_indent = Pt(CHARACTER)
        layout.tab_stops.add_tab_stop(TEXT_WIDTH - Pt(CHARACTER), WD_TAB_ALIGNMENT.RIGHT)
        line.add_run("\t" + (right or _("Signed off by: ")))
        if front.signer:
            set_fonts(line.add_run(front.signer), KAI)
    # Of the 4 mm between number and rule, the lower part of the number's own line is some 2.
    rule = document.add_paragraph(style="Lianxin Number")
    rule.paragraph_format.line_spacing = Pt(6)
    _border(rule, "bottom", "single", "18", "0")


def _letter_head(document: Any, sheet: Sheet) -> None:
    """Letters: the mark 30 mm under the edge of the paper, double rules of 170 mm, no number on the first page."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header_distance = Mm(30)
    head = section.first_page_header.paragraphs[0]
    head.style = document.styles["Lianxin Mark"]
    head.add_run(sheet.front.mark).font.size = Pt(mark_size(sheet.front.mark))
    upper = section.first_page_header.add_paragraph(style="Lianxin Number")
    foot = section.first_page_footer.paragraphs[0]
    for rule, space, side, shape in (
        (upper, Mm(4), "bottom", "thickThinSmallGap"),
        (foot, Mm(1), "top", "thinThickSmallGap"),
    ):
        layout = rule.paragraph_format
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, space
        layout.left_indent, layout.right_indent = Mm(-8), Mm(-6)
        _border(rule, side, shape, "24", "0")
    # The lower rule is 20 mm above the edge of the paper; the footer of other pages keeps its own place by its height.
    foot.paragraph_format.space_before = Mm(7)
    number = document.add_paragraph(sheet.front.number, "Lianxin Number")
    number.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _border(paragraph: Any, side: str, shape: str, size: str, space: str) -> None:
    borders = OxmlElement("w:pBdr")
    borders.append(element(side, {"val": shape, "sz": size, "space": space, "color": RED_HEX}))
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def put_signature(document: Any, sheet: Sheet) -> None:
    """Attachments, who attended, the signatory over the date, the seal over both, the note in brackets."""
    front = sheet.front
    _attachments(document, sheet)
    _attendance(document, sheet)
    if front.form != Form.MINUTES:
        _signed(document, sheet)
    if sheet.bracketed:
        document.add_paragraph(sheet.bracketed, "Lianxin Body")


def _attachments(document: Any, sheet: Sheet) -> None:
    """附件：1. … one line under the text; names without a full stop."""
    names = sheet.front.attachments
    if not names:
        return
    document.add_paragraph(style="Lianxin Flush")
    label = _("Attachment: ")
    step = Pt(CHARACTER * (2 + width(label)))
    for index, name in enumerate(names):
        line = document.add_paragraph(style="Lianxin Flush")
        serial = f"{index + 1}. " if len(names) > 1 else ""
        line.paragraph_format.left_indent = step + Pt(CHARACTER * width(serial))
        line.paragraph_format.first_line_indent = -Pt(
            CHARACTER * (width(serial) + (0 if index else width(label)))
        )
        line.add_run(("" if index else label) + serial + name.rstrip("。."))


def _attendance(document: Any, sheet: Sheet) -> None:
    for index, present in enumerate(sheet.attendance):
        line = document.add_paragraph(style="Lianxin Flush")
        if not index:
            line.paragraph_format.space_before = LINE
        label = f"{present.label}：" if sheet.is_chinese else f"{present.label}: "
        line.paragraph_format.left_indent = Pt(CHARACTER * (2 + width(label)))
        line.paragraph_format.first_line_indent = -Pt(CHARACTER * width(label))
        line.paragraph_format.keep_with_next = False
        set_fonts(line.add_run(label), HEI)
        line.add_run(present.names)


def _signed(document: Any, sheet: Sheet) -> None:
    """The date ends four characters from the right, the signatory is centred over it; neither stands on a page without text."""
    last = document.paragraphs[-1]
    last.paragraph_format.keep_with_next = True
    blank = document.add_paragraph(style="Lianxin Signature")
    if sheet.front.sealed:
        centre = TEXT_WIDTH.mm - Pt(CHARACTER * (DATE_FROM_RIGHT + width(sheet.day) / 2)).mm
        image = seal_png(sheet)
        float_over(
            blank,
            image,
            ACROSS,
            Mm(centre - ACROSS / 2),
            Mm(3),
            _("Seal: signed by {name}").format(name=sheet.signatory),
        )
        document.add_paragraph(style="Lianxin Signature")
    for text, right in (
        (sheet.signatory, _signatory_indent(sheet)),
        (sheet.day, CHARACTER * DATE_FROM_RIGHT),
    ):
        if text:
            document.add_paragraph(text, "Lianxin Signature").paragraph_format.right_indent = Pt(right)
    document.paragraphs[-1].paragraph_format.keep_with_next = False


def _signatory_indent(sheet: Sheet) -> float:
    """Points from the right edge at which the signatory ends, so that it is centred over the date."""
    return max(0.0, CHARACTER * (DATE_FROM_RIGHT + (width(sheet.day) - width(sheet.signatory)) / 2))


def seal_png(sheet: Sheet) -> bytes:
    """The seal on nothing, fine enough for print."""
    png: bytes = vl_convert.svg_to_png(seal_svg(sheet.signatory, _("signed")), scale=3)
    return png


def put_printing(document: Any, sheet: Sheet) -> None:
    """Copies and printing block at the foot of the last page, between rules; letters have the copies alone."""
    if not sheet.printing:
        return
    table = document.add_table(rows=0, cols=1)
    table.autofit = False
    properties = table._tbl.tblPr  # noqa: SLF001
    # Measured from the edge of the page: some programmes let a table as wide as the text float in no other way.
    place = {
        "vertAnchor": "margin",
        "horzAnchor": "page",
        "tblpX": str(Mm(28).twips),
        "tblpYSpec": "bottom",
        "topFromText": "120",
    }
    properties.insert_element_before(
        element("tblpPr", place), "w:tblOverlap", "w:tblW", "w:jc", "w:tblLayout"
    )
    rules = OxmlElement("w:tblBorders")
    if sheet.form != Form.LETTER:
        # 0.35 mm above and below, 0.25 mm between.
        for side, size in (("top", "8"), ("bottom", "8"), ("insideH", "6")):
            rules.append(element(side, {"val": "single", "sz": size, "space": "0", "color": "000000"}))
    properties.insert_element_before(rules, "w:tblLayout", "w:tblLook")
    margins = OxmlElement("w:tblCellMar")
    for side, size in (("top", "60"), ("left", "0"), ("bottom", "60"), ("right", "0")):
        margins.append(element(side, {"w": size, "type": "dxa"}))
    properties.insert_element_before(margins, "w:tblLook")
    for left, right in sheet.printing:
        cell = table.add_row().cells[0]
        cell.width = TEXT_WIDTH
        line = cell.paragraphs[0]
        line.style = document.styles["Lianxin Printing"]
        layout = line.paragraph_format
        layout.left_indent = layout.right_indent = Pt(14)
        layout.tab_stops.add_tab_stop(TEXT_WIDTH - Pt(14), WD_TAB_ALIGNMENT.RIGHT)
        line.add_run(f"{left}\t{right}" if right else left)
    # A floating table needs a paragraph behind it; this one is as low as Word allows.
    last = document.add_paragraph(style="Lianxin Printing")
    last.paragraph_format.line_spacing_rule, last.paragraph_format.line_spacing = (
        WD_LINE_SPACING.EXACTLY,
        Pt(1),
    )
