"""What a page of many figures shows: each figure once, the main ones with their course, in a few statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.figures.engine import table_by_district
from lianxin.figures.measures import Measure, measures
from lianxin.figures.places import place_code
from lianxin.figures.series import trends_of
from lianxin.figures.together import figures_of
from lianxin.programmes.models import Programme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lianxin.desk.figures.period import Chosen
    from lianxin.figures.engine import Figure
    from lianxin.figures.selections import Selection
    from lianxin.figures.series import Trend
    from lianxin.reference.models import Place

LEVELS = ("市", "区", "县")
"""Last signs of the names of districts."""


@dataclass(frozen=True, slots=True)
class Look:
    """Figures by key, and of the main ones their course."""

    figures: dict[str, Figure]
    trends: dict[str, Trend]

    @property
    def main(self) -> list[Trend]:
        return list(self.trends.values())

    @property
    def is_provisional(self) -> bool:
        return any(figure.provisional for figure in self.figures.values())

    @property
    def is_empty(self) -> bool:
        """Does no figure have anything to show?"""
        return not any(figure.value or figure.suppressed for figure in self.figures.values())

    @property
    def selections(self) -> Iterator[Selection]:
        return (figure.selection for figure in self.figures.values())


@dataclass(frozen=True, slots=True)
class ChapterFigures:
    """A chapter with its programmes and all figures of each, the leading one first."""

    key: str
    label: str
    entries: list[tuple[Programme, list[Figure]]]


@dataclass(frozen=True, slots=True)
class DistrictFigures:
    """A line of a table by district: its page, and its figures in the order of the columns."""

    name: str
    href: str
    cells: list[Figure | None]
    is_here: bool = False


def look(now: Chosen, keys: Iterable[str], main: Iterable[str] = ()) -> Look:
    """The figures of some measures in the chosen period and place; those of `main` with their course."""
    trends = trends_of(now.select(key) for key in dict.fromkeys(main))
    known = {one.measure: trend.figure for one, trend in trends.items()}
    others = figures_of(now.select(key) for key in dict.fromkeys(keys) if key not in known)
    known |= {one.measure: figure for one, figure in others.items()}
    return Look(known, {one.measure: trend for one, trend in trends.items()})


def keys_of(programmes: Iterable[Programme]) -> list[str]:
    """The measures of programmes, each once."""
    return list(dict.fromkeys(key for programme in programmes for key in programme.measures))


def by_chapter(programmes: Iterable[Programme], figures: dict[str, Figure]) -> list[ChapterFigures]:
    """Programmes by chapter with those of their figures that are known; one without figures stands there with its name alone."""
    rows = list(programmes)
    chapters = []
    for key, label in Programme.Chapter.choices:
        entries = [(p, [figures[one] for one in p.measures if one in figures]) for p in rows if p.chapter == key]
        if entries:
            chapters.append(ChapterFigures(key, str(label), entries))
    return chapters


def by_district(selections: Iterable[Selection], now: Chosen) -> list[DistrictFigures]:
    """The lines of a table by district, one column for each selection; a statement for each, two for a rate (F5)."""
    columns = [{line.place.pk if line.place else 0: line for line in table_by_district(one)} for one in selections]
    places = {pk: line.place for column in columns for pk, line in column.items()}
    out = []
    for pk, place in sorted(places.items(), key=lambda item: (item[0] == 0)):
        cells = [column[pk].figure if pk in column else None for column in columns]
        name = place.name if place else _("in no district")
        out.append(DistrictFigures(name, place_href(place, now), cells, is_here=place is not None and place_code(place) == now.place))
    return out


def place_href(place: Place | None, now: Chosen) -> str:
    """The page of a district in the chosen period; what lies in none has no page."""
    return reverse("desk:places_detail", args=[place_code(place)]) + now.of_city.query if place else ""


def has_places(key: str) -> bool:
    """Do the measure's records know a place? Of a rate, those of both parts."""
    definition = measures.get(key)
    if isinstance(definition, Measure):
        return definition.place is not None
    return has_places(definition.numerator) and has_places(definition.denominator)


def short(name: str) -> str:
    """A district's name where there is little room: 中山 for 中山区."""
    return name[:-1] if len(name) > 2 and name.endswith(LEVELS) else name
