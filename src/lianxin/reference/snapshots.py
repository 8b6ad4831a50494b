"""Per-process copies of small tables, read again when another process has changed them.

A snapshot is loaded by its first reader and then serves from memory. Once a minute the next reader asks the database
for the stamp; a changed stamp drops every snapshot. Services that change reference data call `restamp`.
"""

from __future__ import annotations

import time
import uuid
from typing import TYPE_CHECKING, Generic, TypeVar

from lianxin.reference.models import Stamp

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

RECHECK_SECONDS = 60.0


class Snapshot(Generic[T]):
    """`snapshot()` gives the loaded value. The value is shared by threads: readers must not change it."""

    def __init__(self, load: Callable[[], T]) -> None:
        self._load = load
        self._held: tuple[int, T] | None = None

    def __call__(self) -> T:
        generation = _watch.generation()
        if self._held is None or self._held[0] != generation:
            self._held = (generation, self._load())
        return self._held[1]


class _Watch:
    """Counts how often the stamp was seen to change."""

    def __init__(self) -> None:
        self._generation = 0
        self._token: str | None = None
        self._checked: float | None = None

    def generation(self) -> int:
        if self._checked is None or time.monotonic() - self._checked > RECHECK_SECONDS:
            token = Stamp.objects.values_list("token", flat=True).first()
            if token != self._token:
                self._generation += 1
            self._token, self._checked = token, time.monotonic()
        return self._generation

    def forget(self) -> None:
        self._generation += 1
        self._checked = None


_watch = _Watch()


def forget() -> None:
    """Drop this process's snapshots; the next readers load again. For tests that roll reference data back."""
    _watch.forget()


def restamp() -> None:
    """Tell every process that reference data has changed. Call inside the transaction of the change."""
    Stamp.objects.update_or_create(pk=1, defaults={"token": uuid.uuid4().hex})
    forget()
