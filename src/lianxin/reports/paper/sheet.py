"""A document as words, ready to be set: what Word and PDF both print, so that neither says anything of its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lianxin.reports.paper.front import Form, Front


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text. With a `code` it is a figure, which carries the code as a small mark behind it; with a `url` both lead there."""

    text: str
    code: str = ""
    url: str = ""
    provisional: bool = False

    @property
    def mark(self) -> str:
        return f"{'*' if self.provisional else ''}{self.code}"


@dataclass(frozen=True, slots=True)
class Prose:
    """A heading of level 1 to 4 (一、 · （一） · 1. · （1）), or a paragraph with level 0. `flush` paragraphs have no indent."""

    level: int
    runs: tuple[Run, ...]
    flush: bool = False

    @property
    def plain(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column; `share` is its part of the width, `number` columns are set at the right."""

    text: str
    share: float
    number: bool = False
    code: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table. With a `url` its first cell leads there."""

    cells: tuple[str, ...]
    bold: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `small` is the type of the appendix. `nothing` stands in place of rows when there are none."""

    caption: str
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    nothing: str = ""
    small: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with the words that stand for it. `width` in millimetres."""

    svg: str
    words: str
    caption: str
    width: float
    code: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """How a reader checks the paper: words beside a square code that opens `url` after sign-in."""

    words: str
    url: str


Part = Prose | Grid | Picture | Check


@dataclass(frozen=True, slots=True)
class Attendance:
    """出席：, 请假：, 列席： with the names behind them."""

    label: str
    names: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole document: `body` is what is signed, `annex` stands behind the signature on a page of its own,
    `printing` (left and right of each line) at the foot of the last page.
    """

    front: Front
    title: tuple[str, ...]
    language: str
    signatory: str
    day: str
    made_on: dt.date
    body: tuple[Part, ...]
    annex: tuple[Part, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    printing: tuple[tuple[str, str], ...] = ()
    note: str = ""

    @property
    def form(self) -> Form:
        return self.front.form

    @property
    def is_chinese(self) -> bool:
        return self.language.startswith("zh")

    @property
    def name(self) -> str:
        """The title in one line."""
        return ("" if self.is_chinese else " ").join(self.title)

    @property
    def bracketed(self) -> str:
        """The note under the date in the brackets of its script, or nothing."""
        words = self.front.note.strip("（）()")
        return words and (f"（{words}）" if self.is_chinese else f"({words})")

    @property
    def headings(self) -> list[Prose]:
        """Headings that a list of contents names."""
        return [
            part for part in (*self.body, *self.annex) if isinstance(part, Prose) and 1 <= part.level <= 2
        ]
