"""Which entries of the journal did something to a record that a figure counts.

The journal itself tells of acts on one record. Acts on many at once (a list, a merge) and the reason of an act (a contest
that was accepted) are known by the apps above; they register how to find them. Where other records decide whether one is
counted, the measure's condition names these.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from django.utils.translation import gettext_noop

from lianxin.core.registries import Registry

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lianxin.figures.measures import Period

Record = tuple[str, int]
"""Model (`app.Model`) and id."""
Records = Mapping[str, Sequence[int]]
"""Ids of records by model."""
Found = Mapping[Record, Iterable[int]]
Tracer = Callable[[Records, int], Found]
tracers: Registry[Tracer] = Registry(gettext_noop("tracer"))
"""`trace(records, after)`: by record the ids of later entries than `after` that touched it among others: a merge, a list, a
list taken back, a sheet of attendance. Entries about the record itself are found without."""


@dataclass(frozen=True, slots=True)
class Since:
    """What came after a moment of the journal: entries newer than `last`, and those of `gaps`, which were not there at that moment.

    Acts take their numbers when they write and come to light when they commit, so that one under way may hold an older number than
    `last`. `gaps` are runs of numbers, first and last, in order; most of them were given up for good.
    """

    last: int
    gaps: tuple[tuple[int, int], ...] = ()

    @property
    def floor(self) -> int:
        """No entry up to this one came later."""
        return self.gaps[0][0] - 1 if self.gaps else self.last

    def holds(self, entry: int) -> bool:
        """Did this entry come later?"""
        before = bisect_right(self.gaps, entry, key=lambda gap: gap[0])
        return entry > self.last or (before > 0 and entry <= self.gaps[before - 1][1])


Reason = Record
"""A record because of which somebody acted."""
reasons: Registry[Callable[[Sequence[int]], Mapping[int, Iterable[Reason]]]] = Registry(gettext_noop("reason"))
"""`why(entries)`: by entry, the records because of which it was done, such as a contest that was accepted."""

Hook = tuple[str, int, int]
"""What a row hangs on: model, id, and the row's own id."""


@runtime_checkable
class Decided(Protocol):
    """A condition (`measures.When`) that other records decide: an organisation lacks an officer until a tie begins."""

    @property
    def keeps_out(self) -> bool:
        """Does a record that comes take the row out of the figure?"""

    @property
    def acts(self) -> frozenset[str]:
        """The acts by which such a record comes to count, among all that are done to it."""

    def deciders(self, rows: QuerySet[Any], period: Period | None) -> Iterator[Iterable[Hook]]:
        """The records that decide on these rows of the measure in a period, the nearest first; of any time without one."""


@runtime_checkable
class Ruled(Protocol):
    """A condition that asks dated data: declaring this anew moves rows of which nothing else is known."""

    def rulings(self, ids: Sequence[int]) -> Iterable[Hook]:
        """What rules on the rows with these ids."""
