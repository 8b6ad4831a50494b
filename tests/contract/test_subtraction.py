"""F8 as a reader who subtracts: a table by district, its total, every unit, street and filter, all asked of the API."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from tests.contract.drawing import COUNTED, DESKS, END, START, account

from lianxin.figures.engine import open_figure, table_by_district, value_of
from lianxin.figures.measures import Measure, measures
from lianxin.figures.places import units
from lianxin.figures.selections import select
from lianxin.figures.suppression import SMALL
from lianxin.reference.models import Place

SENSITIVE = [key for key in COUNTED if getattr(measures.get(key), "sensitive", False)]
QUARTERS = [(dt.date(2016, 1 + 3 * n, 1), dt.date(2016, 3 + 3 * n, 30 if n in {1, 2} else 31)) for n in range(4)]
PERIODS = [(START, END), *QUARTERS, (dt.date(2017, 1, 1), dt.date(2017, 2, 15)), (dt.date(2017, 7, 1), END)]


@pytest.fixture
def reader(sample_city) -> Client:
    client = Client()
    client.force_login(account("demo-audit"))
    return client


def asked(reader: Client, key: str, query: str, more: str = "") -> Any:
    response = reader.get(f"/api/v1/figures/{key}{more}?{query}")
    assert response.status_code == 200
    return response.json()


def test_there_is_something_to_hide(sample_city):
    assert SENSITIVE
    small = [
        line
        for key in SENSITIVE
        for period in PERIODS
        for line in table_by_district(select(key, *period))
        if 0 < value_of(line.figure.selection) < SMALL
    ]
    assert len(small) > 10


@pytest.mark.parametrize("key", SENSITIVE)
def test_no_cell_of_a_table_by_district_follows_from_the_others(sample_city, reader, key):
    for start, end in PERIODS:
        selection = select(key, start, end)
        total = asked(reader, key, selection.query)
        lines = asked(reader, key, selection.query, "/districts")
        truth = [value_of(line.figure.selection) for line in table_by_district(selection)]
        assert len(truth) == len(lines)
        assert_nothing_follows(total["value"], [line["figure"]["value"] for line in lines], truth)
        for line in lines:
            again = asked(reader, key, line["figure"]["records"].partition("?")[2])
            assert (again["value"], again["suppressed"]) == (line["figure"]["value"], line["figure"]["suppressed"])


@pytest.mark.parametrize("key", [key for key in SENSITIVE if measures.get(key).filters])
def test_no_value_of_a_filter_follows_from_the_others(sample_city, reader, key):
    measure = measures.get(key)
    assert isinstance(measure, Measure)
    for name, lookup in measure.filters.items():
        values = sorted(str(value) for value in measure.rows().order_by().values_list(lookup, flat=True).distinct())
        for start, end in PERIODS:
            total = asked(reader, key, select(key, start, end).query)
            parts = [select(key, start, end, filters=((name, value),)) for value in values]
            told = [asked(reader, key, part.query)["value"] for part in parts]
            assert_nothing_follows(total["value"], told, [value_of(part) for part in parts])
            for unit in units(end)[:4]:
                both = select(key, start, end, unit.code, filters=((name, values[0]),))
                assert asked(reader, key, both.query)["suppressed"], "by district or by filter, never by both"


def assert_nothing_follows(total: int | None, told: list[int | None], truth: list[int]) -> None:
    """Small counts are hidden, and what is left of the total fits more than one table."""
    hidden = [count for count, value in zip(truth, told, strict=True) if value is None]
    assert all(value == count for count, value in zip(truth, told, strict=True) if value is not None)
    assert not any(value is not None and 0 < value < SMALL for value in (*told, total))
    if total is None or not any(0 < count < SMALL for count in hidden):
        return
    left = total - sum(value for value in told if value is not None)
    # Every hidden cell is at least one, zeros being shown: with one cell, or no more than one each, all would be known.
    assert len(hidden) > 1
    assert left > len(hidden)
    if all(0 < count < SMALL for count in hidden):
        assert left < len(hidden) * (SMALL - 1)


@pytest.mark.parametrize("key", SENSITIVE)
def test_streets_give_nothing_away(sample_city, reader, key):
    streets = Place.objects.filter(level__in=(Place.Level.STREET, Place.Level.COMMUNITY)).order_by("pk")[:6]
    assert streets
    for street in streets:
        told = asked(reader, key, select(key, START, END, f"z{street.pk}").query)
        assert (told["value"], told["suppressed"]) == (None, True)


def test_nobody_is_given_the_list_of_a_hidden_count(sample_city):
    for key in SENSITIVE:
        hidden = [line.figure.selection for start, end in PERIODS for line in table_by_district(select(key, start, end)) if line.figure.suppressed]
        for selection in hidden[:3]:
            for name in DESKS:
                opened = open_figure(selection, sample_city.actor(name))
                assert (opened.figure.value, opened.opened, opened.withheld, opened.rows.count()) == (None, 0, 0, 0), name
