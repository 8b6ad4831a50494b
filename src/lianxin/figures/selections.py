"""A selection: measure version + place + period + filters, with a canonical text and a short code (F3)."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from django.utils.translation import gettext as _

from lianxin.core.errors import BadInput
from lianxin.figures.measures import Measure, Period, measures

if TYPE_CHECKING:
    from lianxin.figures.measures import Ratio

CODE_LENGTH = 10
WHOLE_CITY = ""
UNPLACED = "none"
"""As `place` of a selection: the rows that have no place, a line of its own in every table by district."""


@dataclass(frozen=True, slots=True)
class Selection:
    """`place` is a division code, a zone's `z<id>`, `UNPLACED`, or `WHOLE_CITY` for no filter."""

    measure: str
    start: dt.date
    end: dt.date
    place: str = WHOLE_CITY
    filters: tuple[tuple[str, str], ...] = ()
    version: int = 1

    @property
    def definition(self) -> Measure | Ratio:
        return measures.get(self.measure)

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)

    @property
    def text(self) -> str:
        """Canonical: the same selection always has the same text."""
        parts = [("from", self.start.isoformat()), ("to", self.end.isoformat())]
        if self.place:
            parts.append(("place", self.place))
        parts += sorted(self.filters)
        return f"{self.measure}@{self.version}?{urlencode(parts)}"

    @property
    def code(self) -> str:
        """Ten letters and digits of the text's SHA-256: printed beside a figure on paper."""
        return base64.b32encode(hashlib.sha256(self.text.encode()).digest()).decode()[:CODE_LENGTH]


def select(
    measure: str, start: dt.date, end: dt.date, place: str = WHOLE_CITY, filters: tuple[tuple[str, str], ...] = ()
) -> Selection:
    """A selection of the measure's present version; unknown names and reversed periods raise with the known ones."""
    definition = measures.get(measure)
    if start > end:
        raise BadInput(_("The period ends before it begins: give the earlier day first."))
    if isinstance(definition, Measure):
        unknown = {name for name, _value in filters} - set(definition.filters)
        if unknown:
            raise BadInput(
                _("{measure} has no filter {unknown}. Known: {known}").format(
                    measure=measure, unknown=", ".join(sorted(unknown)), known=", ".join(definition.filters) or "-"
                )
            )
    return Selection(measure, start, end, place, tuple(sorted(filters)), definition.version)


def read_selection(text: str) -> Selection:
    """The selection of a canonical text; raises `BadInput` when the text is none."""
    try:
        head, _sep, query = text.partition("?")
        key, _at, version = head.partition("@")
        parts = dict(parse_qsl(query, strict_parsing=True))
        start, end = dt.date.fromisoformat(parts.pop("from")), dt.date.fromisoformat(parts.pop("to"))
        place = parts.pop("place", WHOLE_CITY)
        return Selection(key, start, end, place, tuple(sorted(parts.items())), int(version))
    except (KeyError, ValueError) as error:
        raise BadInput(_("This is not a selection of a measure.")) from error
