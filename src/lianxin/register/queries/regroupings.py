"""Reads of merges and splits: what was done with a record, and which rows of lists are about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lianxin.access.actors import Actor
from lianxin.register.models import Mention, Organisation, Person, Regrouping

Party = Person | Organisation


@dataclass(frozen=True, slots=True)
class Done:
    """One merge or split as its page shows it."""

    made: Regrouping
    other: str
    by: str
    source: str
    import_id: int | None
    may_undo: bool


def history_of(party: Party, actor: Actor) -> list[Done]:
    """Merges and splits of a record and of everybody who was merged into it, the last first. The caller has asked the rules."""
    ids = one_party(party)
    name = "person" if isinstance(party, Person) else "organisation"
    found = Regrouping.objects.filter(**{f"{name}_id__in": ids}) | Regrouping.objects.filter(
        **{f"other_{name}_id__in": ids}
    )
    rows = found.select_related(name, f"other_{name}", "by_person", "row__imported").order_by("-pk")
    may = actor.may_any("undo", Regrouping)
    return [
        Done(
            made,
            other=str(getattr(made, f"other_{name}")),
            by=made.by_person.name if made.by_person is not None else "",
            source=f"{made.row.imported.file_name} · {made.row.number}" if made.row is not None else "",
            import_id=made.row.imported_id if made.row is not None else None,
            may_undo=may and made.undone_at is None,
        )
        for made in rows.defer("row__cells", "row__imported__report")
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
