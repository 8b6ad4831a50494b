"""Which days a figure is compared with, and how the change reads."""

from __future__ import annotations

import datetime as dt

import pytest

from lianxin.core.errors import BadInput
from lianxin.figures.engine import Figure
from lianxin.figures.selections import Selection
from lianxin.figures.units import Unit
from lianxin.reports.comparing import STRETCH, YEAR, before, say_change


def days(start: str, end: str) -> Selection:
    return Selection("D1.forum_times", dt.date.fromisoformat(start), dt.date.fromisoformat(end))


@pytest.mark.parametrize(
    ("start", "end", "against", "first", "last"),
    [
        ("2017-03-01", "2017-03-31", STRETCH, "2017-02-01", "2017-02-28"),
        ("2017-03-01", "2017-04-30", STRETCH, "2017-01-01", "2017-02-28"),
        ("2017-01-01", "2017-03-31", STRETCH, "2016-10-01", "2016-12-31"),
        ("2016-01-01", "2016-12-31", STRETCH, "2015-01-01", "2015-12-31"),
        ("2017-07-03", "2017-07-09", STRETCH, "2017-06-26", "2017-07-02"),
        ("2017-07-01", "2017-07-14", STRETCH, "2017-06-17", "2017-06-30"),
        ("2016-02-01", "2016-02-29", YEAR, "2015-02-01", "2015-02-28"),
    ],
)
def test_before_whole_months_lie_whole_months(start, end, against, first, last):
    assert before(days(start, end), against) == days(first, last)


@pytest.mark.parametrize("end", ["0001-01-31", "0001-01-20"])
def test_there_is_nothing_before_the_first_day(end):
    with pytest.raises(BadInput):
        before(days("0001-01-01", end), STRETCH)


@pytest.mark.parametrize(("then", "now", "said"), [(10000, 10001, "0.01%"), (1000, 1083, "8.3%"), (1000, 1000, "unchanged|持平")])
def test_a_small_change_does_not_read_as_none(then, now, said):
    of = days("2016-01-01", "2016-12-31")
    old, new = (Figure(of, "forum", Unit.PERSON_TIMES, value) for value in (then, now))
    assert any(word in say_change(new, old) for word in said.split("|"))
    assert " 0.0%" not in say_change(new, old)
