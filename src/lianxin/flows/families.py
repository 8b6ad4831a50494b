"""The registry of one family's kinds, with a fallback for a kind that nobody declares any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from django.utils.translation import gettext_lazy as _

from lianxin.core.registries import Registry
from lianxin.flows.kind import RECORDED, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

K = TypeVar("K", bound=Kind)


class Family(Generic[K]):
    """`add` is the one line that a kind's folder needs; `of` never fails, so that old records stay readable."""

    def __init__(self, noun: str, base: type[K]) -> None:
        self._kinds: Registry[type[K]] = Registry(noun)
        self._fallback: type[K] = type(
            f"Unknown{base.__name__}", (base,), {"key": "", "name": _("other"), "plural": _("other"), "flow": RECORDED}
        )

    def add(self, kind: type[K]) -> type[K]:
        return self._kinds.add(kind.key, kind)

    def of(self, key: str) -> type[K]:
        return self._kinds.get(key) if key in self._kinds else self._fallback

    def get(self, key: str) -> type[K]:
        """The declared kind; an unknown key raises with the known ones."""
        return self._kinds.get(key)

    def __iter__(self) -> Iterator[type[K]]:
        return iter(self._kinds)

    def choices(self) -> list[tuple[str, str]]:
        return [(kind.key, str(kind.name)) for kind in self]
