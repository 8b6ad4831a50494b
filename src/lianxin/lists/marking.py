"""The sender's own workbook with refused and doubtful cells marked and two columns more: what each row does, and why.

An .xlsx stays as it is otherwise (hidden rows, widths, merged cells, colours); other files become one, cell by cell. Cells
under headings that are refused are emptied: nothing of them leaves Lianxin. Formulas become their values.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lianxin.lists.columns import EFFECT_HEADING, REASON_HEADING
from lianxin.lists.headings import column_letter
from lianxin.lists.reading import Sheet
from lianxin.lists.writing import head_format, new_book, original, sheet_name

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

BAD, WARN = "bad", "warn"
_COLOURS = {BAD: "FBD5CC", WARN: "FDECC2"}
_IN_PLACE_ROWS = 5000
_EFFECT_WIDTH, _REASON_WIDTH = 10, 60


@dataclass(frozen=True)
class RowMark:
    """What a row does in one word, why in a sentence, and its marked cells: "bad" or "warn" by column from 0."""

    effect: str
    reason: str = ""
    cells: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SheetMarks:
    """Marks of one sheet by row as Excel counts; `emptied` are columns (from 0) whose cells under the headings must not leave."""

    header_row: int
    rows: Mapping[int, RowMark]
    emptied: frozenset[int] = frozenset()


def marked_bytes(data: bytes, sheets: Sequence[Sheet], marks: Mapping[int, SheetMarks]) -> bytes:
    """The workbook `data`, read as `sheets`, with `marks` by position of the sheet."""
    if data.startswith(b"PK") and sum(len(sheet.rows) for sheet in sheets) <= _IN_PLACE_ROWS:
        try:
            return _in_place(data, sheets, marks)
        except (ValueError, KeyError, TypeError, AttributeError, OSError):
            # A workbook that one library reads and another does not: its cells are all the same at hand.
            return _rewritten(sheets, marks)
    return _rewritten(sheets, marks)


def _in_place(data: bytes, sheets: Sequence[Sheet], marks: Mapping[int, SheetMarks]) -> bytes:
    import openpyxl  # noqa: PLC0415  a fifth of a second, which most commands never need

    book = openpyxl.load_workbook(io.BytesIO(data))
    for position, sheet in enumerate(sheets):
        page = book[sheet.name]
        _without_formulas(page, sheet)
        if position in marks:
            _mark(page, marks[position], width=max(map(len, sheet.rows), default=0))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _without_formulas(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.cell.cell import MergedCell  # noqa: PLC0415  see _in_place

    for number, row in enumerate(page.iter_rows()):
        line = sheet.rows[number] if number < len(sheet.rows) else ()
        for index, cell in enumerate(row):
            if cell.data_type == "f" and not isinstance(cell, MergedCell):
                cell.value = original(line[index] if index < len(line) else None)
                cell.data_type = "s"


def _mark(page: Worksheet, marks: SheetMarks, *, width: int) -> None:
    from openpyxl.cell.cell import MergedCell  # noqa: PLC0415  see _in_place
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415

    fills = {tone: PatternFill("solid", fgColor=colour) for tone, colour in _COLOURS.items()}
    for row in page.iter_rows(min_row=marks.header_row + 1):
        for index, cell in enumerate(row):
            if index in marks.emptied and not isinstance(cell, MergedCell):
                cell.value = None
    head = max(marks.header_row, 1)
    for offset, heading, wide in ((1, EFFECT_HEADING, _EFFECT_WIDTH), (2, REASON_HEADING, _REASON_WIDTH)):
        if marks.header_row:
            page.cell(head, width + offset, heading).font = Font(bold=True)
        page.column_dimensions[column_letter(width + offset - 1)].width = wide
    for number, mark in marks.rows.items():
        page.cell(number, width + 1, mark.effect)
        reason = page.cell(number, width + 2, mark.reason)
        reason.data_type = "s"
        reason.alignment = Alignment(wrap_text=True, vertical="top")
        for index, tone in mark.cells.items():
            page.cell(number, index + 1).fill = fills[tone]


def _rewritten(sheets: Sequence[Sheet], marks: Mapping[int, SheetMarks]) -> bytes:
    out = io.BytesIO()
    with new_book(out, strings_to_formulas=False, strings_to_urls=False) as book:
        plain = book.add_format({"num_format": "@"})
        formats = {tone: book.add_format({"num_format": "@", "bg_color": f"#{colour}"}) for tone, colour in _COLOURS.items()}
        head, wrapped = head_format(book), book.add_format({"text_wrap": True, "valign": "top"})
        names: set[str] = set()
        for position, sheet in enumerate(sheets):
            page = book.add_worksheet(_unique(sheet.name, names))
            held = marks.get(position, SheetMarks(0, {}))
            width = max(map(len, sheet.rows), default=0)
            for number, row in enumerate(sheet.rows, start=1):
                mark = held.rows.get(number)
                for index, cell in enumerate(row):
                    tone = mark.cells.get(index, "") if mark else ""
                    emptied = index in held.emptied and number > held.header_row
                    if (text := "" if emptied else original(cell)) or tone:
                        page.write_string(number - 1, index, text, formats.get(tone, plain))
                if mark:
                    page.write_string(number - 1, width, mark.effect)
                    page.write_string(number - 1, width + 1, mark.reason, wrapped)
            if held.header_row:
                page.write_string(held.header_row - 1, width, EFFECT_HEADING, head)
                page.write_string(held.header_row - 1, width + 1, REASON_HEADING, head)
                page.freeze_panes(held.header_row, 0)
            for top, left, bottom, right in sheet.merged:
                page.merge_range(top, left, bottom, right, original(sheet.rows[top][left]), plain)
            page.set_column(0, max(width - 1, 0), 14)
            page.set_column(width, width, _EFFECT_WIDTH)
            page.set_column(width + 1, width + 1, _REASON_WIDTH)
    return out.getvalue()


def _unique(name: str, names: set[str]) -> str:
    """A legal sheet name that no other sheet has."""
    legal = sheet_name(name)
    if legal.casefold() in names:
        legal = f"{legal} {len(names) + 1}"
    names.add(legal.casefold())
    return legal
