"""The contract of figures over every registered measure, every role and drawn selections."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cast import ROLES

from lianxin.core.errors import BadInput, LianxinError, UnknownName
from lianxin.figures.engine import (
    figure,
    members,
    open_figure,
    parts_of,
    reduce,
    remember,
    rows_of,
    selection_of_code,
    table_by_district,
    value_of,
)
from lianxin.figures.measures import Measure, Ratio, measures
from lianxin.figures.places import UNPLACED, WHOLE_CITY
from lianxin.figures.selections import read_selection, select
from lianxin.figures.series import cut, over_time
from lianxin.figures.units import Unit

COUNTED = sorted(key for key, measure in measures.items() if isinstance(measure, Measure))
RATES = sorted(key for key, measure in measures.items() if isinstance(measure, Ratio))
START, END = dt.date(2015, 1, 1), dt.date(2017, 7, 14)
PLACES = (WHOLE_CITY, WHOLE_CITY, "210202", "210203", "210204", "210281", UNPLACED)
days = st.dates(dt.date(2014, 6, 1), dt.date(2017, 12, 31))
periods = st.one_of(st.just((START, END)), st.tuples(days, days).map(lambda pair: (min(pair), max(pair))))
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
pytestmark = pytest.mark.django_db


@quick
@given(key=st.sampled_from(COUNTED), period=periods, place=st.sampled_from(PLACES), role=st.sampled_from(ROLES))
def test_opened_and_withheld_come_to_the_value(city, db, key, period, place, role):
    selection = select(key, *period, place)
    opened = open_figure(selection, city.actor(role))
    if opened.figure.suppressed:
        assert opened.figure.value is None
        assert not opened.rows.exists()
        return
    assert opened.opened + opened.withheld == opened.figure.value
    assert opened.opened == reduce(selection, opened.rows)
    assert opened.withheld >= 0


@pytest.mark.parametrize("key", COUNTED)
def test_every_measure_for_every_role_over_the_whole_period(city, db, key):
    selection = select(key, START, END)
    assert figure(selection).value == (None if figure(selection).suppressed else reduce(selection, members(selection)))
    for role in ROLES:
        opened = open_figure(selection, city.actor(role))
        assert opened.figure.suppressed or opened.opened + opened.withheld == opened.figure.value, role


def test_enough_figures_of_the_small_city_are_not_zero(city, db):
    assert sum(bool(value_of(select(key, START, END))) for key in COUNTED) >= 8


@pytest.mark.parametrize("key", COUNTED)
def test_no_row_is_counted_twice(city, db, key):
    rows = rows_of(select(key, START, END))
    assert rows.count() == rows.order_by().values("pk").distinct().count()


@quick
@given(key=st.sampled_from(COUNTED + RATES), period=periods, place=st.sampled_from(PLACES))
def test_a_selection_has_one_text_and_one_code(city, db, key, period, place):
    selection = select(key, *period, place)
    assert read_selection(selection.text) == selection
    assert read_selection(selection.text).code == selection.code
    remember([selection, selection])
    assert selection_of_code(selection.code.lower()) == selection


def test_filters_are_written_in_one_order(db):
    with_filters = next(key for key in COUNTED if "series" in measures.get(key).filters)
    selection = select(with_filters, START, END, filters=(("series", "2016 二"),))
    assert read_selection(selection.text) == selection
    with pytest.raises(BadInput, match="nothing"):
        select(with_filters, START, END, filters=(("nothing", "1"),))


def test_a_former_code_and_the_city_itself_are_one_selection(db):
    assert select("B1.register", START, END, "210282") == select("B1.register", START, END, "210214")
    assert select("B1.register", START, END, "210200") == select("B1.register", START, END)
    with pytest.raises(UnknownName, match="中山区"):
        select("B1.register", START, END, "999999")
    with pytest.raises(BadInput):
        select("B1.register", END, START)
    with pytest.raises(UnknownName, match=r"B1\.register"):
        select("B1.nothing", START, END)


def test_districts_and_none_are_the_city_for_rows_that_stand_once(city, db):
    whole = select("D1.forum_times", START, END)
    lines = table_by_district(whole)
    assert sum(line.figure.value for line in lines) == figure(whole).value == 11 + 14 + 17
    assert all(figure(line.figure.selection).value == line.figure.value for line in lines)


def test_who_lives_nowhere_that_we_know_has_a_line(city, db):
    lines = table_by_district(select("B1.register", START, END))
    assert lines[-1].place is None
    assert lines[-1].figure.value == figure(lines[-1].figure.selection).value == 4
    assert sum(line.figure.value for line in lines) == 20


def test_people_are_not_added_up(city, db):
    """F5: who came to two districts' forums stands in both lines and once in the city."""
    whole = select("D1.forum_people", START, END)
    assert sum(line.figure.value for line in table_by_district(whole)) > figure(whole).value == 17
    assert Unit.PEOPLE.words[0] not in Unit.PERSON_TIMES.words
    assert measures.get("D1.forum_times").unit == Unit.PERSON_TIMES


