"""People under 14: whose guardian must agree before anything is done with their record (PIPL 31; minors' network rules 31-38).

A birth that is known by year or month only counts as the last day it can mean, so that nobody under 14 is taken for older.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet

from lianxin.access.actors import Actor
from lianxin.register.enums import KinshipRole, TieKind
from lianxin.register.models import ChildAccess, Person, Tie

OF_AGE = 14


def _latest_birthday(on: dt.date) -> str:
    """The last birth date of those who are 14 on the day; a 29 February comes of age on 1 March."""
    day = on.day if (on.month, on.day) != (2, 29) else 28
    return on.replace(year=on.year - OF_AGE, day=day).isoformat()


def under_age(on: dt.date, prefix: str = "") -> Q:
    """The condition that a person may be under 14 on the day, for a query whose `prefix` leads to the person."""
    limit = _latest_birthday(on)
    after = Q(**{f"{prefix}birth__gt": limit})
    return after | Q(**{f"{prefix}birth__in": [limit[:4], limit[:7]]})


def is_child(person: Person, on: dt.date) -> bool:
    """May the person be under 14 on the day? False where no birth is known."""
    limit = _latest_birthday(on)
    return bool(person.birth) and (person.birth > limit or person.birth in {limit[:4], limit[:7]})


def guardians_of(person: Person, on: dt.date) -> list[Person]:
    """The relatives who are the person's guardians that day."""
    ties = Tie.objects.on(on).filter(
        kind=TieKind.KINSHIP, person=person, role=KinshipRole.GUARDIAN, superseded_by=None
    )
    return [tie.other for tie in ties.select_related("other").order_by("pk") if tie.other is not None]


def children_of(guardian_id: int, on: dt.date) -> QuerySet[Person]:
    """Children under 14 whose guardian the person is that day."""
    ties = Tie.objects.on(on).filter(
        kind=TieKind.KINSHIP, other_id=guardian_id, role=KinshipRole.GUARDIAN, superseded_by=None
    )
    return Person.objects.filter(
        under_age(on), pk__in=ties.values("person_id"), merged_into=None, erased_on=None
    )


def may_open_child(person: Person, actor: Actor) -> bool:
    """Was the actor allowed to open this child's page today? The child, the guardians and Lianxin itself need no approval."""
    if actor.person_id is None:
        return True
    if actor.person_id == person.pk or any(
        one.pk == actor.person_id for one in guardians_of(person, actor.on)
    ):
        return True
    allowed: QuerySet[Any] = ChildAccess.objects.filter(
        child=person, reader_id=actor.person_id, decided_on__lte=actor.on
    )
    return allowed.filter(until__gt=actor.on).exists()
