"""Two lists of a figure's rows, then and now, walked side by side: which rows came, went or changed, and what each did to the value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lianxin.figures.measures import Measure
    from lianxin.figures.rows import Counted


class How(StrEnum):
    ADDED = "added"
    LEFT = "left"
    CHANGED = "changed"


@dataclass(slots=True)
class Step:
    """A row before and after, one of them missing where it came or went."""

    pk: int
    before: Counted | None
    after: Counted | None

    @property
    def how(self) -> How:
        if self.before is None:
            return How.ADDED
        return How.LEFT if self.after is None else How.CHANGED


def compare(measure: Measure, before: Iterable[Counted], after: Iterable[Counted], *, by_record: bool = True) -> list[tuple[Step, int]]:
    """The rows that moved, with their effects on the value; both in the order of ids. Not `by_record`: by what is counted alone."""
    steps: list[Step] = []
    keys_then: set[int] = set()
    keys_now: set[int] = set()
    compared = 4 if by_record else 3
    for old, new in _side_by_side(before, after):
        if measure.distinct:
            keys_then.update((old.key,) if old else ())
            keys_now.update((new.key,) if new else ())
        if old is None or new is None or old[:compared] != new[:compared]:
            found = old or new
            assert found is not None  # noqa: S101  one of the two is there
            steps.append(Step(found.pk, old, new))
    return _effects(measure, steps, keys_then - {0}, keys_now - {0})


def _side_by_side(before: Iterable[Counted], after: Iterable[Counted]) -> Iterator[tuple[Counted | None, Counted | None]]:
    """Two lists in the order of ids as pairs of one id."""
    left, right = iter(before), iter(after)
    old, new = next(left, None), next(right, None)
    while old is not None or new is not None:
        if new is None or (old is not None and old.pk < new.pk):
            yield old, None
            old = next(left, None)
        elif old is None or new.pk < old.pk:
            yield None, new
            new = next(right, None)
        else:
            yield old, new
            old, new = next(left, None), next(right, None)


def _effects(measure: Measure, steps: list[Step], keys_then: set[int], keys_now: set[int]) -> list[tuple[Step, int]]:
    """What each row did to the value. A subject that is counted once is gained or lost by the first of its rows that moved."""
    gained, lost = keys_now - keys_then, keys_then - keys_now
    out = []
    for step in steps:
        effect = 0
        if step.after is not None:
            effect += int(step.after.key in gained) if measure.distinct else step.after.amount
            gained.discard(step.after.key)
        if step.before is not None:
            effect -= int(step.before.key in lost) if measure.distinct else step.before.amount
            lost.discard(step.before.key)
        out.append((step, effect))
    return out
