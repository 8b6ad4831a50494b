"""An amount as a text states it: a number, what it counts, and words before and after it that bound it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isclose

from lianxin.reports.wording import ABOUT, NEARLY

LAST_PLACE = 0.005
"""A share typed as 96 % is true of 96.4 %."""


class Bound(StrEnum):
    """What a word beside a round number says of the exact value (the house's table of words for numbers)."""

    EXACT = "exact"
    """Nothing: 达, 共达, "in all"."""
    ODD = "odd"
    """Above it and below its next step: 余, 多, "odd"."""
    ABOVE = "above"
    BELOW = "below"
    NEAR = "near"
    """90 to 99.9 % of it."""
    ABOUT = "about"
    """Within 5 % of it."""
    LEAST = "least"
    MOST = "most"


def _step(given: float) -> float:
    """The last place of a round number: 100 of 600 and of 2300."""
    step = 1.0
    while given and given % (step * 10) == 0:
        step *= 10
    return step


HOLDS: Mapping[Bound, Callable[[float, float], bool]] = {
    Bound.EXACT: lambda given, value: isclose(given, value, abs_tol=LAST_PLACE),
    Bound.ODD: lambda given, value: given < value < given + _step(given),
    Bound.ABOVE: lambda given, value: value > given,
    Bound.BELOW: lambda given, value: value < given,
    Bound.NEAR: lambda given, value: given * NEARLY <= value < given,
    Bound.ABOUT: lambda given, value: abs(value - given) <= given * ABOUT,
    Bound.LEAST: lambda given, value: value >= given,
    Bound.MOST: lambda given, value: value <= given,
}


@dataclass(frozen=True, slots=True)
class Amount:
    """`worth` is None when vague (数百, dozens). `start` and `end` hold the words for it and the measure word; `bounds` are those words.

    `share` is the fraction that it states of something else, if it states one: 三成 is 0.3, 两倍 2.0, a third 1/3.
    """

    start: int
    end: int
    written: str
    worth: float | None
    measure: str = ""
    bounds: tuple[tuple[str, Bound], ...] = ()
    share: float | None = None

    @property
    def said(self) -> list[Bound]:
        """The bounds without those that say nothing."""
        return [bound for _word, bound in self.bounds if bound != Bound.EXACT]

    def is_true(self, value: float, unsaid: Bound = Bound.EXACT) -> bool:
        """Do its words hold for the exact value? Without such words `unsaid` is asked."""
        given = self.worth if self.share is None else self.share
        return given is None or all(HOLDS[bound](given, value) for bound in self.said or [unsaid])
