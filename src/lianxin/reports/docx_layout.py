"""The layout of official documents in Word (GB/T 9704-2012): A4, margins 37/28/35/26 mm, 22 lines of 3号 仿宋 a page."""

from __future__ import annotations

from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

BODY, HEI, KAI, TITLE, SONG, LATIN = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体", "宋体", "Times New Roman"
SAN, ER, SI, XIAO_SI, WU, XIAO_WU, CODE = Pt(16), Pt(22), Pt(14), Pt(12), Pt(10.5), Pt(9), Pt(6.5)
"""3号, 2号, 4号, 小4号, 5号, 小5号, and the small print of figure codes."""
LINE = Pt(28.95)
"""225 mm of text in 22 lines."""
TIGHTER = "-5"
"""Twentieths of a point by which characters stand closer, so that 28 of 16 points fill a line of 156 mm."""
TEXT_WIDTH = Mm(156)
CODE_GREY = RGBColor(0x6A, 0x72, 0x76)


def new_document(language: str) -> Any:
    """An empty document with the page, the styles and the page numbers of the standard."""
    document = Document()
    _page(document)
    _style(document, "Normal", BODY, SAN)
    for name, font, level in (("Heading 1", HEI, 1), ("Heading 2", KAI, 2)):
        heading = _style(document, name, font, SAN)
        heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(0)
        heading.paragraph_format.keep_with_next = True
        _indent(heading, 2)
        heading.font.bold = level == 2
    title = _style(document, "Title", TITLE, ER)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = LINE
    _no_border(title)
    body = _style(document, "Lianxin Body", BODY, SAN, base="Normal")
    body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    _indent(body, 2)
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), TIGHTER)
    body.element.get_or_add_rPr().append(spacing)
    sign = _style(document, "Lianxin Signature", BODY, SAN, base="Normal")
    sign.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    # The date stands four characters from the right edge.
    sign.paragraph_format.right_indent = Pt(16 * 4)
    _off_grid(_style(document, "Lianxin Cell", SONG, WU, base="Normal"))
    note = _off_grid(_style(document, "Lianxin Note", SONG, WU, base="Normal"))
    note.paragraph_format.space_before = Pt(6)
    caption = _off_grid(_style(document, "Lianxin Caption", HEI, XIAO_SI, base="Normal"))
    caption.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(10), Pt(4)
    picture = _off_grid(_style(document, "Lianxin Picture", BODY, SAN, base="Normal"))
    picture.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    picture.paragraph_format.space_after = Pt(10)
    code = document.styles.add_style("Lianxin Code", WD_STYLE_TYPE.CHARACTER)
    code.font.size, code.font.name, code.font.color.rgb = CODE, LATIN, CODE_GREY
    small = document.styles.add_style("Lianxin Small", WD_STYLE_TYPE.CHARACTER)
    small.font.size, small.font.name = XIAO_WU, LATIN
    _language(document, language)
    return document


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin, section.bottom_margin, section.right_margin = Mm(37), Mm(28), Mm(35), Mm(26)
    section.footer_distance = Mm(28)
    grid = OxmlElement("w:docGrid")
    # A grid of lines only: programmes disagree about grids of characters, so `TIGHTER` sets 28 of them to a line.
    for name, value in (("type", "lines"), ("linePitch", "580")):
        grid.set(qn(f"w:{name}"), value)
    for old in section._sectPr.findall(qn("w:docGrid")):  # noqa: SLF001  python-docx has no way to a page grid
        section._sectPr.remove(old)  # noqa: SLF001
    section._sectPr.append(grid)  # noqa: SLF001
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _page_number(paragraph: Any, side: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 —, on odd pages at the right, on even ones at the left, one character in."""
    paragraph.alignment = side
    paragraph.paragraph_format.right_indent = paragraph.paragraph_format.left_indent = Pt(14)
    for text in ("— ", None, " —"):
        run = paragraph.add_run(text or "")
        run.font.size = SI
        set_fonts(run, SONG)
        if text is None:
            for kind, content in (("begin", ""), ("", " PAGE "), ("end", "")):
                element = OxmlElement("w:fldChar" if kind else "w:instrText")
                if kind:
                    element.set(qn("w:fldCharType"), kind)
                else:
                    element.text = content
                run._r.append(element)  # noqa: SLF001  python-docx has no fields


def _style(document: Any, name: str, font: str, size: Pt, base: str = "") -> Any:
    known = [style.name for style in document.styles]
    style = document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if base:
        style.base_style = document.styles[base]
    style.font.size = size
    style.font.bold = style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    set_fonts(style, font)
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = LINE
    style.paragraph_format.space_after = Pt(0)
    return style


def set_fonts(owner: Any, font: str) -> None:
    """Chinese characters in `font`, letters and digits in Times New Roman; theme fonts must not win over them."""
    owner.font.name = LATIN
    fonts = owner.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for name, value in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", font)):
        fonts.set(qn(f"w:{name}"), value)


def _indent(style: Any, characters: int) -> None:
    """Indent the first line by whole characters, as Chinese text does, whatever the size."""
    indent = style.element.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(characters * 100))
    indent.set(qn("w:firstLine"), str(characters * 320))


def _off_grid(style: Any) -> Any:
    """Tables, captions and pictures keep their own line height beside the grid of the text."""
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    properties = style.element.get_or_add_pPr()
    # The schema wants it before spacing, indents and alignment.
    after = properties.find(qn("w:spacing"))
    properties.insert(list(properties).index(after), snap)
    return style


def _no_border(style: Any) -> None:
    for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def _language(document: Any, language: str) -> None:
    run = document.styles["Normal"].element.get_or_add_rPr()
    element = OxmlElement("w:lang")
    element.set(qn("w:val"), "en-GB")
    element.set(qn("w:eastAsia"), language)
    run.append(element)


def add_link(paragraph: Any, text: str, url: str, style: str = "") -> None:
    """A run that leads to an address; it looks like the text around it."""
    relation = paragraph.part.relate_to(
        url, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", is_external=True
    )
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(text, style or None)
    link.append(run._r)  # noqa: SLF001  python-docx has no hyperlinks
    paragraph._p.append(link)  # noqa: SLF001


def new_table(document: Any, widths: list[float]) -> Any:
    """A table as wide as the text, its columns in proportion to `widths`; its first row is repeated on every page."""
    table = document.add_table(rows=1, cols=len(widths))
    table.style, table.autofit = "Table Grid", False
    share = TEXT_WIDTH / sum(widths)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = int(width * share)
    properties = table._tbl.tblPr  # noqa: SLF001  python-docx has no cell margins, borders of a table, nor repeated rows
    borders, margins = OxmlElement("w:tblBorders"), OxmlElement("w:tblCellMar")
    for side, size in (("top", "8"), ("bottom", "8"), ("insideH", "4")):
        properties_of = {"val": "single", "sz": size, "space": "0", "color": "595F63" if size == "8" else "C9CDCB"}
        borders.append(_element(side, properties_of))
    for side in ("left", "right", "insideV"):
        borders.append(_element(side, {"val": "nil"}))
    for side, size in (("top", "40"), ("left", "50"), ("bottom", "40"), ("right", "50")):
        margins.append(_element(side, {"w": size, "type": "dxa"}))
    properties.append(borders)
    properties.append(margins)
    repeated(table.rows[0])
    return table


def add_row(table: Any) -> Any:
    """A further row that no page breaks in two; its cells."""
    row = table.add_row()
    row._tr.get_or_add_trPr().append(_element("cantSplit", {}))  # noqa: SLF001
    for cell, column in zip(row.cells, table.columns, strict=True):
        cell.width = column.width
    return row.cells


def keep_together(table: Any) -> None:
    """Let the table begin a new page rather than break; one longer than a page breaks all the same."""
    for row in table.rows[:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def repeated(row: Any) -> None:
    """Let the row stand at the top of every page of its table."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001
    properties.append(_element("cantSplit", {}))
    properties.append(_element("tblHeader", {}))


def _element(name: str, values: dict[str, str]) -> Any:
    element = OxmlElement(f"w:{name}")
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    return element
