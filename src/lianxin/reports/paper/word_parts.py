"""Links, bookmarks, tables and floating pictures, which python-docx has no words for."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm
from docx.text.paragraph import Paragraph

from lianxin.reports.paper.word_styles import BLACK, CODE_GREY, TEXT_WIDTH, element

HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
JOINER = "\u2060"
"""Holds a code to its number at the end of a line."""


def add_link(paragraph: Any, url: str, *texts: tuple[str, str]) -> None:
    """Runs (text, character style) that lead to an address; they look like the text around them."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(url, HYPERLINK, is_external=True))
    for text, style in texts:
        run = paragraph.add_run(text, style or None)
        # Said of the run itself, for some programmes paint every link blue and underline it.
        run.font.color.rgb, run.font.underline = CODE_GREY if style == "Lianxin Code" else BLACK, False
        link.append(run._r)  # noqa: SLF001
    paragraph._p.append(link)  # noqa: SLF001


def add_jump(paragraph: Any, bookmark: str) -> None:
    """Let all runs of the paragraph lead to a bookmark of the document."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), bookmark)
    for run in list(paragraph.runs):
        link.append(run._r)  # noqa: SLF001
    paragraph._p.append(link)  # noqa: SLF001


def add_bookmark(paragraph: Any, name: str, number: int) -> None:
    """Name the paragraph, so that the list of contents leads to it."""
    start = element("bookmarkStart", {"id": str(number), "name": name})
    paragraph._p.insert_element_before(start, "w:r", "w:hyperlink")  # noqa: SLF001
    paragraph._p.append(element("bookmarkEnd", {"id": str(number)}))  # noqa: SLF001


def new_table(document: Any, widths: list[float]) -> Any:
    """A table as wide as the text, its columns in proportion to `widths`; its first row is repeated on every page."""
    table = document.add_table(rows=1, cols=len(widths))
    table.style, table.autofit = "Table Grid", False
    share = TEXT_WIDTH / sum(widths)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = int(width * share)
    properties = table._tbl.tblPr  # noqa: SLF001
    borders, margins = OxmlElement("w:tblBorders"), OxmlElement("w:tblCellMar")
    for side, size, colour in (("top", "8", "3A3F42"), ("bottom", "8", "3A3F42"), ("insideH", "4", "C9CDCB")):
        borders.append(element(side, {"val": "single", "sz": size, "space": "0", "color": colour}))
    for side in ("left", "right", "insideV"):
        borders.append(element(side, {"val": "nil"}))
    for side, size in (("top", "40"), ("left", "50"), ("bottom", "40"), ("right", "50")):
        margins.append(element(side, {"w": size, "type": "dxa"}))
    properties.insert_element_before(borders, "w:tblLayout", "w:tblLook")
    properties.insert_element_before(margins, "w:tblLook")
    _sized(table.rows[0], table)
    table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))  # noqa: SLF001
    return table


def new_frame(document: Any, widths: list[float]) -> Any:
    """Cells beside one another without rules, for what is no table; `widths` in millimetres."""
    table = document.add_table(rows=1, cols=len(widths))
    table.autofit = False
    for cell, width in zip(table.rows[0].cells, widths, strict=True):
        cell.width = Mm(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table.rows[0].cells


def add_row(table: Any) -> Any:
    """A further row that no page breaks in two; its cells."""
    row = table.add_row()
    _sized(row, table)
    return row.cells


def _sized(row: Any, table: Any) -> None:
    row._tr.get_or_add_trPr().append(element("cantSplit"))  # noqa: SLF001
    for cell, column in zip(row.cells, table.columns, strict=True):
        cell.width = column.width


def keep_together(table: Any) -> None:
    """Let the table begin a new page rather than break."""
    for row in table.rows[:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def keep_to_the_next(document: Any) -> None:
    """Let what stands last keep to what follows: a paragraph, or the last row of a table with the notes behind it."""
    for block in reversed(list(document.iter_inner_content())):
        if not isinstance(block, Paragraph):
            for cell in block.rows[-1].cells:
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.keep_with_next = True
            return
        block.paragraph_format.keep_with_next = True
        if block.style is None or block.style.name != "Lianxin Note":
            return


def describe(picture: Any, words: str) -> None:
    """Say in words what a picture shows, for those who do not see it."""
    picture._inline.docPr.set("descr", words)  # noqa: SLF001


def float_over(paragraph: Any, image: bytes, across: float, left: Length, down: Length, words: str) -> None:
    """A picture `across` millimetres wide over the text, from the left edge of the text and down from the paragraph."""
    run = paragraph.add_run()
    picture = run.add_picture(BytesIO(image), width=Mm(across))
    describe(picture, words)
    inline = picture._inline  # noqa: SLF001
    anchor = OxmlElement("wp:anchor")
    facts = {
        "distT": "0",
        "distB": "0",
        "distL": "0",
        "distR": "0",
        "simplePos": "0",
        "relativeHeight": "251659264",
    }
    for key, value in (
        facts | {"behindDoc": "0", "locked": "0", "layoutInCell": "1", "allowOverlap": "1"}
    ).items():
        anchor.set(key, value)
    simple = OxmlElement("wp:simplePos")
    simple.set("x", "0")
    simple.set("y", "0")
    anchor.append(simple)
    for name, origin, offset in (("positionH", "margin", left), ("positionV", "paragraph", down)):
        position = OxmlElement(f"wp:{name}")
        position.set("relativeFrom", origin)
        away = OxmlElement("wp:posOffset")
        away.text = str(int(offset))
        position.append(away)
        anchor.append(position)
    extent = inline.extent
    anchor.append(extent)
    around = OxmlElement("wp:effectExtent")
    for side in ("l", "t", "r", "b"):
        around.set(side, "0")
    anchor.append(around)
    anchor.append(OxmlElement("wp:wrapNone"))
    for child in list(inline):
        anchor.append(child)
    inline.getparent().replace(inline, anchor)
