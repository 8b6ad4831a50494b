"""How duties stand on a day: due and missing, by kind, by district, by owner. One statement for all kinds.

Counts are those of the measures for the period that ends on the day, so the pages and the figures cannot differ.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet, Value
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.access.roles import Role
from lianxin.core.dates import span_on
from lianxin.figures.engine import Figure, rows_of
from lianxin.figures.measures import Measure
from lianxin.figures.places import UNPLACED, WHOLE_CITY, place_code
from lianxin.figures.selections import Selection, default_period, select
from lianxin.reference.models import Place
from lianxin.reference.queries import place_by_id, units_on
from lianxin.reports.duties.kinds import TARGET, DutyKind, duty_kinds
from lianxin.reports.duties.owners import NOBODY, Gaps, grouped
from lianxin.reports.models import Duty

WHOLE = frozenset({Role.CITY_OFFICER, Role.LEADER, Role.AUDITOR, Role.SERVICE})
"""Roles that see the standing of the whole city."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a reader's pages are about: the whole city (both None), districts by id, or organisations by id."""

    units: frozenset[int] | None = None
    organisations: tuple[int, ...] | None = None


def scope_of(actor: Actor) -> Scope:
    """A district officer's districts, a liaison officer's organisations, everything for those who see the whole city."""
    if actor.roles & WHOLE:
        return Scope()
    if Role.DISTRICT_OFFICER in actor.roles:
        places = [hat.place_id for hat in actor.hats if hat.role == Role.DISTRICT_OFFICER and hat.place_id is not None]
        return Scope(units=frozenset(unit for pk in places if (unit := place_by_id(pk).district_id) is not None))
    return Scope(organisations=tuple(actor.organisations(Role.LIAISON)))


@dataclass(frozen=True, slots=True)
class Cell:
    """Due and missing of one kind in one district, or of the whole scope. `href` opens the missing to their list."""

    due: int
    missing: int
    href: str = ""
    due_href: str = ""

    @property
    def done(self) -> int:
        return self.due - self.missing


@dataclass(frozen=True, slots=True)
class Line:
    """One duty as it stands: its declaration in force, counts, and the share done as a figure prints it."""

    duty: Duty
    kind: DutyKind
    cell: Cell
    rate: str
    rate_href: str = ""
    done_href: str = ""

    @property
    def often(self) -> str:
        """How often it is due, in words."""
        return str(self.duty.get_every_display()) if self.kind.key != TARGET else _("on the days of each target")


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A district, or what is the city's own (`place` is None), with a cell for each duty in force and the sum of the missing."""

    place: Place | None
    kinds: list[DutyKind]
    cells: list[Cell | None]

    @property
    def by_kind(self) -> list[tuple[DutyKind, Cell | None]]:
        return list(zip(self.kinds, self.cells, strict=True))

    @property
    def missing(self) -> int:
        return sum(cell.missing for cell in self.cells if cell is not None)


