"""A report's text cut into the blocks that an editor shows: paragraphs, headings, tables, charts, each with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from lianxin.reports.texts import DEEPEST, AppendixTag, BadText, ChartTag, Fault, TableTag, Text, read_text

BLOCK = re.compile(r"^\{\{\s*(table|chart|appendix)\b.*\}\}$")


@dataclass(frozen=True, slots=True)
class Source:
    """One block as it was written; `line` is its first line in the whole text, from 1. `text` is None when it has faults."""

    line: int
    source: str
    text: Text | None
    faults: tuple[Fault, ...] = ()

    @property
    def level(self) -> int:
        """1 to 5 for a heading, 0 otherwise."""
        marks = len(self.source) - len(self.source.lstrip("#"))
        return min(marks, DEEPEST)

    @property
    def heading(self) -> str:
        return self.source.lstrip("#").strip() if self.level else ""

    @property
    def shape(self) -> str:
        """A name of `SHAPES`, or nothing for words."""
        block = self.text.blocks[0] if self.text and self.text.blocks else None
        if isinstance(block, TableTag):
            return "table"
        if isinstance(block, ChartTag):
            return block.shape
        return "appendix" if isinstance(block, AppendixTag) else ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the figures of a table or chart."""
        block = self.text.blocks[0] if self.text and self.text.blocks else None
        if isinstance(block, TableTag):
            return block.keys
        return (block.key,) if isinstance(block, ChartTag) else ()


def cut(body: str, first_line: int = 1) -> list[Source]:
    """The blocks of a text in order; blank lines, headings and tables end a paragraph."""
    found: list[Source] = []
    held: list[str] = []
    began = first_line

    def end() -> None:
        if held:
            found.append(_source(began, "\n".join(held)))
            held.clear()

    for number, raw in enumerate(body.splitlines(), start=first_line):
        line = raw.strip()
        alone = line.startswith("#") or BLOCK.match(line)
        if not line or alone:
            end()
        if alone:
            found.append(_source(number, line))
        elif line:
            if not held:
                began = number
            held.append(line)
    end()
    return found


def _source(line: int, source: str) -> Source:
    try:
        return Source(line, source, read_text(source))
    except BadText as error:
        faults = tuple(Fault(fault.line + line - 1, fault.sentence, fault.kind) for fault in error.faults)
        return Source(line, source, None, faults)


SHAPES = {
    "table": _("Table by district"),
    "by_district": _("Bars by district"),
    "over_time": _("Line over time"),
    "appendix": _("Appendix of codes"),
}