@pytest.mark.parametrize("key", RATES)
def test_a_rate_opens_what_it_divides(city, db, key):
    selection = select(key, START, END)
    rate = figure(selection)
    up, down = (figure(part) for part in parts_of(selection))
    assert (rate.numerator, rate.denominator) == (up.value, down.value)
    if up.value is not None and down.value:
        assert rate.value == up.value / down.value
    with pytest.raises(LianxinError):
        open_figure(selection, city.actor("city_officer"))
    for line in table_by_district(selection):
        assert figure(line.figure.selection).value == line.figure.value


@quick
@given(key=st.sampled_from(COUNTED + RATES), period=periods)
def test_a_cell_of_the_table_is_the_figure_that_it_leads_to(city, db, key, period):
    """F15: one number on every surface."""
    for line in table_by_district(select(key, *period)):
        again = figure(line.figure.selection)
        assert (again.value, again.suppressed) == (line.figure.value, line.figure.suppressed)


def test_small_counts_of_cases_are_hidden_with_siblings(city, db):
    lines = {line.place.name if line.place else "": line.figure for line in table_by_district(select("C6.cases", START, END))}
    assert lines["西岗区"].suppressed, "three cases"
    assert lines["中山区"].suppressed, "six, but nine less six are three"
    assert sum(figure.suppressed for figure in lines.values()) == 3, "an officer of one of the two knows its cases"
    assert figure(select("C6.cases", START, END)).value == 9
    assert open_figure(select("C6.cases", START, END, "210203"), city.actor("city_officer")).withheld == 0
    assert figure(select("C6.cases", START, END - dt.timedelta(1))).suppressed, "all but a day would tell what the day brought"
    assert figure(select("C6.cases", dt.date(2017, 1, 1), dt.date(2017, 1, 31))).value == 0
    assert figure(select("C6.cases", dt.date(2017, 1, 1), dt.date(2017, 1, 31), "210203")).suppressed, "units by whole years only"


def test_below_a_unit_no_sensitive_count_is_given(city, db):
    from lianxin.reference.models import Place

    street = Place.objects.filter(level="street", parent=city.zhongshan).first()
    assert figure(select("C6.cases", START, END, f"z{street.pk}")).suppressed


def test_what_a_reader_may_not_open_is_counted(city, db):
    opened = open_figure(select("B1.register", START, END), city.actor("district_officer"))
    assert opened.figure.value == 20
    assert 0 < opened.opened < 20
    assert opened.withheld == 20 - opened.opened


def test_periods_are_cut_at_the_calendar(db):
    selection = select("B1.register", dt.date(2015, 2, 10), dt.date(2017, 7, 14))
    parts = cut(selection.period)
    assert [label for label, _part in parts][:2] == ["2015Q1", "2015Q2"]
    assert parts[0][1].start == dt.date(2015, 2, 10)
    assert parts[-1][1].end == dt.date(2017, 7, 14)
    assert [label for label, _part in cut(select("B1.register", dt.date(2017, 5, 1), END).period)] == ["2017-05", "2017-06", "2017-07"]
    assert len(cut(select("B1.register", dt.date(2008, 1, 1), END).period)) == 10
    assert cut(select("B1.register", dt.date(9999, 1, 1), dt.date(9999, 12, 31)).period)[-1][1].end == dt.date(9999, 12, 31)


def test_a_line_over_time_counts_each_part_for_itself(city, db):
    points = over_time(select("D1.forum_times", START, END))
    assert [point.figure.value for point in points if point.figure.value] == [11, 14, 17]


def test_a_table_by_district_is_one_statement(city, db, django_assert_num_queries):
    select("B1.register", START, END)  # places are read once
    with django_assert_num_queries(1):
        table_by_district(select("B1.register", START, END))
    with django_assert_num_queries(2):
        table_by_district(select("C4.liaison_rate", START, END))


def test_a_filter_value_that_fits_nothing_is_refused(city, db):
    with pytest.raises(BadInput):
        figure(select("B4.placements", START, END, filters=(("year", "soon"),)))


def test_no_list_no_figure(city, db, monkeypatch):
    """F16: a measure whose records no rule opens gives no number."""
    from lianxin.access import rules
    from lianxin.register.models import Person

    left = {key: value for key, value in rules._RULES.items() if key != ("view", Person)}
    monkeypatch.setattr(rules, "_RULES", left)
    with pytest.raises(UnknownName):
        figure(select("B1.register", START, END))
