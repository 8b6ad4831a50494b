"""Districts × programmes: the leading figure of each programme, or all of them, at each district; every cell is a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from lianxin.desk.figures.look import has_places, short
from lianxin.figures.engine import table_by_district
from lianxin.figures.places import place_code

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lianxin.desk.figures.period import Chosen
    from lianxin.figures.engine import Figure
    from lianxin.programmes.models import Programme
    from lianxin.reference.models import Place


@dataclass(frozen=True, slots=True)
class Column:
    """A district: its name without the word for its level, and its page."""

    place: Place
    short: str
    href: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure at a district; `strength` from 0 (nothing) to 4 (near the largest of its line) is the shade of its ground."""

    figure: Figure
    strength: int


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of a programme; `cells` is empty when its records know no place."""

    programme: Programme
    figure: Figure
    cells: list[Cell]


SHADES = 4


def columns(units: Iterable[Place], now: Chosen) -> list[Column]:
    """Districts as columns, zones after them."""
    return [
        Column(unit, short(unit.name), reverse("desk:places_detail", args=[place_code(unit)]) + now.of_city.query) for unit in units
    ]


def lines(programmes: Iterable[Programme], whole: dict[str, Figure], columns: list[Column]) -> list[Line]:
    """The lines of those figures of the programmes that are `whole` (the city's own, by key); a statement each, two for a rate."""
    found = []
    for programme in programmes:
        for figure in (whole[key] for key in programme.measures if key in whole):
            cells = _cells(figure, columns) if has_places(figure.key) else []
            found.append(Line(programme, figure, cells))
    return found


def _cells(whole: Figure, columns: list[Column]) -> list[Cell]:
    by_place = {line.place.pk: line.figure for line in table_by_district(whole.selection) if line.place is not None}
    figures = [by_place[column.place.pk] for column in columns]
    most = 1.0 if whole.is_rate else max((float(figure.value or 0) for figure in figures), default=0)
    return [Cell(figure, _strength(figure, most)) for figure in figures]


def _strength(figure: Figure, most: float) -> int:
    """A fourth of the largest is one shade; of a rate a fourth of the whole."""
    if not figure.value or not most:
        return 0
    return min(SHADES, 1 + int(float(figure.value) / most * SHADES))
