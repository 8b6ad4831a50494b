"""A computed report as plain data and back: what a signed revision keeps, so that it prints the same for ever.

Figures stand in one list and are named by their place in it. Words are kept as they were printed, in the report's language.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any

from lianxin.figures.engine import Figure
from lianxin.figures.measures import Period
from lianxin.figures.selections import read_selection
from lianxin.figures.series import Point
from lianxin.figures.units import Unit
from lianxin.reference.models import Place
from lianxin.reports.building import (
    Appendix,
    Block,
    Bound,
    ChartData,
    Entry,
    Paragraph,
    Piece,
    Report,
    Row,
    Table,
    Yearly,
)
from lianxin.reports.contents import YEARLY, reports
from lianxin.reports.texts import TypedTag


def printed_figures(report: Report) -> list[Figure]:
    """Every figure that the report prints, each selection once: in its list, prose, tables and charts."""
    found = [fig for bound in report.figures.values() for fig in _figures_of(bound)]
    for block in report.blocks:
        if isinstance(block, Paragraph):
            found += [fig for piece in block.pieces for fig in piece.figures]
        elif isinstance(block, Table):
            found += [*block.columns, *(cell for row in block.rows for cell in row.cells)]
        elif isinstance(block, ChartData):
            found += [block.whole, *(fig for _label, fig in block.marks)]
    return list({fig.selection: fig for fig in found}.values())


def marked_figures(built: Report) -> list[Figure]:
    """Figures that carry their code on paper: those of the list and the prose, heads of tables, charts; each once."""
    found: list[Figure] = [bound for bound in built.figures.values() if isinstance(bound, Figure)]
    for block in built.blocks:
        if isinstance(block, Paragraph):
            found += [fig for piece in block.pieces for fig in piece.figures]
        elif isinstance(block, Table):
            found += block.columns
        elif isinstance(block, ChartData):
            found.append(block.whole)
    return list({fig.selection: fig for fig in found}.values())


def _figures_of(bound: Bound) -> list[Figure]:
    return [bound] if isinstance(bound, Figure) else [bound.whole, *(point.figure for point in bound.points)]


def plain_text(report: Report) -> str:
    """The words of the report without tables and charts, a paragraph each, for a comparison."""
    return "\n\n".join(block.plain for block in report.blocks if isinstance(block, Paragraph))


def to_data(report: Report) -> dict[str, Any]:
    """The report as values that JSON holds."""
    return _Writer(report).write()


def from_data(data: dict[str, Any]) -> Report:
    """The report that `to_data` wrote."""
    return _Reader(data).read()


class _Writer:
    def __init__(self, report: Report) -> None:
        self.report = report
        self.known: dict[Figure, int] = {}

    def write(self) -> dict[str, Any]:
        report = self.report
        data = {
            "kind": report.kind.name,
            "title": report.title,
            "from": report.period.start.isoformat(),
            "to": report.period.end.isoformat(),
            "place": report.place.pk if report.place else None,
            "office": report.office,
            "made_on": report.made_on.isoformat(),
            "blocks": [self.block(block) for block in report.blocks],
            "bound": [self.bound(key, bound) for key, bound in report.figures.items()],
        }
        return data | {"figures": [_figure_data(fig) for fig in self.known]}

    def number(self, fig: Figure | None) -> int | None:
        return None if fig is None else self.known.setdefault(fig, len(self.known))

    def bound(self, key: str, bound: Bound) -> dict[str, Any]:
        if isinstance(bound, Figure):
            return {"key": key, "figure": self.number(bound)}
        points = [[point.label, self.number(point.figure)] for point in bound.points]
        return {"key": key, "figure": self.number(bound.whole), "points": points}

    def block(self, block: Block) -> dict[str, Any]:
        if isinstance(block, Paragraph):
            return {
                "is": "prose",
                "level": block.level,
                "pieces": [self.piece(piece) for piece in block.pieces],
            }
        if isinstance(block, Table):
            rows = [[row.label, row.whole, [self.number(cell) for cell in row.cells]] for row in block.rows]
            return {"is": "table", "columns": [self.number(column) for column in block.columns], "rows": rows}
        if isinstance(block, ChartData):
            marks = [[label, self.number(fig)] for label, fig in block.marks]
            return {
                "is": "chart",
                "shape": block.shape,
                "title": block.title,
                "unit": block.unit,
                "whole": self.number(block.whole),
                "marks": marks,
            }
        return {
            "is": "appendix",
            "entries": [
                [self.number(entry.figure), entry.records, entry.list_hash] for entry in block.entries
            ],
        }

    def piece(self, piece: Piece) -> list[Any]:
        typed = asdict(piece.typed) if piece.typed else None
        return [piece.text, self.number(piece.figure), typed, self.number(piece.against)]


class _Reader:
    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.figures: list[Figure] = [_figure_from(one) for one in data["figures"]]

    def read(self) -> Report:
        data = self.data
        place = Place.objects.filter(pk=data["place"]).first() if data["place"] else None
        return Report(
            reports.get(data["kind"]),
            data["title"],
            Period(dt.date.fromisoformat(data["from"]), dt.date.fromisoformat(data["to"])),
            place,
            data["office"],
            dt.date.fromisoformat(data["made_on"]),
            tuple(self.block(block) for block in data["blocks"]),
            {one["key"]: self.bound(one) for one in data["bound"]},
        )

    def bound(self, one: dict[str, Any]) -> Bound:
        whole: Figure = self.figures[one["figure"]]
        if "points" not in one:
            return whole
        points = tuple(Point(label, self.figures[number]) for label, number in one["points"])
        return Yearly(YEARLY[one["key"]], whole, points)

    def block(self, one: dict[str, Any]) -> Block:
        if one["is"] == "prose":
            return Paragraph(one["level"], tuple(self.piece(piece) for piece in one["pieces"]))
        if one["is"] == "table":
            rows = tuple(Row(label, self.some(cells), whole) for label, whole, cells in one["rows"])
            return Table(self.some(one["columns"]), rows)
        if one["is"] == "chart":
            marks = tuple((label, self.figures[number]) for label, number in one["marks"])
            return ChartData(one["shape"], one["title"], one["unit"], self.figures[one["whole"]], marks)
        return Appendix(
            tuple(Entry(self.figures[number], records, mark) for number, records, mark in one["entries"])
        )

    def piece(self, piece: list[Any]) -> Piece:
        text, number, typed, against = piece
        return Piece(
            text,
            None if number is None else self.figures[number],
            TypedTag(**typed) if typed else None,
            None if against is None else self.figures[against],
        )

    def some(self, numbers: list[int]) -> tuple[Figure, ...]:
        return tuple(self.figures[number] for number in numbers)


def _figure_data(fig: Figure) -> dict[str, Any]:
    return {
        "selection": fig.selection.text,
        "name": str(fig.name),
        "unit": fig.unit.value,
        "value": fig.value,
        "suppressed": fig.suppressed,
        "provisional": fig.provisional,
        "numerator": fig.numerator,
        "denominator": fig.denominator,
    }


def _figure_from(data: dict[str, Any]) -> Figure:
    return Figure(
        read_selection(data["selection"]),
        data["name"],
        Unit(data["unit"]),
        data["value"],
        data["suppressed"],
        data["provisional"],
        data["numerator"],
        data["denominator"],
    )
