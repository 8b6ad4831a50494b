"""Erasing again, after a restore, everybody who was erased since the backup was made."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from lianxin.access.actors import Actor
from lianxin.register.models import Erasure, Mention, Person, Stop
from lianxin.register.services.erasing import erase
from lianxin.register.services.stop_list import SURE, digests_of, who_digest

Line = Mapping[str, Any]


@transaction.atomic
def replay(lines: Iterable[Line], *, by: Actor) -> int:
    """Erase whoever a stop list names and the database still holds, on the day of their erasure; gives how many people.

    They are known by their record (id and name together), and by whatever identifies them surely on any row: in the older
    database they may be two people still. Lifted erasures are repeated too, since lifting brings nothing back.
    """
    known = set(Erasure.objects.values_list("key", flat=True))
    missing = [line for line in lines if line["erasure"] not in known]
    erased = 0
    for line, people in _held(missing):
        first = True
        for person in people:
            person.refresh_from_db()
            if person.erased_on is None:
                erase(
                    person,
                    by=by,
                    at=dt.date.fromisoformat(line["on"]),
                    reason=line["reason"],
                    key=line["erasure"] if first else f"{line['erasure'][:20]}{person.pk:012x}",
                )
                first, erased = False, erased + 1
        _complete(line)
    for line in lines:
        if line["lifted"]:
            Erasure.objects.filter(key=line["erasure"], lifted_on=None).update(lifted_on=line["lifted"])
    return erased


def _held(lines: list[Line]) -> list[tuple[Line, list[Person]]]:
    """For each line the people of the database whom it names."""
    if not lines:
        return []
    records = {
        value: number
        for number, line in enumerate(lines)
        for kind, value in line["stops"]
        if kind == Stop.Kind.WHO
    }
    surely = {
        value: number for number, line in enumerate(lines) for kind, value in line["stops"] if kind in SURE
    }
    found: dict[int, set[int]] = defaultdict(set)
    for pk, name in Person.objects.filter(erased_on=None).values_list("pk", "name").iterator(chunk_size=2000):
        if (number := records.get(who_digest(pk, name))) is not None:
            found[number].add(pk)
    if surely:
        mentions = Mention.objects.filter(person__erased_on=None, person__isnull=False).values_list(
            "person_id", "values"
        )
        for person_id, values in mentions.iterator(chunk_size=2000):
            for value in digests_of(values):
                if (number := surely.get(value)) is not None and person_id is not None:
                    found[number].add(person_id)
    people = Person.objects.in_bulk({pk for pks in found.values() for pk in pks})
    return [(line, [people[pk] for pk in sorted(found[number])]) for number, line in enumerate(lines)]


def _complete(line: Line) -> None:
    """The erasure stands with every digest that it had, also where the backup is older than the person."""
    erasure, _made = Erasure.objects.get_or_create(
        key=line["erasure"], defaults={"reason": line["reason"], "erased_on": line["on"], "person": None}
    )
    held = set(erasure.stops.values_list("digest", flat=True))
    Stop.objects.bulk_create(
        [
            Stop(erasure=erasure, kind=kind, digest=value)
            for kind, value in line["stops"]
            if value not in held
        ],
        batch_size=500,
    )
