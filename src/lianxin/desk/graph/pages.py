"""What the pages of the graph show, made ready for the templates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.access.actors import Actor
from lianxin.access.rules import visible
from lianxin.desk.days import Day
from lianxin.figures.places import place_code
from lianxin.reference.queries import units_on
from lianxin.register.enums import OrganisationKind
from lianxin.register.models import Organisation
from lianxin.register.queries.federation import (
    Body,
    Federation,
    Unit,
    bodies_of,
    drawn_bodies,
    federation,
    has_liaison,
    with_hubs,
)
from lianxin.register.queries.rosters import Covered, coverage, liaison_officers
from lianxin.ui.federation import Band, District, Hub, Mark, State, branches, overview, two_sides

DRAWN = 600
"""So many organisations are drawn one by one; more are counted in the overview and listed in pages."""
PER_PAGE = 100
CITY_LEVEL = 0
"""Key of what lies in no district: bodies of the whole city."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the graph's list: a district or what lies in none. `code` is how an address names it."""

    key: int
    name: str
    code: str
    href: str


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One district of the overview with its association and counts."""

    line: Line
    association: Mark | None
    unit: Unit
    by_hub: list[tuple[int, str]]
    marks: list[Mark]
    missing_href: str


@dataclass(frozen=True, slots=True)
class Part:
    """The organisations of one district in a zoomed view."""

    line: Line
    bodies: list[tuple[Body, str, list[Hub]]]
    missing: int


def overview_page(day: Day, actor: Actor) -> dict[str, Any]:
    """Hubs, districts and, while they are few enough, every organisation. At most nine statements for the widest role."""
    fed = federation(day.on, actor)
    bodies = (
        with_hubs(bodies_of(drawn_bodies(day.on, actor), day.on), day.on, actor) if fed.count <= DRAWN else []
    )
    hubs = [hub_of(hub, day, members_in_words(fed.members(hub.pk))) for hub in fed.hubs]
    units = unit_lines(fed, bodies, day, actor)
    bands = [
        Band(
            hub.pk,
            one.line.key,
            count,
            zoom(day, hub=hub.pk, district=one.line.code),
            f"{hub.name} · {one.line.name}：{count}",
        )
        for one in units
        for hub in fed.hubs
        if (count := one.unit.by_hub.get(hub.pk, 0))
    ]
    districts = [
        District(
            one.line.key, one.line.name, one.line.href, unit_in_words(one.unit), one.association, one.marks
        )
        for one in units
    ]
    city = city_name(day)
    title = _("The federation of {city} as a graph").format(city=city)
    return {
        "day": day,
        "fed": fed,
        "hubs": hubs,
        "units": units,
        "is_drawn": bool(bodies),
        "picture": overview(title, city, day.link(reverse("desk:coverage")), hubs, districts, bands),
        "missing_href": zoom(day, missing=True),
    }


def unit_lines(fed: Federation, bodies: list[Body], day: Day, actor: Actor) -> list[UnitLine]:
    """The districts in their order, then what lies in none, if anything does."""
    associations = associations_of(coverage(day.on), day, actor, bodies)
    of_unit: dict[int, list[Body]] = {}
    for body in bodies:
        of_unit.setdefault(body.district_id or CITY_LEVEL, []).append(body)
    found = []
    for line in lines_on(day):
        unit = fed.units.get(line.key or None, Unit())
        association = associations.get(line.key)
        is_empty = not unit.count and not unit.by_hub and association is None
        if is_empty and (line.key == CITY_LEVEL or not fed.is_whole):
            continue
        own = {association.href} if association else set()
        marks = [mark for body in of_unit.get(line.key, []) if (mark := mark_of(body, day)).href not in own]
        by_hub = [(unit.by_hub.get(hub.pk, 0), zoom(day, hub=hub.pk, district=line.code)) for hub in fed.hubs]
        missing = zoom(day, district=line.code, missing=True)
        found.append(UnitLine(line, association, unit, by_hub, marks, missing))
    return found


def associations_of(
    covered: list[Covered], day: Day, actor: Actor, known: Iterable[Body] = ()
) -> dict[int, Mark]:
    """By district, its association of that day as a mark, as far as the actor may see it; whether it has an officer is public.

    `known` are bodies that the actor may see and that are at hand; without them it costs two statements.
    """
    ids = [one.association.pk for one in covered if one.association is not None]
    having = {body.pk: body.has_liaison for body in known}
    if not having:
        seen = visible(Organisation.objects.filter(pk__in=ids), actor, few=True)
        officers = liaison_officers(ids, day.on)
        having = {pk: pk in officers for pk in seen.values_list("pk", flat=True)}
    found = {}
    for one in covered:
        body = one.association
        if body is not None and body.pk in having and one.unit.district_id is not None:
            state: State = "with" if having[body.pk] else "missing"
            mark = Mark(body.name, page_of(body.pk, day), state, liaison_in_words(state))
            found[one.unit.district_id] = mark
    return found


def zoom_page(
    day: Day, actor: Actor, hub: Organisation | None, line: Line | None, page: str, *, missing: bool
) -> dict[str, Any]:
    """One hub, one district, both, or all that lack a liaison officer: drawn while few enough, listed in any case."""
    districts = [line.key or None] if line is not None else None
    rows = drawn_bodies(day.on, actor, hub=hub.pk if hub else None, districts=districts)
    if missing:
        rows = rows.filter(~has_liaison(day.on), kind__in=OrganisationKind.social())
    paged = Paginator(rows, DRAWN).get_page(page)
    if paged.paginator.num_pages > 1 or missing:
        paged = Paginator(rows, PER_PAGE).get_page(page)
    bodies = bodies_of(rows[max(0, paged.start_index() - 1) : paged.end_index()], day.on)
    bodies = with_hubs(bodies, day.on, actor)
    hubs = bodies_of(visible_hubs(actor, {pk for body in bodies for pk in body.hubs}), day.on)
    parts = parts_of(bodies, hubs, day)
    is_whole = not paged.has_other_pages()
    return {
        "day": day,
        "hub": hub,
        "line": line,
        "missing": missing,
        "page": paged,
        "parts": parts,
        "count": paged.paginator.count,
        "gaps": sum(part.missing for part in parts),
        "is_whole": is_whole,
        "picture": picture_of(parts, hubs, hub, line, day) if is_whole and bodies and not missing else None,
        "districts": [
            (one, zoom(day, hub=hub.pk if hub else None, district=one.code)) for one in lines_on(day)
        ],
        "overview_href": day.link(reverse("desk:graph")),
        "hub_href": page_of(hub.pk, day) if hub else "",
    }


def visible_hubs(actor: Actor, ids: set[int]) -> Any:
    """The hubs among these that the actor may see, by name."""
    return visible(Organisation.objects.filter(pk__in=ids), actor, few=True).order_by("sort_key", "pk")


def parts_of(bodies: Iterable[Body], hubs: list[Body], day: Day) -> list[Part]:
    """Bodies by district, in the order of districts; each with its page and the hubs that it is a member of."""
    known = {hub.pk: hub_of(hub, day, "") for hub in hubs}
    by_unit: dict[int, list[tuple[Body, str, list[Hub]]]] = {}
    for body in bodies:
        own = [known[pk] for pk in body.hubs if pk in known]
        by_unit.setdefault(body.district_id or CITY_LEVEL, []).append((body, page_of(body.pk, day), own))
    return [
        Part(line, by_unit[line.key], sum(body.is_missing for body, _href, _hubs in by_unit[line.key]))
        for line in lines_on(day)
        if line.key in by_unit
    ]


def picture_of(
    parts: list[Part], hubs: list[Body], hub: Organisation | None, line: Line | None, day: Day
) -> Any:
    """A hub as a tree of districts; a district as organisations on one side and hubs on the other."""
    if hub is not None and line is None:
        count = sum(len(part.bodies) for part in parts)
        root = Hub(hub.pk, hub.name, page_of(hub.pk, day), members_in_words(count))
        groups = [
            District(
                part.line.key,
                part.line.name,
                zoom(day, hub=hub.pk, district=part.line.code),
                unit_in_words(Unit(len(part.bodies), len(part.bodies) - part.missing)),
                marks=[mark_of(body, day) for body, _href, _hubs in part.bodies],
            )
            for part in parts
        ]
        return branches(_("{hub}: members by district").format(hub=hub.name), root, groups)
    marks = [mark_of(body, day) for part in parts for body, _href, _hubs in part.bodies]
    per_hub = Counter(pk for mark in marks for pk in mark.hubs)
    sides = [hub_of(one, day, members_in_words(per_hub[one.pk])) for one in hubs]
    return two_sides(_("Organisations and the hubs that they belong to"), marks, sides)


def hub_of(hub: Body, day: Day, words: str) -> Hub:
    return Hub(hub.pk, hub.name, zoom(day, hub=hub.pk), words)


def mark_of(body: Body, day: Day) -> Mark:
    state: State = "with" if body.has_liaison else "missing" if body.needs_liaison else "none"
    several = len(body.hubs) > 1
    return Mark(body.name, page_of(body.pk, day), state, liaison_in_words(state), several, body.hubs)


def liaison_in_words(state: State) -> str:
    if state == "none":
        return ""
    return _("has a liaison officer") if state == "with" else _("liaison officer missing")


def members_in_words(count: int) -> str:
    return ngettext("{n} member", "{n} members", count).format(n=f"{count:,}")


def unit_in_words(unit: Unit) -> str:
    words = ngettext("{n} organisation", "{n} organisations", unit.count).format(n=f"{unit.count:,}")
    if not unit.missing:
        return words
    return _("{organisations}, {n} without a liaison officer").format(
        organisations=words, n=f"{unit.missing:,}"
    )


def lines_on(day: Day) -> list[Line]:
    """The units of that day, then what lies in none of them."""
    lines = [
        Line(unit.district_id or unit.pk, unit.name, place_code(unit), zoom(day, district=place_code(unit)))
        for unit in units_on(day.on)
    ]
    return [*lines, Line(CITY_LEVEL, _("City level"), "city", zoom(day, district="city"))]


def page_of(pk: int, day: Day) -> str:
    return day.link(reverse("desk:organisations_detail", args=[pk]))


def zoom(day: Day, *, hub: int | None = None, district: str = "", missing: bool = False) -> str:
    """The address of a part of the graph on the same day."""
    given = [
        f"hub={hub}" if hub else "",
        f"district={district}" if district else "",
        "missing=1" if missing else "",
    ]
    return day.link(f"{reverse('desk:graph')}?{'&'.join(part for part in given if part)}")


def city_name(day: Day) -> str:
    """The city's own name, for the centre of the picture; no statement once the places are loaded."""
    city = next((unit.parent for unit in units_on(day.on) if unit.parent is not None), None)
    return city.name.removesuffix("市") if city else _("City")
