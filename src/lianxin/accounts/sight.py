"""Who can see a person today, and why: the rules of the lists, asked the other way round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.access.matrix import describe
from lianxin.access.roles import Role
from lianxin.access.rules import rules_for, visible
from lianxin.accounts.actors import hat_of
from lianxin.register.enums import TieKind
from lianxin.register.models import Person, Tie

if TYPE_CHECKING:
    import datetime as dt

    from lianxin.access.actors import Hat

PERSONAL = frozenset({Role.LEADER})
"""Roles whose rule follows the holder (their pairings), not the post: asked one by one."""


@dataclass(frozen=True, slots=True)
class Seer:
    """Somebody who may open the person's page: as what, at which body, by which rule in words."""

    name: str
    role: Role
    body: str
    reason: str


def who_can_see(person: Person, *, on: dt.date) -> list[Seer]:
    """Everybody with a post or a liaison tie that opens the person's page on that day, by role.

    Posts are asked together and halved where the answer is yes, so that 300 associations of which two see the person
    cost some twenty statements, not 300.
    """
    ties = (
        Tie.objects.on(on)
        .filter(kind__in=TieKind.posts(), person__isnull=False, superseded_by=None)
        .exclude(person=person)
        .select_related("person", "place", "organisation__place")
        .order_by("pk")
    )
    held = [(tie, hat) for tie in ties if (hat := hat_of(tie)) is not None]
    found: list[Seer] = []
    for role in Role:
        of_role = [(tie, hat) for tie, hat in held if hat.role == role]
        groups = [[one] for one in of_role] if role in PERSONAL else [of_role]
        for group in groups:
            for tie, hat in _seeing(group, person, on):
                body = tie.organisation.name if tie.organisation else ""
                found.append(Seer(str(tie.person), role, body, "；".join(reasons(person, _actor([(tie, hat)], on)))))
    return found


def _seeing(held: list[tuple[Tie, Hat]], person: Person, on: dt.date) -> list[tuple[Tie, Hat]]:
    if not held or not _actor(held, on).can("view", person):
        return []
    if len(held) == 1 or held[0][1].role in _seeing_everybody(held, on):
        return held
    middle = len(held) // 2
    return _seeing(held[:middle], person, on) + _seeing(held[middle:], person, on)


def _seeing_everybody(held: list[tuple[Tie, Hat]], on: dt.date) -> set[Role]:
    """The role of the group, when one of its rules gives every row."""
    actor = _actor(held, on)
    return {rule.role for rule in rules_for(actor, "view", Person) if rule.which(actor) is None}


def _actor(held: list[tuple[Tie, Hat]], on: dt.date) -> Actor:
    alone = held[0][0].person_id if len(held) == 1 else None
    return Actor(on=on, hats=tuple(hat for _tie, hat in held), person_id=alone)


def reasons(person: Person, actor: Actor) -> list[str]:
    """The rules, in words, by which the actor may open the person's page."""
    found = []
    for rule in rules_for(actor, "view", Person):
        rows = rule.which(actor)
        # One rule at a time: the united query of `visible` would not tell which of them gave the row.
        if rows is None or Person.objects.filter(pk=person.pk, pk__in=rows).exists():
            found.append(_(describe(rule)))
    return found


def people_seen(actor: Actor) -> int:
    """How many people the actor may open: for the security administrator's check of a post."""
    return visible(Person.objects.filter(merged_into=None, erased_on=None), actor).count()
