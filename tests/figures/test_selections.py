"""What an address may say of a selection: one way to write each, and a sentence for everything else."""

from __future__ import annotations

import datetime as dt

import pytest

from lianxin.core.errors import BadInput, LianxinError
from lianxin.figures.engine import remember, selection_of_code
from lianxin.figures.models import FrozenFigure, NamedSelection
from lianxin.figures.selections import LONGEST_VALUE, select, select_from

pytestmark = pytest.mark.django_db
START, END = dt.date(2016, 1, 1), dt.date(2016, 12, 31)


@pytest.mark.parametrize("year", ["2016", " 2016 ", "２０１６"])
def test_a_year_is_written_in_one_way(year):
    assert select("B4.placements", START, END, filters=(("year", year),)).filters == (("year", "2016"),)


@pytest.mark.parametrize("year", ["0", "-1", "02016", "99999", "1e3", "九", "2016.0"])
def test_what_is_no_year_is_refused_with_a_sentence(year):
    with pytest.raises(BadInput):
        select("B4.placements", START, END, filters=(("year", year),))


@pytest.mark.parametrize("given", [{"place": "z²"}, {"place": "z" + "9" * 40}, {"version": "9" * 5000}, {"series": "\0"}, {"series": "长" * 81}])
def test_what_no_record_holds_is_refused_with_a_sentence(given):
    with pytest.raises(LianxinError):
        select_from("D1.forum_times", given)


def test_the_longest_text_is_kept(db):
    longest = select("D1.forum_times", START, END, "210202", (("series", "长" * LONGEST_VALUE),))
    assert all(len(longest.text) <= (model._meta.get_field("text").max_length or 0) for model in (NamedSelection, FrozenFigure))
    remember([longest])
    assert selection_of_code(longest.code) == longest
