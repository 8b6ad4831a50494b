"""Find out what a sheet is: its row of headings, its kind, which column holds what, which rows are records.

Columns that are refused (DESIGN §2) or not recognised are dropped here: of them only the headings are named.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from lianxin.core.errors import BadInput
from lianxin.lists.columns import (
    INDEX_HEADINGS,
    OTHERS,
    REFUSED,
    UNKNOWN_TYPE,
    Column,
    RecordType,
    plain_heading,
    record_types,
)
from lianxin.lists.reading import Cell, Row, Sheet
from lianxin.lists.titles import TitleFacts, read_title

IGNORED = "ignored"
_SEARCHED_ROWS = 40
_SAMPLED_ROWS = 200
_BLANK_WORDS = frozenset(
    ("", "无", "/", "\\", "-", "—", "——", "暂无", "没有", "空", "略", "(略)", "（略）", "(空)", "（空）", "n/a", "null", "none")
)
_SECTION = re.compile(
    r"^[（(]?[一二三四五六七八九十]{1,3}[)）]?\s*[、.．,，:：]"
    r"|^第[一二三四五六七八九十\d]+(?:部分|组|批|届)|^[【\[].*[】\]]$"
)
_SECTION_NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十]{1,3}[)）]?\s*[、.．,，:：]\s*")
_FOOT = re.compile(
    r"^(?:(?:合\s*计|总\s*计|共\s*计|小\s*计|总人数)(?:\s|[:：（(\d]|$)"
    r"|(?:注|备注|说明|附注|填表说明|联系人|联系电话)\s*\d?\s*[:：]"
    r"|(?:填表人|填报人|制表|审核人?|审批|经办人|负责人签|领导签|签字|签名|盖章|单位盖章|填报单位|填报日期|填表日期|主办单位[:：]|以上信息|共\d+[人家个]))"
)
_SAMPLE = re.compile(r"^(?:填写)?(?:示例|样例|例)[:：]?$")
_INSTRUCTIONS = re.compile("说明|须知|填写要求|字典|选项|代码表|目录|封面")


@dataclass(frozen=True)
class Mapped:
    """A column of the sheet (`index` from 0), as its heading reads, and the key that it fills."""

    index: int
    heading: str
    key: str
    slot: object = None


@dataclass(frozen=True)
class Recognised:
    """What a sheet was found to be. Row numbers are Excel's, from 1. `rows` are the numbers of its records, `sections`
    the section line that each first record stands under; both leave out blanks, repeated headings and footers.
    """

    type: str
    header_row: int = 0
    first_row: int = 0
    last_row: int = 0
    columns: tuple[Mapped, ...] = ()
    dropped: tuple[str, ...] = ()
    facts: TitleFacts = field(default_factory=TitleFacts)
    score: float = 0
    rows: tuple[int, ...] = ()
    sections: tuple[tuple[int, str], ...] = ()
    shape: RecordType | None = None


@dataclass(frozen=True)
class _Fit:
    shape: RecordType
    columns: tuple[Mapped, ...]
    dropped: tuple[str, ...]
    score: float


def is_blank(cell: Cell) -> bool:
    """Whether a cell says nothing: empty, or one of the words for it (无, /, （空）)."""
    if cell is None or cell == "":
        return True
    if isinstance(cell, str):
        text = cell.strip()
        return len(text) <= 4 and text.casefold() in _BLANK_WORDS
    return False


def recognise_all(sheets: Sequence[Sheet], types: Iterable[RecordType] | None = None) -> list[Recognised]:
    """Recognise every sheet of a file. Sheets of instructions, empty ones and strangers beside a list are "ignored";
    a file without any list raises BadInput.
    """
    shapes = tuple(types if types is not None else record_types)
    found: list[Recognised] = []
    refusal: BadInput | None = None
    for sheet in sheets:
        if sheet.empty or (len(sheets) > 1 and _INSTRUCTIONS.search(sheet.name)):
            found.append(Recognised(IGNORED))
            continue
        try:
            found.append(recognise(sheet, shapes))
        except _UnknownSheetError as error:
            refusal = refusal or error
            found.append(Recognised(IGNORED))
    if all(sheet.type == IGNORED for sheet in found):
        raise refusal or BadInput(UNKNOWN_TYPE)
    return found


class _UnknownSheetError(BadInput):
    """No headings of any known kind; beside a real list such a sheet is passed over."""


def recognise(sheet: Sheet, types: Iterable[RecordType] | None = None) -> Recognised:
    """Find the headings, kind, columns, records and title of one sheet.

    Raises BadInput when no kind fits, or when two different rows of headings compete.
    """
    shapes = tuple(types if types is not None else record_types)
    if sheet.empty:
        raise BadInput(_("The sheet is empty. Fill in the list, save it and send it again."))
    known = frozenset(heading for shape in shapes for heading in shape.by_heading) | INDEX_HEADINGS
    for at in range(min(len(sheet.rows), _SEARCHED_ROWS)):
        row = sheet.rows[at]
        if not any(plain_heading(c) in known for c in row if isinstance(c, str)):
            continue
        facts = read_title(_lines_above(sheet.rows[:at]), sheet.file)
        headings, height = _headings(sheet, at, known)
        body = sheet.rows[at + height :]
        title = " ".join(_lines_above(sheet.rows[:at])) + " " + sheet.file + " " + sheet.name
        fits = [fit for shape in shapes if (fit := _fit(shape, headings, facts, title, body))]
        if not fits:
            continue
        best = max(fits, key=lambda fit: fit.score)
        columns = _exchanged(best.shape, best.columns, body)
        table = _Table(sheet, best.shape, columns, (at, headings, height), known)
        rows = table.records
        return Recognised(
            type=best.shape.key,
            header_row=at + 1,
            first_row=rows[0] if rows else 0,
            last_row=rows[-1] if rows else 0,
            columns=columns,
            dropped=best.dropped,
            facts=facts,
            score=best.score,
            rows=tuple(rows),
            sections=tuple(table.sections),
            shape=best.shape,
        )
    raise _UnknownSheetError(UNKNOWN_TYPE)


def _lines_above(rows: Sequence[Row]) -> list[str]:
    return [cell for row in rows for cell in row if isinstance(cell, str) and cell.strip()]


def _headings(sheet: Sheet, at: int, known: frozenset[str]) -> tuple[list[str], int]:
    """The headings of the row `at`, joined with the line below when that names parts of a group heading."""
    top = [_heading(cell) for cell in sheet.rows[at]]
    if at + 1 >= len(sheet.rows):
        return top, 1
    below = [_heading(cell) for cell in sheet.rows[at + 1]]
    filled = [i for i, text in enumerate(below) if text]
    if not filled or any(plain_heading(below[i]) not in known for i in filled):
        return top, 1
    if any(plain_heading(top[i]) in known for i in filled):
        words = [text for text in top if text]
        # A line such as 时间 | 5月18日 | 地点 | 图书馆 above the headings has known words too, but not only.
        if len(filled) >= 2 and sum(plain_heading(text) in known for text in words) >= 0.8 * len(words):
            raise BadInput(_two_headers(at + 1, at + 2))
        return top, 1
    return [below[i] if i in filled else text for i, text in enumerate(top)], 2


def _heading(cell: Cell) -> str:
    """A heading as the sheet shows it, in one line."""
    return re.sub(r"\s*[\r\n]+\s*", "", cell.strip()) if isinstance(cell, str) else ""


def _two_headers(first: int, second: int) -> str:
    sentence = _(
        "There are two rows of headings (rows {first} and {second}). Keep one, or put each table on a sheet of its own."
    )
    return str(sentence).format(first=first, second=second)


def _fit(shape: RecordType, headings: Sequence[str], facts: TitleFacts, title: str, body: Sequence[Row]) -> _Fit | None:
    """How well a shape explains the headings; None when what it needs is missing."""
    best: dict[str, tuple[int, int]] = {}
    mapped: list[Mapped] = []
    for index, heading in enumerate(headings):
        if found := shape.column_for(heading, facts.year):
            column, rank = found
            slot = column.slot(heading, facts.year) if column.slot else None
            if slot is not None or column.repeats or column.key not in best or rank < best[column.key][0]:
                if not column.repeats and slot is None and column.key in best:
                    mapped = [m for m in mapped if m.index != best[column.key][1]]
                best[column.key] = (rank, index)
                mapped.append(Mapped(index, heading, column.key, slot))
    if shape.anchor not in best or (shape.against and any(re.search(shape.against, plain_heading(h)) for h in headings)):
        return None
    mapped += _by_content(shape, headings, mapped, body)
    keys = {m.key for m in mapped}
    others = [h for h in headings if h and plain_heading(h) not in INDEX_HEADINGS]
    if not any(need <= keys for need in shape.needs) and not (shape.alone and len(others) == 1):
        return None
    taken = {m.index for m in mapped}
    dropped, strangers = [], 0
    for index, heading in enumerate(headings):
        if index in taken or plain_heading(heading) in INDEX_HEADINGS:
            continue
        if heading:
            dropped.append(heading)
            strangers += not REFUSED.search(plain_heading(heading))
        elif any(index < len(row) and not is_blank(row[index]) for row in body[:_SAMPLED_ROWS]):
            dropped.append(_column_letter(index))
    telling = sum(plain_heading(h) in shape.telling for h in headings)
    named = bool(shape.title_words and re.search(shape.title_words, title))
    score = 2 * len(keys) + 2 * min(telling, 4) + 4 * named - strangers
    mapped.sort(key=lambda m: m.index)
    return _Fit(shape, tuple(mapped), tuple(dropped), score)


def _by_content(shape: RecordType, headings: Sequence[str], mapped: Sequence[Mapped], body: Sequence[Row]) -> list[Mapped]:
    """Columns whose heading says nothing known, but whose cells are plainly of one strong kind."""
    taken, keys = {m.index for m in mapped}, {m.key for m in mapped}
    found: list[Mapped] = []
    for index, heading in enumerate(headings):
        plain = plain_heading(heading)
        if index in taken or plain in INDEX_HEADINGS or REFUSED.search(plain) or OTHERS.search(plain):
            continue
        for column in shape.columns:
            if column.strong and column.key not in keys and _share(column, index, body) >= 0.7:
                keys.add(column.key)
                found.append(Mapped(index, heading or _column_letter(index), column.key))
                break
    return found


def _share(column: Column, index: int, body: Sequence[Row]) -> float:
    """Which part of a column's filled cells fits by content; 0 when there are too few to tell."""
    if column.fits is None:
        return 0
    filled = [str(row[index]) for row in body[:_SAMPLED_ROWS] if index < len(row) and not is_blank(row[index])]
    return sum(map(column.fits, filled)) / len(filled) if len(filled) >= 2 else 0


