"""The federation as a graph on any day: hubs, the organisations in them, district by district, and who has a liaison officer.

Counts are grouped in the database, so that the overview of 50,000 bodies costs what that of 300 does; single bodies
are read only where there are few enough to be drawn or listed on a page.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from lianxin.access.actors import Actor
from lianxin.access.rules import opens_all, visible
from lianxin.register.enums import OrganisationKind, TieKind
from lianxin.register.models import Organisation, Tie
from lianxin.register.queries.rosters import standing_on


@dataclass(frozen=True, slots=True)
class Body:
    """One organisation of the graph. `district_id` is the unit's latest form, None for what lies in no district."""

    pk: int
    name: str
    kind: str
    district_id: int | None
    has_liaison: bool
    needs_liaison: bool
    hubs: tuple[int, ...] = ()

    @property
    def is_missing(self) -> bool:
        return self.needs_liaison and not self.has_liaison


@dataclass(slots=True)
class Unit:
    """What lies in one district: how many organisations, how many of them have a liaison officer, members by hub."""

    count: int = 0
    with_liaison: int = 0
    by_hub: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def missing(self) -> int:
        return self.count - self.with_liaison


@dataclass(frozen=True, slots=True)
class Federation:
    """The counts of a day for one reader. `withheld` is how many memberships in hubs the reader may not open.

    `is_whole` says that the reader sees every body, so that nothing seen means that there is nothing.
    """

    hubs: list[Body]
    units: dict[int | None, Unit]
    in_hubs: int
    in_several: int
    withheld: int
    is_whole: bool

    @property
    def count(self) -> int:
        return sum(unit.count for unit in self.units.values())

    @property
    def missing(self) -> int:
        return sum(unit.missing for unit in self.units.values())

    def members(self, hub: int) -> int:
        return sum(unit.by_hub.get(hub, 0) for unit in self.units.values())


def federation(on: dt.date, actor: Actor) -> Federation:
    """Hubs and counts by district that the actor may see; at most six statements, however many bodies."""
    standing = Organisation.objects.filter(standing_on(on))
    seen = visible(standing, actor)
    hubs = bodies_of(seen.filter(kind=OrganisationKind.HUB), on)
    units: dict[int | None, Unit] = defaultdict(Unit)
    social = seen.filter(kind__in=OrganisationKind.social()).annotate(has=has_liaison(on))
    for row in (
        social.order_by()
        .values("place__district_id")
        .annotate(count=Count("pk"), having=Count("pk", filter=Q(has=True)))
    ):
        unit = units[row["place__district_id"]]
        unit.count, unit.with_liaison = row["count"], row["having"]
    every = memberships_in_hubs(on)
    ties = visible(every, actor) if actor.may_any("view", Tie) else every.none()
    grouped = ties.order_by().values("organisation_id", "member__place__district_id")
    for row in grouped.annotate(count=Count("member", distinct=True)):
        units[row["member__place__district_id"]].by_hub[row["organisation_id"]] = row["count"]
    per_member = (
        ties.order_by()
        .values("member")
        .annotate(in_hubs=Count("organisation", distinct=True), n_ties=Count("pk"))
    )
    totals = per_member.aggregate(
        members=Count("member"), several=Count("member", filter=Q(in_hubs__gt=1)), ties=Sum("n_ties")
    )
    # What a rule leaves out are people, and these are ties of bodies.
    withheld = 0 if opens_all(actor, "view", Tie) else every.count() - (totals["ties"] or 0)
    return Federation(hubs, dict(units), totals["members"], totals["several"], withheld, seen is standing)


def memberships_in_hubs(on: dt.date) -> QuerySet[Tie]:
    """Memberships of bodies in hubs on a day; both ends stand on that day."""
    return Tie.objects.on(on).filter(
        standing_on(on, "member__"),
        standing_on(on, "organisation__"),
        kind=TieKind.MEMBERSHIP,
        organisation__kind=OrganisationKind.HUB,
        member__isnull=False,
        superseded_by=None,
    )


def has_liaison(on: dt.date) -> Exists:
    """Does a body have a main or deputy liaison officer on that day?"""
    held = Tie.objects.on(on).filter(kind=TieKind.LIAISON, superseded_by=None)
    return Exists(held.filter(organisation=OuterRef("pk")))


def drawn_bodies(
    on: dt.date, actor: Actor, *, hub: int | None = None, districts: list[int | None] | None = None
) -> QuerySet[Organisation]:
    """The bodies of the graph that the actor may see, by name: social organisations and members of hubs, of one hub, of some districts."""
    seen = visible(Organisation.objects.filter(standing_on(on)), actor)
    ties = memberships_in_hubs(on)
    ties = visible(ties, actor) if actor.may_any("view", Tie) else ties.none()
    if hub is None:
        rows = seen.filter(kind__in=OrganisationKind.social())
    else:
        rows = seen.filter(pk__in=ties.filter(organisation_id=hub).values("member_id"))
    if districts is not None:
        known = [pk for pk in districts if pk is not None]
        nowhere = Q(place__district_id=None) if None in districts else Q(pk__in=())
        rows = rows.filter(Q(place__district_id__in=known) | nowhere)
    return rows.order_by("sort_key", "pk")


def bodies_of(rows: QuerySet[Organisation], on: dt.date) -> list[Body]:
    """Rows as bodies of the graph, without their hubs. One statement."""
    values = rows.annotate(has=has_liaison(on)).values_list("pk", "name", "kind", "place__district_id", "has")
    social = set(OrganisationKind.social())
    return [Body(pk, name, kind, district, has, kind in social) for pk, name, kind, district, has in values]


def with_hubs(bodies: list[Body], on: dt.date, actor: Actor) -> list[Body]:
    """The same bodies with the hubs that each is a member of, as far as the actor may see the ties. One statement."""
    if not bodies or not actor.may_any("view", Tie):
        return bodies
    found: dict[int, set[int]] = defaultdict(set)
    every = memberships_in_hubs(on).filter(member_id__in=[body.pk for body in bodies])
    for member, hub in visible(every, actor, few=True).order_by().values_list("member_id", "organisation_id"):
        found[member].add(hub)
    return [
        Body(b.pk, b.name, b.kind, b.district_id, b.has_liaison, b.needs_liaison, tuple(sorted(found[b.pk])))
        for b in bodies
    ]
