"""Which list and row a record is from, as links for its page: a figure opens to records, a record to the row that said it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse

from lianxin.access.actors import Actor
from lianxin.register.models import Import, Touch

SHOWN = 3
"""So many rows of a record are named; a record that ten lists state needs no ten links."""


@dataclass(frozen=True, slots=True)
class Origin:
    """One row of one list; without an address for who may not open the list."""

    file_name: str
    number: int
    href: str = ""


def origins_of(rows: Sequence[Model], actor: Actor) -> dict[int, list[Origin]]:
    """By record, the rows that made, changed or stated it, the first ones first. Two statements for a page of records."""
    if not rows:
        return {}
    touches = Touch.objects.filter(model=rows[0]._meta.label, object_id__in=[row.pk for row in rows], row__imported__by_hand=False)
    stated = list(touches.order_by("pk").values_list("object_id", "row__imported_id", "row__number").distinct())
    lists = _open_lists({imported for _pk, imported, _number in stated}, actor)
    found: dict[int, list[Origin]] = defaultdict(list)
    for pk, imported, number in stated:
        origin = Origin(lists[imported], number, reverse("desk:lists_row", args=[imported, number])) if imported in lists else None
        if origin is not None and origin not in found[pk] and len(found[pk]) < SHOWN:
            found[pk].append(origin)
    return found


def _open_lists(ids: Iterable[int], actor: Actor) -> dict[int, str]:
    """Names of the lists that the actor may open; what others sent is not even named."""
    wanted = set(ids)
    if not wanted or not actor.may_any("view", Import):
        return {}
    rows = Import.objects.visible_to(actor).filter(pk__in=wanted)
    return dict(rows.values_list("pk", "file_name"))
