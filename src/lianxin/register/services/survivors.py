"""Survivorship: of all that lists say of a party, the values that stand on it. Nothing else writes those columns."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from lianxin.core.bulk import update_many
from lianxin.core.names import org_name_key, sort_key
from lianxin.register.models import Import, Mention, Organisation, Person
from lianxin.register.queries.statements import (
    BODY_COLUMNS,
    BODY_FIELDS,
    PERSON_FIELDS,
    STATED,
    Statement,
    choose,
    stated,
)
from lianxin.register.services.terms import chunks, person_columns


@transaction.atomic(savepoint=False)
def refresh_people(ids: Iterable[int]) -> set[int]:
    """Choose the values of these people anew from their mentions; gives who changed.

    A person without any mention left keeps name and nothing else.
    """
    changed = _Changed(Person)
    for portion in chunks(ids):
        said = statements_by_party("person_id", portion)
        for pk, *held in Person.objects.filter(pk__in=portion, erased_on=None).values_list(
            "pk", *PERSON_FIELDS
        ):
            before = dict(zip(PERSON_FIELDS, held, strict=True))
            values = choose(said.get(pk, ()), PERSON_FIELDS)
            values["name"] = values["name"] or before["name"]
            values["sex"] = values["sex"] or Person._meta.get_field("sex").get_default()
            if values["name"] != before["name"]:
                values |= person_columns(values["name"])
            changed.note(pk, before, values)
    return changed.write()


@transaction.atomic(savepoint=False)
def refresh_organisations(ids: Iterable[int]) -> set[int]:
    """As `refresh_people`, for bodies: the values that lists give; kind, place and dates are set by their own verbs."""
    changed = _Changed(Organisation)
    columns = (*BODY_FIELDS, *BODY_COLUMNS)
    for portion in chunks(ids):
        said = statements_by_party("organisation_id", portion)
        for pk, *held in Organisation.objects.filter(pk__in=portion).values_list("pk", *columns):
            before = dict(zip(columns, held, strict=True))
            values: dict[str, Any] = dict(choose(said.get(pk, ()), BODY_FIELDS))
            values["name"] = values["name"] or before["name"]
            values |= _columns(said.get(pk, ()))
            if values["name"] != before["name"]:
                values |= {
                    "name_key": org_name_key(values["name"])[:200],
                    "sort_key": sort_key(values["name"])[:200],
                }
            changed.note(pk, before, values)
    return changed.write()


class _Changed:
    """Values that become others, written by columns: what stays is not sealed and indexed again."""

    def __init__(self, model: type[Person | Organisation]) -> None:
        self.model = model
        self.rows: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
        self.ids: set[int] = set()

    def note(self, pk: int, before: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        other = {
            column: value
            for column, value in values.items()
            if column not in before or before[column] != value
        }
        if other:
            self.ids.add(pk)
            self.rows[tuple(other)].append((*other.values(), pk))

    def write(self) -> set[int]:
        for columns, rows in self.rows.items():
            update_many(self.model, columns, rows)
        return self.ids


def statements_by_party(column: str, ids: Iterable[int]) -> dict[int, list[Statement]]:
    """The statements of committed lists by party; `column` is person_id or organisation_id. One statement to the database."""
    mentions = Mention.objects.filter(
        **{f"{column}__in": list(ids)}, row__imported__state=Import.State.COMMITTED
    )
    found: dict[int, list[Statement]] = defaultdict(list)
    for party, *said in mentions.values_list(column, *STATED):
        found[party].append(stated(*said))
    return found


def _columns(statements: Iterable[Statement]) -> dict[str, Any]:
    """Day of registration and place, where a list says them."""
    said = choose(statements, BODY_COLUMNS)
    found: dict[str, Any] = {}
    if said["founded_on"]:
        found["founded_on"] = dt.date.fromisoformat(said["founded_on"])
    if said["place_id"]:
        found["place_id"] = int(said["place_id"])
    return found
