"""F8 as a reader who subtracts: everything that one role can see of sensitive counts, and what could be computed from it.

A hidden count cannot be computed when the records could be others without any given figure being another: one record that the
reader cannot open has another unit, kind or day, every given figure of every measure stays, and the hidden count does not.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.contract.drawing import COUNTED, DESKS, END, START, account

from lianxin.access.rules import visible
from lianxin.figures.engine import figure, open_figure, table_by_district
from lianxin.figures.measures import Measure, measures
from lianxin.figures.patterns import SMALL, Cell, make_pattern
from lianxin.figures.places import units
from lianxin.figures.selections import select
from lianxin.figures.suppression import one_moment
from lianxin.matters.models import Matter
from lianxin.reference.models import Place

SENSITIVE = [key for key in COUNTED if getattr(measures.get(key), "sensitive", False)]
READERS = ("demo-audit", "demo-district", "demo-station", "demo-lawyer", "demo-leader", "demo-dpo")


@pytest.fixture
def thinned(sample_city):
    """The sample city with few cases here and there: two districts, a kind and some months have less than five."""
    cases = Matter.objects.filter(pk__in=measures.get("C6.cases").rows().values("pk"))
    zhongshan = Place.objects.get(code="210202", valid_to=None)
    for code, left in (("210212", 3), ("210281", 8)):
        of_district = cases.filter(place__district__code=code, opened_on__year=2017).order_by("pk")
        cases.filter(pk__in=list(of_district.values_list("pk", flat=True))[left - 1 :]).update(place=zhongshan)
    few = list(cases.filter(kind="counselling").order_by("pk").values_list("pk", flat=True))
    cases.filter(pk__in=few[2:]).update(kind="feedback")
    march = list(cases.filter(opened_on__range=("2016-03-01", "2016-03-31")).order_by("pk").values_list("pk", flat=True))
    cases.filter(pk__in=march[2:]).update(opened_on=dt.date(2016, 5, 5))
    return sample_city


@dataclass(frozen=True)
class Seen:
    """A figure that was asked for, as a condition on records."""

    key: str
    start: dt.date
    end: dt.date
    unit: Any = "city"
    kind: str = ""

    def counts(self, record: Record) -> bool:
        day = record.days[self.key]
        return (
            day is not None
            and self.start <= day <= self.end
            and self.unit in {"city", record.unit}
            and self.kind in {"", record.kind}
        )


@dataclass(frozen=True)
class Record:
    """A case as the measures count it: by each one's day, or not at all."""

    pk: int
    unit: int | None
    kind: str
    days: dict[str, dt.date | None]

    def __hash__(self) -> int:
        return self.pk


def periods() -> list[tuple[dt.date, dt.date]]:
    """Every run of quarters, of months of this year, and some of any days; up to today or its end."""
    dice = Random("periods that overlap")
    quarters = [dt.date(year, month, 1) for year in (2016, 2017) for month in (1, 4, 7, 10)][:7]
    months = [dt.date(2017, month, 1) for month in range(1, 8)]
    runs = [(a, b) for starts in (quarters, months) for i, a in enumerate(starts) for b in [*map(eve, starts[i + 1 :]), END]]
    odd = [sorted(START + dt.timedelta(dice.randrange(925)) for _ in range(2)) for _ in range(12)]
    whole = [(dt.date(2016, month, 1), dt.date(2016, month, monthrange(2016, month)[1])) for month in range(1, 13)]
    return list(dict.fromkeys([(START, END), *runs, *whole, *((a, b) for a, b in odd), (START, END - dt.timedelta(1))]))


def eve(day: dt.date) -> dt.date:
    return day - dt.timedelta(1)


