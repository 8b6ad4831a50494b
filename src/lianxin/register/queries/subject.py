"""Everything held about one person, for themselves alone (Personal Information Protection Law, article 45).

The walk is by introspection, so that a model added tomorrow is in it: every row that names the person, by foreign key or
declared id; the parts of such a row (whatever would vanish with it); the list rows that mention them; what the journal
and the imports note about any of these. Of a row about the person its columns are given in clear. Of a row in which
they acted (an entry that they made, a list that they sent) only the line: it is about somebody else.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db.models import CASCADE, ForeignKey, Model
from django.utils.translation import gettext_noop

from lianxin.access.actors import Actor
from lianxin.access.rules import visible
from lianxin.core.labels import PLUMBING, Label, label_of
from lianxin.core.registries import Registry
from lianxin.flows.models import Link, Step
from lianxin.journal.models import Entry
from lianxin.register.enums import MentionRole
from lianxin.register.models import Mention, Person, SourceRow, Tie, Touch
from lianxin.register.queries.timeline import tie_title
from lianxin.register.reach import describe, party_references

CHUNK = 500
_acting = {
    "figures.FrozenFigure.frozen_by",
    "flows.Step.person_id",
    "journal.Entry.person_id",
    "journal.Read.reader_id",
    "register.ChildAccess.decided_by_id",
    "register.ChildAccess.reader_id",
    "register.Consent.guardian_id",
    "register.ConsentText.written_by_id",
    "register.Import.by_person_id",
    "register.Tie.other_id",
}


def declare_acting(reference: str) -> None:
    """Declare that a column (`app.Model.column`) names who did something to a row that is about somebody else."""
    _acting.add(reference)


@dataclass(slots=True)
class Record:
    """One row that is held about the person. `via` says by which columns it was found; `columns` are empty for a line only."""

    obj: Model
    via: list[str]
    line: str
    columns: dict[str, Any] = field(default_factory=dict)

    @property
    def model(self) -> str:
        return str(self.obj._meta.label)

    @property
    def reason(self) -> Label | None:
        """Why the row is kept and for how long: the label of most of its columns."""
        labels = [
            of
            for one in self.obj._meta.local_fields
            if (of := label_of(one)) is not None and of is not PLUMBING
        ]
        return max(labels, key=labels.count) if labels else None


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of an item: its key in the file, its name on paper, its value."""

    key: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a section: facts and dated lines, the same in the file and on paper."""

    title: str
    facts: tuple[Fact, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Something told in whole: the person's own matters, who can see them."""

    title: str
    items: list[Item]


subject_sections: Registry[Callable[[Person, Actor], Section]] = Registry(
    gettext_noop("section of a person's record")
)
"""`section(person, actor)`: what an app above tells in whole of the rows that it keeps; by a key of the file."""


@lru_cache(maxsize=1)
def _id_columns() -> frozenset[str]:
    """Columns that hold somebody's bare id: never given out as values."""
    return frozenset(one.name for one in party_references(Person) if not one.is_key)


def columns_of(row: Model) -> dict[str, Any]:
    """The labelled columns of a row that are neither references nor plumbing, as far as they are filled."""
    found: dict[str, Any] = {}
    for one in row._meta.local_fields:
        label = label_of(one)
        if (
            label is None
            or label is PLUMBING
            or one.is_relation
            or f"{row._meta.label}.{one.attname}" in _id_columns()
        ):
            continue
        value = getattr(row, one.attname)
        if value not in (None, "", {}, []):
            found[one.name] = value.isoformat() if isinstance(value, (dt.date, dt.datetime)) else value
    return found


class _Collection:
    """Records by model and id, each once; which of them are about the person."""

    def __init__(self, person: Person, actor: Actor) -> None:
        self.person, self.actor = person, actor
        self.found: dict[tuple[str, int], Record] = {}
        self.about: dict[type[Model], set[int]] = defaultdict(set)

    def keep(self, obj: Model, via: str, *, whole: bool) -> bool:
        """Note a row; true when it was not known as one about the person."""
        key = (obj._meta.label, obj.pk)
        record = self.found.get(key)
        if record is None:
            record = self.found[key] = Record(obj, [], line_of(obj, self.person, self.actor))
        if via not in record.via:
            record.via.append(via)
        if not whole or obj.pk in self.about[type(obj)]:
            return False
        self.about[type(obj)].add(obj.pk)
        record.columns = columns_of(obj)
        return True

    def keep_all(self, rows: Iterable[tuple[str, Model, bool]]) -> list[Model]:
        """Note rows as (column, row, is it about the person); those that are new as such."""
        return [obj for via, obj, whole in rows if self.keep(obj, via, whole=whole)]


