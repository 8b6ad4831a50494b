"""Registries through which merge, subject export, erasure, search and time lines reach every app above the register.

References to a party are found by looking at the models: every foreign key to Person or Organisation. Columns that hold
a bare id (journal, steps, notices) are declared. An app above adds its search sources, its sources of time lines, and
how a row of its models reads in one line; nothing here imports it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_noop

from lianxin.access.actors import Actor
from lianxin.core.registries import Registry
from lianxin.register.models import Organisation, Person, Tie

Party = Person | Organisation
Text = str | Promise


@dataclass(frozen=True, slots=True)
class Reference:
    """A column of a model that names a party. `is_key` is false for a bare id column without a foreign key.

    `stays` marks what a merge leaves as it is: what was done in the name of a record is history, and the merge itself.
    """

    model: type[Model]
    column: str
    to: type[Model]
    is_key: bool = True
    stays: bool = False

    def rows(self, pk: int) -> Any:
        """The rows that name the party `pk`."""
        return self.model._default_manager.filter(**{self.column: pk})

    @property
    def name(self) -> str:
        return f"{self.model._meta.label}.{self.column}"


STAYING = {
    "register.Person.merged_into_id",
    "register.Organisation.merged_into_id",
    "register.Regrouping.person_id",
    "register.Regrouping.organisation_id",
    "register.Regrouping.other_person_id",
    "register.Regrouping.other_organisation_id",
}
"""Foreign keys that do not follow a merge: those of the merge itself."""
_id_columns: dict[tuple[str, str, type[Model]], bool] = {}


def declare_reference(model: str, column: str, to: type[Model], *, stays: bool = False) -> None:
    """Declare that an integer column (`app.Model`, `column`) holds ids of `to`; `stays` for one that no merge changes."""
    if (model, column, to) not in _id_columns:
        _id_columns[(model, column, to)] = stays
        party_references.cache_clear()


@lru_cache(maxsize=4)
def party_references(to: type[Model]) -> tuple[Reference, ...]:
    """Every column of every model of ours that names a person (`to=Person`) or a body (`to=Organisation`)."""
    found = [
        Reference(model, field.attname, to, stays=f"{model._meta.label}.{field.attname}" in STAYING)
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.abstract and not model._meta.proxy
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey) and field.related_model is to
    ]
    found += [
        Reference(apps.get_model(model), column, of, is_key=False, stays=stays)
        for (model, column, of), stays in _id_columns.items()
        if of is to
    ]
    return tuple(sorted(found, key=lambda reference: reference.name))


for _model, _column, _stays in (
    ("journal.Entry", "person_id", True),
    ("journal.Read", "subject_id", False),
    ("journal.Read", "reader_id", True),
    ("flows.Step", "person_id", True),
    ("figures.FrozenFigure", "frozen_by", True),
    ("notices.Notice", "person_id", False),
):
    declare_reference(_model, _column, Person, stays=_stays)


@dataclass(frozen=True, slots=True)
class Same:
    """Two rows of one party that agree in `columns` say the same: after a merge one of them supersedes the other.

    `weight` of a row says which stands; of equals the one of the record that stays.
    """

    columns: tuple[str, ...]
    weight: Callable[[Any], Any]


same_rows: dict[str, Same] = {}
"""By model (`app.Model`, with a `superseded_by`)."""


def declare_same(model: str, *columns: str, weight: Callable[[Any], Any]) -> None:
    """Declare when two rows of a model say the same of one party."""
    same_rows[model] = Same(columns, weight)


def _said_by(tie: Tie) -> int:
    """A tie that says more (office, end, document, main employer) stands before one that says less."""
    return sum(bool(said) for said in (tie.role, tie.end, tie.document_id, tie.is_main))


declare_same(
    "register.Tie", "kind", "person_id", "member_id", "organisation_id", "other_id", "place_id", "start", weight=_said_by
)

Holders = Callable[[Iterable[int]], set[int]]
protections: Registry[Holders] = Registry(gettext_noop("protection"))
"""`holders(ids)`: those of these people who have something that is never merged unasked: an account, a cast vote, a post."""

Objection = Callable[[int, int], str]
merge_objections: Registry[Objection] = Registry(gettext_noop("objection"))
"""`object(loser, winner)`: why these two people cannot be merged even when somebody asks for it; "" when they can."""


def protected_people(ids: Iterable[int]) -> set[int]:
    """Those who are never merged into another unasked."""
    known = list(ids)
    return {pk for holders in protections for pk in holders(known)}


describers: Registry[Callable[[Any], str]] = Registry(gettext_noop("describer"))
"""How a row of a model (`app.Model`) reads in one line, for the person whom it names."""


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """One row that names a person: which model, as what, and a line that the person can read."""

    reference: Reference
    obj: Model
    line: str


def subject_rows(person: Person) -> Iterator[SubjectRow]:
    """Every row of every model that names them, with a readable line; one statement per reference."""
    for reference in party_references(Person):
        for obj in reference.rows(person.pk).order_by("pk"):
            yield SubjectRow(reference, obj, describe(obj))


def describe(obj: Model) -> str:
    """One line: what the model's app says of the row, else its kind and number."""
    label = obj._meta.label
    if label in describers:
        return describers.get(label)(obj)
    return f"{obj._meta.verbose_name} {obj.pk}"


@dataclass(frozen=True, slots=True)
class Found:
    """A hit of a search source. `obj` gives the address; `note` tells namesakes apart without personal values."""

    kind: Text
    label: str
    obj: Model
    note: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One row that a search found by its words. `texts` are the columns that its source asked for, `day` its day or None."""

    pk: int
    texts: tuple[str, ...]
    day: dt.date | None


@dataclass(frozen=True, slots=True)
class Worded:
    """Records that a search finds by their words.

    `rows(text, actor)`: those that the actor may see and that answer, best first, None where the model is closed to the actor.
    `texts` are the text columns from which `found` makes a line, at most `TEXTS_AT_MOST`; `day` is the column of the day.
    """

    rows: Callable[[str, Actor], QuerySet[Any] | None]
    texts: tuple[str, ...]
    found: Callable[[Hit], Found]
    day: str = ""


TEXTS_AT_MOST = 3
worded_sources: Registry[Worded] = Registry(gettext_noop("source of worded records"))
"""All of them are asked in one statement; the latest stand first, those without a day by their first text."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a party's time line. `until` is the last day (exclusive) of what lasts.

    `source` is filled in by the time line.
    """

    on: dt.date | None
    title: Text
    note: Text = ""
    obj: Model | None = None
    until: dt.date | None = None
    icon: str = ""
    source: str = ""


TimelineSource = Callable[[Party, Actor], Iterable[Event]]
timeline_sources: Registry[TimelineSource] = Registry(gettext_noop("time line source"))
"""`source(party, actor)`: events of the party that the actor may see, newest first, at most `EVENTS_AT_MOST`."""
EVENTS_AT_MOST = 500

timeline_names: Registry[Text] = Registry(gettext_noop("kind of event"))
"""What the events of a source are called in the filter of a time line; by the name of the source."""
