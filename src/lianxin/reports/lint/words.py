"""What a language tells the lint: one table of words for each, `chinese.CHINESE` and `english.ENGLISH`.

Patterns are searched in the report's own voice: titles, quotations and the language's set phrases are blank there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from lianxin.figures.units import Unit
from lianxin.reports.lint.amounts import Amount, Bound

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

HELD = "\ufffc"
"""Stands in a line for a tag."""
GONE = "\u2003"
"""Stands for a character that says nothing here."""


class Way(NamedTuple):
    """How a figure moved: up (1), down (-1) or not at all (0); up or down to `times` of what it was, level within `slack` of it."""

    sign: int
    times: float = 1.0
    slack: float = 0.0

    def holds(self, then: float, now: float) -> bool:
        if not self.sign:
            return abs(now - then) <= then * self.slack
        return (now - then) * self.sign > 0 and (now - then * self.times) * self.sign >= 0


@dataclass(frozen=True, slots=True)
class Words:
    sentence: re.Pattern[str]
    """One sentence, or a part of one that stands by itself."""
    clause_end: re.Pattern[str]
    quoted: re.Pattern[str]
    phrases: re.Pattern[str]
    """Set phrases that hold a word below and mean nothing of it."""

    amounts: Callable[[str], list[Amount]]
    number: Callable[[str], int]
    """The worth of a numeral."""
    rule: re.Pattern[str]
    """A sentence that says what is to be done, not what was."""
    limit: re.Pattern[str]
    """The words of a rule's number: at least, or more."""
    exact_behind: re.Pattern[str]
    """The exact figure in brackets behind an amount."""
    before: tuple[re.Pattern[str], Mapping[str, Bound]]
    after: tuple[re.Pattern[str], Mapping[str, Bound]]
    """Words for numbers that stand directly before or after one, in the group `word`."""
    instead: _StrOrPromise
    """What to do with such a `{word}` beside an exact value."""

    heads: Sequence[tuple[re.Pattern[str], Unit]]
    """Words before a figure that say what it counts, with the unit that it must not have; the group `word` says it."""
    counted: re.Pattern[str]
    """A word of a unit directly behind a figure, which prints its own."""
    units: Mapping[Unit, Sequence[str]]
    part: re.Pattern[str]
    """其中: what follows is a part of what stands before."""
    capped: re.Pattern[str]
    """Words before a share that cannot be more than 100 %."""

    covered: re.Pattern[str]
    """Full coverage, which needs a rate."""
    every: re.Pattern[str]
    """Words for all of them; a rate in the sentence must bear them out."""
    not_yet: re.Pattern[str]
    """Words of a clause in which a state is aimed at, or missed, and not claimed."""

    moved: re.Pattern[str]
    """Groups: what the figure is compared with in those whose names begin with `against`, how it moved in the other."""
    ways: Sequence[tuple[re.Pattern[str], Way]]
    """The first that matches the words is meant."""
    stretch: re.Pattern[str]
    """Against the stretch just before, and not the year before."""
    each_year: re.Pattern[str]
    record: re.Pattern[str]
    """A value above, or below, all earlier ones."""
    by: re.Pattern[str]
    """Words between a rise and how much it was; the group `to` when the amount is what it came to."""

    first: re.Pattern[str]
    pioneer: re.Pattern[str]
    """Firsts that no record of ours can show."""
    rank: re.Pattern[str]
    """Groups: `among` the first so many, `nth` of all, `low` for the last; `beyond` and `vague` for what no record of ours can show."""

    planned: re.Pattern[str]
    planned_behind: re.Pattern[str]
    """The same directly behind a figure."""
    served: re.Pattern[str]
    """Words before a stock that is only spoken of: 将为612名律师提供服务."""
    done: re.Pattern[str]
    """Words after a plan that come back to what was held."""
    summed: re.Pattern[str]
    since: re.Pattern[str]
