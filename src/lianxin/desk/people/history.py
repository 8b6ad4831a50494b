"""The history of a tie: who changed what and when, from the journal, the kept changes and the lists that state it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.access.actors import Actor
from lianxin.access.roles import Role
from lianxin.core.wording import in_a_row
from lianxin.desk.lists.origins import Origin, origins_of
from lianxin.desk.people.names import known_names
from lianxin.journal.models import Entry
from lianxin.register.models import Document, Tie, TieChange
from lianxin.register.services.tie_changes import set_columns

VERBS = {
    "add_tie": gettext_lazy("added"),
    "end_tie": gettext_lazy("ended"),
    "change_tie": gettext_lazy("corrected"),
    "undo_tie_edit": gettext_lazy("edit taken back"),
}
COLUMNS = {
    "role": gettext_lazy("Role"),
    "is_main": gettext_lazy("Main employer"),
    "start": gettext_lazy("From"),
    "end": gettext_lazy("Until"),
    "document_id": gettext_lazy("Document"),
    "place_id": gettext_lazy("Place"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    label: Any
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Act:
    """One act on a tie. `who` is a name where the reader may know it, else the post in which it was done."""

    what: Any
    when: dt.datetime | None
    who: str
    differences: list[Difference] = field(default_factory=list)
    origin: Origin | None = None


def history_of(tie: Tie, actor: Actor) -> list[Act]:
    """The acts on a tie, newest first, then the lists that state it. At most six statements."""
    entries = list(
        Entry.objects.filter(model=Tie._meta.label, object_id=tie.pk).order_by("-recorded_at", "-pk")
    )
    changes = {
        change.edit.group: change for change in TieChange.objects.filter(tie=tie).select_related("edit")
    }
    names = known_names({entry.person_id for entry in entries if entry.person_id}, actor)
    titles = titles_of(state for change in changes.values() for state in (change.before, change.after))
    acts = [
        Act(
            VERBS.get(entry.verb, entry.verb),
            entry.recorded_at,
            names.get(entry.person_id or 0) or posts_in_words(entry.acting_as),
            _changed(tie, changes.get(entry.group), titles, undone=entry.verb == "undo_tie_edit"),
        )
        for entry in entries
    ]
    stated = [
        Act(_("stated by a list"), None, "", origin=one) for one in origins_of([tie], actor).get(tie.pk, [])
    ]
    return [*acts, *stated]


def posts_in_words(acting_as: str) -> str:
    """The roles of an entry in words; Lianxin itself for a service."""
    known = dict(Role.choices)
    if acting_as.startswith("service:"):
        return _("Lianxin")
    return in_a_row(
        str(known[code]) for code in acting_as.split("+") if code in known and code != Role.MEMBER
    ) or str(known[Role.MEMBER])


def differences(
    tie: Tie, before: dict[str, Any], after: dict[str, Any], titles: dict[int, str]
) -> list[Difference]:
    """What differs between two states of a tie, in words; nothing when one of them is empty."""
    return [
        Difference(label, _said(tie, before, name, titles), _said(tie, after, name, titles))
        for name, label in COLUMNS.items()
        if before and after and before.get(name) != after.get(name)
    ]


def _said(tie: Tie, columns: dict[str, Any], name: str, titles: dict[int, str]) -> str:
    value = columns.get(name)
    if value is None or value == "":
        return "—"
    if name == "role":
        then = Tie(kind=tie.kind)
        set_columns(then, columns)
        return then.role_label
    if name == "document_id":
        return titles.get(int(value), "—")
    if name == "is_main":
        return _("yes") if value else _("no")
    return str(value)


def _changed(tie: Tie, change: TieChange | None, titles: dict[int, str], *, undone: bool) -> list[Difference]:
    if change is None:
        return []
    before, after = (change.after, change.before) if undone else (change.before, change.after)
    return differences(tie, before, after, titles)


def titles_of(states: Iterable[dict[str, Any]]) -> dict[int, str]:
    """Numbers or titles of the documents that states of ties name. One statement, none without a document."""
    ids = {columns["document_id"] for columns in states if columns.get("document_id")}
    if not ids:
        return {}
    return {row.pk: row.number or row.title for row in Document.objects.filter(pk__in=ids)}
