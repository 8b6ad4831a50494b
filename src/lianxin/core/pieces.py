"""Long lists of ids in pieces, because a database takes only so many values in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

AT_MOST = 2000
T = TypeVar("T")


def chunks(items: Iterable[T]) -> Iterator[list[T]]:
    """Pieces that fit into one statement."""
    held = list(items)
    return (held[start : start + AT_MOST] for start in range(0, len(held), AT_MOST))
