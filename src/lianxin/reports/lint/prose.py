"""A report's text as lines of prose with their tags: each tag stands as one character, so that words have a place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lianxin.reports.lint.amounts import Amount
from lianxin.reports.lint.chinese import CHINESE
from lianxin.reports.lint.english import ENGLISH
from lianxin.reports.lint.findings import Finding, Kind
from lianxin.reports.lint.words import GONE, HELD, Words
from lianxin.reports.texts import (
    BLOCK,
    TAG,
    ChangeTag,
    Fault,
    FigureTag,
    Inline,
    NamesTag,
    TypedTag,
    read_inlines,
)

HAN = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]{2,}")


@dataclass(frozen=True, slots=True)
class Line:
    """`text` has one `HELD` for each tag; `tags` gives the tag at each of these places, None for one with a fault.

    In `plain` set phrases are blank, in `said` titles and quotations too: it is the report's own voice. All three are of one length.
    """

    number: int
    text: str
    plain: str
    said: str
    words: Words
    amounts: list[Amount]
    tags: Mapping[int, Inline | None] = field(hash=False)
    faults: tuple[tuple[int, Fault], ...] = ()

    @property
    def sentences(self) -> Iterator[Sentence]:
        for match in self.words.sentence.finditer(self.said):
            yield Sentence(self, match.start(), match.end())

    def finding(self, at: int, words: str, kind: Kind, reason: str, *, is_wrong: bool = False) -> Finding:
        return Finding(self.number, at, words.replace(HELD, "{{…}}"), kind, reason, is_wrong)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a line, or a part of one up to a semicolon; places count from the beginning of the line."""

    line: Line
    start: int
    end: int

    @property
    def words(self) -> Words:
        return self.line.words

    @property
    def text(self) -> str:
        return self.line.said[self.start : self.end]

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        return pattern.finditer(self.line.said, self.start, self.end)

    def bound(self) -> list[tuple[int, FigureTag | ChangeTag | NamesTag]]:
        """Tags of figures in the sentence, with their places."""
        return [(at, tag) for at, tag in self._tags() if isinstance(tag, FigureTag | ChangeTag | NamesTag)]

    def meant(self, at: int) -> FigureTag | ChangeTag | NamesTag | None:
        """The figure that words at a place speak of: the last before them, else the first after."""
        bound = self.bound()
        before = [tag for place, tag in bound if place < at]
        return before[-1] if before else bound[0][1] if bound else None

    @property
    def amounts(self) -> list[Amount]:
        return [one for one in self.line.amounts if self.start <= one.start < self.end]

    @property
    def is_sourced(self) -> bool:
        """Does a typed figure in it name a document?"""
        return any(isinstance(tag, TypedTag) for _at, tag in self._tags())

    def clause(self, at: int) -> str:
        """The words from the last comma up to a place."""
        return self.words.clause_end.split(self.line.said[self.start : at])[-1]

    def around(self, match: re.Match[str]) -> str:
        """The words between the last comma before a match and the next behind it."""
        return (
            self.clause(match.start())
            + self.words.clause_end.split(self.line.said[match.end() : self.end])[0]
        )

    def _tags(self) -> list[tuple[int, Inline]]:
        return [
            (at, tag)
            for at, tag in sorted(self.line.tags.items())
            if self.start <= at < self.end and tag is not None
        ]


def lines_of(body: str) -> list[Line]:
    """The lines of prose; blocks and empty lines are left out, and `#` of headings."""
    out = []
    for number, raw in enumerate(body.splitlines(), start=1):
        stripped = raw.strip().lstrip("#").strip()
        if stripped and not BLOCK.match(stripped):
            out.append(_line(number, stripped))
    return out


def _line(number: int, raw: str) -> Line:
    text, tags, faults, last = "", {}, [], 0
    for match in TAG.finditer(raw):
        text += raw[last : match.start()]
        parts, wrong = read_inlines(number, match.group())
        tags[len(text)] = parts[0] if parts and not isinstance(parts[0], str) else None
        faults += [(len(text), fault) for fault in wrong]
        text, last = text + HELD, match.end()
    rest = raw[last:]
    if "{{" in rest or "}}" in TAG.sub("", raw):
        faults += [(len(text), fault) for fault in read_inlines(number, "{{")[1]]
    text += rest
    words = _language(text)
    plain = _without(words.phrases, text)
    return Line(
        number, text, plain, _without(words.quoted, plain), words, words.amounts(plain), tags, tuple(faults)
    )


def _language(text: str) -> Words:
    """A line with a few names in the other script stays of its own language."""
    return ENGLISH if len(LATIN.findall(text)) > len(HAN.findall(text)) else CHINESE


def _without(pattern: re.Pattern[str], text: str) -> str:
    """The text with blanks for what matches; tags stay."""
    return pattern.sub(lambda match: re.sub(f"[^{HELD}]", GONE, match.group()), text)
