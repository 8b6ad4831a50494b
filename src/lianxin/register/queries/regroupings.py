"""Reads of merges and splits: what was done with a record, and which rows of lists are about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.journal.models import Entry
from lianxin.register.models import Mention, Organisation, Person, Regrouping

Party = Person | Organisation


@dataclass(frozen=True, slots=True)
class Done:
    """One merge or split as its page shows it. `undo` is the id to undo it by, where the reader may."""

    what: str
    at: dt.datetime
    other: str
    other_id: int | None
    by: str
    reason: str = ""
    source: str = ""
    import_id: int | None = None
    is_undone: bool = False
    undo: int | None = None


def history_of(party: Party, actor: Actor) -> list[Done]:
    """Merges and splits of a record and of everybody who was merged into it, the last first. The caller has asked the rules."""
    ids = one_party(party)
    name = "person" if isinstance(party, Person) else "organisation"
    found = Regrouping.objects.filter(**{f"{name}_id__in": ids}) | Regrouping.objects.filter(
        **{f"other_{name}_id__in": ids}
    )
    rows = found.select_related(name, f"other_{name}", "by_person", "row__imported").order_by("-pk")
    may = actor.may_any("undo", Regrouping)
    done = [
        Done(
            str(made.get_did_display()),
            made.at,
            other=str(getattr(made, f"other_{name}")),
            other_id=made.other_id,
            by=made.by_person.name if made.by_person is not None else "",
            reason=made.reason,
            source=f"{made.row.imported.file_name} · {made.row.number}" if made.row is not None else "",
            import_id=made.row.imported_id if made.row is not None else None,
            is_undone=made.undone_at is not None,
            undo=made.pk if may and made.undone_at is None else None,
        )
        for made in rows.defer("row__cells", "row__imported__report")
    ]
    return sorted([*done, *_splits_taken_back(party, ids)], key=lambda one: one.at, reverse=True)


def _splits_taken_back(party: Party, ids: list[int]) -> list[Done]:
    """Of a split that was undone nothing is left but its entry in the journal: the record made for the rows is gone."""
    entries = list(
        Entry.objects.filter(verb="undo_split", model=party._meta.label, object_id__in=ids).order_by("-pk")
    )
    people = Person.objects.in_bulk([one.person_id for one in entries if one.person_id is not None])
    return [
        Done(
            str(Regrouping.Did.SPLIT.label),
            one.recorded_at,
            other=_("the record that was made for the rows is gone"),
            other_id=None,
            by=people[one.person_id].name if one.person_id in people else "",
            is_undone=True,
        )
        for one in entries
    ]


def one_party(party: Party) -> list[int]:
    """Ids of a record and of everybody who was merged into it, near or far."""
    found, step = [party.pk], [party.pk]
    while step:
        step = list(
            type(party)
            ._default_manager.filter(merged_into_id__in=step)
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        found += step
    return found


def rows_about(party: Party, ids: Iterable[int] | None = None) -> list[Mention]:
    """The mentions of a record with their rows and lists, the newest list first; `ids` narrows them."""
    rows = party.mentions.select_related("row__imported__sender").defer("row__cells", "row__imported__report")
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    return list(
        rows.order_by("-row__imported__as_of", "-row__imported_id", "row__sheet", "row__number", "pk")
    )
