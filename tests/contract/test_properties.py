"""F3, F5, F10, F14 and F18 over all measures and drawn selections of the sample city."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from random import Random

import pytest
from tests.contract.drawing import COUNTED, END, RATES, drawn, whole

from lianxin.access.actors import service
from lianxin.core.errors import Conflict, UnknownName
from lianxin.figures.engine import figure, members, open_figure, parts_of, table_by_district, value_of
from lianxin.figures.measures import Measure, declare, measures
from lianxin.figures.places import WHOLE_CITY
from lianxin.figures.rows import counted_rows, reduced
from lianxin.figures.selections import Selection, read_selection, select, select_from
from lianxin.figures.units import Unit
from lianxin.register.models import Person
from lianxin.register.services.erasing import erase

DRAWS, ERASED = 3, 5
BY = service("tests")


pytestmark = pytest.mark.usefixtures("moment")


def draws() -> list[Selection]:
    """Of every measure; at least half of them have something."""
    found = [selection for key in COUNTED for selection in drawn(key, DRAWS)]
    assert sum(bool(value_of(selection)) for selection in found) >= len(found) / 2
    return found


def test_a_selection_has_one_text_one_code_and_one_address(sample_city):
    """F3: text, code and address lead back to the selection; no two selections share a code."""
    found = list(dict.fromkeys([*draws(), *map(whole, RATES)]))
    for selection in found:
        assert read_selection(selection.text) == selection
        parameters = dict(part.split("=") for part in selection.address.split("&") if "%" not in part)
        if not selection.filters:
            assert select_from(selection.measure, parameters) == selection
    assert len({selection.code for selection in found}) == len(found)


def test_the_list_is_the_value_row_by_row(sample_city):
    """F1, F14: rows that are streamed, rows that are listed and the value come to one number; nobody's list is cut."""
    office = sample_city.actor("demo-city")
    for selection in draws():
        measure, rows = selection.definition, list(counted_rows(selection, ()))
        assert isinstance(measure, Measure)
        assert reduced(measure, rows) == value_of(selection), selection.text
        assert [row.pk for row in rows] == sorted({row.pk for row in rows})
        if not measure.sensitive:
            listed = open_figure(selection, office).rows
            assert listed.count() == len(set(listed.values_list("pk", flat=True))) <= members(selection).count()


def test_totals_of_people_are_computed_and_others_add_up(sample_city):
    """F5: who is counted once stands in several districts and once in the city; rows stand in one line."""
    for key in COUNTED:
        measure, city = measures.get(key), whole(key)
        assert isinstance(measure, Measure)
        if measure.place is None:
            continue
        lines = [line.figure.selection for line in table_by_district(city)]
        values = [value_of(line) for line in lines]
        if measure.distinct:
            keys = {row.key for line in lines for row in counted_rows(line, ())} - {0}
            assert max(values) <= value_of(city) == len(keys) <= sum(values), key
        else:
            assert sum(values) == value_of(city), key
    for times, people in (("D1.forum_times", "D1.forum_people"), ("B3.trained_times", "B3.trained_people")):
        assert measures.get(times).unit is Unit.PERSON_TIMES
        assert measures.get(people).unit is Unit.PEOPLE
        assert value_of(whole(times)) > value_of(whole(people)) > 0


def test_erasing_people_keeps_every_count_of_the_days_before(sample_city):
    """F10: whoever is erased stays counted, by every measure, in every period that ended before."""
    dice, people = Random("erased"), set()
    for key in COUNTED:
        if measures.get(key).distinct and members(whole(key)).model is Person:
            people.update(dice.sample(sorted(members(whole(key)).values_list("pk", flat=True)), 1))
    before = [selection for selection in draws() if selection.end < END]
    before += [select(key, dt.date(2015, 1, 1), END - dt.timedelta(1)) for key in COUNTED]
    values = [value_of(selection) for selection in before]
    assert sum(map(bool, values)) > len(values) / 2
    erased = 0
    for person in Person.objects.filter(pk__in=people, account=None).order_by("pk"):
        try:
            erase(person, by=BY, at=END)
        except Conflict:
            continue  # an open matter or a post holds them
        erased += 1
        if erased == ERASED:
            break
    assert erased == ERASED
    assert [value_of(selection) for selection in before] == values


def test_a_new_version_counts_from_its_day_and_never_before(sample_city, monkeypatch):
    """F18: for every measure and rate, codes of before give what they gave, and periods choose by their last day."""
    since = dt.date(2017, 1, 1)
    old = {key: whole(key) for key in (*COUNTED, *RATES)}
    values = {key: figure(selection).value for key, selection in old.items()}
    early = {key: select(key, dt.date(2016, 1, 1), dt.date(2016, 12, 31)) for key in old}
    monkeypatch.setattr(measures, "_versions", {key: dict(known) for key, known in measures._versions.items()})
    monkeypatch.setattr(measures, "_things", dict(measures._things))
    for key in COUNTED:
        known = measures.get(key)
        # Of sensitive measures another population would close what is open: the new version counts the same.
        declare(replace(known, version=2, since=since, rows=known.rows if known.sensitive else known.rows().none))
    for key in RATES:
        declare(replace(measures.get(key), version=2, since=since, parts=(2, 2)))
    for key, selection in old.items():
        assert figure(selection).value == values[key], key
        assert selection.version == read_selection(selection.text).version == 1
        assert select(key, early[key].start, early[key].end) == early[key]
        new = whole(key)
        assert (new.version, new.code == selection.code) == (2, False)
        assert key.startswith("C6.") or not figure(new).value, key
        assert select_from(key, {"from": str(selection.start), "to": str(selection.end), "version": "1"}) == selection
        assert "version=1" in selection.url
        assert "version" not in new.url
        if key in RATES:
            assert [part.version for part in parts_of(new)] == [2, 2]
            assert [part.version for part in parts_of(selection)] == [1, 1]
        else:
            places = [line.figure.selection for line in table_by_district(selection)]
            assert all(line.version == 1 for line in places)
    with pytest.raises(UnknownName):
        read_selection("B1.register@3?from=2016-01-01&to=2016-12-31").definition  # noqa: B018  asked for its effect
    assert whole("B1.register").place == WHOLE_CITY
