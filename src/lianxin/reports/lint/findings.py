"""What the lint finds, and what it asks of the figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from lianxin.figures.engine import Figure


class Kind(StrEnum):
    """What is wrong: one word each, as `lianxin lint --json` prints them."""

    TAG = "tag"
    UNIT = "unit"
    UNBOUND = "unbound"
    SOURCE = "source"
    WIDTH = "width"
    VALUE = "value"
    WORDS = "words"
    COVERAGE = "coverage"
    CHANGE = "change"
    FIRST = "first"
    RANK = "rank"
    PLANNED = "planned"
    SINCE = "since"


@dataclass(frozen=True, slots=True)
class Finding:
    """`words` are those of the text, `start` their place in the line (from 0), `reason` a sentence that says what to do.

    `is_wrong` tells what the figures contradict, or what cannot be printed, from what nothing proves: no signature covers it.
    Not `is_printed` is a word for a number that does not hold: the exact value is printed in its place, so no reader is misled.
    """

    line: int
    start: int
    words: str
    kind: Kind
    reason: str
    is_wrong: bool = False
    is_printed: bool = True


class Values(Protocol):
    """The figures of one report: one period, one place. A figure's `value` is None when there is none to print."""

    def now(self, key: str) -> Figure: ...

    def compared(self, key: str, against: str) -> tuple[Figure, Figure]:
        """The figure and the earlier one that 同比 or 环比 compares it with."""

    def by_year(self, key: str) -> Sequence[Figure]:
        """One figure per whole calendar year of the period."""

    def ever_before(self, key: str) -> Figure:
        """The same figure of all days before the period."""

    def by_district(self, key: str) -> Sequence[tuple[str, Figure]]:
        """Names of the districts with their figures."""

    def rate_of(self, key: str) -> Figure | None:
        """The rate whose numerator the measure is, if one is declared; a rate itself."""

    def knows_document(self, number: str) -> bool: ...
