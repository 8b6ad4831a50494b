"""What stands in the navigation: apps register items, the shell shows those that the reader may use."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.apps import apps
from django.db.models import Model
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

Text = str | Promise


class MayAny(Protocol):
    """What the navigation asks of an actor."""

    @property
    def has_desk(self) -> bool:
        """Tell whether the actor holds a post or a liaison tie."""

    def may_any(self, verb: str, model: type[Model]) -> bool:
        """Tell whether the actor may do the verb to any row of the model."""


@dataclass(frozen=True)
class Item:
    """One entry. ``model`` is a class or "app.Model"; with ``verb`` and ``model`` it needs the right to any such row.

    ``count`` gives the number of things that wait (one statement on every page: use it sparingly).
    """

    label: Text
    url_name: str
    icon: str
    verb: str = ""
    model: type[Model] | str | None = None
    count: Callable[[MayAny | None], int] | None = None

    def allowed(self, actor: MayAny | None) -> bool:
        """Tell whether to show the item; one that asks for no right is shown to everybody, on the desk to those who have one."""
        if not self.verb or self.model is None:
            return actor is None or actor.has_desk or not self.url_name.startswith("desk:")
        if actor is None:
            return False
        model = apps.get_model(self.model) if isinstance(self.model, str) else self.model
        return actor.may_any(self.verb, model)

    def href(self) -> str:
        """Give the address, or "" while no such page is installed."""
        try:
            return reverse(self.url_name)
        except NoReverseMatch:
            return ""


@dataclass(frozen=True)
class Link:
    """An item made ready for a page."""

    label: Text
    href: str
    icon: str
    current: bool
    count: int | None = None


@dataclass(frozen=True)
class Section:
    """A group of the navigation."""

    label: Text
    links: Sequence[Link]


_items: dict[str, list[Item]] = {}
_labels: dict[str, Text] = {}


def register_section(key: str, label: Text) -> None:
    """Name a group of the navigation; groups stand in the order in which they are first mentioned."""
    _labels[key] = label
    _items.setdefault(key, [])


def register_item(section: str, item: Item) -> None:
    """Add an entry to a group; registering the same entry again changes nothing."""
    entries = _items.setdefault(section, [])
    if item not in entries:
        entries.append(item)


def sections(actor: MayAny | None, path: str, prefix: str = "") -> list[Section]:
    """Give the groups with the links that this reader may open, marking the one that holds ``path``.

    ``prefix`` chooses groups by the beginning of their key ("portal" items never stand in the desk).
    """
    found = []
    for key, items in _items.items():
        if not key.startswith(prefix) or (not prefix and key.startswith("portal")):
            continue
        usable = [(item, item.href()) for item in items if item.allowed(actor)]
        usable = [(item, href) for item, href in usable if href]
        here = best_match([href for _, href in usable], path)
        links = [
            Link(item.label, href, item.icon, href == here, item.count(actor) if item.count else None)
            for item, href in usable
        ]
        if links:
            found.append(Section(_labels.get(key, ""), links))
    return found


def best_match(hrefs: Sequence[str], path: str) -> str:
    """Give the longest address that the path lies at or below; the roots /desk/ and /me/ match only themselves."""
    roots = 2
    fits = [h for h in hrefs if path == h or (h.strip("/").count("/") + 1 >= roots and path.startswith(h))]
    return max(fits, key=len, default="")
