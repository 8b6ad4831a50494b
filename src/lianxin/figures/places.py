"""How selections name places, and which lines a table by district has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lianxin.reference.models import Place
from lianxin.reference.queries import place_by_code, place_by_id, units_on

if TYPE_CHECKING:
    import datetime as dt

WHOLE_CITY = ""
ZONE = re.compile(r"z[0-9]{1,12}")
UNPLACED = "none"
"""As `place` of a selection: the rows that have no place, a line of its own in every table by district."""


def find_reporting_place(code: str, on: dt.date) -> Place:
    """A place by division code on a day, or by `z<id>` for a zone without one; unknown codes list the known ones."""
    if ZONE.fullmatch(code):
        return place_by_id(int(code[1:]))
    return place_by_code(code, on)


def place_code(place: Place) -> str:
    """How a selection names a place."""
    return place.code or f"z{place.pk}"


def canonical_place(code: str, on: dt.date) -> str:
    """The one name of a place on a day: a former code gives the present one, the city itself no filter at all (F15)."""
    if code in {WHOLE_CITY, UNPLACED}:
        return code
    place = find_reporting_place(code.strip(), on)
    return WHOLE_CITY if place.level in {Place.Level.CITY, Place.Level.PROVINCE} else place_code(place)


def is_unit(place: Place) -> bool:
    """Is it a line of the table by district: a district, or a zone directly under the city?"""
    return place.level == Place.Level.DISTRICT or place.district_id == place.pk


def units(on: dt.date) -> list[Place]:
    """The lines of a table by district, those with a code first."""
    return units_on(on)
