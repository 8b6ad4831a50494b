"""Rows of headings: one line or two, how its columns are called, and what a person decided about them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from lianxin.core.errors import BadInput
from lianxin.lists.columns import INDEX_HEADINGS, RecordType, plain_heading
from lianxin.lists.reading import Cell, Row, Sheet

SEARCHED_ROWS = 40
"""So many rows from the top are searched for headings."""


@dataclass(frozen=True)
class Chosen:
    """What a person decided about a sheet: its kind, its row of headings (as Excel counts; 0 for a sheet without any) and,
    by name of the column, the key that it fills ("" leaves it out). Without `columns` they are recognised.

    `remembered` marks a decision about an earlier list of the same sender with the same headings.
    """

    type: str
    header_row: int
    columns: Mapping[str, str]
    remembered: bool = False


def known_headings(shapes: Iterable[RecordType]) -> frozenset[str]:
    """Every heading that some kind of list has, plain."""
    return frozenset(heading for shape in shapes for heading in shape.by_heading) | INDEX_HEADINGS


def lines_above(rows: Sequence[Row]) -> list[str]:
    """The texts above the headings: the title and what stands with it."""
    return [cell for row in rows for cell in row if isinstance(cell, str) and cell.strip()]


def joined_headings(sheet: Sheet, at: int, known: frozenset[str]) -> tuple[list[str], int]:
    """The headings of the row `at` (from 0), joined with the line below when that names parts of a group heading; and
    how many lines they take. Raises BadInput for two rows of headings that compete.
    """
    top = [heading_text(cell) for cell in sheet.rows[at]]
    if at + 1 >= len(sheet.rows):
        return top, 1
    below = [heading_text(cell) for cell in sheet.rows[at + 1]]
    filled = [i for i, text in enumerate(below) if text]
    if not filled or any(plain_heading(below[i]) not in known for i in filled):
        return top, 1
    if _is_group(sheet, at, top, filled):
        return [below[i] if i in filled else text for i, text in enumerate(top)], 2
    if any(plain_heading(top[i]) in known for i in filled):
        words = [text for text in top if text]
        # A line such as 时间 | 5月18日 | 地点 | 图书馆 above the headings has known words too, but not only.
        if len(filled) >= 2 and sum(plain_heading(text) in known for text in words) >= 0.8 * len(words):
            raise BadInput(two_headers(at + 1, at + 2))
        return top, 1
    return [below[i] if i in filled else text for i, text in enumerate(top)], 2


def _is_group(sheet: Sheet, at: int, top: Sequence[str], filled: Sequence[int]) -> bool:
    """Whether the line below stands under group headings alone: merged over their parts, or followed by empty cells."""
    merged = {i for first, left, last, right in sheet.merged if first == at == last and right > left for i in range(left, right + 1)}
    if merged:
        return all(i in merged for i in filled)
    starts = {i for i in filled if top[i]}
    others = [text for i, text in enumerate(top) if text and i not in filled]
    return bool(others) and len(starts) < len(filled) and all(i + 1 in filled and not top[i + 1] for i in starts)


def chosen_headings(sheet: Sheet, header_row: int, known: frozenset[str]) -> tuple[list[str], int, int]:
    """The headings of the row that a person names, where they begin (from 0), and how many lines they take."""
    if header_row == 0:
        return [""] * max(map(len, sheet.rows), default=0), 0, 0
    if not 1 <= header_row <= len(sheet.rows):
        raise BadInput(_("The sheet has no such row. Choose the row in which the headings stand."))
    at = header_row - 1
    try:
        headings, height = joined_headings(sheet, at, known)
    except BadInput:
        headings, height = [heading_text(cell) for cell in sheet.rows[at]], 1
    return headings, at, height


def heading_text(cell: Cell) -> str:
    """A heading as the sheet shows it, in one line."""
    return re.sub(r"\s*[\r\n]+\s*", "", cell.strip()) if isinstance(cell, str) else ""


def column_names(headings: Sequence[str]) -> tuple[str, ...]:
    """A name for each column that no other has: its heading, its letter where there is none, numbered when it repeats."""
    names: list[str] = []
    met: dict[str, int] = {}
    for index, heading in enumerate(headings):
        name = heading or column_letter(index)
        met[name] = met.get(name, 0) + 1
        names.append(name if met[name] == 1 else f"{name} ({met[name]})")
    return tuple(names)


def heading_set(names: Sequence[str]) -> str:
    """What two sheets with the same headings share, in whatever order they stand."""
    return "\n".join(sorted(plain_heading(name) for name in names))


def rows_of_names(sheet: Sheet, known: frozenset[str]) -> list[tuple[int, tuple[str, ...]]]:
    """Rows that could be headings (as Excel counts), with the names that their columns would have."""
    found = []
    for at in range(min(len(sheet.rows), SEARCHED_ROWS)):
        if sum(bool(heading_text(cell)) for cell in sheet.rows[at]) >= 2:
            headings, _at, _height = chosen_headings(sheet, at + 1, known)
            found.append((at + 1, column_names(headings)))
    return found


def two_headers(first: int, second: int) -> str:
    sentence = _(
        "There are two rows of headings (rows {first} and {second}). Keep one, or put each table on a sheet of its own."
    )
    return str(sentence).format(first=first, second=second)


def column_letter(index: int) -> str:
    """The letters of a column as a spreadsheet shows them; `index` from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
