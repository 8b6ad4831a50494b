"""What stands around a text on official paper (GB/T 9704-2012): head, addressee, signature, seal, copies, printing block."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """The layout of the first page. A plain document has no head in red: a report on its own, or an enclosure."""

    PLAIN = "plain"
    DOCUMENT = "document"  # 公文: mark and rule in red, number under the mark
    LETTER = "letter"  # 信函: two double rules in red, number at the right, no number on the first page
    MINUTES = "minutes"  # 纪要: mark in red, who attended behind the text, no seal


@dataclass(frozen=True, slots=True)
class Front:
    """What a report lacks to be a document. Every part may be empty and is then left out.

    `mark` is the issuing authority's mark (大连市…委员会文件); `number` is printed as it stands, `document_number` makes one.
    `signer` (签发人) is for documents to a higher office. `title` replaces the report's own; `title_lines` says where it breaks.
    `signatory` replaces the report's office and `signed_on` the day that it was made; `sealed` draws the seal and is for what is
    signed. `address` is what the square code of the appendix opens. `contents` is a list of contents: None for long reports only.
    `together` are names that no line of the title breaks.
    """

    form: Form = Form.DOCUMENT
    mark: str = ""
    number: str = ""
    signer: str = ""
    title: str = ""
    title_lines: tuple[str, ...] = ()
    addressee: str = ""
    attachments: tuple[str, ...] = ()
    signatory: str = ""
    signed_on: dt.date | None = None
    sealed: bool = False
    note: str = ""
    copies_to: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: dt.date | None = None
    address: str = ""
    contents: bool | None = None
    together: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes of a meeting: `text` are paragraphs, `attended`, `excused` and `observed` who was there (出席, 请假, 列席)."""

    mark: str
    title: str
    text: tuple[str, ...]
    number: str = ""
    office: str = ""
    issued_on: dt.date | None = None
    attended: tuple[str, ...] = ()
    excused: tuple[str, ...] = ()
    observed: tuple[str, ...] = ()
    copies_to: tuple[str, ...] = ()
    printed_on: dt.date | None = None
    language: str = "zh"


def document_number(short: str, year: int, serial: int) -> str:
    """连新联〔2017〕5号: the year in six-cornered brackets, the serial without 第 and without leading zeros."""
    return f"{short}〔{year}〕{serial}号"
