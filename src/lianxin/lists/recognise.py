"""Find out what a sheet is: its row of headings, its kind, which column holds what, which rows are records.

Columns that are refused (DESIGN §2) or not recognised are dropped here: of them only the headings are named.
"""

import re
from collections import Counter
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
_BLANK_WORDS = frozenset({"", "无", "/", "\\", "-", "—", "——", "－", "暂无", "没有", "空", "(空)", "（空）", "n/a", "null", "none", "nan", "无。"})
_SECTION = re.compile(r"^[（(]?[一二三四五六七八九十]{1,3}[)）]?\s*[、.．,，:：]|^第[一二三四五六七八九十\d]+(?:部分|组|批|届)|^[【\[].*[】\]]$")
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
    the section line that each first record stands under; both leave out blanks, repeated headings and footers."""

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
    a file without any list raises BadInput."""
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
        if sum(plain_heading(c) in known for c in row if isinstance(c, str)) < 2:
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
        rows, sections = _records(sheet, best.shape, columns, (at, height), known)
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
            sections=tuple(sections),
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
    if len(filled) >= 2 and any(plain_heading(top[i]) in known for i in filled):
        raise BadInput(_two_headers(at + 1, at + 2))
    if any(plain_heading(top[i]) in known for i in filled):
        return top, 1
    return [below[i] if i in filled else text for i, text in enumerate(top)], 2


def _heading(cell: Cell) -> str:
    return re.sub(r"[\s\u3000]+", "", cell) if isinstance(cell, str) else ""


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
    if shape.anchor not in best or (shape.against and any(re.search(shape.against, h) for h in headings)):
        return None
    mapped += _by_content(shape, headings, mapped, body)
    keys = {m.key for m in mapped}
    if not any(need <= keys for need in shape.needs):
        return None
    taken = {m.index for m in mapped}
    dropped, strangers = [], 0
    for index, heading in enumerate(headings):
        if index in taken or plain_heading(heading) in INDEX_HEADINGS:
            continue
        if heading:
            dropped.append(heading)
            strangers += not REFUSED.search(heading)
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


def _records(
    sheet: Sheet, shape: RecordType, columns: Sequence[Mapped], header: tuple[int, int], known: frozenset[str]
) -> tuple[list[int], list[tuple[int, str]]]:
    """Numbers of the rows that are records, and the section lines among them."""
    at, height = header
    anchor = next(m.index for m in columns if m.key == shape.anchor)
    held = [m.index for m in columns]
    top = _signature(sheet.rows[at])
    lines = [_signature(sheet.rows[at + i]) for i in range(height)]
    rows: list[int] = []
    sections: list[tuple[int, str]] = []
    for offset in range(at + height, len(sheet.rows)):
        row = sheet.rows[offset]
        filled = [c for c in row[:6] if c != "" and c is not None]
        if not filled and not any(c != "" and c is not None for c in row):
            continue
        first = filled[0] if filled else next(c for c in row if c != "" and c is not None)
        if isinstance(first, str):
            if any(isinstance(c, str) and plain_heading(c) in known for c in filled[:3]):
                signature = _signature(row)
                if signature in lines:
                    if signature == top and not rows:
                        raise BadInput(_two_headers(at + 1, offset + 1))
                    continue
                texts = [plain_heading(c) if isinstance(c, str) else "" for c in row if c != "" and c is not None]
                if len(texts) >= 2 and sum(text in known for text in texts) >= 0.8 * len(texts):
                    raise BadInput(_two_headers(at + 1, offset + 1))
            text = first.strip()
            if _SAMPLE.match(text):
                continue
            own = row[anchor]
            if _FOOT.match(text) and (own == "" or own is None or own == first):
                continue
            alone = len(filled) <= 1 and sum(c != "" and c is not None for c in row) == 1
            if alone and (_SECTION.match(text) or own != first):
                sections.append((offset + 1, re.sub(r"^[（(]?[一二三四五六七八九十]{1,3}[)）]?\s*[、.．,，:：]\s*", "", text)))
                continue
        if any(i < len(row) and row[i] != "" and row[i] is not None for i in held):
            rows.append(offset + 1)
    return rows, sections


def _signature(row: Row) -> tuple[tuple[int, str], ...]:
    return tuple((i, plain_heading(cell)) for i, cell in enumerate(row) if isinstance(cell, str) and cell.strip())


def _column_letter(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def count_types(found: Iterable[Recognised]) -> Counter[str]:
    """How many sheets of each kind were found."""
    return Counter(sheet.type for sheet in found)
