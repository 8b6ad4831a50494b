"""A selection: measure version + place + period + filters, with a canonical text and a short code (F3)."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.core.dates import today
from lianxin.core.errors import BadInput
from lianxin.figures.measures import Measure, Period, measures
from lianxin.figures.places import UNPLACED, WHOLE_CITY, canonical_place
from lianxin.reference.dated import declare_rule
from lianxin.reference.queries import rule

if TYPE_CHECKING:
    from lianxin.figures.measures import Ratio

__all__ = ["UNPLACED", "WHOLE_CITY", "Selection", "default_period", "read_selection", "select", "select_from"]

CODE_LENGTH = 10
LONGEST = 100
"""Years of a period; a page cuts longer ones into more points than anybody reads."""
LONGEST_VALUE = 80
"""Signs of a filter's value; in a canonical text each may take nine."""
YEAR = re.compile(r"[1-9][0-9]{3}")
PERIOD_START = declare_rule("figures.period_start", "2015-01-01", source="the work report counts from the year of its first programme")


@dataclass(frozen=True, slots=True)
class Selection:
    """`place` is a division code, a zone's `z<id>`, `UNPLACED`, or `WHOLE_CITY` for no filter. Make one with `select`."""

    measure: str
    start: dt.date
    end: dt.date
    place: str = WHOLE_CITY
    filters: tuple[tuple[str, str], ...] = ()
    version: int = 1

    @property
    def definition(self) -> Measure | Ratio:
        """The definition of the version that the selection names, whichever is in force today (F18)."""
        return measures.version(self.measure, self.version)

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)

    @property
    def query(self) -> str:
        """The part of an address that says the selection."""
        parts = [("from", self.start.isoformat()), ("to", self.end.isoformat())]
        if self.place:
            parts.append(("place", self.place))
        return urlencode(parts + sorted(self.filters))

    @property
    def text(self) -> str:
        """Canonical: the same selection always has the same text."""
        return f"{self.measure}@{self.version}?{self.query}"

    @property
    def code(self) -> str:
        """Ten letters and digits of the text's SHA-256: printed beside a figure on paper."""
        return base64.b32encode(hashlib.sha256(self.text.encode()).digest()).decode()[:CODE_LENGTH]

    @property
    def url(self) -> str:
        """The address of the page that opens the figure to its records; it names the version where that is not the usual one."""
        return f"{reverse('desk:figures_selection', args=[self.measure])}?{self.address}"

    @property
    def address(self) -> str:
        """As `query`, with the version where the period would be counted by another one."""
        usual = measures.on(self.measure, self.end).version
        return self.query if self.version == usual else f"{self.query}&version={self.version}"


def select(
    measure: str,
    start: dt.date,
    end: dt.date,
    place: str = WHOLE_CITY,
    filters: tuple[tuple[str, str], ...] = (),
    version: int | None = None,
) -> Selection:
    """A selection of the version in force on the period's last day, or of the one named; unknown names raise with the known ones.

    The place is brought into its form on the last day: a former code and the present one are one selection.
    """
    definition = measures.on(measure, end) if version is None else measures.version(measure, version)
    if start > end:
        raise BadInput(_("The period ends before it begins: give the earlier day first."))
    if end.year - start.year > LONGEST:
        raise BadInput(_("A period has at most {n} years.").format(n=LONGEST))
    known = definition.filters if isinstance(definition, Measure) else {}
    unknown = {name for name, _value in filters} - set(known)
    if unknown:
        raise BadInput(
            _("{measure} has no filter {unknown}. Known: {known}").format(
                measure=measure, unknown=", ".join(sorted(unknown)), known=", ".join(known) or "-"
            )
        )
    written = tuple(sorted((name, _canonical_value(name, value, known[name])) for name, value in filters))
    return Selection(measure, start, end, canonical_place(place, end), written, definition.version)


def _canonical_value(name: str, value: str, lookup: str) -> str:
    """The one way in which a filter's value is written (F3); raises `BadInput` for what no record can hold."""
    is_year = lookup.endswith("__year")
    text = unicodedata.normalize("NFKC", value).strip() if is_year else value
    if "\0" in text or len(text) > LONGEST_VALUE or (is_year and not YEAR.fullmatch(text)):
        raise BadInput(_("“{value}” is no value of the filter {name}.").format(value=text[:40], name=name))
    return text


def select_from(measure: str, given: Mapping[str, str]) -> Selection:
    """A selection from the parameters of an address: `from`, `to`, `place`, `version` and the measure's filters; others are left.

    Without days it is the report's usual period, without a version the one in force on its last day.
    """
    usual, asked = default_period(), given.get("version", "")
    start, end = day_of(given.get("from", ""), usual.start), day_of(given.get("to", ""), usual.end)
    version = _number(asked) if asked else None
    definition = measures.on(measure, end) if version is None else measures.version(measure, version)
    names = definition.filters if isinstance(definition, Measure) else {}
    filters = tuple((name, given[name]) for name in names if given.get(name))
    return select(measure, start, end, given.get("place", WHOLE_CITY), filters, version)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 7):
        raise BadInput(_("“{text}” is no version: write a number.").format(text=text[:20]))
    return int(text)


def day_of(text: str, usual: dt.date) -> dt.date:
    """The day that a parameter writes as 2017-07-14; `usual` when it is empty."""
    if not text:
        return usual
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(_("“{text}” is no day: write it like 2017-07-14.").format(text=text[:20])) from error


def default_period() -> Period:
    """What pages and the report show unless told otherwise: from the start that a dated rule names until today."""
    end = today()
    start = dt.date.fromisoformat(str(rule(PERIOD_START, end)))
    return Period(min(start, end), end)


def read_selection(text: str) -> Selection:
    """The selection of a canonical text; raises `BadInput` when the text is none. Keeps the version that it names."""
    try:
        head, _sep, query = text.partition("?")
        key, _at, version = head.partition("@")
        parts = dict(parse_qsl(query, strict_parsing=True))
        start, end = dt.date.fromisoformat(parts.pop("from")), dt.date.fromisoformat(parts.pop("to"))
        place = parts.pop("place", WHOLE_CITY)
        return Selection(key, start, end, place, tuple(sorted(parts.items())), int(version))
    except (KeyError, ValueError) as error:
        raise BadInput(_("This is not a selection of a measure.")) from error