def collect() -> tuple[list[tuple[Seen, int]], list[Seen]]:
    """All figures that a desk can ask for: the given ones with their values, and those that are hidden."""
    told: list[tuple[Seen, int]] = []
    hidden: list[Seen] = []
    for key in SENSITIVE:
        measure = measures.get(key)
        for start, end in periods():
            whole = select(key, start, end)
            asked = [(Seen(key, start, end), figure(whole))]
            lines = table_by_district(whole)
            asked += [(Seen(key, start, end, line.place.district_id if line.place else None), line.figure) for line in lines]
            if measure.filters and (start.month, end) in {(1, END), (1, dt.date(end.year, 12, 31))}:
                kinds = sorted(set(measure.rows().values_list("kind", flat=True)))
                filters = [(kind, (("kind", kind),)) for kind in kinds]
                asked += [(Seen(key, start, end, kind=kind), figure(replace(whole, filters=one))) for kind, one in filters]
            for seen, fig in asked:
                if fig.value is None:
                    hidden.append(seen)
                else:
                    told.append((seen, int(fig.value)))
    return told, hidden


def records() -> list[Record]:
    days: dict[int, dict[str, dt.date | None]] = {}
    about: dict[int, tuple[Any, str]] = {}
    for key in SENSITIVE:
        measure = measures.get(key)
        for pk, unit, kind, day in measure.rows().values_list("pk", "place__district_id", "kind", measure.when.column):
            days.setdefault(pk, dict.fromkeys(SENSITIVE))[key] = day
            about[pk] = (unit, kind)
    return [Record(pk, *about[pk], days[pk]) for pk in sorted(days)]


class World:
    """What the given figures say of a record in any state, as a set of bits; one bit for each given figure that counts it."""

    def __init__(self, told: list[tuple[Seen, int]], unit_ids: list[Any], kinds: list[str]) -> None:
        self.told = {key: [(bit, seen) for bit, (seen, _value) in enumerate(told) if seen.key == key] for key in SENSITIVE}
        self.unit_ids, self.kinds = unit_ids, kinds
        self.columns = {key: measures.get(key).when.column for key in SENSITIVE}
        self.known: dict[tuple[Any, ...], int] = {}

    def mask(self, record: Record) -> int:
        return sum(self._mask(key, record) for key in SENSITIVE)

    def _mask(self, key: str, record: Record) -> int:
        state = (key, record.days[key], record.unit, record.kind)
        if state not in self.known:
            self.known[state] = sum(1 << bit for bit, seen in self.told[key] if seen.counts(record))
        return self.known[state]

    def alone(self, record: Record) -> list[Record]:
        """The record with another unit, another kind or another month of one date, where no given figure tells the difference."""
        moved = [replace(record, unit=unit) for unit in self.unit_ids] + [replace(record, kind=kind) for kind in self.kinds]
        days = [dt.date(year, month, 1) for year in (2015, 2016, 2017) for month in range(1, 13)]
        moved += [self.dated(record, column, day) for column in set(self.columns.values()) for day in days if day <= END]
        own = self.mask(record)
        return [other for other in moved if self.mask(other) == own]

    def dated(self, record: Record, column: str, day: dt.date | None) -> Record:
        changed = {key: day for key, value in record.days.items() if value is not None and self.columns[key] == column}
        return replace(record, days=record.days | changed)

    def can_exchange(self, seen: Seen, one: Record, other: Record) -> bool:
        """May the two have each other's date, so that the hidden count is another and every given one the same?"""
        column = self.columns[seen.key]
        if any((one.days[key] is None) != (other.days[key] is None) for key in SENSITIVE if self.columns[key] == column):
            return False
        first, second = self.dated(one, column, other.days[seen.key]), self.dated(other, column, one.days[seen.key])
        if seen.counts(first) + seen.counts(second) == seen.counts(one) + seen.counts(other):
            return False
        before, after = (self.mask(one), self.mask(other)), (self.mask(first), self.mask(second))
        return before[0] & before[1] == after[0] & after[1] and before[0] | before[1] == after[0] | after[1]


