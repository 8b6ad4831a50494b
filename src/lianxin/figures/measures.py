"""What a measure declares. The engine filters, groups, reduces and lists; value and list come from one definition (F1).

A measure's rows are one queryset. `when` says how its dates meet the period, `place` whose place counts, `distinct` the
key that is counted once, `total` the column that is summed; with neither of the two, rows are counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import F, Q

from lianxin.core.dates import span_on
from lianxin.core.registries import Registry

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import Model, QuerySet
    from django.db.models.expressions import Combinable
    from django.utils.functional import _StrOrPromise

    from lianxin.figures.units import Unit


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

    `filters` names further filters a selection may carry (name → lookup). `sensitive` counts are suppressed when small,
    and given by reporting unit only, never below it. `late_days` is the late-entry window inside which a figure is provisional (F9).
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
    sensitive: bool = False
    late_days: int = 30
    filters: dict[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if self.distinct and self.listed is None:
            raise ValueError(f"{self.key}: a distinct count lists the subjects; say which model")


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share of two measures; it opens both (F4)."""

    key: str
    name: _StrOrPromise
    unit: Unit
    words: _StrOrPromise
    numerator: str
    denominator: str
    owner: str = "city office"
    version: int = 1


measures: Registry[Measure | Ratio] = Registry("measure")


def declare(*new: Measure | Ratio) -> None:
    """Register measures; an app calls this from its `measures.py` when it starts."""
    for measure in new:
        measures.add(measure.key, measure)
