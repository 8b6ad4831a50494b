"""Writes lists as associations send them: title lines above the headings, running numbers, dates and phones in many forms."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from collections.abc import Iterable, Sequence

import xlsxwriter

Cell = str | int | float | dt.date | None

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
MADE = dt.datetime(2017, 7, 14, tzinfo=dt.UTC).replace(tzinfo=None)


def xlsx(
    titles: Sequence[str],
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    sheet: str = "名单",
    numbered: bool = True,
    footer: Sequence[str] = (),
) -> bytes:
    """One workbook with one sheet; the first title is merged over the table as offices do."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"created": MADE})
        page = book.add_worksheet(sheet)
        day = book.add_format({"num_format": "yyyy/m/d"})
        all_headings = [*(["序号"] if numbered else []), *headings]
        for at, title in enumerate(titles):
            if at == 0 and len(all_headings) > 1:
                page.merge_range(0, 0, 0, len(all_headings) - 1, title)
            else:
                page.write_string(at, 0, title)
        page.write_row(len(titles), 0, all_headings)
        at = len(titles)
        for number, row in enumerate(rows, start=1):
            at += 1
            for column, cell in enumerate([*([number] if numbered else []), *row]):
                if isinstance(cell, dt.date):
                    page.write_datetime(at, column, dt.datetime.combine(cell, dt.time()), day)
                elif cell not in (None, ""):
                    page.write(at, column, cell)
        for extra, text in enumerate(footer, start=1):
            page.write_string(at + extra, 0, text)
    return buffer.getvalue()


def gb_csv(titles: Sequence[str], headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The same as a CSV in GB 18030, as old office programs save it."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    for title in titles:
        writer.writerow([title])
    writer.writerow(headings)
    for row in rows:
        writer.writerow(
            [
                ""
                if cell is None
                else (f"{cell.year}.{cell.month}.{cell.day}" if isinstance(cell, dt.date) else cell)
                for cell in row
            ]
        )
    return buffer.getvalue().encode("gb18030")


def phone_cell(phone: str, dice: random.Random) -> Cell:
    """A mobile number in one of the forms that lists have."""
    form = dice.randrange(10)
    if form == 0:
        return f"{phone[:3]}-{phone[3:7]}-{phone[7:]}"
    if form == 1:
        return f"+86{phone}"
    if form == 2:
        return f"{phone[:3]} {phone[3:7]} {phone[7:]}"
    if form == 3:
        return phone.translate(FULL_WIDTH)
    return float(phone) if form in {4, 5} else phone


def name_cell(name: str, dice: random.Random) -> str:
    """A name, now and then with the wide space that makes two characters as long as three."""
    return f"{name[0]}\u3000{name[1]}" if len(name) == 2 and dice.random() < 0.4 else name


def date_cell(day: dt.date, dice: random.Random) -> Cell:
    """A day in one of five forms."""
    return (
        day,
        f"{day.year}.{day.month}.{day.day}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y-%m-%d}",
    )[dice.randrange(5)]
