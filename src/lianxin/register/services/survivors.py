"""Survivorship: of all that lists say of a party, the values that stand on it. Nothing else writes those columns."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from lianxin.core.names import org_name_key, sort_key
from lianxin.register.models import Import, Mention, Organisation, Person
from lianxin.register.queries.statements import (
    BODY_COLUMNS,
    BODY_FIELDS,
    PERSON_FIELDS,
    Statement,
    choose,
    statement_of,
)
from lianxin.register.services.terms import chunks, person_columns


@transaction.atomic
def refresh_people(ids: Iterable[int]) -> int:
    """Choose the values of these people anew from their mentions; gives how many changed.

    A person without any mention left keeps name and nothing else.
    """
    changed: list[int] = []
    for portion in chunks(ids):
        said = statements_by_party("person_id", portion)
        altered = []
        for person in Person.objects.filter(pk__in=portion, erased_on=None):
            values = choose(said.get(person.pk, ()), PERSON_FIELDS)
            values["name"] = values["name"] or person.name
            values["sex"] = values["sex"] or Person._meta.get_field("sex").get_default()
            if all(getattr(person, field) == value for field, value in values.items()):
                continue
            for field, value in (values | person_columns(values["name"])).items():
                setattr(person, field, value)
            altered.append(person)
        _write(Person, altered, [*PERSON_FIELDS, "name_key", "sort_key", "stroke_key"])
        changed += [person.pk for person in altered]
    return len(changed)


@transaction.atomic
def refresh_organisations(ids: Iterable[int]) -> int:
    """As `refresh_people`, for bodies: the values that lists give; kind, place and dates are set by their own verbs."""
    changed: list[int] = []
    for portion in chunks(ids):
        said = statements_by_party("organisation_id", portion)
        altered = []
        for body in Organisation.objects.filter(pk__in=portion):
            values: dict[str, Any] = dict(choose(said.get(body.pk, ()), BODY_FIELDS))
            values["name"] = values["name"] or body.name
            values |= _columns(said.get(body.pk, ()))
            if all(getattr(body, field) == value for field, value in values.items()):
                continue
            for field, value in values.items():
                setattr(body, field, value)
            body.name_key = org_name_key(body.name)
            body.sort_key = sort_key(body.name)[:200]
            altered.append(body)
        _write(Organisation, altered, [*BODY_FIELDS, "founded_on", "place", "name_key", "sort_key"])
        changed += [body.pk for body in altered]
    return len(changed)


def statements_by_party(column: str, ids: Iterable[int]) -> dict[int, list[Statement]]:
    """The statements of committed lists by party; `column` is person_id or organisation_id. One statement to the database."""
    mentions = Mention.objects.filter(
        **{f"{column}__in": list(ids)}, row__imported__state=Import.State.COMMITTED
    ).select_related("row__imported")
    found: dict[int, list[Statement]] = defaultdict(list)
    for mention in mentions.defer("row__cells", "row__imported__report"):
        found[getattr(mention, column)].append(statement_of(mention))
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


def _write(
    model: type[Person | Organisation], rows: list[Person] | list[Organisation], fields: list[str]
) -> None:
    """One upsert per portion: `bulk_update` writes a CASE per row and field, which is ten times slower."""
    if rows:
        model._default_manager.bulk_create(
            rows,  # type: ignore[arg-type]
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=fields,
            batch_size=200,
        )
