"""The text of a report: Markdown-like prose with figure tags, read into blocks; every fault is named by its line.

    # Title                     ## 一、Chapter          ### （一）Section
    入库{{B1.register|约|名}}，其中重点联系{{B1.key_contacts||名}}。
    {{table by_district: B1.register, B3.trained_times}}
    {{chart by_district: B1.register}}     {{chart over_time: D1.forum_times}}     {{appendix}}

A figure tag is a key, a word for the number (or nothing) and a measure word of the figure's own unit (or nothing).
`{{change KEY}}` says how the figure moved against the same days of the year before, `{{change KEY|环比}}` against the
stretch just before. `{{typed 12篇|大统发〔2017〕3号|王芳}}` is a figure that no record holds: its words, the document that
states it and who answers for it. `{{names KEY}}` lists what a short figure counts; `{{period}}`, `{{place}}`, `{{office}}`,
`{{date}}` say what they say, the last the day of signing once it is signed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lianxin.core.errors import BadInput
from lianxin.figures.measures import Measure, Ratio, measures
from lianxin.figures.units import Unit
from lianxin.reports.comparing import STRETCH, YEAR
from lianxin.reports.contents import YEARLY
from lianxin.reports.wording import FORMS

TAG = re.compile(r"\{\{(.*?)\}\}")
BLOCK = re.compile(r"^\{\{\s*(table|chart|appendix)\b\s*(.*?)\s*\}\}$")
SAYINGS = ("period", "place", "office", "date")
DEEPEST = 5
"""Marks of the deepest heading."""
SHAPES = ("by_district", "over_time")
AGAINST = (YEAR, STRETCH)
"""What a change is measured against: the same days of the year before, or the stretch of equal length just before."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong on a line of the text; lines count from 1. `kind` is "unit" for another unit's word, else "tag"."""

    line: int
    sentence: str
    kind: str = "tag"


class BadText(BadInput):
    """The text cannot be used; `faults` say why, line by line."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{fault.line}: {fault.sentence}" for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class FigureTag:
    """`form` is a word of `wording.FORMS` or "", `word` a measure word or ""."""

    key: str
    form: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class ChangeTag:
    """`against` is a word of `AGAINST`."""

    key: str
    against: str = AGAINST[0]


@dataclass(frozen=True, slots=True)
class TypedTag:
    """A figure typed by hand (F11): what is printed, the number of the document that states it, who answers for it."""

    words: str
    document: str
    person: str


@dataclass(frozen=True, slots=True)
class NamesTag:
    key: str


@dataclass(frozen=True, slots=True)
class Saying:
    name: str


Inline = str | FigureTag | ChangeTag | TypedTag | NamesTag | Saying


@dataclass(frozen=True, slots=True)
class Prose:
    """A title (level 1), headings (2 to 5: 一、 · （一） · 1. · （1）) or a paragraph (0)."""

    level: int
    parts: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class TableTag:
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChartTag:
    shape: str
    key: str


@dataclass(frozen=True, slots=True)
class AppendixTag:
    pass


Block = Prose | TableTag | ChartTag | AppendixTag


@dataclass(frozen=True, slots=True)
class Text:
    """A text that was read without fault."""

    blocks: tuple[Block, ...]

    @property
    def keys(self) -> list[str]:
        """Keys of all figures that the prose binds, in order, once each."""
        found = [part.key for part in self.inlines if isinstance(part, FigureTag | ChangeTag | NamesTag)]
        return list(dict.fromkeys(found))

    @property
    def inlines(self) -> list[Inline]:
        """The runs of all paragraphs and headings, in order."""
        return [part for block in self.blocks if isinstance(block, Prose) for part in block.parts]


def read_text(body: str) -> Text:
    """Read a report's text; raises `BadText` with every fault in it."""
    reader = _Reader()
    for number, raw in enumerate(body.splitlines(), start=1):
        reader.take(number, raw.strip())
    reader.end_paragraph()
    if reader.faults:
        raise BadText(reader.faults)
    return Text(tuple(reader.blocks))