@dataclass
class Standing:
    """How the duties in force stand on a day for a scope. Two statements; `owners` one more."""

    on: dt.date
    scope: Scope
    duties: list[Duty] = field(init=False)

    def __post_init__(self) -> None:
        held = {duty.kind: duty for duty in Duty.objects.filter(span_on(self.on)).select_related("document")}
        self.duties = [held[kind.key] for kind in duty_kinds if kind.key in held and self._concerns(kind)]
        self.start = min(default_period().start, self.on)

    def lines(self) -> list[Line]:
        """By duty, in the order in which they are declared."""
        return [self._line(duty) for duty in self.duties]

    def units(self) -> list[UnitLine]:
        """By district, those of the scope only; then the city's own and what lies in none, where there is any."""
        found = [self._unit(unit) for unit in units_on(self.on) if self.scope.units is None or unit.district_id in self.scope.units]
        if self.scope.units is None and self.scope.organisations is None:
            own = self._unit(None)
            found += [own] if any(own.cells) else []
        return found

    @property
    def missing(self) -> int:
        """All gaps of the scope, of every duty."""
        return sum(line.cell.missing for line in self.lines())

    def owners(self) -> list[Gaps]:
        """The missing by who answers for them, those with most gaps first."""
        asked = [grouped(duty_kinds.get(duty.kind), duty.owner, self._rows(duty.kind, "missing"), self.on) for duty in self.duties]
        found = (Gaps(*values) for values in _together(asked))
        inside = [gap for gap in found if self.scope.units is None or gap.unit in self.scope.units]
        return sorted(inside, key=lambda gap: (-gap.count, gap.kind, gap.unit or 0, gap.organisation or 0, gap.leader or 0))

    def missing_href(self, kind: str, unit: Place | None) -> str:
        """The page of the gaps of a duty in a district, or in the whole scope; "" where no selection holds just these."""
        where = place_code(unit) if unit is not None else self._where
        return self._selection(kind, "missing", where).url if where is not None else ""

    # Counting

    @cached_property
    def _counts(self) -> dict[tuple[str, str], Counter[int | None]]:
        """By kind and side (`due`, `missing`), how many in each district; those outside the scope are left out."""
        asked = [self._by_unit(duty.kind, side) for duty in self.duties for side in ("due", "missing")]
        counts: dict[tuple[str, str], Counter[int | None]] = defaultdict(Counter)
        for kind, side, unit, number in _together(asked):
            if self.scope.units is None or unit in self.scope.units:
                counts[(kind, side)][unit] += number
        return counts

    def _by_unit(self, kind: str, side: str) -> QuerySet[Any, Any]:
        measure = self._selection(kind, side).definition
        assert isinstance(measure, Measure)  # noqa: S101  due and missing are counted
        columns: dict[str, Any] = {
            "duty_kind": Value(kind),
            "duty_side": Value(side),
            "duty_unit": measure.place.district(self.on) if measure.place is not None else NOBODY,
        }
        rows = self._rows(kind, side).order_by().values(**columns)
        counted: QuerySet[Any, Any] = rows.annotate(duty_count=Count("pk")).values_list(*columns, "duty_count")
        return counted

    def _rows(self, kind: str, side: str) -> QuerySet[Any]:
        rows = rows_of(self._selection(kind, side))
        if self.scope.organisations is not None:
            rows = rows.filter(**{f"{duty_kinds.get(kind).organisation}__in": self.scope.organisations})
        return rows

    def _selection(self, kind: str, side: str, place: str = WHOLE_CITY) -> Selection:
        return select(getattr(duty_kinds.get(kind), side), self.start, self.on, place)

    def _concerns(self, kind: DutyKind) -> bool:
        """Has the scope a part in this duty? What is the city's own is nothing of a district's or an association's."""
        if self.scope.organisations is not None:
            return bool(kind.organisation)
        measure = select(kind.due, self.on, self.on).definition
        return self.scope.units is None or (isinstance(measure, Measure) and measure.place is not None)

    # Lines

    def _line(self, duty: Duty) -> Line:
        kind, where = duty_kinds.get(duty.kind), self._where
        due, missing = (sum(self._counts[(duty.kind, side)].values()) for side in ("due", "missing"))
        rate = select(kind.rate, self.start, self.on)
        share = Figure(rate, rate.definition.name, rate.definition.unit, (due - missing) / due if due else None)
        if where is None:
            return Line(duty, kind, Cell(due, missing), share.shown)
        cell = self._cell(kind, due, missing, where)
        done = self._selection(duty.kind, "done", where).url
        return Line(duty, kind, cell, share.shown, replace(rate, place=where).url, done)

    @property
    def _where(self) -> str | None:
        """The scope as selections name it; None where no selection is the same: several districts, or organisations."""
        if self.scope.organisations is not None:
            return None
        if self.scope.units is None:
            return WHOLE_CITY
        mine = [unit for unit in units_on(self.on) if unit.district_id in self.scope.units]
        return place_code(mine[0]) if len(mine) == 1 else None

    def _unit(self, unit: Place | None) -> UnitLine:
        cells: list[Cell | None] = []
        for duty in self.duties:
            kind, key = duty_kinds.get(duty.kind), unit.district_id if unit is not None else None
            due, missing = (self._counts[(duty.kind, side)][key] for side in ("due", "missing"))
            measure = select(kind.due, self.on, self.on).definition
            is_citys = isinstance(measure, Measure) and measure.place is None
            where = place_code(unit) if unit is not None else WHOLE_CITY if is_citys else UNPLACED
            cells.append(self._cell(kind, due, missing, where) if due or missing else None)
        return UnitLine(unit, [duty_kinds.get(duty.kind) for duty in self.duties], cells)

    def _cell(self, kind: DutyKind, due: int, missing: int, where: str) -> Cell:
        opened = [self._selection(kind.key, side, where).url for side in ("missing", "due")]
        return Cell(due, missing, *opened)


def gaps_by_unit(actor: Actor, on: dt.date) -> list[UnitLine]:
    """For the front page: the districts (and the city's own) in which something is missing, those with most gaps first."""
    lines = [line for line in Standing(on, scope_of(actor)).units() if line.missing]
    return sorted(lines, key=lambda line: -line.missing)


def _together(asked: list[QuerySet[Any, Any]]) -> Iterator[Any]:
    if asked:
        first, *others = asked
        yield from first.union(*others, all=True) if others else first
