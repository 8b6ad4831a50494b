"""Write lists: exports, templates, and the workbook that goes back to its sender with reasons.

What is written here is recognised and read again to the same values. Text that a spreadsheet would run as a formula
is stored as text: in a workbook as a string cell, in a CSV behind an apostrophe that reading takes off.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from lianxin.core.dates import zh_date
from lianxin.lists.columns import REASON_HEADING, ROW_HEADING, Column, RecordType
from lianxin.lists.headings import column_letter
from lianxin.lists.parsing import Row
from lianxin.lists.reading import Sheet
from lianxin.lists.recognise import Recognised

if TYPE_CHECKING:
    import xlsxwriter

_MEANT_AS_FORMULA = re.compile(r"^'*[=+\-@\t\r]")
_TEMPLATE_ROWS = 2000
_LONGEST_RULE, _OPTIONS_SHEET = 250, "选项"
_INK, _PAPER, _SEAL = "#1f2a30", "#e6efee", "#fbe3dc"

Values = Mapping[str, object]


def csv_lines(columns: Sequence[Column], rows: Iterable[Values]) -> Iterator[str]:
    """The lines of a CSV in UTF-8 for spreadsheets (the first begins with a BOM); encode them as they come."""
    laid, rows = _layout(columns, rows)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([heading for heading, _column, _slot in laid])
    yield "\ufeff" + buffer.getvalue()
    for row in rows:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([defused(_text(column, slot, row)) for _heading, column, slot in laid])
        yield buffer.getvalue()


def csv_bytes(columns: Sequence[Column], rows: Iterable[Values]) -> bytes:
    return "".join(csv_lines(columns, rows)).encode()


def xlsx_bytes(columns: Sequence[Column], rows: Iterable[Values], *, title: str, made_on: dt.date) -> bytes:
    """A workbook with title, 制表日期, frozen and filtered headings; every cell is text, so no code is rounded."""
    laid, rows = _layout(columns, rows)
    buffer = io.BytesIO()
    with new_book(buffer, constant_memory=True, strings_to_formulas=False, strings_to_urls=False) as book:
        sheet = book.add_worksheet(sheet_name(title))
        text = book.add_format({"num_format": "@"})
        last = max(len(laid) - 1, 1)
        for index, (_heading, column, _slot) in enumerate(laid):
            sheet.set_column(index, index, column.width, text)
        sheet.merge_range(0, 0, 0, last, title, book.add_format({"bold": True, "font_size": 14, "align": "center"}))
        sheet.write_string(1, 0, f"制表日期：{zh_date(made_on)}")
        head = head_format(book)
        for index, (heading, _column, _slot) in enumerate(laid):
            sheet.write_string(2, index, heading, head)
        sheet.freeze_panes(3, 0)
        number = 2
        for number, row in enumerate(rows, start=3):
            for index, (_heading, column, slot) in enumerate(laid):
                if value := _text(column, slot, row):
                    sheet.write_string(number, index, value, text)
        sheet.autofilter(2, 0, max(number, 3), len(laid) - 1)
    return buffer.getvalue()


def template_bytes(shape: RecordType, choices: Mapping[str, Sequence[str]] | None = None) -> bytes:
    """An empty list to fill in: drop-downs (of `choices` by key, else of the column's own), codes and phones as text, a note
    on every heading, a sample row (passed over by import), and a sheet that explains the columns.
    """
    buffer = io.BytesIO()
    columns = [column for column in shape.columns if column.slot is None]
    with new_book(buffer) as book:
        sheet = book.add_worksheet(sheet_name(str(shape.name)))
        head, text = head_format(book), book.add_format({"num_format": "@"})
        faint = book.add_format({"font_color": "#7a8488", "italic": True, "num_format": "@"})
        sheet.write_string(0, 0, "序号", head)
        sheet.write_string(1, 0, "示例", faint)
        offered = {column.key: list((choices or {}).get(column.key, column.choices)) for column in columns}
        sources = _sources(book, offered)
        for index, column in enumerate(columns, start=1):
            sheet.set_column(index, index, column.width, text if column.as_typed else None)
            sheet.write_string(0, index, ("*" if column.required else "") + column.heading, head)
            sheet.write_comment(0, index, _note(column, offered[column.key]), {"author": "", "x_scale": 1.6, "font_size": 9})
            sheet.write_string(1, index, column.sample or next(iter(offered[column.key]), ""), faint)
            if source := sources.get(column.key):
                sheet.data_validation(1, index, _TEMPLATE_ROWS, index, {"validate": "list", "source": source, "error_type": "warning"})
        sheet.freeze_panes(1, 0)
        _notes(book, shape, columns, offered)
    return buffer.getvalue()


def _sources(book: xlsxwriter.Workbook, offered: Mapping[str, Sequence[str]]) -> dict[str, object]:
    """What each drop-down draws from: its words, or cells of a hidden sheet where they are too long for a cell's rule."""
    sources: dict[str, object] = {}
    sheet = None
    for column, (key, words) in enumerate((key, words) for key, words in offered.items() if words):
        if sum(map(len, words)) + len(words) <= _LONGEST_RULE:
            sources[key] = list(words)
            continue
        if sheet is None:
            sheet = book.add_worksheet(_OPTIONS_SHEET)
            sheet.hide()
        sheet.write_column(0, column, list(words))
        letter = column_letter(column)
        sources[key] = f"='{_OPTIONS_SHEET}'!${letter}$1:${letter}${len(words)}"
    return sources


def _note(column: Column, words: Sequence[str]) -> str:
    """What to fill in, for whoever points at the heading."""
    lines = [str(column.name), _("must be filled in") if column.required else _("may be left empty")]
    if column.as_typed:
        lines.append(_("Enter it as text."))
    if words:
        lines.append("、".join(words))
    elif column.sample:
        lines.append(_("for example {sample}").format(sample=column.sample))
    return "\n".join(lines)


def _notes(book: xlsxwriter.Workbook, shape: RecordType, columns: Sequence[Column], offered: Mapping[str, Sequence[str]]) -> None:
    notes = book.add_worksheet("填表说明")
    notes.set_column(0, 0, 18)
    notes.set_column(1, 3, 40)
    lines = [
        _("One record per row. Columns marked with * must be filled in; the sample row is passed over."),
        _("Keep numbers of documents, codes and phones as text, or the spreadsheet ruins them."),
        _("Columns that are not in this template are not stored: no political, religious or ethnic details, no remarks."),
    ]
    for number, line in enumerate(lines):
        notes.write_string(number, 0, line)
    for number, column in enumerate(columns, start=len(lines) + 1):
        notes.write_string(number, 0, column.heading)
        notes.write_string(number, 1, _("must be filled in") if column.required else _("may be left empty"))
        notes.write_string(number, 2, "、".join(offered[column.key]) or column.sample)


def corrected_bytes(parts: Sequence[tuple[Sheet, Recognised, Sequence[Row]]]) -> bytes:
    """The sender's rows as they came, without dropped columns, with refused cells marked and a reason column.

    One sheet per recognised sheet; corrected there, it can be sent in again as it is.
    """
    buffer = io.BytesIO()
    with new_book(buffer, strings_to_formulas=False, strings_to_urls=False) as book:
        head, text = head_format(book), book.add_format({"num_format": "@"})
        wrong = book.add_format({"num_format": "@", "bg_color": _SEAL})
        for position, (source, recognised, rows) in enumerate(parts):
            sheet = book.add_worksheet(sheet_name(source.name, position))
            headings = [m.heading for m in recognised.columns]
            for index, heading in enumerate([*headings, REASON_HEADING, ROW_HEADING]):
                sheet.write_string(0, index, heading, head)
            sheet.set_column(0, len(headings), 16, text)
            sheet.set_column(len(headings), len(headings), 48)
            sheet.freeze_panes(1, 0)
            for number, row in enumerate(rows, start=1):
                refused = {cell.column for cell in row.rejected}
                cells = source.rows[row.number - 1]
                for index, mapped in enumerate(recognised.columns):
                    value = original(cells[mapped.index])
                    sheet.write_string(number, index, value, wrong if mapped.heading in refused else text)
                told = (f"{cell.column}：{cell.reason}" if cell.column else str(cell.reason) for cell in (*row.rejected, *row.warned))
                reasons = "；".join(told)
                sheet.write_string(number, len(headings), reasons)
                sheet.write_number(number, len(headings) + 1, row.number)
    return buffer.getvalue()


def defused(text: str) -> str:
    """Text that a spreadsheet takes for a formula, behind an apostrophe; reading a CSV takes one off again."""
    return "'" + text if _MEANT_AS_FORMULA.match(text) else text


_Laid = tuple[str, Column, object]


def _layout(columns: Sequence[Column], rows: Iterable[Values]) -> tuple[list[_Laid], Iterable[Values]]:
    """Headings in order; a column with slots becomes one column for each slot that occurs."""
    if not any(column.slot for column in columns):
        return [(column.heading, column, None) for column in columns], rows
    held = list(rows)
    laid: list[_Laid] = []
    for column in columns:
        if column.slot is None:
            laid.append((column.heading, column, None))
            continue
        slots = {slot: None for row in held if isinstance(found := row.get(column.key), Mapping) for slot in found}
        laid += [(str(slot), column, slot) for slot in sorted(slots, key=str)]
    return laid, held


def _text(column: Column, slot: object, row: Values) -> str:
    value = row.get(column.key)
    if slot is not None and isinstance(value, Mapping):
        value = value.get(slot)
    return "" if value is None or value == "" else column.write(value)


def original(cell: object) -> str:
    """A cell as text, as near to what the sheet shows as can be told."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell)) if abs(cell) < 1e15 else repr(cell)
    return cell.isoformat(sep=" ") if isinstance(cell, dt.datetime) else str(cell)


def new_book(buffer: io.BytesIO, **options: bool) -> xlsxwriter.Workbook:
    """An empty workbook that is written into `buffer`; `options` are those of XlsxWriter."""
    import xlsxwriter  # noqa: PLC0415  a tenth of a second, which most commands never need

    return xlsxwriter.Workbook(buffer, options)


def head_format(book: xlsxwriter.Workbook) -> object:
    """How headings look in workbooks that we write."""
    return book.add_format({"bold": True, "bg_color": _PAPER, "font_color": _INK, "border": 1, "num_format": "@"})


def sheet_name(text: str, position: int = 0) -> str:
    """A legal sheet name, made unique by its position when there are several."""
    name = re.sub(r"[\[\]:*?/\\']", "", text)[:25] or "名单"
    return f"{name} {position + 1}" if position else name