def _exchanged(shape: RecordType, columns: tuple[Mapped, ...], body: Sequence[Row]) -> tuple[Mapped, ...]:
    """Two whole columns under each other's headings take each other's keys."""
    at = {m.key: m for m in columns}
    for one, other in shape.swaps:
        if one not in at or other not in at:
            continue
        a, b = at[one], at[other]
        first, second = shape.by_key[one], shape.by_key[other]
        crossed = min(_share(first, b.index, body), _share(second, a.index, body))
        straight = max(_share(first, a.index, body), _share(second, b.index, body))
        if crossed >= 0.7 and straight <= 0.2:
            new = {a: Mapped(a.index, a.heading, other), b: Mapped(b.index, b.heading, one)}
            columns = tuple(new.get(m, m) for m in columns)
    return columns


class _Table:
    """The rows under the headings, told apart: records, section lines, repeated headings, footers, blanks."""

    def __init__(
        self, sheet: Sheet, shape: RecordType, columns: Sequence[Mapped], header: tuple[int, list[str], int], known: frozenset[str]
    ) -> None:
        self.at, headings, height = header
        self.start, self.rows, self.known = self.at + height, sheet.rows, known
        self.anchor = next(m.index for m in columns if m.key == shape.anchor)
        self.held = [m.index for m in columns]
        # Printed pages repeat the headings line by line, or joined into one.
        self.repeats = [*(_signature(sheet.rows[self.at + i]) for i in range(height)), _signature(headings)]
        # A lone word in a dropped column must not leave as the name of a section.
        self.open_columns = {*self.held, *(i for i, h in enumerate(headings) if plain_heading(h) in INDEX_HEADINGS)}
        self.records: list[int] = []
        self.sections: list[tuple[int, str]] = []
        for offset in range(self.start, len(self.rows)):
            self._look(offset, self.rows[offset])

    def _look(self, offset: int, row: Row) -> None:
        filled = [cell for cell in row if cell != "" and cell is not None]
        if not filled:
            return
        first = filled[0]
        if isinstance(first, str) and (self._is_heading(offset, row, filled) or self._is_line(offset, row, filled, first)):
            return
        if any(i < len(row) and row[i] != "" and row[i] is not None for i in self.held):
            self.records.append(offset + 1)

    def _is_heading(self, offset: int, row: Row, filled: Sequence[Cell]) -> bool:
        """Headings repeated on a new page; other headings make a second table, which is refused."""
        if not any(isinstance(cell, str) and plain_heading(cell) in self.known for cell in filled[:3]):
            return False
        signature = _signature(row)
        repeated = signature in self.repeats
        if repeated and (self.records or signature != self.repeats[0]):
            return True
        texts = [plain_heading(cell) if isinstance(cell, str) else "" for cell in filled]
        if repeated or (len(texts) >= 2 and sum(text in self.known for text in texts) >= 0.8 * len(texts)):
            raise BadInput(_two_headers(self.at + 1, offset + 1))
        return False

    def _is_line(self, offset: int, row: Row, filled: Sequence[Cell], first: str) -> bool:
        """A sample row, a footer, or a section line (which is noted)."""
        text, own = first.strip(), row[self.anchor]
        if _SAMPLE.match(text) or (_FOOT.match(text) and (own == "" or own is None or own == first)):
            return True
        if len(filled) == 1 and REFUSED.search(plain_heading(text)):
            # Nobody's name: a line that says what those under it believe. It ends the section above and is kept nowhere.
            self.sections.append((offset + 1, ""))
            return True
        if len(filled) > 1 or not (_SECTION.match(text) or (own != first and row[0] == first)):
            return False
        if row.index(first) in self.open_columns and not text.isdecimal():
            self.sections.append((offset + 1, _SECTION_NUMBER.sub("", text)))
        return True


def _signature(row: Row) -> tuple[tuple[int, str], ...]:
    return tuple((i, plain_heading(cell)) for i, cell in enumerate(row) if isinstance(cell, str) and cell.strip())


def _column_letter(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
