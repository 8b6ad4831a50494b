"""Many figures in few statements are the figures of every other surface."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.contract.drawing import COUNTED, RATES, drawn, whole

from lianxin.figures.engine import figure, table_by_district
from lianxin.figures.series import over_time, trends_of
from lianxin.figures.suppression import one_moment
from lianxin.figures.together import figures_of, tables_of

KEYS = [*COUNTED, *RATES]


@pytest.mark.parametrize("place", ["", "210202", "none"])
def test_together_is_one_by_one(sample_city, place):
    """Every measure, whole and drawn, city, district and unplaced."""
    wanted = [whole(key, place) for key in KEYS]
    if not place:
        wanted += [one for key in COUNTED for one in drawn(key, 1)]
    with one_moment():
        assert figures_of(wanted) == {one: figure(one) for one in wanted}


def test_tables_together_are_tables_one_by_one(sample_city):
    wanted = [whole(key) for key in KEYS]
    with one_moment(), CaptureQueriesContext(connection) as asked:
        tables = tables_of(wanted)
    with one_moment():
        assert tables == {one: table_by_district(one) for one in wanted}
    assert sum("UNION ALL" in query["sql"] for query in asked.captured_queries) >= 1


def test_a_course_is_made_of_figures(sample_city):
    """Six half-years of the report's period; what happens within one is drawn for whole ones only."""
    wanted = [whole(key) for key in KEYS]
    with one_moment():
        courses = trends_of(wanted)
        assert all(point.figure == figure(point.figure.selection) for trend in courses.values() for point in trend.points)
    register, classes = courses[whole("B1.register")], courses[whole("B3.classes")]
    assert register.figure.value == register.values[-1]
    assert [point.label for point in register.points][-2:] == ["2017H1", "2017H2"]
    assert [point.label for point in classes.points][-1] == "2017H1"
    assert "2016H2" in classes.words


def test_a_chart_of_eleven_points_is_one_statement(sample_city):
    with CaptureQueriesContext(connection) as asked:
        points = over_time(whole("B3.classes"))
    assert [point.figure for point in points] == [figure(point.figure.selection) for point in points]
    assert (len(points), len(asked)) == (11, 1)


def test_forty_figures_are_one_statement(sample_city):
    wanted = [one for key in COUNTED if not (one := whole(key)).definition.sensitive][:40]
    figures_of(wanted[:1])
    with CaptureQueriesContext(connection) as asked:
        assert len(figures_of(wanted)) == len(wanted) > 30
    assert len(asked) == 1


def test_nothing_asks_nothing(db):
    assert figures_of([]) == {}
    assert trends_of([]) == {}
