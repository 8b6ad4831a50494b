"""A built report as a sheet: its figures with their marks, its tables, its charts, and the appendix that names every mark."""

from __future__ import annotations

import datetime as dt
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianxin.core.dates import zh_date
from lianxin.reports.appendix import HASH_SHOWN, complete_entries, selection_words
from lianxin.reports.as_html import drawn
from lianxin.reports.as_json import nothing_found, provisional_note
from lianxin.reports.building import Appendix, ChartData, Entry, Paragraph, Piece, Report, Table
from lianxin.reports.paper.front import Form, Front
from lianxin.reports.paper.sheet import Check, Grid, Head, Line, Part, Picture, Prose, Run, Sheet
from lianxin.reports.paper.titles import title_lines
from lianxin.reports.stored import marked_figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lianxin.figures.engine import Figure
    from lianxin.reports.texts import TypedTag

TITLE_CHARACTERS = 20
"""Characters of 22 points on a line of 156 mm."""
PICTURE_WIDTHS = {"over_time": 120.0, "by_district": 86.0}
LONG = 7400
"""Characters from which a report has a list of contents: some twelve full pages."""


def sheet_of(report: Report, front: Front | None = None) -> Sheet:
    """The report in the active language. Without a front it is a plain document of the report's office."""
    front = front or Front(form=Form.PLAIN)
    language = "zh" if (get_language() or "zh").startswith("zh") else "en"
    names = tuple(filter(None, (*front.together, report.office, report.place.name if report.place else "")))
    title = front.title_lines or tuple(title_lines(front.title or report.title, TITLE_CHARACTERS, names))
    body, annex = _parted(report)
    empty = (Prose(0, (Run(nothing_found()),)),) if report.is_empty else ()
    day = front.signed_on or report.made_on
    return Sheet(
        front=front,
        title=title,
        language=language,
        signatory=front.signatory or report.office,
        day=day_words(day, language),
        made_on=day,
        body=(*empty, *chain.from_iterable(_parts(block, report) for block in body)),
        annex=tuple(chain.from_iterable(_annex(block, report, front) for block in annex)),
        printing=printing(front, day, language),
        note=provisional_note() if report.has_provisional else "",
    )


def printing(front: Front, made_on: dt.date, language: str) -> tuple[tuple[str, str], ...]:
    """Lines of the printing block: who gets copies, and who printed the document when. Letters have the copies alone."""
    zh = language == "zh"
    rows = []
    if front.copies_to:
        rows.append(
            (_("Copies to: ") + ("，" if zh else ", ").join(front.copies_to) + ("。" if zh else "."), "")
        )
    if front.printed_by and front.form in {Form.DOCUMENT, Form.MINUTES}:
        day = day_words(front.printed_on or made_on, language)
        rows.append((front.printed_by, _("printed on {day}").format(day=day)))
    return tuple(rows)


def day_words(day: dt.date, language: str) -> str:
    """The day as it is signed: 2017年7月14日, without leading zeros."""
    return zh_date(day) if language == "zh" else f"{day.day} {day:%B %Y}"


def has_contents(sheet: Sheet) -> bool:
    """Does the sheet print a list of contents? Long ones do, unless the front says otherwise."""
    if sheet.front.contents is not None:
        return sheet.front.contents and bool(sheet.headings)
    return (
        len(sheet.headings) > 1
        and sum(len(part.plain) for part in sheet.body if isinstance(part, Prose)) > LONG
    )


Block = Paragraph | Table | ChartData | Appendix


def _parted(report: Report) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """What is signed, and the annex behind it: the appendix of codes with its heading. Paper never goes without (F13)."""
    blocks = report.blocks
    for index, block in enumerate(blocks):
        if isinstance(block, Appendix):
            before = blocks[index - 1] if index else None
            start = index - 1 if isinstance(before, Paragraph) and before.level else index
            return blocks[:start], blocks[start:]
    if not marked_figures(report):
        return blocks, ()
    return blocks, (Paragraph(2, (Piece(_("Codes of the figures")),)), Appendix(()))


def _parts(block: Block, report: Report) -> Iterator[Part]:
    if isinstance(block, Paragraph):
        yield _prose(block, _serials(report))
    elif isinstance(block, Table):
        yield _table(block)
    elif isinstance(block, ChartData):
        yield from _chart(block)
    else:
        yield _appendix(block, report)


def _annex(block: Block, report: Report, front: Front) -> Iterator[Part]:
    if not isinstance(block, Appendix):
        yield from _parts(block, report)
        return
    yield Check(_check_words(report), front.address or page_address(report))
    if report.typed:
        heads = (
            Head(_("Mark"), 8),
            Head(_("Typed by hand"), 32),
            Head(_("Document"), 40),
            Head(_("Answered for by"), 20),
        )
        lines = [Line((mark, tag.words, tag.document, tag.person)) for tag, mark in _serials(report).items()]
        yield Grid(_("Figures typed by hand"), heads, tuple(lines), small=True)
    yield _appendix(block, report)


