"""Large tables: what is given of sensitive counts is found out once a day, and nothing small is given meanwhile."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.contract.drawing import END, START

from lianxin.core import dates
from lianxin.figures import suppression
from lianxin.figures.engine import figure, table_by_district
from lianxin.figures.measures import measures
from lianxin.figures.models import DayPattern
from lianxin.figures.selections import select
from lianxin.figures.suppression import pattern_of, renew_patterns
from lianxin.matters.models import Matter

KEY = "C6.cases"


@pytest.fixture
def large(sample_city, monkeypatch):
    """The sample city, its cases taken for very many."""
    monkeypatch.setattr(suppression, "MANY", 1)
    return sample_city


def cases():
    return Matter.objects.filter(pk__in=measures.get(KEY).rows().values("pk"))


def test_the_pattern_of_the_day_is_the_one_that_was_counted(large, django_assert_num_queries):
    measure = measures.get(KEY)
    counted = pattern_of(measure)
    with django_assert_num_queries(1):
        assert pattern_of(measure) == counted
    assert DayPattern.objects.get().table == "matters.Matter"


def test_small_tables_keep_none(sample_city):
    pattern_of(measures.get(KEY))
    assert not DayPattern.objects.exists()


def test_a_count_that_became_small_since_the_morning_is_hidden(large):
    given = next(line.figure for line in table_by_district(select(KEY, START, END)) if line.figure.value)
    of_unit = cases().filter(place__district__code=given.selection.place).order_by("pk")
    rest = list(of_unit.values_list("pk", flat=True))[3:]
    Matter.objects.filter(pk__in=rest).update(place=None)
    assert figure(given.selection).suppressed
    assert figure(select(KEY, START, END)).value == cases().count(), "the whole city's count did not become small"


def test_a_new_day_other_measures_or_a_grown_table_are_counted_again(large, monkeypatch):
    measure = measures.get(KEY)
    pattern_of(measure)
    DayPattern.objects.update(pattern={"segments": [], "closed_units": [], "closed_values": {}, "shut": True})
    assert pattern_of(measure).shut, "the kept one is used"
    for change in ({"day": dates.today() - dt.timedelta(1)}, {"definitions": "others"}, {"highest": 1}):
        DayPattern.objects.update(**change, pattern={"segments": [], "closed_units": [], "closed_values": {}, "shut": True})
        assert not pattern_of(measure).shut, change


def test_large_tables_are_counted_when_the_day_begins(large):
    pattern_of(measures.get(KEY))
    assert renew_patterns() == 0
    DayPattern.objects.update(day=dates.today() - dt.timedelta(1))
    assert renew_patterns() == 1
    assert DayPattern.objects.get().day == dates.today()
