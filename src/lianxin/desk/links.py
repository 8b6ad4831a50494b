"""Where the desk shows a record: models stand below the desk, so their pages are registered here by the areas.

    links.add("gatherings.Gathering", "desk:gatherings_detail")
    links.add("gatherings.Participation", "desk:gatherings_detail", of=lambda row: row.gathering_id)

A record without a page has no address, and its name is printed without a link.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.urls import NoReverseMatch, reverse

if TYPE_CHECKING:
    from django.db.models import Model

_pages: dict[str, tuple[str, Callable[[Any], Any]]] = {}


def own_id(obj: Any) -> Any:
    """The usual argument of a record's page."""
    return obj.pk


def add(model: str, url_name: str, of: Callable[[Any], Any] = own_id) -> None:
    """Register the page of a model (`app.Model`). `of` gives its one argument; for a part of a record, that record's id.

    `of` reads columns of the row only (`row.gathering_id`), so that a list costs no further statements.
    """
    _pages[model] = (url_name, of)


def record_url(obj: Model | None) -> str:
    """The address of the page that shows `obj`, or "" when there is none: print its name without a link then."""
    if obj is None or obj._meta.label not in _pages:
        return ""
    url_name, of = _pages[obj._meta.label]
    argument = of(obj)
    if argument is None:
        return ""
    try:
        return reverse(url_name, args=[argument])
    except NoReverseMatch:
        return ""