def test_from_all_that_a_role_can_see_no_hidden_count_can_be_computed(thinned):
    with one_moment():
        told, hidden = collect()
    cases = records()
    for seen, value in told:
        assert value == sum(map(seen.counts, cases)), seen
        assert not 0 < value < SMALL, seen
    small = [seen for seen in hidden if 0 < sum(map(seen.counts, cases)) < SMALL]
    assert len(small) > 200
    assert len(told) > 300
    world = World(told, [*(unit.district_id for unit in units(END)), None], sorted({case.kind for case in cases}))
    freedom = {case.pk: world.alone(case) for case in cases}
    for name in READERS:
        rows = Matter.objects.filter(pk__in=freedom)
        opened = set(visible(rows, thinned.actor(name)).values_list("pk", flat=True))
        unknown = [case for case in cases if case.pk not in opened]
        for seen in small:
            inside = [case for case in unknown if seen.counts(case)]
            assert (
                not inside
                or any(not seen.counts(other) for case in inside for other in freedom[case.pk])
                or any(world.can_exchange(seen, case, other) for case in inside for other in unknown if other.days[seen.key])
            ), (name, seen)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(
            Cell, st.integers(0, 1), st.integers(2016 * 12, 2017 * 12 + 6), st.integers(1, 5), st.sampled_from([("a",), ("b",), ("c",)]),
            st.integers(1, 9),
        ),
        max_size=40,
    )
)  # fmt: skip
def test_what_is_given_has_no_small_count(cells):
    """Segments cover every month once and none is small; open units and values have no small year; closed ones are enough."""
    pattern = make_pattern(cells, ["opened_on", "rated_on"], ["kind"], [1, 2, 3, 4, 5, 6, None], 2017 * 12 + 6)
    assert all(second[0] == first[1] + 1 for first, second in pairwise(pattern.segments))
    for measure in (0, 1):
        of_measure = [cell for cell in cells if cell.measure == measure]
        for start, end in pattern.segments:
            count = sum(cell.count for cell in of_measure if start <= cell.month <= end)
            assert pattern.shut or count == 0 or count >= SMALL
        for year in (2016, 2017):
            of_year = [cell for cell in of_measure if cell.month // 12 == year]
            for unit in (1, 2, 3, 4, 5):
                count = sum(cell.count for cell in of_year if cell.unit == unit)
                assert unit in pattern.closed_units or not 0 < count < SMALL
            for value in "abc":
                count = sum(cell.count for cell in of_year if cell.values == (value,))
                assert value in pattern.closed_values["kind"] or not 0 < count < SMALL
    assert len(pattern.closed_units) not in {1, 2}


@pytest.mark.parametrize("key", SENSITIVE)
def test_the_api_hides_what_the_engine_hides(thinned, key):
    reader = Client()
    reader.force_login(account("demo-audit"))
    streets = Place.objects.filter(level__in=(Place.Level.STREET, Place.Level.COMMUNITY)).order_by("pk")[:2]
    asked = [select(key, START, END), select(key, START, END, "210212"), select(key, START, END - dt.timedelta(1))]
    asked += [select(key, START, END, f"z{street.pk}") for street in streets]
    for selection in asked:
        response = reader.get(f"/api/v1/figures/{key}?{selection.query}")
        found = figure(selection)
        assert (response.json()["value"], response.json()["suppressed"]) == (found.value, found.suppressed)
    assert figure(asked[0]).value is not None
    assert all(figure(selection).suppressed for selection in asked[1:])


def test_nobody_is_given_the_list_of_a_hidden_count(thinned, moment):
    for key in SENSITIVE:
        hidden = [line.figure.selection for line in table_by_district(select(key, START, END)) if line.figure.suppressed]
        assert len(hidden) >= 3
        for selection in hidden[:3]:
            for name in DESKS:
                opened = open_figure(selection, thinned.actor(name))
                assert (opened.figure.value, opened.opened, opened.withheld, opened.rows.count()) == (None, 0, 0, 0), name


def test_a_sensitive_measure_counts_rows_with_one_day_and_one_place():
    measure = measures.get("C6.cases")
    assert isinstance(measure, Measure)
    for change in ({"total": "served"}, {"distinct": "desk", "listed": Matter}, {"place": None}):
        with pytest.raises(ValueError, match="one day and one place"):
            replace(measure, **change)
