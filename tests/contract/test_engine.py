"""F1 and F16 in the engine: for every measure, everybody and drawn selections, opened + withheld = value."""

from __future__ import annotations

from itertools import cycle, islice

import pytest
from tests.contract.drawing import COUNTED, EVERYBODY, RATES, VISITOR, account, drawn, whole

from lianxin.access import rules
from lianxin.access.actors import Actor, nobody
from lianxin.core.errors import UnknownName
from lianxin.figures.engine import figure, measure_of, members, model_listed, open_figure, parts_of, value_of
from lianxin.figures.measures import measures
from lianxin.figures.selections import Selection

pytestmark = pytest.mark.usefixtures("moment")
DRAWS, SOME = 3, 3
SHARE_NOT_ZERO = 0.5


def actors(city) -> dict[str, Actor]:
    return {name: nobody() if name == VISITOR else city.actor(name) for name in EVERYBODY}


def counted_by_hand(selection: Selection) -> int:
    """The value from the list itself, row by row, without the engine's sums."""
    total = measure_of(selection).total
    if total:
        return sum(members(selection).values_list(total, flat=True))
    return len(set(members(selection).values_list("pk", flat=True)))


def faults(selection: Selection, people: dict[str, Actor]) -> list[str]:
    """Sentences about whoever's list and remainder do not come to the value."""
    value, out = figure(selection).value, []
    for name, actor in people.items():
        opened = open_figure(selection, actor)
        if opened.figure.suppressed:
            told = opened.opened or opened.withheld or opened.rows.exists() or value is not None
            out += [f"{selection.text} tells {name} what it hides"] if told else []
        elif opened.opened + opened.withheld != value or min(opened.opened, opened.withheld) < 0:
            out.append(f"{selection.text} for {name}: {opened.opened} + {opened.withheld} is not {value}")
    return out


def test_opened_and_withheld_come_to_the_value_for_everybody(sample_city):
    """The report's period for everybody, each drawn selection for some in turn."""
    people, wrong, values = actors(sample_city), [], []
    turns = cycle(people)
    for key in COUNTED:
        selections = drawn(key, DRAWS)
        values += [value_of(selection) for selection in selections]
        wrong += faults(whole(key), people)
        for selection in (whole(key), *selections):
            assert value_of(selection) == counted_by_hand(selection), selection.text
            wrong += faults(selection, {name: people[name] for name in islice(turns, SOME)})
    assert wrong == []
    not_zero = sum(map(bool, values))
    assert not_zero >= SHARE_NOT_ZERO * len(values), f"{not_zero} of {len(values)} draws are not zero"


def test_somebody_opens_the_records_of_every_measure(sample_city):
    """A list that nobody may open proves nothing; few measures have nothing to open, such as what is missing."""
    people = actors(sample_city).values()
    filled = [key for key in COUNTED if value_of(whole(key))]
    assert len(filled) > 0.9 * len(COUNTED)
    assert [key for key in filled if not any(open_figure(whole(key), actor).opened for actor in people)] == []


@pytest.mark.parametrize("key", RATES)
def test_both_parts_of_a_rate_keep_the_contract(sample_city, key):
    people = actors(sample_city)
    for place in ("", "210202", "210281", "none"):
        selection = whole(key, place)
        rate, parts = figure(selection), parts_of(selection)
        up, down = (figure(part) for part in parts)
        assert (rate.numerator, rate.denominator) == (up.value, down.value)
        if rate.value is None:
            assert rate.suppressed or not down.value
        else:
            assert rate.value == up.value / down.value
        assert [fault for part in parts for fault in faults(part, people)] == []


def test_no_list_no_figure_on_any_surface(sample_city, client, monkeypatch):
    """F16: without a rule for the records there is no number, neither computed nor on a page nor in the API."""
    client.force_login(account("demo-city"))
    first_of = {model_listed(measures.get(key)): key for key in reversed(COUNTED)}
    for model, key in first_of.items():
        left = {name: value for name, value in rules._RULES.items() if name != ("view", model)}
        with monkeypatch.context() as without:
            without.setattr(rules, "_RULES", left)
            with pytest.raises(UnknownName):
                figure(whole(key))
            assert client.get(f"/desk/figures/{key}/").status_code == 404, key
            assert client.get(f"/api/v1/figures/{key}").status_code == 404, key
