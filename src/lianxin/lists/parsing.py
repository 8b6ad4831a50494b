"""Read the records of a recognised sheet: typed values by key, and every refused cell with its reason.

A ruined cell is refused and its row stays; a row without its required cells is refused as a row, with a reason per
cell. Cells of dropped columns are never touched, so no value of theirs is in what comes out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.lists.columns import CellError, Several
from lianxin.lists.reading import Cell, Sheet
from lianxin.lists.reading import Row as RawRow
from lianxin.lists.recognise import Mapped, Recognised, is_blank
from lianxin.reference.codes import CodeError

_MISSING = _("This cell must be filled in.")


@dataclass(frozen=True)
class Rejected:
    """One refused cell: Excel's row number, the heading as the sheet has it, what stood there, and why not."""

    row: int
    column: str
    value: str
    reason: str | Promise


@dataclass
class Row:
    """One record. `raw` are its cells as they came, by key, of mapped columns only; `swapped` names pairs of keys whose
    cells stood in each other's place; `section` is the section line above it. `warned` are cells that are taken though odd.
    """

    number: int
    values: dict[str, object]
    rejected: list[Rejected] = field(default_factory=list)
    usable: bool = True
    raw: dict[str, str] = field(default_factory=dict)
    section: str = ""
    swapped: tuple[tuple[str, str], ...] = ()
    warned: list[Rejected] = field(default_factory=list)


def parse(sheet: Sheet, recognised: Recognised) -> list[Row]:
    """All records of a sheet, usable or not, in the order of the sheet."""
    shape = recognised.shape
    if shape is None:
        return []
    reader = _Reader(recognised)
    fills = _merged_down(sheet, recognised)
    sections = list(recognised.sections)
    section = ""
    out: list[Row] = []
    for number in recognised.rows:
        while sections and sections[0][0] < number:
            section = sections.pop(0)[1]
        cells = sheet.rows[number - 1]
        if number in fills:
            cells = [fills[number].get(i, cell) if cell in ("", None) else cell for i, cell in enumerate(cells)]
        row = reader.read(number, cells)
        row.section = section
        out.append(row)
    return out


def _merged_down(sheet: Sheet, recognised: Recognised) -> dict[int, dict[int, Cell]]:
    """Cells that stand for the rows below them too, because they are merged; a merged anchor is one record."""
    anchor = recognised.shape.anchor if recognised.shape else ""
    columns = {m.index for m in recognised.columns if m.key != anchor}
    fills: dict[int, dict[int, Cell]] = {}
    for top, left, bottom, right in sheet.merged:
        if left == right and left in columns and top + 1 >= recognised.first_row:
            for number in range(top + 2, bottom + 2):
                fills.setdefault(number, {})[left] = sheet.rows[top][left]
    return fills


class _Reader:
    """The columns of one sheet, prepared once for all its rows."""

    def __init__(self, recognised: Recognised) -> None:
        shape = recognised.shape
        if shape is None:  # pragma: no cover - parse() has looked
            raise TypeError
        by_key = shape.by_key
        self.columns: list[tuple[Mapped, Callable[[Cell], object], bool, bool]] = [
            (m, by_key[m.key].parse, by_key[m.key].repeats, m.slot is not None) for m in recognised.columns
        ]
        self.beside = {column.key: (column.beside, column.parse_beside) for column in shape.columns if column.parse_beside is not None}
        # What another column says more of is read after it.
        self.columns.sort(key=lambda column: column[0].key in self.beside)
        self.warns = {column.key: column.warn for column in shape.columns if column.warn is not None}
        present = {m.key: m for m in recognised.columns}
        self.required = [(c.key, present[c.key].heading if c.key in present else c.heading) for c in shape.columns if c.required]
        self.identity, self.left_empty = shape.identity, shape.left_empty
        self.swaps = [
            (present[a], present[b], fits_a, fits_b)
            for a, b in shape.swaps
            if a in present and b in present and (fits_a := by_key[a].fits) and (fits_b := by_key[b].fits)
        ]

    def read(self, number: int, cells: RawRow) -> Row:
        cells, swapped = self._straightened(cells)
        row = Row(number, {}, swapped=swapped)
        for mapped, parse_cell, repeats, slotted in self.columns:
            cell = cells[mapped.index]
            if cell == "" or is_blank(cell):
                continue
            text = _plain(cell)
            row.raw[mapped.key if mapped.key not in row.raw else f"{mapped.key}:{mapped.heading}"] = text
            try:
                other, parse_beside = self.beside.get(mapped.key, ("", None))
                said = row.values.get(other)
                value = parse_beside(cell, said) if parse_beside is not None and said is not None else parse_cell(cell)
            except CodeError as error:
                row.rejected.append(Rejected(number, mapped.heading, text, error.reason))
                value = error.kept if isinstance(error, CellError) else None
                if value is None:
                    continue
            else:
                if mapped.key in self.warns and (reason := self.warns[mapped.key](value)):
                    row.warned.append(Rejected(number, mapped.heading, text, reason))
            if slotted or repeats or isinstance(value, Several):
                _gather(row.values, mapped, value)
            else:
                row.values[mapped.key] = value
        self._require(row)
        return row

    def _straightened(self, cells: RawRow) -> tuple[RawRow, tuple[tuple[str, str], ...]]:
        """The cells with confused pairs set right: each fits the other's column and not its own."""
        swapped: tuple[tuple[str, str], ...] = ()
        for a, b, fits_a, fits_b in self.swaps:
            one, other = cells[a.index], cells[b.index]
            if one in ("", None) or other in ("", None):
                continue
            left = str(one)
            if fits_a(left):
                continue
            right = str(other)
            if fits_b(left) and fits_a(right) and not fits_b(right):
                swapped = (*swapped, (a.key, b.key))
                cells = _exchange(cells, a.index, b.index)
        return cells, swapped

    def _require(self, row: Row) -> None:
        for key, heading in self.required:
            if key not in row.values and not (key in self.left_empty and self.identity in row.values):
                row.usable = False
                if not any(cell.column == heading for cell in row.rejected):
                    row.rejected.append(Rejected(row.number, heading, row.raw.get(key, ""), _MISSING))


def _exchange(cells: Sequence[Cell], a: int, b: int) -> list[Cell]:
    out = list(cells)
    out[a], out[b] = out[b], out[a]
    return out


def _gather(values: dict[str, object], mapped: Mapped, value: object) -> None:
    """Put a value that shares its key with other columns, or fills several keys."""
    if isinstance(value, Several):
        values.update(value)
    elif mapped.slot is not None:
        slots = values.setdefault(mapped.key, {})
        if isinstance(slots, dict):
            slots[mapped.slot] = value
    else:
        values[mapped.key] = _joined(values[mapped.key], value) if mapped.key in values else value


def _joined(held: object, more: object) -> object:
    if isinstance(held, tuple) and isinstance(more, tuple):
        return tuple(dict.fromkeys((*held, *more)))
    return held


def _plain(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell).strip()