class _Reader:
    """Collects blocks and faults line by line; lines without a blank between them are one paragraph."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.faults: list[Fault] = []
        self.paragraph: list[Inline] = []

    def take(self, number: int, line: str) -> None:
        if not line:
            self.end_paragraph()
        elif match := BLOCK.match(line):
            self.end_paragraph()
            if block := self.block(number, match.group(1), match.group(2).lstrip(":： ")):
                self.blocks.append(block)
        elif line.startswith("#"):
            self.end_paragraph()
            marks = len(line) - len(line.lstrip("#"))
            self.blocks.append(Prose(min(marks, DEEPEST), tuple(self.inlines(number, line.lstrip("#").strip()))))
        else:
            self.paragraph += self.inlines(number, line)

    def end_paragraph(self) -> None:
        if self.paragraph:
            self.blocks.append(Prose(0, tuple(self.paragraph)))
        self.paragraph = []

    def fault(self, number: int, sentence: str, kind: str = "tag") -> None:
        self.faults.append(Fault(number, sentence, kind))

    def inlines(self, number: int, line: str) -> list[Inline]:
        parts: list[Inline] = []
        last = 0
        for match in TAG.finditer(line):
            if match.start() > last:
                parts.append(line[last : match.start()])
            last = match.end()
            if (tag := self.tag(number, match.group(1).strip())) is not None:
                parts.append(tag)
        rest = line[last:]
        if "{{" in rest or "}}" in TAG.sub("", line):
            self.fault(number, _("A tag is not closed, or was never opened."))
        return [*parts, rest] if rest else parts

    def tag(self, number: int, text: str) -> Inline | None:
        if text in SAYINGS:
            return Saying(text)
        head, _space, key = text.partition(" ")
        if head == "names":
            return NamesTag(key.strip()) if self.knows(number, key.strip()) else None
        if head == "change":
            return self.change(number, key)
        if head == "typed":
            return self.typed(number, key)
        return self.figure(number, text)

    def figure(self, number: int, text: str) -> FigureTag | None:
        key, form, word = ([part.strip() for part in text.split("|")] + ["", ""])[:3]
        if text.count("|") > 2:
            self.fault(number, _("A figure has at most a word for the number and a measure word: {{B1.register|约|名}}."))
            return None
        if not self.knows(number, key):
            return None
        if form and form not in FORMS:
            self.fault(number, _("“{form}” is no word for numbers. Known: {known}").format(form=form, known="、".join(FORMS)))
        if word and word not in _unit(key).words:
            self.fault(
                number,
                _("{key} is counted in {unit}; it cannot be printed in “{word}”. Possible: {known}").format(
                    key=key, unit=_unit(key).zh, word=word, known="、".join(_unit(key).words)
                ),
                "unit",
            )
        return FigureTag(key, form, word)

    def change(self, number: int, text: str) -> ChangeTag | None:
        key, _bar, against = (part.strip() for part in text.partition("|"))
        if key in YEARLY or not self.knows(number, key):
            return None
        if against and against not in AGAINST:
            self.fault(number, _("A change is against {known}, not “{word}”.").format(known="、".join(AGAINST), word=against))
            return None
        return ChangeTag(key, against or AGAINST[0])

    def typed(self, number: int, text: str) -> TypedTag | None:
        parts = [part.strip() for part in text.split("|")]
        if len(parts) != 3 or not all(parts):
            sentence = _(
                "A typed figure names its words, the number of the document that states it, and who answers for it, with | between."
            )
            self.fault(number, sentence, "source")
            return None
        return TypedTag(*parts)

    def knows(self, number: int, key: str) -> bool:
        if key in measures or key in YEARLY:
            return True
        self.fault(number, _("“{key}” is no tag and no measure.").format(key=key))
        return False

    def block(self, number: int, name: str, arguments: str) -> Block | None:
        if name == "appendix":
            return AppendixTag()
        shape, _colon, rest = arguments.replace("：", ":").partition(":")
        keys = [key.strip() for key in re.split("[,，、]", rest) if key.strip()]
        if shape.strip() not in SHAPES or not keys or (name == "table" and shape.strip() != "by_district"):
            self.fault(number, _("A table is by_district, a chart by_district or over_time; then a colon and keys of figures."))
            return None
        unknown = [key for key in keys if not self.knows(number, key)]
        if unknown:
            return None
        return TableTag(tuple(keys)) if name == "table" else ChartTag(shape.strip(), keys[0])


def _unit(key: str) -> Unit:
    definition: Measure | Ratio = measures.get(YEARLY[key].measure if key in YEARLY else key)
    return definition.unit


def read_inlines(number: int, line: str) -> tuple[list[Inline], list[Fault]]:
    """The runs of one line of prose and what is wrong with its tags; `number` is the line's own."""
    reader = _Reader()
    return reader.inlines(number, line), reader.faults
