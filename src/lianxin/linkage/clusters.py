"""Who is joined and who is asked about: pairs taken from the heaviest down, refused where the parties contradict.

A party carries what all its records say. A join needs a pair that weighs enough after what the two parties disagree in
as wholes has been counted, too: a row without a phone must not tie together two people who have different phones.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from lianxin.linkage.scoring import Scored
from lianxin.linkage.settings import Model

UNASKED = "unasked"
"""Why two anchored parties stay two: each has what is never merged unasked (an account, a cast vote)."""
APART, ALIKE = "apart", "alike"
"""Levels of what not two records say but their parties as wholes: nothing the same, or the same."""
QUESTIONS_AT_MOST = 48
"""Questions per 1,000 records: more are nobody's help. The heaviest are asked."""


Protect = Callable[[Iterable[int]], Iterable[int]]
"""Who of some parties has what is never merged unasked."""


def nobody(_parties: Iterable[int]) -> Iterable[int]:
    return ()


class Facts(Protocol):
    """What all records of one party say."""

    def add(self, other: Any) -> None: ...

    def contradicts(self, other: Any, pair: Scored) -> str:
        """Why the two cannot be one party, as a code, "" when nothing says so."""

    def disagrees(self, other: Any) -> Iterable[str]:
        """Comparisons in which both parties say something, and nothing the same."""


F = TypeVar("F", bound=Facts)


@dataclass(frozen=True, slots=True)
class Asked:
    """A pair that a person decides, and what kept it from being joined: a contradiction, or too little weight. `whole` has by
    comparison what the parties as wholes add to the records: a level (APART, ALIKE) and its bits, which `weight` counts.
    """

    pair: Scored
    weight: float
    why: str = ""
    whole: Mapping[str, tuple[str, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Joined:
    """A join: the party that stays, the one that goes, and the pair of records that shows it."""

    kept: int
    gone: int
    pair: Scored


@dataclass(slots=True)
class Decided:
    """`joined` are the joins in their order, `asked` one pair for each two parties that are left, heaviest first."""

    joined: list[Joined] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)


class Joining(Generic[F]):
    """Union-find over parties with their facts."""

    def __init__(
        self, facts: Mapping[int, F], apart: Iterable[tuple[int, int]] = (), anchored: Iterable[int] = ()
    ) -> None:
        self.facts = dict(facts)
        self.anchored = set(anchored)
        self.parent = {party: party for party in self.facts}
        self.apart: dict[int, set[int]] = {}
        for one, other in apart:
            self.apart.setdefault(one, set()).add(other)
            self.apart.setdefault(other, set()).add(one)

    def find(self, party: int) -> int:
        while self.parent[party] != party:
            self.parent[party] = self.parent[self.parent[party]]
            party = self.parent[party]
        return party

    def join(self, one: int, other: int) -> tuple[int, int]:
        """Put two under the one that is anchored, else the lower number; gives who stays and who goes."""
        one, other = sorted(
            (self.find(one), self.find(other)), key=lambda party: (party not in self.anchored, party)
        )
        self.parent[other] = one
        self.facts[one].add(self.facts[other])
        for foe in self.apart.pop(other, ()):
            self.apart.setdefault(one, set()).add(foe)
            self.apart[foe].discard(other)
            self.apart[foe].add(one)
        return one, other

    def never(self, one: int, other: int) -> bool:
        """Whether a person said that these two are not one."""
        return self.find(other) in self.apart.get(self.find(one), ())


def decide(
    pairs: Sequence[Scored], joining: Joining[F], model: Model, identifies: Callable[[Scored], bool]
) -> Decided:
    """Join and ask, pair by pair from the heaviest. `identifies` says whether a pair has what it takes to join unasked."""
    result = Decided()
    held: dict[tuple[int, int], Asked] = {}
    for pair in pairs:
        one, other = joining.find(pair.left_party), joining.find(pair.right_party)
        if one == other or joining.never(one, other):
            continue
        facts, others = joining.facts[one], joining.facts[other]
        why = UNASKED if {one, other} <= joining.anchored else facts.contradicts(others, pair)
        whole = {name: (APART, _loss(model, name)) for name in facts.disagrees(others) if name not in pair.levels}
        weight = pair.weight + sum(bits for _level, bits in whole.values())
        if not why and weight >= model.join and identifies(pair):
            result.joined.append(Joined(*joining.join(one, other), pair))
        else:
            held.setdefault((pair.left_party, pair.right_party), Asked(pair, weight, why, whole))
    result.asked = list(_still_open(held.values(), joining, model))
    return result


def _loss(model: Model, comparison: str) -> float:
    """Bits that a comparison takes away when the two say different things."""
    m, u = model.chances[comparison]["other"]
    return math.log2(m / u)


def _still_open(held: Iterable[Asked], joining: Joining[F], model: Model) -> Iterable[Asked]:
    """The best pair of each two parties that are two after all joins."""
    seen: set[tuple[int, int]] = set()
    for asked in sorted(held, key=lambda one: -one.weight):
        one, other = sorted((joining.find(asked.pair.left_party), joining.find(asked.pair.right_party)))
        if one == other or (one, other) in seen or joining.never(one, other) or asked.weight < model.ask:
            continue
        seen.add((one, other))
        yield asked


def most_likely(asked: Iterable[Asked], records: int) -> list[Asked]:
    """The heaviest questions, as many as `QUESTIONS_AT_MOST` allows for so many records, and one at least."""
    return sorted(asked, key=lambda one: -one.weight)[: max(1, records * QUESTIONS_AT_MOST // 1000)]
