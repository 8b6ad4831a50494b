"""Selections drawn for a measure: place × period × filters, the same ones in every run."""

from __future__ import annotations

import datetime as dt
from functools import cache
from random import Random

from lianxin.accounts.models import User
from lianxin.figures.engine import table_by_district, value_of
from lianxin.figures.measures import Measure, Ratio, measures
from lianxin.figures.places import UNPLACED, WHOLE_CITY, units
from lianxin.figures.selections import Selection, select
from lianxin.reference.models import Place

START, END = dt.date(2015, 1, 1), dt.date(2017, 7, 14)
COUNTED = sorted(key for key, measure in measures.items() if isinstance(measure, Measure))
RATES = sorted(key for key, measure in measures.items() if isinstance(measure, Ratio))
DESKS = (
    "demo-liaison", "demo-station", "demo-lawyer", "demo-district", "demo-city", "demo-leader",
    "demo-dpo", "demo-security", "demo-system", "demo-audit",
)  # fmt: skip
MEMBER, VISITOR = "demo-member", "visitor"
EVERYBODY = (*DESKS, MEMBER, VISITOR)


def account(name: str) -> User:
    """An account of the demo."""
    return User.objects.get(username=name)


def whole(key: str, place: str = WHOLE_CITY) -> Selection:
    """The report's period."""
    return select(key, START, END, place)


@cache
def drawn(key: str, number: int) -> list[Selection]:
    """So many selections; most lie where the measure has something, the others anywhere. Drawn once for all tests."""
    dice, measure = Random(f"{key} of the sample city"), measures.get(key)
    assert isinstance(measure, Measure)
    return [_one(dice, measure) for _ in range(number)]


def _one(dice: Random, measure: Measure) -> Selection:
    start, end = _period(dice)
    filters = tuple((name, _value(dice, measure, name)) for name in measure.filters if dice.random() < 0.4)
    return select(measure.key, start, end, _place(dice, measure, start, end), filters)


def _period(dice: Random) -> tuple[dt.date, dt.date]:
    if dice.random() < 0.4:
        return START, END
    days = [dt.date(2014, 10, 1) + dt.timedelta(dice.randrange(1100)) for _ in range(2)]
    return min(days), max(days)


def _place(dice: Random, measure: Measure, start: dt.date, end: dt.date) -> str:
    chance = dice.random()
    if chance < 0.35:
        return WHOLE_CITY
    if chance < 0.8:
        lines = [line.figure.selection for line in table_by_district(select(measure.key, start, end))]
        filled = [selection.place for selection in lines if value_of(selection)]
        return dice.choice(filled or [WHOLE_CITY])
    if chance < 0.9:
        streets = list(Place.objects.filter(level=Place.Level.STREET).order_by("pk").values_list("pk", flat=True)[:40])
        return f"z{dice.choice(streets)}" if streets else UNPLACED
    return dice.choice([UNPLACED, *(unit.code or f"z{unit.pk}" for unit in units(end))])


def _value(dice: Random, measure: Measure, name: str) -> str:
    found = measure.rows().order_by().values_list(measure.filters[name], flat=True).distinct()
    return dice.choice(sorted(str(value) for value in found if value not in {None, ""}))
