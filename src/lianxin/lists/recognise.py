"""Find out what a sheet is: its row of headings, its kind, which column holds what, which rows are records.

Columns that are refused (DESIGN §2) or not recognised are dropped here: of them only the headings are named.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext_lazy as _

from lianxin.core.errors import BadInput
from lianxin.lists.body import Body
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
from lianxin.lists.headings import (
    SEARCHED_ROWS,
    Chosen,
    chosen_headings,
    column_letter,
    column_names,
    joined_headings,
    known_headings,
    lines_above,
)
from lianxin.lists.reading import Cell, Row, Sheet
from lianxin.lists.titles import TitleFacts, read_title

IGNORED = "ignored"
_SAMPLED_ROWS = 200
_BLANK_WORDS = frozenset(
    ("", "无", "/", "\\", "-", "—", "——", "暂无", "没有", "空", "略", "(略)", "（略）", "(空)", "（空）", "n/a", "null", "none")
)
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
    the section line that each first record stands under; both leave out blanks, repeated headings and footers. `names`
    are those of all columns; `chosen` is what a person decided, `problem` why a sheet cannot be read.
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
    names: tuple[str, ...] = ()
    chosen: Chosen | None = None
    problem: str = ""


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


def recognise_all(
    sheets: Sequence[Sheet],
    types: Iterable[RecordType] | None = None,
    *,
    chosen: Sequence[Chosen | None] = (),
    lenient: bool = False,
) -> list[Recognised]:
    """Recognise every sheet of a file; `chosen` says of each what a person decided. Sheets of instructions, empty ones and
    strangers beside a list are "ignored"; a file without any list raises BadInput. When `lenient` nothing is raised: the
    sheet that would be refused is "ignored" with its `problem`.
    """
    shapes = tuple(types if types is not None else record_types)
    found: list[Recognised] = []
    unknown: list[int] = []
    for position, sheet in enumerate(sheets):
        decided = chosen[position] if position < len(chosen) else None
        left_out = decided is not None and decided.type == IGNORED
        if sheet.empty or left_out or (decided is None and len(sheets) > 1 and _INSTRUCTIONS.search(sheet.name)):
            found.append(Recognised(IGNORED, chosen=decided))
            continue
        try:
            found.append(recognise(sheet, shapes, decided))
        except _UnknownSheetError as error:
            unknown.append(position)
            found.append(Recognised(IGNORED, problem=str(error)))
        except BadInput as error:
            if not lenient:
                raise
            found.append(_unfinished(sheet, shapes, decided, str(error)))
    has_list = any(sheet.type != IGNORED for sheet in found)
    for position in unknown:
        if has_list:
            found[position] = Recognised(IGNORED)
    if not has_list and not lenient:
        raise BadInput(next((sheet.problem for sheet in found if sheet.problem), UNKNOWN_TYPE))
    return found


def _unfinished(sheet: Sheet, shapes: Sequence[RecordType], chosen: Chosen | None, problem: str) -> Recognised:
    """A sheet with a problem, with as much of its columns as was chosen or can be told, so that the rest can be chosen."""
    shape = next((shape for shape in shapes if chosen is not None and shape.key == chosen.type), None)
    if chosen is None or shape is None or not 0 <= chosen.header_row <= len(sheet.rows):
        return Recognised(IGNORED, problem=problem, chosen=chosen)
    headings, at, height = chosen_headings(sheet, chosen.header_row, known_headings(shapes))
    names = column_names(headings)
    columns = [Mapped(i, headings[i], key) for i, name in enumerate(names) if (key := chosen.columns.get(name, "")) in shape.by_key]
    if not chosen.columns:
        columns = suggested(shape, headings, None, sheet.rows[at + height :])
    return Recognised(IGNORED, chosen.header_row, columns=tuple(columns), names=names, problem=problem, chosen=chosen)


class _UnknownSheetError(BadInput):
    """No headings of any known kind; beside a real list such a sheet is passed over."""


def recognise(sheet: Sheet, types: Iterable[RecordType] | None = None, chosen: Chosen | None = None) -> Recognised:
    """Find the headings, kind, columns, records and title of one sheet, or take them as a person chose them.

    Raises BadInput when no kind fits, when two different rows of headings compete, or when what was chosen cannot be.
    """
    shapes = tuple(types if types is not None else record_types)
    if sheet.empty:
        raise BadInput(_("The sheet is empty. Fill in the list, save it and send it again."))
    known = known_headings(shapes)
    if chosen is not None:
        return _as_chosen(sheet, shapes, chosen, known)
    for at in range(min(len(sheet.rows), SEARCHED_ROWS)):
        row = sheet.rows[at]
        if not any(plain_heading(c) in known for c in row if isinstance(c, str)):
            continue
        facts = read_title(lines_above(sheet.rows[:at]), sheet.file)
        headings, height = joined_headings(sheet, at, known)
        body = sheet.rows[at + height :]
        title = " ".join(lines_above(sheet.rows[:at])) + " " + sheet.file + " " + sheet.name
        fits = [fit for shape in shapes if (fit := _fit(shape, headings, facts, title, body))]
        if fits:
            best = max(fits, key=lambda fit: fit.score)
            best = replace(best, columns=_exchanged(best.shape, best.columns, body))
            return _found(sheet, best, (headings, at, height), facts, known)
    raise _UnknownSheetError(UNKNOWN_TYPE)


def _found(
    sheet: Sheet, fit: _Fit, header: tuple[list[str], int, int], facts: TitleFacts, known: frozenset[str], chosen: Chosen | None = None
) -> Recognised:
    headings, at, height = header
    anchor = next(m.index for m in fit.columns if m.key == fit.shape.anchor)
    table = Body(sheet, header, known, anchor=anchor, held=[m.index for m in fit.columns])
    rows = table.records
    return Recognised(
        type=fit.shape.key,
        header_row=at + 1 if height else 0,
        first_row=rows[0] if rows else 0,
        last_row=rows[-1] if rows else 0,
        columns=fit.columns,
        dropped=fit.dropped,
        facts=facts,
        score=fit.score,
        rows=tuple(rows),
        sections=tuple(table.sections),
        shape=fit.shape,
        names=column_names(headings),
        chosen=chosen,
    )


def _as_chosen(sheet: Sheet, shapes: Sequence[RecordType], chosen: Chosen, known: frozenset[str]) -> Recognised:
    """The sheet as a person decided; a refused column stays refused whatever was chosen for it."""
    shape = next((shape for shape in shapes if shape.key == chosen.type), None)
    if shape is None:
        raise BadInput(UNKNOWN_TYPE)
    headings, at, height = chosen_headings(sheet, chosen.header_row, known)
    body = sheet.rows[at + height :]
    facts = read_title(lines_above(sheet.rows[:at]), sheet.file)
    columns: list[Mapped] = []
    if not chosen.columns:
        columns = list(_exchanged(shape, tuple(suggested(shape, headings, facts.year, body)), body))
    used: set[str] = set()
    for index, name in enumerate(column_names(headings) if chosen.columns else ()):
        column = shape.by_key.get(chosen.columns.get(name, ""))
        if column is None or REFUSED.search(plain_heading(headings[index])):
            continue
        slot = column.slot(headings[index], facts.year) if column.slot else None
        if column.slot and slot is None:
            raise BadInput(_("Only a column whose heading is a day, such as 5月18日上午, can be {name}.").format(name=column.name))
        if column.key in used and not column.repeats and slot is None:
            raise BadInput(_("Two columns cannot both be {name}: leave one of them out.").format(name=column.name))
        used.add(column.key)
        columns.append(Mapped(index, headings[index] or column_letter(index), column.key, slot))
    if not any(m.key == shape.anchor for m in columns):
        raise BadInput(_("Say which column is {name}: without it no row can be read.").format(name=shape.by_key[shape.anchor].name))
    fit = _Fit(shape, tuple(columns), _dropped(headings, columns, body), 0)
    return _found(sheet, fit, (headings, at, height), facts, known, chosen)


def suggested(shape: RecordType, headings: Sequence[str], year: int | None, body: Sequence[Row]) -> list[Mapped]:
    """The columns of one kind of list that the headings name, or that their cells give away, in the order of the sheet."""
    best: dict[str, tuple[int, int]] = {}
    mapped: list[Mapped] = []
    for index, heading in enumerate(headings):
        if found := shape.column_for(heading, year):
            column, rank = found
            slot = column.slot(heading, year) if column.slot else None
            if slot is not None or column.repeats or column.key not in best or rank < best[column.key][0]:
                if not column.repeats and slot is None and column.key in best:
                    mapped = [m for m in mapped if m.index != best[column.key][1]]
                best[column.key] = (rank, index)
                mapped.append(Mapped(index, heading, column.key, slot))
    mapped += _by_content(shape, headings, mapped, body)
    return sorted(mapped, key=lambda m: m.index)


def _fit(shape: RecordType, headings: Sequence[str], facts: TitleFacts, title: str, body: Sequence[Row]) -> _Fit | None:
    """How well a shape explains the headings; None when what it needs is missing."""
    named = any((found := shape.column_for(heading, facts.year)) and found[0].key == shape.anchor for heading in headings)
    if not named or (shape.against and any(re.search(shape.against, plain_heading(h)) for h in headings)):
        return None
    mapped = suggested(shape, headings, facts.year, body)
    keys = {m.key for m in mapped}
    others = [h for h in headings if h and plain_heading(h) not in INDEX_HEADINGS]
    if not any(need <= keys for need in shape.needs) and not (shape.alone and len(others) == 1):
        return None
    dropped = _dropped(headings, mapped, body)
    strangers = sum(1 for name in dropped if name in headings and not REFUSED.search(plain_heading(name)))
    telling = sum(plain_heading(h) in shape.telling for h in headings)
    spoken = bool(shape.title_words and re.search(shape.title_words, title))
    score = 2 * len(keys) + 2 * min(telling, 4) + 4 * spoken - strangers
    return _Fit(shape, tuple(mapped), dropped, score)


def _dropped(headings: Sequence[str], mapped: Sequence[Mapped], body: Sequence[Row]) -> tuple[str, ...]:
    """What is left out: headings, and the letters of columns without one that hold something."""
    taken = {m.index for m in mapped}
    dropped = []
    for index, heading in enumerate(headings):
        if index in taken or plain_heading(heading) in INDEX_HEADINGS:
            continue
        if heading or any(index < len(row) and not is_blank(row[index]) for row in body[:_SAMPLED_ROWS]):
            dropped.append(heading or column_letter(index))
    return tuple(dropped)


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
                found.append(Mapped(index, heading or column_letter(index), column.key))
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
