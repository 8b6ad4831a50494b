"""Columns and record types: the one registry that import, templates, exports and forms are made from.

The engine knows no nouns. A shape (``RecordType``) says which columns a kind of list has, how to tell it from other
kinds, and what its columns hold; an app above registers the shapes that it can commit.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.core.registries import Registry
from lianxin.lists.reading import Cell
from lianxin.reference.codes import CodeError


class CellError(CodeError):
    """A cell that is refused; its row stays. `kept` is what could still be read of it."""

    def __init__(self, reason: str | Promise, kept: object = None) -> None:
        super().__init__(reason)
        self.kept = kept


class Several(dict[str, object]):
    """What a parser gives when one cell fills several keys (a date and a time of day)."""


def as_text(raw: Cell) -> str:
    """A cell as short plain text: one line, no doubled spaces."""
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    return " ".join(str(raw).split())


@dataclass(frozen=True)
class Column:
    """One column of a record type.

    `headings` are what lists call it; the first is what our own files call it. `fits` tells by content, and a
    `strong` one is enough to name a column without a known heading. `slot` makes many columns of one key (half-days
    of a class): it reads the heading and the year of the title, and the values stand in a dict by slot. `repeats`
    joins several columns of one key. `warn` says what is odd about a value that is taken all the same ("" for nothing).
    `parse_beside` reads the cell where the column `beside` of the same row says more of it (the kind of a document).
    """

    key: str
    name: str | Promise
    headings: tuple[str, ...]
    parse: Callable[[Cell], object] = as_text
    fits: Callable[[str], bool] | None = None
    strong: bool = False
    required: bool = False
    personal: bool = False
    repeats: bool = False
    slot: Callable[[str, int | None], object | None] | None = None
    as_typed: bool = False
    choices: tuple[str, ...] = ()
    sample: str = ""
    width: int = 14
    write: Callable[[Any], str] = str
    warn: Callable[[Any], str | Promise] | None = None
    beside: str = ""
    parse_beside: Callable[[Cell, Any], object] | None = None

    @property
    def heading(self) -> str:
        return self.headings[0]


# Columns that are never stored (DESIGN §2); the first group wins even where a type would map the heading.
REFUSED = re.compile(
    "政治|党派|党员|党内|党籍|入党|宗教|信仰|民族|思想|表现|态度|立场|倾向|忠诚|觉悟|评语|备注|附注|签名|签字"
    "|remark|politic|religio|belie(f|ve)|ethnic|attitude|loyalt",
    re.IGNORECASE,
)
# Somebody else's data: a known content in such a column is not the member's own.
OTHERS = re.compile("家属|配偶|父|母|子女|亲属|紧急|介绍人|推荐人|填表|经办")
# Running numbers, and the columns that our own returned workbooks add; they are passed over in silence.
REASON_HEADING, ROW_HEADING, EFFECT_HEADING = "退回原因", "原行号", "处理结论"
INDEX_HEADINGS = frozenset({"序号", "序", "no", "no.", "#", "号", "编号", "行号", REASON_HEADING, ROW_HEADING, EFFECT_HEADING})


@lru_cache(maxsize=20_000)
def plain_heading(text: str) -> str:
    """A heading for comparison: NFKC, one case, no spaces, stars, or remarks like (必填)."""
    out = unicodedata.normalize("NFKC", text).casefold()
    out = re.sub(r"[(\[【][^)\]】]*(?:填|项|选|如|例|格式|文本|位|年|月)[^)\]】]*[)\]】]", "", out)
    return re.sub(r"[\s*:·_]", "", out)


@dataclass(frozen=True)
class RecordType:
    """A kind of list. `anchor` is the column whose cell makes a row a record; `needs` are sets of keys of which one
    must be found, and `alone` lets the anchor do when the sheet has no other column; `telling` headings and
    `title_words` speak for this type; `swaps` are pairs of columns that senders confuse within a row. `identity` is the column
    with the number of a record in rows that we gave out; such rows may lack the required cells that exports leave empty.
    """

    key: str
    name: str | Promise
    columns: tuple[Column, ...]
    anchor: str
    needs: tuple[frozenset[str], ...]
    telling: frozenset[str] = frozenset()
    title_words: str = ""
    against: str = ""
    swaps: tuple[tuple[str, str], ...] = ()
    alone: bool = False
    identity: str = ""
    left_empty: frozenset[str] = frozenset()

    @cached_property
    def by_key(self) -> Mapping[str, Column]:
        return {column.key: column for column in self.columns}

    @cached_property
    def by_heading(self) -> Mapping[str, tuple[Column, int]]:
        """Column and rank by plain heading; a lower rank is the better name."""
        found: dict[str, tuple[Column, int]] = {}
        for column in self.columns:
            for rank, heading in enumerate((*column.headings, column.key)):
                found.setdefault(plain_heading(heading), (column, rank))
        return found

    def column_for(self, heading: str, year: int | None = None) -> tuple[Column, int] | None:
        """The column that a heading names, with the rank of that name; None for refused and unknown ones."""
        plain = plain_heading(heading)
        if not plain or REFUSED.search(plain):
            return None
        if found := self.by_heading.get(plain):
            return found
        for column in self.columns:
            if column.slot and column.slot(heading, year) is not None:
                return column, 0
        return None


record_types: Registry[RecordType] = Registry("record type")

UNKNOWN_TYPE = _(
    "No known kind of list was found on this sheet. The row of headings must name the columns, such as 姓名, 单位, 电话; "
    "templates for every kind are on the lists page."
)
