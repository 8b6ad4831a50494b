"""The registries through which lists reach every app: who takes in and gives out each type of list, who undoes what.

An app above registers a `Committer` for each type of list that it understands and a `RecordHandler` for each model that
its committers write. Neither knows the other apps, and the import knows none of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

from django.db.models import Model, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianxin.access.actors import Actor
from lianxin.core.names import name_key, org_name_key
from lianxin.core.registries import Registry
from lianxin.core.relations import delete_by_ids, newest_naming
from lianxin.flows.models import Flowing, Link, Step
from lianxin.lists.columns import Column, RecordType
from lianxin.lists.parsing import Row
from lianxin.lists.titles import TitleFacts
from lianxin.register.enums import KeyKind, MentionRole
from lianxin.register.keys import keys_of
from lianxin.register.models import Import, Touch

RECORD_ID = Column("id", _("Lianxin number"), ("连心编号",), as_typed=True, width=12)
"""The id of the record that an exported row stands for; a row that comes back unchanged changes nothing."""


class Effect(TextChoices):
    """What a row does to the register."""

    NEW = "new", pgettext_lazy("row", "new")
    CHANGE = "change", pgettext_lazy("row", "change")
    SAME = "same", pgettext_lazy("row", "same")
    DOUBTFUL = "doubtful", pgettext_lazy("row", "doubtful")
    REJECTED = "rejected", pgettext_lazy("row", "rejected")


@dataclass(slots=True, eq=False)
class Draft:
    """A party that a row mentions. `values` are the clean values of its mention, by column of Person or Organisation
    (`phone` a list, the preferred one first; `licence_number` for lawyers). `party_id` is set once it is known who it is;
    `kind` is for a new organisation.
    """

    role: MentionRole
    values: dict[str, Any]
    is_organisation: bool = False
    kind: str = ""
    party_id: int | None = None
    is_new: bool = False
    name_key: str = ""
    keys: list[tuple[KeyKind, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.name_key = (org_name_key if self.is_organisation else name_key)(self.values["name"])[:200]
        self.keys = keys_of(self.values)


class Change(NamedTuple):
    """What a row does, for its preview: a value of a column from what it was to what it becomes, or (both empty) a label that
    says it all.
    """

    label: str
    column: str = ""
    was: str = ""
    becomes: str = ""


@dataclass(slots=True, eq=False)
class RowState:
    """One record of a sheet on its way in: what it mentions, the row as kept, what it does and why. `changes` are told in
    previews only; `doubts` are the columns whose cells a reason for doubt is about.
    """

    row: Row
    digest: str = ""
    drafts: list[Draft] = field(default_factory=list)
    source_id: int | None = None
    record_id: int | None = None
    effect: Effect = Effect.SAME
    reasons: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    doubts: dict[str, str] = field(default_factory=dict)

    def draft(self, role: MentionRole = MentionRole.SUBJECT) -> Draft | None:
        return next((draft for draft in self.drafts if draft.role == role), None)

    def party(self, role: MentionRole = MentionRole.SUBJECT) -> int | None:
        """The id of the party in this role, once parties are known."""
        found = self.draft(role)
        return found.party_id if found else None

    def raise_to(self, effect: Effect, reason: str = "", *columns: str) -> None:
        """A row is as new, changed or doubtful as the most notable thing that it does; `columns` are what the reason is about."""
        self.doubts.update(dict.fromkeys(columns, reason))
        order = [Effect.SAME, Effect.CHANGE, Effect.NEW, Effect.DOUBTFUL, Effect.REJECTED]
        if order.index(effect) > order.index(self.effect):
            self.effect = effect
        if reason and reason not in self.reasons:
            self.reasons.append(reason)


@dataclass(slots=True, eq=False)
class Batch:
    """One sheet of one import being committed. `states` are its usable rows that are not already kept."""

    imported: Import
    sheet: str
    facts: TitleFacts
    by: Actor
    at: dt.date
    list_type: str
    headings: tuple[str, ...] = ()
    states: list[RowState] = field(default_factory=list)
    touches: list[tuple[RowState, str, int, str, dict[str, Any]]] = field(default_factory=list)
    made: dict[int, str] = field(default_factory=dict)
    """Kinds of the bodies that this import brings, by id; they stand in the database only when the batch is committed."""
    kinds: dict[int, str] | None = None
    """Kinds of the associations that rows name, once somebody has asked."""
    plan: Any = None
    """What the committer found out before the commit."""

    def touch(self, state: RowState, model: type[Model], pk: int, did: str, change: dict[str, Any] | None = None) -> None:
        """Note what a row did to a record; `change` is {"was": …, "is": …} by column, for undo."""
        self.touches.append((state, model._meta.label, pk, str(did), change or {}))
        if did == Touch.Did.CREATED:
            state.raise_to(Effect.NEW)
        elif did == Touch.Did.CHANGED:
            state.raise_to(Effect.CHANGE)
            # Who changes a record states it: it stays when the list that made it is taken back.
            self.touches.append((state, model._meta.label, pk, str(Touch.Did.FOUND), {}))


class Committer:
    """Takes in one type of list, and gives it out again.

    `drafts` says whom a row mentions and touches nothing. `plan` finds out what a commit will write, when every draft has
    its party and nothing of the file is written yet: whatever takes long belongs here, since a commit keeps others waiting;
    what it gives stands in `batch.plan`. `commit` writes the records of a whole sheet, in bulk, and notes each with
    `batch.touch`. `export` gives the rows that an actor may export, by
    column key and with `id`; a row of our own export that comes back with the same cells is passed over. With `on` it gives
    what stood on that day, by the rights of the actor's own day.
    """

    shape: ClassVar[RecordType]
    exported: ClassVar[tuple[Column, ...]]
    right: ClassVar[tuple[str, type[Model]]]
    """The verb and model that an export asks the rules for."""

    def sender(self, batch: Batch) -> Draft | None:
        """The association that sent the list, where the title names it."""

    def drafts(self, batch: Batch, row: Row) -> list[Draft]:
        raise NotImplementedError

    def plan(self, batch: Batch) -> Any:
        """Nothing, for what is small."""

    def commit(self, batch: Batch) -> None:
        raise NotImplementedError

    def export(
        self, actor: Actor, ids: Iterable[int] | None = None, *, on: dt.date | None = None
    ) -> Iterator[Mapping[str, object]]:
        raise NotImplementedError

    def choices(self) -> Mapping[str, Sequence[str]]:
        """The words that a template offers for a column, where only this app knows them."""
        return {}

    def subjects(self, rows: Iterable[Mapping[str, object]]) -> list[int]:
        """The people whose values stand in exported rows, for the record of reads."""
        return []


committers: Registry[Committer] = Registry("type of list")


FLOW_COLUMNS = (
    "stage", "phase", "stage_since", "turn", "due_on", "original_due_on", "due_provisional", "paused_on", "closed_on",
)  # fmt: skip


class RecordHandler:
    """Undoes what imports did to one model. Handlers with a higher `rank` go first: a part before its whole.

    `parts` are relations whose rows vanish with the record and do not count as built on it.
    """

    model: ClassVar[type[Model]]
    rank: ClassVar[int] = 50
    parts: ClassVar[frozenset[str]] = frozenset()

    def built_on(self, ids: set[int], imported: Import) -> set[int]:
        """Those of `ids` that other records point to, or on which somebody has worked since the import."""
        columns = [
            (relation.field.model, relation.field.attname)
            for relation in self.model._meta.related_objects
            if not relation.many_to_many and f"{relation.field.model._meta.label}.{relation.field.name}" not in self.parts
        ]
        return {pk for named in newest_naming(columns, ids) for pk in named}

    def remove(self, ids: set[int]) -> None:
        delete_by_ids(self.model, ids)

    def restored(self, pk: int, change: Mapping[str, Any]) -> None:
        """What else to take back once the columns of a changed record are as they were."""

    def name(self, obj: Model) -> str:
        """How the list of what stays calls a record."""
        return f"{obj._meta.verbose_name} {obj.pk}"


class FlowHandler(RecordHandler):
    """A record with a flow: somebody has worked on it when it has moved, or was linked, since the import."""

    def built_on(self, ids: set[int], imported: Import) -> set[int]:
        label = self.model._meta.label
        moved = Step.objects.filter(model=label, object_id__in=ids, recorded_at__gt=imported.committed_at)
        linked_from = Link.objects.filter(from_model=label, from_id__in=ids).values_list("from_id", flat=True)
        linked_to = Link.objects.filter(to_model=label, to_id__in=ids).values_list("to_id", flat=True)
        found = super().built_on(ids, imported) | set(moved.values_list("object_id", flat=True))
        return found | set(linked_from) | set(linked_to)

    def remove(self, ids: set[int]) -> None:
        Step.objects.filter(model=self.model._meta.label, object_id__in=ids).delete()
        super().remove(ids)

    def restored(self, pk: int, change: Mapping[str, Any]) -> None:
        Step.objects.filter(pk__in=change.get("steps", ()), object_id=pk).delete()


class FlowNote:
    """What a flow did to one record while it is being taken over: `change()` gives the touch that undoes it."""

    def __init__(self, subject: Flowing, *columns: str) -> None:
        self.subject = subject
        self.columns = (*FLOW_COLUMNS, *columns)
        self.was = self._now()
        self.steps = set(self._steps().values_list("pk", flat=True))

    def _now(self) -> dict[str, Any]:
        row = type(self.subject)._default_manager.filter(pk=self.subject.pk).values(*self.columns).get()
        return {column: value.isoformat() if isinstance(value, dt.date) else value for column, value in row.items()}

    def _steps(self) -> QuerySet[Step]:
        return Step.objects.filter(model=self.subject._meta.label, object_id=self.subject.pk)

    def change(self) -> dict[str, Any]:
        """Columns that differ, before and now, and the steps made between; empty when nothing happened."""
        now = self._now()
        differs = [column for column, value in now.items() if self.was[column] != value]
        if not differs:
            return {}
        steps = sorted(set(self._steps().values_list("pk", flat=True)) - self.steps)
        return {"was": {c: self.was[c] for c in differs}, "is": {c: now[c] for c in differs}, "steps": steps}


handlers: Registry[RecordHandler] = Registry("model of lists")

