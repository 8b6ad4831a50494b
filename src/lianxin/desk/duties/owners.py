"""The missing by who answers for them, with names as far as the reader may see them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lianxin.access.roles import Role
from lianxin.access.rules import visible
from lianxin.desk.links import record_url
from lianxin.reference.queries import place_by_id
from lianxin.register.models import Organisation, Person
from lianxin.reports.duties.kinds import duty_kinds

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import Promise

    from lianxin.access.actors import Actor
    from lianxin.reports.duties.owners import Gaps
    from lianxin.reports.duties.standing import Standing

OFFICES = (Role.DISTRICT_OFFICER, Role.CITY_OFFICER)
"""Owners of all gaps of a duty in their place, so that these are one selection."""
Parties = dict[int, Person | Organisation]
Key = tuple[str, int]
"""A role and the id of the person, organisation or district for which it stands; 0 for the city office."""


@dataclass(frozen=True, slots=True)
class OwnedGaps:
    """Gaps of one duty of one owner; `href` opens their list where a selection holds just these."""

    name: Promise
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class OwnerLine:
    """`name` is empty for the city office, and where the reader may not see who it is."""

    role: Role
    name: str
    url: str
    what: list[OwnedGaps]

    @property
    def count(self) -> int:
        return sum(one.count for one in self.what)


def owner_lines(standing: Standing, actor: Actor) -> list[OwnerLine]:
    """Owners by the number of gaps, most first. At most three statements."""
    owners = {duty.kind: Role(duty.owner) for duty in standing.duties}
    by_owner: dict[Key, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for gap in standing.owners():
        by_owner[_key(gap, owners[gap.kind])][gap.kind] += gap.count
    people = _named(Person, [pk for role, pk in by_owner if role == Role.LEADER], actor)
    bodies = _named(Organisation, [pk for role, pk in by_owner if role == Role.LIAISON], actor)
    lines = []
    for (role, pk), kinds in by_owner.items():
        name, url = _name(Role(role), pk, people, bodies)
        unit = place_by_id(pk) if role == Role.DISTRICT_OFFICER else None
        what = [
            OwnedGaps(
                duty_kinds.get(kind).name, count, standing.missing_href(kind, unit) if role == owners[kind] in OFFICES else ""
            )
            for kind, count in kinds.items()
        ]
        lines.append(OwnerLine(Role(role), name, url, what))
    return sorted(lines, key=lambda line: (-line.count, line.role.value, line.name))


def _key(gap: Gaps, owner: Role) -> Key:
    if owner == Role.LEADER and gap.leader:
        return Role.LEADER, gap.leader
    if owner == Role.LIAISON and gap.organisation:
        return Role.LIAISON, gap.organisation
    if owner != Role.CITY_OFFICER and gap.unit:
        return Role.DISTRICT_OFFICER, gap.unit
    return Role.CITY_OFFICER, 0


def _named(model: type[Person | Organisation], ids: list[int], actor: Actor) -> Parties:
    if not ids:
        return {}
    rows: QuerySet[Any] = visible(model._default_manager.filter(pk__in=ids), actor, few=True)
    return {row.pk: row for row in rows}


def _name(role: Role, pk: int, people: Parties, bodies: Parties) -> tuple[str, str]:
    if role == Role.DISTRICT_OFFICER:
        return place_by_id(pk).name, ""
    party = people.get(pk) if role == Role.LEADER else bodies.get(pk)
    return (str(party), record_url(party)) if party is not None else ("", "")
