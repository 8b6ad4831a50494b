"""How a figure is printed and drawn: one number in both."""

from __future__ import annotations

import datetime as dt

import pytest

from lianxin.desk.figures.charts import time_chart
from lianxin.figures.engine import Figure
from lianxin.figures.measures import measures
from lianxin.figures.selections import select
from lianxin.figures.series import Point
from lianxin.figures.units import Unit

RATE, START, END = "C4.liaison_rate", dt.date(2016, 1, 1), dt.date(2016, 12, 31)


def rate(up: int, down: int) -> Figure:
    return Figure(select(RATE, START, END), measures.get(RATE).name, Unit.RATE, up / down, numerator=up, denominator=down)


@pytest.mark.parametrize(
    ("up", "down", "printed", "why"),
    [
        (2, 3, "66.7%", "rounded"),
        (1, 3, "33.3%", "rounded"),
        (249, 2000, "12.5%", "halves go up"),
        (289, 1000, "28.9%", "exact"),
        (9, 10, "90%", "exact"),
        (2999, 3000, "99.9%", "100 is kept for all of them"),
        (1, 3000, "0.1%", "0 is kept for none of them"),
        (0, 7, "0%", "none"),
        (7, 7, "100%", "all"),
        (7, 6, "116.7%", "more than was due"),
    ],
)
def test_a_rate_is_rounded_and_drawn_as_it_is_printed(db, up, down, printed, why):
    fig = rate(up, down)
    assert fig.shown == printed, why
    assert f"{fig.drawn:g}%" == printed
    chart = time_chart("rate", [Point("2015", fig), Point("2016", fig)])
    assert chart is not None
    assert {f"{row.value:g}%" for row in chart.rows} == {printed}
