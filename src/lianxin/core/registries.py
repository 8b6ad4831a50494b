"""A named registry that an upper floor fills and a lower floor asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from django.utils.translation import gettext as _

from lianxin.core.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")


class Registry(Generic[T]):
    """Things by key, in the order of registration. Unknown names raise and list the known ones; twice is an error."""

    def __init__(self, noun: str) -> None:
        self.noun = noun
        self._things: dict[str, T] = {}

    def add(self, key: str, thing: T) -> T:
        if key in self._things:
            raise ValueError(f"{self.noun} {key!r} is declared twice")
        self._things[key] = thing
        return thing

    def get(self, key: str) -> T:
        try:
            return self._things[key]
        except KeyError:
            known = "、".join(sorted(self._things))
            raise UnknownName(
                _("There is no {noun} “{key}”. Known: {known}").format(
                    noun=_(self.noun), key=key, known=known
                )
            ) from None

    def __contains__(self, key: str) -> bool:
        return key in self._things

    def __iter__(self) -> Iterator[T]:
        return iter(self._things.values())

    def __len__(self) -> int:
        return len(self._things)

    def keys(self) -> list[str]:
        return list(self._things)

    def items(self) -> list[tuple[str, T]]:
        return list(self._things.items())
