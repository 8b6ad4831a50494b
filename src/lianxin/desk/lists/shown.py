"""What the preview page shows, as plain data: it is made at once for a small list, and kept sealed for a large one.

Values that are masked everywhere else are masked here too; cells of columns that are left out are not in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from lianxin.core.masks import mask_email, mask_number, mask_text
from lianxin.core.wording import clauses
from lianxin.lists.columns import INDEX_HEADINGS, REFUSED, plain_heading
from lianxin.lists.headings import column_letter
from lianxin.lists.marking import RowMark, SheetMarks
from lianxin.lists.parsing import Row
from lianxin.lists.reading import Sheet
from lianxin.lists.recognise import IGNORED
from lianxin.register.records import Change, Effect, RowState
from lianxin.register.services.imports import ImportOutcome, SheetOutcome


def mask_phones(text: str) -> str:
    """Every number of the cell, each by itself."""
    return re.sub(r"\+?\d[\d\- ]{5,}\d", lambda found: mask_number(found.group()), text)


MASKS: dict[str, Callable[[str], str]] = {
    "phone": mask_phones,
    "id_number": mask_number,
    "document_number": mask_number,
    "licence_number": mask_number,
    "email": mask_email,
    "address": mask_text,
}
TOP_ROWS, TOP_CELLS, TOP_LETTERS = 15, 6, 10
REFUSED_CELL, ODD_CELL = "bad", "warn"


@dataclass(slots=True)
class ShownCell:
    """One cell; `tone` marks a refused ("bad") or doubtful ("warn") one, `reason` says why."""

    text: str
    tone: str = ""
    reason: str = ""


@dataclass(slots=True)
class ShownRow:
    """One record as its sheet has it; `whys` say what it does and why. `notable` rows want to be looked at."""

    number: int
    effect: str
    cells: list[ShownCell]
    whys: list[str]
    section: str = ""
    notable: bool = False


@dataclass(slots=True)
class ShownColumn:
    """One column of the sheet, by its position in it; `key` is the column that it fills ("" for none). A `refused` one can
    fill none; one that `numbers` the rows needs none.
    """

    position: int
    letter: str
    name: str
    key: str = ""
    refused: bool = False
    numbers: bool = False


@dataclass(slots=True)
class ShownSheet:
    """One sheet by its position in the file. `top` are its first rows in short, for choosing the row of headings."""

    position: int
    name: str
    type: str
    header_row: int
    columns: list[ShownColumn]
    dropped: list[str]
    problem: str
    chosen: bool
    remembered: bool
    refused: int
    counts: dict[str, int]
    notable: int
    top: list[tuple[int, str]]
    rows: list[ShownRow]


@dataclass(slots=True)
class Shown:
    """The whole preview."""

    sender: str
    as_of: str
    already: bool
    sheets: list[ShownSheet] = field(default_factory=list)

    @property
    def has_problem(self) -> bool:
        """Whether something must be set right before the list can be taken in."""
        return any(sheet.problem for sheet in self.sheets) or not any(sheet.type for sheet in self.sheets)

    @property
    def takes_nothing(self) -> bool:
        """Whether every row is rejected, so that taking the list in would keep nothing of it."""
        counts = [sheet.counts for sheet in self.sheets]
        return any(counts) and all(set(one) <= {str(Effect.REJECTED)} for one in counts)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, held: dict[str, Any]) -> Shown:
        sheets = []
        for one in held["sheets"]:
            rows = [ShownRow(**row | {"cells": [ShownCell(**cell) for cell in row["cells"]]}) for row in one["rows"]]
            columns = [ShownColumn(**column) for column in one["columns"]]
            sheets.append(ShownSheet(**one | {"rows": rows, "columns": columns, "top": [(n, text) for n, text in one["top"]]}))
        return cls(**held | {"sheets": sheets})


def shown(outcome: ImportOutcome, sheets: Sequence[Sheet]) -> Shown:
    """The preview of a file: sheets that hold a list or should, in their order; what is ignored in silence is not among them."""
    told = Shown(outcome.sender, outcome.as_of.isoformat(), outcome.already)
    for position, (one, sheet) in enumerate(zip(outcome.sheets, sheets, strict=True)):
        found = one.recognised
        if found.type != IGNORED or found.problem or found.chosen is not None:
            told.sheets.append(_sheet(position, one, sheet))
    return told


def marks_of(told: Shown) -> dict[int, SheetMarks]:
    """The marks for the sender's workbook. Of rows that are fine only what they do is said: what the register holds of
    somebody stays out of it.
    """
    words = {str(effect): str(effect.label) for effect in Effect}
    found = {}
    for sheet in told.sheets:
        rows = {}
        for row in sheet.rows:
            pairs = list(zip(sheet.columns, row.cells, strict=True))
            reasons = [_("{label}: {words}").format(label=column.name, words=cell.reason) for column, cell in pairs if cell.reason]
            reasons += row.whys if row.effect in {Effect.REJECTED, Effect.DOUBTFUL} else []
            cells = {column.position: cell.tone for column, cell in pairs if cell.tone}
            rows[row.number] = RowMark(words.get(row.effect, ""), clauses(dict.fromkeys(reasons)), cells)
        emptied = frozenset(column.position for column in sheet.columns if column.refused)
        found[sheet.position] = SheetMarks(sheet.header_row, rows, emptied)
    return found


def _sheet(position: int, one: SheetOutcome, sheet: Sheet) -> ShownSheet:
    found = one.recognised
    keys = {mapped.index: mapped.key for mapped in found.columns}
    names = found.names or tuple(column_letter(index) for index in range(len(sheet.rows[0]) if sheet.rows else 0))
    columns = [
        ShownColumn(
            index,
            column_letter(index),
            name,
            keys.get(index, ""),
            refused=bool(REFUSED.search(plain_heading(name))),
            numbers=index not in keys and plain_heading(name) in INDEX_HEADINGS,
        )
        for index, name in enumerate(names)
        if index in keys or name != column_letter(index) or name in found.dropped or not found.type or found.problem
    ]
    rows = list(_rows(one, columns))
    counts = Counter(row.effect for row in rows)
    return ShownSheet(
        position=position,
        name=one.name,
        type=_type(one),
        header_row=found.header_row,
        columns=columns,
        dropped=list(found.dropped),
        problem=found.problem,
        chosen=found.chosen is not None,
        remembered=found.chosen is not None and found.chosen.remembered,
        refused=len(one.rejected),
        counts={str(effect): counts[str(effect)] for effect in Effect if counts[str(effect)]},
        notable=sum(row.notable for row in rows),
        top=_top(sheet, found.header_row + 1 if found.type != IGNORED and found.header_row else TOP_ROWS),
        rows=rows,
    )


def _type(one: SheetOutcome) -> str:
    """What the sheet lists, or was said to; "" for one that is left out or unknown."""
    found = one.recognised
    chosen = found.chosen.type if found.problem and found.chosen else found.type
    return "" if chosen == IGNORED else chosen


def _rows(one: SheetOutcome, columns: Sequence[ShownColumn]) -> Iterator[ShownRow]:
    states = {state.row.number: state for state in one.states}
    for row in one.rows:
        state = states.get(row.number)
        # Nothing is told of usable rows while a sheet of the file cannot be read.
        effect = str(state.effect) if state else "" if row.usable else str(Effect.REJECTED)
        left = {cell.column: str(cell.reason) for cell in row.rejected}
        cells = list(_cells(one, row, columns, state, left))
        whys = [_("{label}: {words}").format(label=column, words=reason) for column, reason in left.items()] + _whys(one, row, state)
        if not whys and effect in {Effect.SAME, Effect.REJECTED}:
            whys = [_("all of it is there already") if effect == Effect.SAME else _("not taken in until this is mended")]
        notable = effect in {Effect.REJECTED, Effect.DOUBTFUL} or any(cell.tone for cell in cells)
        yield ShownRow(row.number, effect, cells, whys, row.section, notable)


def _cells(
    one: SheetOutcome, row: Row, columns: Sequence[ShownColumn], state: RowState | None, refused: dict[str, str]
) -> Iterator[ShownCell]:
    """Cells in the order of the columns; what is shown with its cell is taken out of `refused`."""
    headings = {mapped.index: mapped.heading for mapped in one.recognised.columns}
    warned = {cell.column: str(cell.reason) for cell in row.warned}
    seen = set[str]()
    for column in columns:
        if not column.key:
            yield ShownCell("")
            continue
        heading = headings[column.position]
        own = f"{column.key}:{heading}"
        held = own if own in row.raw or column.key in seen else column.key
        seen.add(column.key)
        text = row.raw.get(held, "")
        mask = MASKS.get(column.key)
        if reason := refused.pop(heading, ""):
            yield ShownCell(text, REFUSED_CELL, reason)
            continue
        reason = warned.get(heading, "") or (state.doubts.get(column.key, "") if state and text else "")
        yield ShownCell(mask(text.removesuffix(".0")) if mask and text else text, ODD_CELL if reason else "", reason)


def _whys(one: SheetOutcome, row: Row, state: RowState | None) -> list[str]:
    shape = one.recognised.shape
    told = list(state.reasons) if state else []
    for a, b in row.swapped if shape else ():
        names = {"one": shape.by_key[a].heading, "other": shape.by_key[b].heading} if shape else {}
        told.append(_("{one} and {other} stood in each other's place and were set right").format(**names))
    return told + [_change(change) for change in (state.changes if state else ())]


def _change(change: Change) -> str:
    mask = MASKS.get(change.column, str)
    was, becomes = (mask(text) if text else "" for text in (change.was, change.becomes))
    if not becomes:
        return change.label
    return _("{label}: {was} → {becomes}").format(label=change.label, was=was or _("nothing"), becomes=becomes) if change.column else (
        f"{change.label} {becomes}"
    )


def _top(sheet: Sheet, until: int) -> list[tuple[int, str]]:
    """The first rows in a few letters each, without long numbers and without the columns that are refused."""
    first = sheet.rows[: max(TOP_ROWS, until)]
    hidden = {
        i for row in first for i, cell in enumerate(row) if isinstance(cell, str) and len(cell) < 12 and REFUSED.search(plain_heading(cell))
    }
    found = []
    for number, row in enumerate(sheet.rows[:until], start=1):
        words = [str(cell).strip() for i, cell in enumerate(row) if cell not in ("", None) and i not in hidden]
        short = [re.sub(r"\d{5,}", "…", word)[:TOP_LETTERS] for word in words[:TOP_CELLS]]
        if short:
            found.append((number, " · ".join(short)))
    return found