def _check_words(report: Report) -> str:
    words = _(
        "Every figure of this report is a named selection of records. Its code stands behind it in small print; {address} followed by a "
        "code opens the figure with its definition and its records, to those who may see them. The square code opens this report."
    ).format(address=f"{settings.LIANXIN_URL}/f/")
    if report.typed:
        share = f"{int(report.bound_share * 1000) / 10:g}%"
        words += _(
            "{share} of the figures of the text come from records; {n} are typed by hand, marked T and listed with their documents."
        ).format(share=share, n=len(report.typed))
    return words


def _serials(report: Report) -> dict[TypedTag, str]:
    """T1, T2 and so on for the figures that were typed by hand."""
    return {tag: f"T{number}" for number, tag in enumerate(dict.fromkeys(report.typed), start=1)}


def _prose(block: Paragraph, serials: dict[TypedTag, str]) -> Prose:
    """A paragraph or heading of the report; the report's level 2 is the first of the document's headings."""
    return Prose(block.level - 1 if block.level else 0, tuple(_run(piece, serials) for piece in block.pieces))


def _run(piece: Piece, serials: dict[TypedTag, str]) -> Run:
    if piece.figure is not None:
        codes = "/".join(fig.code for fig in piece.figures)
        return Run(piece.text, codes, address_of(piece.figure), any(fig.provisional for fig in piece.figures))
    return Run(piece.text, serials[piece.typed]) if piece.typed else Run(piece.text)


def address_of(figure: Figure) -> str:
    """Where the figure's code opens it."""
    return f"{settings.LIANXIN_URL}/f/{figure.code}"


def page_address(report: Report) -> str:
    """Where the report that is not signed is computed anew for the same period and place."""
    place = next((chosen.place for chosen in report.selections), "")
    query = urlencode(
        {"from": report.period.start, "to": report.period.end} | ({"place": place} if place else {})
    )
    return f"{settings.LIANXIN_URL}{reverse('desk:reports_detail', args=[report.kind.name])}?{query}"


def _table(block: Table) -> Grid:
    heads = [Head(_("District"), 1.15)]
    heads += [
        Head(
            f"{column.name}{bracketed(str(column.unit_word))}",
            1,
            number=True,
            code=column.code,
            url=address_of(column),
        )
        for column in block.columns
    ]
    lines = [Line((row.label, *(_shown(fig) for fig in row.cells)), bold=row.whole) for row in block.rows]
    return Grid(_("By district"), tuple(heads), tuple(lines), nothing=nothing_found())


def _chart(block: ChartData) -> Iterator[Picture]:
    if all(fig.value is None for _label, fig in block.marks):
        return
    chart = drawn(block)
    words = "；".join(f"{row.label} {row.words}{'' if row.value is None else block.unit}" for row in chart.rows)
    caption = f"{block.title}{bracketed(block.unit)}"
    width = PICTURE_WIDTHS.get(block.shape, 120.0)
    yield Picture(
        str(chart.svg), f"{caption}：{words}", caption, width, block.whole.code, address_of(block.whole)
    )


def _appendix(block: Appendix, report: Report) -> Grid:
    heads = (
        Head(_("Code"), 26),
        Head(_("Figure"), 27),
        Head(_("Selection"), 37),
        Head(_("Value"), 21, number=True),
        Head(_("Records"), 15, number=True),
        Head(_("List hash"), 17, number=True),
        Head(_("Version"), 13, number=True),
    )
    return Grid(
        _("Codes of the figures"),
        heads,
        tuple(_entry(entry, report) for entry in complete_entries(block, report)),
        small=True,
    )


def _entry(entry: Entry, report: Report) -> Line:
    fig = entry.figure
    return Line(
        (
            fig.code,
            str(fig.name),
            f"{fig.key}\n{selection_words(fig, report)}",
            _with_unit(fig),
            "—" if entry.records is None else f"{entry.records:,}",
            entry.list_hash[:HASH_SHOWN] or "—",
            str(fig.selection.version),
        ),
        url=address_of(fig),
    )


def bracketed(unit: str) -> str:
    """The unit behind a name, in the brackets of its own script; nothing without one."""
    return "" if not unit else f" ({unit})" if unit.isascii() and unit != "%" else f"（{unit}）"


def _shown(fig: Figure) -> str:
    if fig.suppressed:
        return _("Not shown")
    return (fig.shown or "—") + ("*" if fig.provisional and fig.shown else "")


def _with_unit(fig: Figure) -> str:
    unit = str(fig.unit_word) if fig.value is not None else ""
    return f"{_shown(fig)} {unit}" if unit.isascii() and unit else f"{_shown(fig)}{unit}"
