"""A sheet as a Word file: real headings, figures that are links with their code in small print, and what GB/T 9704 puts around."""

from __future__ import annotations

import datetime as dt
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from lianxin.reports.paper.of_report import has_contents
from lianxin.reports.paper.sheet import Check, Grid, Picture, Prose, Run, Sheet
from lianxin.reports.paper.squares import square_png
from lianxin.reports.paper.word_front import put_head, put_printing, put_signature
from lianxin.reports.paper.word_parts import (
    JOINER,
    add_bookmark,
    add_jump,
    add_link,
    add_row,
    describe,
    keep_to_the_next,
    keep_together,
    new_frame,
    new_table,
)
from lianxin.reports.paper.word_styles import field, new_document
from lianxin.ui.charts import svg_to_png

if TYPE_CHECKING:
    from lianxin.reports.paper.sheet import Part

STYLES = {0: "Lianxin Body", 1: "Heading 1", 2: "Heading 2", 3: "Heading 3", 4: "Heading 4"}
SHORT_TABLE = 20
"""Lines up to which a table rather begins a new page than breaks."""
MANY_COLUMNS = 6
"""Columns from which the head of a table is set smaller, so that its words are not cut."""
SQUARE = 24
"""Millimetres across of the square code."""
EPOCH = (1980, 1, 1, 0, 0, 0)


def sheet_as_docx(sheet: Sheet) -> bytes:
    """The bytes of a .docx file; the same sheet gives the same bytes."""
    return _Writer(sheet).write()


class _Writer:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.document = new_document(sheet.language)
        self.bookmarks = 0

    def write(self) -> bytes:
        sheet, document = self.sheet, self.document
        facts = document.core_properties
        facts.title, facts.author, facts.last_modified_by, facts.comments = (
            sheet.name,
            sheet.signatory,
            sheet.signatory,
            "",
        )
        facts.subject, facts.language = sheet.front.number, "zh-CN" if sheet.is_chinese else "en-GB"
        facts.created = facts.modified = dt.datetime.combine(sheet.made_on, dt.time(12), tzinfo=dt.UTC)
        facts.revision = 1
        put_head(document, sheet)
        if has_contents(sheet):
            self.contents()
        begun = len(document.paragraphs)
        if sheet.front.addressee:
            document.add_paragraph(
                sheet.front.addressee.rstrip(":：") + ("：" if sheet.is_chinese else ":"), "Lianxin Flush"
            )
        self.parts(sheet.body)
        if sheet.note:
            document.add_paragraph(sheet.note, "Lianxin Note")
        # The signature never stands on a page without text.
        keep_to_the_next(document)
        put_signature(document, sheet)
        if has_contents(sheet):
            document.paragraphs[begun].paragraph_format.page_break_before = True
        if sheet.annex:
            first = len(document.paragraphs)
            self.parts(sheet.annex)
            document.paragraphs[first].paragraph_format.page_break_before = True
        put_printing(document, sheet)
        file = BytesIO()
        document.save(file)
        return _without_moment(file.getvalue())

    def parts(self, parts: tuple[Part, ...]) -> None:
        for part in parts:
            if isinstance(part, Prose):
                self.prose(part)
            elif isinstance(part, Grid):
                self.table(part)
            elif isinstance(part, Picture):
                self.picture(part)
            else:
                self.check(part)

    def prose(self, part: Prose) -> None:
        paragraph = self.document.add_paragraph(
            style="Lianxin Flush" if part.flush else STYLES[min(part.level, 4)]
        )
        for run in part.runs:
            _run(paragraph, run)
        if part in self.sheet.headings:
            self.bookmarks += 1
            add_bookmark(paragraph, _bookmark(self.bookmarks), self.bookmarks)

    def contents(self) -> None:
        """A list of contents of links; the numbers of its pages are fields that Word reckons when it opens the file."""
        self.document.add_paragraph(_("Contents"), "Lianxin Contents")
        for number, heading in enumerate(self.sheet.headings, start=1):
            line = self.document.add_paragraph(style=f"toc {heading.level}")
            line.add_run(heading.plain)
            line.add_run("\t")
            field(line, f" PAGEREF {_bookmark(number)} \\h ", "")
            add_jump(line, _bookmark(number))

    def table(self, part: Grid) -> None:
        if not part.small:
            self.document.add_paragraph(part.caption, "Lianxin Caption")
        if not part.lines:
            self.document.add_paragraph(part.nothing, "Lianxin Note").alignment = WD_ALIGN_PARAGRAPH.CENTER
            return
        style = "Lianxin Small Cell" if part.small else "Lianxin Cell"
        heads = style if len(part.heads) < MANY_COLUMNS else "Lianxin Small Cell"
        table = new_table(self.document, [head.share for head in part.heads])
        for cell, head in zip(table.rows[0].cells, part.heads, strict=True):
            self.cell(cell, head.text, number=head.number, bold=True, style=heads)
            if head.code:
                code = cell.add_paragraph(style=heads)
                code.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                add_link(code, head.url, (head.code, "Lianxin Code"))
        for line in part.lines:
            cells = add_row(table)
            for index, (cell, head, text) in enumerate(zip(cells, part.heads, line.cells, strict=True)):
                self.cell(
                    cell, text, number=head.number, bold=line.bold, style=style, url="" if index else line.url
                )
        if len(part.lines) <= SHORT_TABLE:
            keep_together(table)
        self.document.add_paragraph(style="Lianxin Note")

    def cell(self, cell: Any, text: str, *, number: bool, bold: bool, style: str, url: str = "") -> None:
        paragraph = cell.paragraphs[0]
        paragraph.style = self.document.styles[style]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if number else WD_ALIGN_PARAGRAPH.LEFT
        if url:
            add_link(paragraph, url, (text, ""))
        else:
            paragraph.add_run(text).bold = bold or None

    def picture(self, part: Picture) -> None:
        caption = self.document.add_paragraph(part.caption, "Lianxin Caption")
        if part.code:
            add_link(caption, part.url, (JOINER, ""), (part.code, "Lianxin Code"))
        run = self.document.add_paragraph(style="Lianxin Picture").add_run()
        describe(run.add_picture(BytesIO(svg_to_png(part.svg)), width=Mm(part.width)), part.words)

    def check(self, part: Check) -> None:
        words, square = new_frame(self.document, [126, 30])
        words.paragraphs[0].style = self.document.styles["Lianxin Note"]
        words.paragraphs[0].add_run(part.words)
        code = square.paragraphs[0]
        code.style = self.document.styles["Lianxin Note"]
        code.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        describe(code.add_run().add_picture(BytesIO(square_png(part.url)), width=Mm(SQUARE)), part.url)
        self.document.add_paragraph(style="Lianxin Note")


def _run(paragraph: Any, run: Run) -> None:
    if run.code and not run.url:
        paragraph.add_run(run.text + JOINER)
        paragraph.add_run(run.mark, "Lianxin Code")
    elif run.code:
        add_link(paragraph, run.url, (run.text + JOINER, ""), (run.mark, "Lianxin Code"))
    else:
        paragraph.add_run(run.text)


def _bookmark(number: int) -> str:
    return f"_Toc{number:08d}"


def _without_moment(content: bytes) -> bytes:
    """The file with every part dated alike, so that a report that was signed prints to the byte."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as plain:
        for name in made.namelist():
            plain.writestr(zipfile.ZipInfo(name, EPOCH), made.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
