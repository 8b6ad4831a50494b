"""Which small counts of sensitive classes are hidden, and which siblings with them (F8)."""

from __future__ import annotations

SMALL = 5
"""Counts of sensitive classes below this and above zero are suppressed."""


def hidden_cells(counts: list[int]) -> set[int]:
    """Indexes of the cells to hide: the small ones, and as many of the next smallest as keep the total from giving them away.

    A total less the cells that are shown leaves the sum of the hidden ones. It gives a cell away when one is hidden
    alone, and when all hidden ones must be 1 or all must be at their largest; then the next smallest is hidden too.
    """
    hidden = {index for index, n in enumerate(counts) if 0 < n < SMALL}
    if not hidden:
        return hidden
    left = sum(counts[index] for index in hidden)
    if len(hidden) == 1 or left in {len(hidden), len(hidden) * (SMALL - 1)}:
        others = sorted((n, index) for index, n in enumerate(counts) if n and index not in hidden)
        if others:
            hidden.add(others[0][1])
    return hidden