def subject_records(person: Person, actor: Actor) -> list[Record]:
    """Every row that is held about the person, each once, in the order of models and ids."""
    known = _Collection(person, actor)
    waiting = known.keep_all([("self", person, True)]) + known.keep_all(_naming(person))
    while waiting:
        waiting = known.keep_all(_parts(waiting))
    known.keep_all(_list_rows(person))
    known.keep_all(_notes(known.about))
    return sorted(known.found.values(), key=lambda record: (record.model, record.obj.pk))


def _naming(person: Person) -> Iterator[tuple[str, Model, bool]]:
    """Rows that name the person by a key or a declared id."""
    for reference in party_references(Person):
        for obj in _joined(reference.model, reference.rows(person.pk)):
            yield reference.name, obj, reference.name not in _acting


def line_of(obj: Model, person: Person, actor: Actor) -> str:
    """The row in one line. The other end of a tie is named where the tie is the person's own, or still open to them."""
    if not isinstance(obj, Tie):
        return describe(obj)
    if obj.person_id == person.pk or visible(Tie.objects.filter(pk=obj.pk), actor, few=True).exists():
        return tie_title(obj, person)
    return str(obj.get_kind_display())


def _joined(model: type[Model], rows: Any) -> Iterator[Model]:
    """The rows with what their lines name, so that a line costs no statement of its own."""
    names = [one.name for one in model._meta.local_fields if isinstance(one, ForeignKey)]
    if model is Mention:
        names.append("row__imported")
    yield from rows.select_related(*names).order_by("pk") if names else rows.order_by("pk")


def _parts(rows: Iterable[Model]) -> Iterator[tuple[str, Model, bool]]:
    """Whatever would vanish with one of the rows: the keys of a mention, the marks of a participation, an account's tokens."""
    ids: dict[type[Model], list[int]] = defaultdict(list)
    for row in rows:
        ids[type(row)].append(row.pk)
    for model, known in ids.items():
        for relation in model._meta.related_objects:
            if getattr(relation, "on_delete", None) is not CASCADE:
                continue
            part: type[Model] = relation.field.model
            column = relation.field.name
            for some in _some(known):
                for obj in _joined(part, part._default_manager.filter(**{f"{column}__in": some})):
                    yield f"{part._meta.label}.{column}", obj, True


def _list_rows(person: Person) -> Iterator[tuple[str, Model, bool]]:
    """Rows of lists that mention the person; in whole where they are the subject and nobody else is mentioned."""
    rows = (
        SourceRow.objects.filter(mentions__person=person).distinct().select_related("imported").order_by("pk")
    )
    mentions = Mention.objects.filter(row__in=rows.order_by().values("pk"), person__isnull=False)
    others = set(mentions.exclude(person=person).values_list("row_id", flat=True))
    subject = set(mentions.filter(person=person, role=MentionRole.SUBJECT).values_list("row_id", flat=True))
    for row in rows:
        yield "register.SourceRow.mentions", row, row.pk in subject and row.pk not in others


def _notes(about: dict[type[Model], set[int]]) -> Iterator[tuple[str, Model, bool]]:
    """What points to a row about the person by model and id: journal entries, touches of lists, steps, links."""
    for model, known in list(about.items()):
        label = model._meta.label
        for some in _some(sorted(known)):
            for pointer in (Entry, Touch, Step):
                for obj in _joined(pointer, pointer._default_manager.filter(model=label, object_id__in=some)):
                    yield f"{pointer._meta.label}.object_id", obj, False
            for end in ("from", "to"):
                for link in Link.objects.filter(**{f"{end}_model": label, f"{end}_id__in": some}).order_by(
                    "pk"
                ):
                    yield f"flows.Link.{end}_id", link, False


def _some(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
