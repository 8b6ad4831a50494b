"""A report computed: its text with every figure bound, tables and charts as data, for one reader and one period."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Model
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianxin.core.dates import today, zh_date
from lianxin.core.errors import BadInput
from lianxin.figures.engine import Figure, figure_with, members
from lianxin.figures.measures import Measure, Period, measures
from lianxin.figures.places import UNPLACED, WHOLE_CITY, find_reporting_place
from lianxin.figures.selections import Selection, select
from lianxin.figures.series import Point, cut, years
from lianxin.figures.suppression import is_hidden
from lianxin.reference.models import Place
from lianxin.register.models import Document, Organisation
from lianxin.reports.asking import Figures, together
from lianxin.reports.comparing import STRETCH, before, latest_year, say_against
from lianxin.reports.contents import YEARLY, ReportKind, YearlyKind, reports
from lianxin.reports.texts import (
    AppendixTag,
    ChangeTag,
    ChartTag,
    FigureTag,
    Inline,
    NamesTag,
    Prose,
    Saying,
    TableTag,
    Text,
    TypedTag,
)
from lianxin.reports.wording import say

if TYPE_CHECKING:
    from collections.abc import Sequence


NAMED_AT_MOST = 40
NAMEABLE: tuple[type[Model], ...] = (Document, Organisation, Place)
"""Models whose names a report may list: public bodies and documents, never people."""


@dataclass(frozen=True, slots=True)
class Yearly:
    """A figure that is a table: one figure per calendar year, and the one of the whole period that its list opens by."""

    kind: YearlyKind
    whole: Figure
    points: tuple[Point, ...]

    @property
    def value(self) -> dict[str, int | float | None]:
        return {point.label: point.figure.value for point in self.points}


Bound = Figure | Yearly


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a paragraph; with a figure it is a link and carries its code. `typed` marks a figure that no record holds.

    A change carries a second code: that of the figure `against` which it is measured.
    """

    text: str
    figure: Figure | None = None
    typed: TypedTag | None = None
    against: Figure | None = None

    @property
    def figures(self) -> list[Figure]:
        """The figures whose codes it carries."""
        return [fig for fig in (self.figure, self.against) if fig is not None]

    @property
    def url(self) -> str:
        return self.figure.url if self.figure else ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    level: int
    pieces: tuple[Piece, ...]

    @property
    def plain(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table by district; `whole` is the city's own line, never the sum of the others."""

    label: str
    cells: tuple[Figure, ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[Figure, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ChartData:
    """Bars by district or a line over time; a mark without a value stands with its label alone. `whole` is the figure they divide."""

    shape: str
    title: str
    unit: str
    whole: Figure
    marks: tuple[tuple[str, Figure], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the appendix: what a printed figure is and how to find it again (F13). A signed one has the hash of its list."""

    figure: Figure
    records: int | None
    list_hash: str = ""


@dataclass(frozen=True, slots=True)
class Appendix:
    entries: tuple[Entry, ...]


Block = Paragraph | Table | ChartData | Appendix


@dataclass(frozen=True, slots=True)
class Report:
    """`figures` are all figures of the report in order; `is_empty` says that the period holds no record of any of them."""

    kind: ReportKind
    title: str
    period: Period
    place: Place | None
    office: str
    made_on: dt.date
    blocks: tuple[Block, ...]
    figures: dict[str, Bound] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        found = (bound.value if isinstance(bound, Figure) else any(bound.value.values()) for bound in self.figures.values())
        return not any(found) and not any(bound.suppressed for bound in self.figures.values() if isinstance(bound, Figure))

    @property
    def has_provisional(self) -> bool:
        """Does any figure lie inside its late-entry window, so that the report must say so (F9)?"""
        return any((bound if isinstance(bound, Figure) else bound.whole).provisional for bound in self.figures.values())

    @property
    def pieces(self) -> list[Piece]:
        """The runs of all paragraphs, in order."""
        return [piece for block in self.blocks if isinstance(block, Paragraph) for piece in block.pieces]

    @property
    def typed(self) -> list[TypedTag]:
        """Figures typed by hand, in order."""
        return [piece.typed for piece in self.pieces if piece.typed]

    @property
    def bound_share(self) -> float:
        """The share of the prose's figures that come from records (F11); 1.0 when it has none."""
        bound = sum(piece.figure is not None for piece in self.pieces)
        return bound / (bound + len(self.typed)) if bound else float(not self.typed)

    @property
    def selections(self) -> list[Selection]:
        """Selections whose codes the report prints."""
        printed = []
        for bound in self.figures.values():
            if isinstance(bound, Figure):
                printed.append(bound.selection)
            else:
                printed += [bound.whole.selection, *(point.figure.selection for point in bound.points)]
        for block in self.blocks:
            if isinstance(block, Table):
                printed += [column.selection for column in block.columns]
            elif isinstance(block, ChartData):
                printed.append(block.whole.selection)
        printed += [fig.selection for piece in self.pieces for fig in piece.figures]
        return list(dict.fromkeys(printed))


def build_report(
    name: str,
    text: Text,
    *,
    start: dt.date,
    end: dt.date,
    place: str = "",
    at: dt.date | None = None,
    is_public: bool = False,
) -> Report:
    """Compute a report, the same whoever asks (F15). `at` is the day that it bears, today unless given.

    In a public one documents that are not public are counted instead of named.

    Raises `UnknownName` for an unknown report or place, listing the known ones, and `BadInput` for a reversed period.
    """
    frame = _Frame(reports.get(name), text, start, end, place, at or today(), is_public=is_public)
    return together(lambda figures: _Builder(frame, text, figures).build())


def build_blocks(
    name: str, texts: Sequence[Text], *, start: dt.date, end: dt.date, place: str = ""
) -> list[tuple[Block, ...]]:
    """Compute parts of a report's text, each for itself, with no more figures than they name: for an editor that shows them."""
    whole = Text(tuple(block for text in texts for block in text.blocks))
    frame = _Frame(reports.get(name), whole, start, end, place, today())
    return together(lambda figures: _Builder(frame, whole, figures).build_parts(texts))


class _Frame:
    """What a report is made for: kind, period, place, the day that it bears, whether it is for the public pages."""

    def __init__(
        self, kind: ReportKind, text: Text, start: dt.date, end: dt.date, place: str, day: dt.date, *, is_public: bool = False
    ) -> None:
        if kind.of_district and place == WHOLE_CITY:
            raise BadInput(_("This report is about one district-level unit: name its place."))
        keys = (*kind.keys, *text.keys, *measures.keys())
        probe = select(next(key for key in keys if key not in YEARLY), start, end, place)
        self.kind, self.period, self.code = kind, probe.period, probe.place
        self.day, self.is_public = day, is_public
        self.place = None if probe.place == WHOLE_CITY else find_reporting_place(probe.place, end)
        self.office = Organisation.objects.filter(slug="lead_office").first()

    @cached_property
    def place_name(self) -> str:
        return self.place.name if self.place else _city_name()


class _Builder:
    def __init__(self, frame: _Frame, text: Text, figures: Figures) -> None:
        self.frame, self.text, self.figures = frame, text, figures
        self.kind, self.place, self.office = frame.kind, frame.place, frame.office
        self.bound: dict[str, Bound] = {}

    def build(self) -> Report:
        for key in dict.fromkeys([*self.kind.keys, *self.text.keys]):
            self.bound[key] = self.bind(key)
        blocks = [self.block(block) for block in self.text.blocks]
        title = next((b.plain for b in blocks if isinstance(b, Paragraph) and b.level == 1), str(self.kind.title))
        return Report(
            self.kind,
            title,
            self.frame.period,
            self.place,
            self.office.name if self.office else "",
            self.frame.day,
            tuple(block for block in blocks if not (isinstance(block, Paragraph) and block.level == 1)),
            self.bound,
        )

    def build_parts(self, texts: Sequence[Text]) -> list[tuple[Block, ...]]:
        for key in self.text.keys:
            self.bound[key] = self.bind(key)
        return [tuple(self.block(block) for block in text.blocks) for text in texts]

    def selection(self, key: str) -> Selection:
        return select(key, self.frame.period.start, self.frame.period.end, self.frame.code)

    def figure(self, key: str) -> Figure:
        return self.figures.figure(self.selection(key))

    def bind(self, key: str) -> Bound:
        if key not in YEARLY:
            return self.figure(key)
        whole = self.figure(YEARLY[key].measure)
        return Yearly(YEARLY[key], whole, tuple(self.points(whole, years(self.frame.period))))

    def points(self, whole: Figure, parts: list[tuple[str, Period]]) -> list[Point]:
        return [Point(label, self.figures.figure(replace(whole.selection, start=part.start, end=part.end))) for label, part in parts]

    def block(self, block: object) -> Block:
        if isinstance(block, TableTag):
            return self.table(block)
        if isinstance(block, ChartTag):
            return self.chart(block)
        if isinstance(block, AppendixTag):
            return Appendix(tuple(Entry(fig, _records(fig)) for fig in self.printed()))
        assert isinstance(block, Prose)  # noqa: S101  the reader gives nothing else
        return Paragraph(block.level, tuple(piece for part in block.parts for piece in self.pieces(part)))

    def printed(self) -> list[Figure]:
        return [bound for bound in self.bound.values() if isinstance(bound, Figure)]

    def table(self, tag: TableTag) -> Table:
        columns = tuple(bound for key in tag.keys if isinstance(bound := self.bound.get(key) or self.bind(key), Figure))
        if self.place is not None:
            return Table(columns, (Row(self.place.name, columns, whole=True),))
        by_column = [{_name(line.place): line.figure for line in self.figures.table(column.selection)} for column in columns]
        labels = list(dict.fromkeys(label for lines in by_column for label in lines))
        labels.sort(key=lambda label: label == _name(None))
        rows = [
            Row(label, tuple(lines.get(label) or self.nothing(column) for lines, column in zip(by_column, columns, strict=True)))
            for label in labels
        ]
        return Table(columns, (*rows, Row(_("Whole city"), columns, whole=True)))

    def nothing(self, column: Figure) -> Figure:
        """The cell of a line that another column has and this one has not: nothing has no place there."""
        selection, definition = replace(column.selection, place=UNPLACED), column.selection.definition
        if not isinstance(definition, Measure):
            return self.figures.figure(selection)
        return figure_with(definition, selection, 0, hidden=definition.sensitive and is_hidden(definition, selection))

    def chart(self, tag: ChartTag) -> ChartData:
        whole = self.figure(tag.key)
        if tag.shape == "over_time":
            marks = [(point.label, point.figure) for point in self.points(whole, cut(whole.selection.period))]
        else:
            marks = [(_name(line.place), line.figure) for line in self.figures.table(whole.selection)]
        title = _("{name} by district") if tag.shape == "by_district" else _("{name} over time")
        return ChartData(
            tag.shape,
            title.format(name=whole.name),
            str(whole.unit_word) or "%",
            whole,
            tuple(marks),
        )

    def pieces(self, part: Inline) -> list[Piece]:
        if isinstance(part, str):
            return [Piece(part)]
        if isinstance(part, Saying):
            return [Piece(self.saying(part.name))]
        if isinstance(part, NamesTag):
            return [Piece(self.names(part.key))]
        if isinstance(part, TypedTag):
            return [Piece(part.words, typed=part)]
        if isinstance(part, ChangeTag):
            return [self.change(part)]
        bound = self.bound[part.key]
        return _years(bound) if isinstance(bound, Yearly) else [Piece(_print(bound, part), bound)]

    def change(self, tag: ChangeTag) -> Piece:
        whole = self.selection(tag.key)
        now = self.figures.figure(whole if tag.against == STRETCH else latest_year(whole))
        then = self.figures.figure(before(now.selection, tag.against))
        return Piece(say_against(now, then, tag.against), now, against=then)

    def saying(self, name: str) -> str:
        if name == "place":
            return self.frame.place_name
        if name == "office":
            return self.office.name if self.office else ""
        if name == "date":
            return _day(self.frame.day)
        return _("from {start} to {end}").format(start=_day(self.frame.period.start), end=_day(self.frame.period.end))

    def names(self, key: str) -> str:
        bound = self.bound[key]
        if not isinstance(bound, Figure) or bound.is_rate or bound.suppressed:
            return ""
        rows = members(bound.selection)
        if not issubclass(rows.model, NAMEABLE):
            return ""
        listed = list(rows.order_by("pk")[: NAMED_AT_MOST + 1])
        if len(listed) > NAMED_AT_MOST:
            return ""
        named = [row for row in listed if not (self.frame.is_public and isinstance(row, Document) and not row.is_public)]
        words = "、".join(_title(row) for row in named)
        if len(named) == len(listed):
            return words
        further = _("{names} and {n} that are not public") if named else _("{n} that are not public")
        return further.format(names=words, n=len(listed) - len(named))


def _print(fig: Figure, tag: FigureTag) -> str:
    if fig.suppressed:
        return _("(too few to print)")
    if fig.value is None:
        return _("(no value)")
    if fig.is_rate:
        return "全覆盖" if tag.form == "全覆盖" and fig.value == 1 else fig.shown
    unit = tag.word or str(fig.unit.label)
    gap = " " if unit.isascii() else ""
    exact = f"{fig.shown}{gap}{unit}"
    words = say(int(fig.value), tag.form) if tag.form else ""
    return f"{words}{gap}{unit}（{exact}）" if words else exact


def _years(bound: Yearly) -> list[Piece]:
    zh = _is_chinese()
    out: list[Piece] = []
    for point in bound.points:
        if out:
            out.append(Piece("、" if zh else ", "))
        fig = point.figure
        out.append(Piece(f"{point.label}年{fig.shown}{fig.unit.label}" if zh else f"{point.label}: {fig.shown}", fig))
    return out


def _records(fig: Figure) -> int | None:
    """How many records stand in the figure's list; a rate has two lists of its own."""
    definition = fig.selection.definition
    if fig.suppressed or not isinstance(definition, Measure):
        return None
    return members(fig.selection).count() if definition.total else int(fig.value or 0)


def _title(row: Model) -> str:
    name = str(row)
    return f"《{name}》" if isinstance(row, Document) and not name.startswith("《") else name


def _name(place: Place | None) -> str:
    return place.name if place else _("in no district")


def _city_name() -> str:
    city = Place.objects.filter(level=Place.Level.CITY, valid_to=None).order_by("pk").first()
    return city.name if city else ""


def _is_chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


def _day(day: dt.date) -> str:
    return zh_date(day) if _is_chinese() else day.isoformat()
