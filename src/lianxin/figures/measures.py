"""What a measure declares. The engine filters, groups, reduces and lists; value and list come from one definition (F1).

A measure's rows are one queryset. `when` says how its dates meet the period, `place` whose place counts, `distinct` the
key that is counted once, `total` the column that is summed; with neither of the two, rows are counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import F, Q
from django.utils.translation import gettext as _

from lianxin.core.dates import span_on
from lianxin.core.errors import UnknownName
from lianxin.core.registries import Registry

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import Model, QuerySet
    from django.db.models.expressions import Combinable
    from django.utils.functional import _StrOrPromise

    from lianxin.figures.units import Unit


RESERVED = frozenset({"from", "to", "place", "version"})
"""Names in the address of a figure; no filter may be called so."""


@dataclass(frozen=True, slots=True)
class Period:
    """Both days included; figures "on the last day" look at `end`."""

    start: dt.date
    end: dt.date


class When(Protocol):
    """How the rows' dates meet a period."""

    def within(self, period: Period) -> Q: ...


@dataclass(frozen=True, slots=True)
class During:
    """Rows whose date (a date column, or a lookup to one) lies in the period."""

    column: str

    def within(self, period: Period) -> Q:
        return Q(**{f"{self.column}__gte": period.start, f"{self.column}__lte": period.end})


@dataclass(frozen=True, slots=True)
class OnLastDay:
    """Rows whose half-open span `[start, end)` holds the period's last day; `prefix` leads to the span's columns."""

    prefix: str = ""

    def within(self, period: Period) -> Q:
        return span_on(period.end, self.prefix)


class PlaceOf(Protocol):
    """Whose place counts: expressions for the path and for the reporting unit (district or zone) on a day."""

    def path(self, on: dt.date) -> Combinable: ...
    def district(self, on: dt.date) -> Combinable: ...


@dataclass(frozen=True, slots=True)
class At:
    """The place that a lookup leads to, e.g. `At("gathering__place")`; `At()` for rows that are places themselves."""

    lookup: str = ""

    def path(self, on: dt.date) -> Combinable:
        return F(f"{self.lookup}__path" if self.lookup else "path")

    def district(self, on: dt.date) -> Combinable:
        return F(f"{self.lookup}__district_id" if self.lookup else "district_id")


@dataclass(frozen=True, slots=True)
class Measure:
    """A definition with a version. `words` is the population in words for the passport; `owner` a team or office.

    `since` is the first day on which a period that ends is counted by this version; the first version has none (F18).
    `filters` names further filters a selection may carry (name → lookup). Of `sensitive` counts no small one is given, nor what
    would give one away (`suppression`). `late_days` is the late-entry window inside which a figure is provisional (F9).
    """

    key: str
    name: _StrOrPromise
    unit: Unit
    words: _StrOrPromise
    rows: Callable[[], QuerySet[Any]]
    when: When
    place: PlaceOf | None = None
    distinct: str = ""
    listed: type[Model] | None = None
    total: str = ""
    owner: str = "city office"
    version: int = 1
    since: dt.date | None = None
    sensitive: bool = False
    late_days: int = 30
    filters: dict[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if self.distinct and self.listed is None:
            raise ValueError(f"{self.key}: a distinct count lists the subjects; say which model")
        if RESERVED & set(self.filters):
            raise ValueError(f"{self.key}: {RESERVED} are names of the period and the place, not of a filter")
        if self.sensitive and (self.distinct or self.total or not isinstance(self.place, At) or not isinstance(self.when, During)):
            raise ValueError(f"{self.key}: small counts can be hidden of rows that have one day and one place, each counted once")


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share of two measures; it opens both (F4). `parts` are the versions of the two: another of either is another ratio."""

    key: str
    name: _StrOrPromise
    unit: Unit
    words: _StrOrPromise
    numerator: str
    denominator: str
    owner: str = "city office"
    version: int = 1
    since: dt.date | None = None
    parts: tuple[int, int] = (1, 1)


Definition = Measure | Ratio


class MeasureRegistry(Registry[Definition]):
    """Measures by key. A key may have several versions: each is used by periods that end on its first day (`since`) or later.

    `get` and the walk over all give the newest version; `on` the one of a day, `version` the one of a number (F18).
    """

    def __init__(self) -> None:
        super().__init__("measure")
        self._versions: dict[str, dict[int, Definition]] = {}

    def add(self, key: str, thing: Definition) -> Definition:
        """Register a definition; a further version of a key has the next number and begins later than the one before."""
        known = self._versions.setdefault(key, {})
        before = known[max(known)] if known else None
        if before is None and (thing.version, thing.since) != (1, None):
            raise ValueError(f"{key}: the first version is 1 and has always been in force")
        if before is not None and (
            thing.version != before.version + 1 or thing.since is None or (before.since is not None and thing.since <= before.since)
        ):
            raise ValueError(f"{key}: a further version has the next number and a later first day")
        known[thing.version] = thing
        self._things[key] = thing
        return thing

    def versions(self, key: str) -> list[Definition]:
        """All definitions of a key, the first one first."""
        self.get(key)
        return list(self._versions[key].values())

    def version(self, key: str, number: int) -> Definition:
        """The definition of that number; raises `UnknownName` with the known ones."""
        self.get(key)
        try:
            return self._versions[key][number]
        except KeyError:
            known = "、".join(map(str, self._versions[key]))
            raise UnknownName(_("{key} has no version {number}. Known: {known}").format(key=key, number=number, known=known)) from None

    def on(self, key: str, day: dt.date) -> Definition:
        """The definition that a period ending on `day` is counted by."""
        return next(one for one in reversed(self.versions(key)) if one.since is None or one.since <= day)

    def in_every_version(self) -> list[Definition]:
        return [one for known in self._versions.values() for one in known.values()]


measures = MeasureRegistry()


def declare(*new: Definition) -> None:
    """Register measures; an app calls this from its `measures.py` when it starts."""
    for measure in new:
        measures.add(measure.key, measure)
