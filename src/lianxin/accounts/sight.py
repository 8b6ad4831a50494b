"""Who can see a person today, and why: the rules of the lists, asked the other way round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.access.matrix import describe
from lianxin.access.roles import Role
from lianxin.access.rules import gives, rules_for, visible
from lianxin.accounts.actors import hat_of
from lianxin.accounts.reach import HOW
from lianxin.core.dates import CITY_TIME
from lianxin.journal.models import Read
from lianxin.register.enums import TieKind
from lianxin.register.models import Person, Tie
from lianxin.register.queries.subject import Fact, Item, Section, subject_sections

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
                found.append(
                    Seer(str(tie.person), role, body, "；".join(reasons(person, _actor([(tie, hat)], on))))
                )
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
    # One rule at a time: the united query of `visible` would not tell which of them gave the row.
    return [_(describe(rule)) for rule in rules_for(actor, "view", Person) if gives(rule, actor, person)]


def seers_section(person: Person, actor: Actor) -> Section:
    """Who can see the person on the day, for what they take along."""
    items = [
        Item(
            seer.name,
            (
                Fact("name", _("Full name"), seer.name),
                Fact("role", _("As"), str(seer.role.label)),
                Fact("body", _("At"), seer.body),
                Fact("rule", _("By the rule"), seer.reason),
            ),
        )
        for seer in who_can_see(person, on=actor.on)
    ]
    return Section(_("Who can see me"), items)


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a person's record, in words."""

    read: Read
    reader: str
    role: str
    how: str


def readings_in_words(reads: list[Read]) -> list[Reading]:
    """Who read, as what and how; one statement."""
    names = dict(
        Person.objects.filter(pk__in={read.reader_id for read in reads if read.reader_id}).values_list(
            "pk", "name"
        )
    )
    roles = {role.value: str(role.label) for role in Role}
    return [
        Reading(
            read,
            names.get(read.reader_id or 0, ""),
            "、".join(
                roles.get(part, part) for part in read.acting_as.split("+") if part != Role.MEMBER.value
            ),
            HOW[read.how](),
        )
        for read in reads
    ]


def readings_section(person: Person, actor: Actor) -> Section:
    """Who read the person's record, the latest first, for what they take along."""
    items = [
        Item(
            one.reader,
            (
                Fact(
                    "at",
                    _("When"),
                    one.read.read_at.astimezone(CITY_TIME).isoformat(sep=" ", timespec="minutes"),
                ),
                Fact("reader", _("Full name"), one.reader or _("Lianxin")),
                Fact("role", _("As"), one.role),
                Fact("how", _("How"), one.how),
                Fact("what", _("What"), one.read.what),
                Fact("reason", _("Why"), one.read.reason),
            ),
        )
        for one in readings_in_words(
            list(Read.objects.filter(subject_id=person.pk).order_by("-read_at", "-pk"))
        )
    ]
    return Section(_("Who read my record"), items)


subject_sections.add("seen_by", seers_section)
subject_sections.add("readings", readings_section)


def people_seen(actor: Actor) -> int:
    """How many people the actor may open: for the security administrator's check of a post."""
    return visible(Person.objects.filter(merged_into=None, erased_on=None), actor).count()
