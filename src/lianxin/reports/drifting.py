"""What became of the figures of a signed report, and which acts did it (F7). The signed report itself never changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lianxin.figures.causes import Reason
from lianxin.figures.drift import Cause, Drift, drifts_of, of_today
from lianxin.figures.engine import Figure
from lianxin.figures.models import FrozenFigure
from lianxin.figures.selections import Selection
from lianxin.figures.series import cut
from lianxin.journal.models import Entry
from lianxin.reports.asking import Figures, together
from lianxin.reports.building import ChartData, Report, Table
from lianxin.reports.models import Revision
from lianxin.reports.stored import from_data, marked_figures


@dataclass(frozen=True, slots=True)
class Line:
    """A figure with a code on paper: as it was signed, and what became of it."""

    signed: Figure
    frozen: FrozenFigure
    drift: Drift

    @property
    def now(self) -> Figure:
        return self.drift.now

    @property
    def has_moved(self) -> bool:
        return not self.drift.is_none or self.now.value != self.signed.value or bool(self.drift.causes)

    @property
    def added(self) -> int:
        return sum(len(one.added) for one in self._all)

    @property
    def left(self) -> int:
        return sum(len(one.left) for one in self._all)

    @property
    def changed(self) -> int:
        return sum(len(one.changed) for one in self._all)

    @property
    def causes(self) -> list[Cause]:
        """The acts that moved it; of a rate, those that moved its numerator or denominator."""
        return [cause for one in self._all for cause in one.causes]

    @property
    def _all(self) -> tuple[Drift, ...]:
        return (self.drift, *self.drift.parts)


@dataclass(slots=True)
class Act:
    """One act and the figures that it moved, each with the number of its rows and what it did to the value (None for a rate)."""

    entry: Entry | None
    words: str
    because: tuple[Reason, ...] = ()
    moved: list[tuple[Line, int, int | None]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table or a mark of a chart whose value is another now."""

    name: str
    label: str
    signed: Figure
    now: Figure


@dataclass(frozen=True, slots=True)
class ReportDrift:
    lines: tuple[Line, ...]
    acts: tuple[Act, ...]
    cells: tuple[Cell, ...]

    @property
    def moved(self) -> list[Line]:
        return [line for line in self.lines if line.has_moved]


def report_drift(revision: Revision) -> ReportDrift:
    """Compare every figure of a signed report with the same figure now. Reads every row that they count, once for each table."""
    built = from_data(revision.built)
    marked = {fig.selection.text: fig for fig in marked_figures(built)}
    every = frozen_figures(revision)
    frozen = {row.text: row for row in every if row.part_of_id is None and row.text in marked}
    with_code = {row.pk for row in frozen.values()}
    rows = [row for row in every if row.pk in with_code or row.part_of_id in with_code]

    def read(figures: Figures) -> tuple[tuple[Cell, ...], dict[Selection, Figure]]:
        now = {one: figures.figure(one) for one in (of_today(row.selection) for row in rows)}
        return tuple(_cells(built, figures)), now

    cells, now = together(read)
    drifts = drifts_of(rows, now)
    lines = [Line(fig, frozen[text], drifts[frozen[text].pk]) for text, fig in marked.items() if text in frozen]
    return ReportDrift(tuple(lines), tuple(_acts(lines)), cells)


def frozen_figures(revision: Revision) -> list[FrozenFigure]:
    """The figures that were frozen for a revision, with the parts of rates."""
    rows = FrozenFigure.objects.filter(owner_model=Revision._meta.label, owner_id=revision.pk)
    return list(rows.select_related("listed", "definition"))


def _acts(lines: list[Line]) -> list[Act]:
    found: dict[int, Act] = {}
    for line in lines:
        rows: dict[int, int] = defaultdict(int)
        for cause in line.causes:
            pk = cause.entry.pk if cause.entry else 0
            found.setdefault(pk, Act(cause.entry, cause.words, cause.because))
            rows[pk] += cause.records  # of a rate, those of its two parts
        effects = {cause.entry.pk if cause.entry else 0: cause.effect for cause in line.causes}
        for pk, count in rows.items():
            found[pk].moved.append((line, count, None if line.signed.is_rate else effects[pk]))
    # What nobody can be named for comes last.
    return [found[pk] for pk in sorted(found, key=lambda pk: (pk == 0, pk))]


def _cells(built: Report, figures: Figures) -> Iterator[Cell]:
    for block in built.blocks:
        if isinstance(block, Table):
            for number, column in enumerate(block.columns):
                yield from _changed(column, number, block, figures)
        elif isinstance(block, ChartData):
            yield from _marks(block, figures)


def _changed(column: Figure, number: int, block: Table, figures: Figures) -> Iterator[Cell]:
    now = {line.figure.selection.place: line.figure for line in figures.table(of_today(column.selection))}
    for row in block.rows:
        signed = row.cells[number]
        fresh = now.get(signed.selection.place)
        if not row.whole and fresh is not None and fresh.value != signed.value:
            yield Cell(str(column.name), row.label, signed, fresh)


def _marks(block: ChartData, figures: Figures) -> Iterator[Cell]:
    whole = of_today(block.whole.selection)
    if block.shape == "over_time":
        parts = [replace(whole, start=part.start, end=part.end) for _label, part in cut(whole.period)]
        found = [figures.figure(part) for part in parts]
    else:
        found = [line.figure for line in figures.table(whole)]
    now = {(fig.selection.start, fig.selection.place): fig for fig in found}
    for label, signed in block.marks:
        fresh = now.get((signed.selection.start, signed.selection.place))
        if fresh is not None and fresh.value != signed.value:
            yield Cell(block.title, label, signed, fresh)
