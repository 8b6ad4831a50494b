"""The federation as circles around the city: hubs, then organisations and people by district; every piece is a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.access.rules import visible
from lianxin.desk.days import Day
from lianxin.desk.figures.look import place_href, short
from lianxin.desk.graph.pages import city_name, page_of
from lianxin.figures.engine import table_by_district
from lianxin.figures.selections import select
from lianxin.register.enums import OrganisationKind
from lianxin.register.models import Organisation
from lianxin.register.queries.rosters import standing_on
from lianxin.ui.rings import Circle, Circles, Mark, circles

if TYPE_CHECKING:
    from lianxin.access.actors import Actor
    from lianxin.desk.figures.period import Chosen
    from lianxin.figures.engine import Figure
    from lianxin.reference.models import Place

ASSOCIATION, ORGANISATIONS, PEOPLE, HUBS = "C2.districts_covered", "C1.organisations", "B1.register", "C1.hubs"
HUBS_DRAWN = 6
"""More hubs than these stand as one circle with their number."""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One district: its page and its figures, for the table behind the picture; None where nothing of a sort lies in no district."""

    name: str
    href: str
    cells: tuple[Figure | None, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """The picture and the lines of its table; `columns` are the names of the figures."""

    picture: Circles
    columns: tuple[str, ...]
    lines: list[UnitLine]


def around_the_city(now: Chosen, actor: Actor, hubs: Figure) -> Around:
    """The circles of the whole city on the period's last day; four statements."""
    lines = unit_lines(now)
    day = Day(now.end)
    city = city_name(day)
    drawn = [
        Circle(_("Hubs"), _hubs(now, actor, hubs)),
        Circle(_("Organisations by district"), _pieces(lines, 1)),
        Circle(_("People by district"), _pieces(lines, 2)),
    ]
    title = _("{city}: hubs, organisations, people").format(city=city)
    href = reverse("desk:reports_detail", args=["annual"]) + now.query
    names = tuple(str(select(key, now.start, now.end).definition.name) for key in (ASSOCIATION, ORGANISATIONS, PEOPLE))
    return Around(circles(title, drawn, city=city, href=href), names, lines)


def unit_lines(now: Chosen) -> list[UnitLine]:
    """The districts, and the zones and what lies in none where there is something."""
    tables = [table_by_district(select(key, now.start, now.end)) for key in (ASSOCIATION, ORGANISATIONS, PEOPLE)]
    columns = [{line.place.pk if line.place else 0: line.figure for line in table} for table in tables]
    places = {line.place.pk if line.place else 0: line.place for table in tables for line in table}
    out = []
    for pk, place in sorted(places.items(), key=lambda item: item[0] == 0):
        cells = tuple(column.get(pk) for column in columns)
        if any(cell is not None and cell.value for cell in cells) or _is_district(place):
            out.append(UnitLine(place.name if place else _("in no district"), place_href(place, now), cells))
    return out


def _is_district(place: Place | None) -> bool:
    return place is not None and place.level == place.Level.DISTRICT


def _hubs(now: Chosen, actor: Actor, hubs: Figure) -> list[Mark]:
    """Each hub that the reader may see, if all of them fit; else their number."""
    rows = Organisation.objects.filter(standing_on(now.end), kind=OrganisationKind.HUB)
    seen = list(visible(rows, actor).order_by("sort_key", "pk")[: HUBS_DRAWN + 1])
    if not seen or len(seen) > HUBS_DRAWN:
        words = f"{hubs.name}: {hubs.shown}"
        return [Mark(str(hubs.name), hubs.url, words, hubs.shown)]
    day = Day(now.end)
    prefix = f"{city_name(day)}市"
    return [Mark(hub.name.removeprefix(prefix), page_of(hub.pk, day), hub.name) for hub in seen]


def _pieces(lines: list[UnitLine], column: int) -> list[Mark]:
    """One piece for each district; organisations lead to the district's page, people to their list."""
    drawn = [(line, cell) for line in lines if (cell := line.cells[column]) is not None]
    most = max((cell.value or 0 for _line, cell in drawn), default=0) or 1
    pieces = []
    for line, cell in drawn:
        has_association = line.cells[0] is not None and line.cells[0].value
        association = _("association established") if has_association else _("no association yet")
        words = f"{line.name}: {cell.name} {cell.shown} {cell.unit_word}"
        if column == 1 and line.href:
            words = f"{words}, {association}"
        href = line.href if column == 1 and line.href else cell.url
        pieces.append(Mark(short(line.name), href, words, cell.shown, (cell.value or 0) / most))
    return pieces
