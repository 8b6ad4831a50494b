"""The blocks of a text as the editor shows them: computed, or with the names of figures in their places while that lasts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import override

from lianxin.desk.reports.tag_words import WORDS, name_of, tags_in_words
from lianxin.reports.as_html import Part, part_of
from lianxin.reports.building import build_blocks
from lianxin.reports.lint.findings import Finding
from lianxin.reports.models import WorkReport
from lianxin.reports.remarks import place_of
from lianxin.reports.sources import SHAPES, Source, cut
from lianxin.reports.texts import ChangeTag, FigureTag, Inline, NamesTag, Prose, Saying, TypedTag


@dataclass(slots=True)
class Shown:
    """One block of the editor. `parts` is None while nothing is computed; `findings` are those of its lines."""

    source: Source
    parts: list[Part] | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def last_line(self) -> int:
        return self.source.line + self.source.source.count("\n")

    @property
    def plain(self) -> list[tuple[str, bool]]:
        """Its words, with the name of each figure (True) in its place."""
        if self.source.text is None:
            return [(self.source.source, False)]
        return [
            _plain(part)
            for block in self.source.text.blocks
            if isinstance(block, Prose)
            for part in block.parts
        ]

    @property
    def tags(self) -> str:
        """The words of its tags in order, as JSON: the editor shows them in the place of the tags."""
        return json.dumps(tags_in_words(self.source.source), ensure_ascii=False)

    @property
    def shape_name(self) -> str:
        return str(SHAPES.get(self.source.shape, ""))

    @property
    def figures(self) -> list[tuple[str, str]]:
        """Keys and names of the figures of a table or chart."""
        return [(key, name_of(key)) for key in self.source.keys]


def _plain(part: Inline) -> tuple[str, bool]:
    if isinstance(part, str):
        return part, False
    if isinstance(part, FigureTag | ChangeTag | NamesTag):
        return name_of(part.key), True
    if isinstance(part, TypedTag):
        return part.words, False
    assert isinstance(part, Saying)  # noqa: S101  there is no other kind of run
    return str(WORDS[part.name]), True


def plain_words(source: str) -> str:
    """A part of a text as words, with the names of figures in their places."""
    return " ".join("".join(words for words, _is_figure in one.plain) for one in plain_blocks(cut(source)))


def plain_blocks(sources: Iterable[Source]) -> list[Shown]:
    """The blocks before anything is computed."""
    return [Shown(source) for source in sources]


def computed_blocks(report: WorkReport, sources: Iterable[Source]) -> list[Shown]:
    """The blocks with the figures of now, in the report's language; those with faults stay as they are written."""
    shown = plain_blocks(sources)
    sound = [one for one in shown if one.source.text is not None]
    with override(report.language):
        built = build_blocks(
            report.kind,
            [one.source.text for one in sound if one.source.text is not None],
            start=report.start,
            end=report.end,
            place=place_of(report),
        )
        for one, blocks in zip(sound, built, strict=True):
            one.parts = [part_of(block) for block in blocks]
    return shown


def mark(shown: list[Shown], findings: list[Finding]) -> None:
    """Put each finding beside the block whose line it is on."""
    for one in shown:
        one.findings = [finding for finding in findings if one.source.line <= finding.line <= one.last_line]
