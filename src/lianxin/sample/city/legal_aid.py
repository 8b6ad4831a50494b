"""The lawyers' corps at work: consultations of one person each, and talks with their audience."""

from __future__ import annotations

import datetime as dt

from lianxin.matters.enums import MatterRole
from lianxin.matters.services.agreed import Agreement
from lianxin.matters.services.matters import open_matter, record_outcome
from lianxin.sample.city.invent import DISTRICTS, dice
from lianxin.sample.city.stage import City, walk

CONSULTATIONS = 384
TALKS = 128
SERVED = 9_846
"""People served from January 2015 to July 2017, each service counted."""
OUTSIDE = ((dt.date(2014, 10, 17), 140), (dt.date(2014, 12, 4), 95))
"""Talks before the report's time."""


def build(city: City) -> None:
    d = dice("legal aid")
    lawyers = city.persons(city.groups["lawyers"][:90])
    places = [city.place(name) for name, _share in DISTRICTS.values()]
    first, last = dt.date(2015, 1, 12), dt.date(2017, 7, 7)
    corps = city.body("lawyers")
    audiences = [d.randint(38, 108) for _ in range(TALKS)]
    audiences[-1] += SERVED - CONSULTATIONS - sum(audiences)
    while audiences[-1] < 40 or audiences[-1] > 130:
        change = 1 if audiences[-1] > 130 else -1
        audiences[-1] -= change
        audiences[d.randrange(TALKS - 1)] += change
    services = [
        (first + dt.timedelta(days=d.randint(0, (last - first).days)), served)
        for served in [*([1] * CONSULTATIONS), *audiences]
    ]
    for number, (day, served) in enumerate([*services, *OUTSIDE]):
        by = city.office(day)
        matter = open_matter(
            kind="legal_aid",
            desk=corps,
            place=d.choice(places),
            opened_on=day,
            served=served,
            parties=[(MatterRole.HANDLER, d.choice(lawyers))],
            entered_why="义工团集中登记",
            by=by,
            at=day,
        )
        record_outcome(matter, by=by, closed_on=day, result="explained", at=day)
        if number % 64 == 0:
            city.progress(number / len(services))
    _not_given(city)


def _not_given(city: City) -> None:
    """A consultation that was taken back and one that waits for its lawyer serve nobody yet."""
    by = city.office(dt.date(2017, 7, 10))
    for number, who in enumerate(city.groups["register"][300:302]):
        day = dt.date(2017, 7, 10)
        matter = open_matter(
            kind="legal_aid",
            desk=city.body("lawyers"),
            raiser=city.person(who),
            place=city.place(who.district),
            opened_on=day,
            served=1,
            entered_why="电话预约",
            agreed=Agreement(channel="counter"),
            by=by,
            at=day,
        )
        walk(matter, by, ("check", day, {}))
        if number:
            walk(matter, by, ("withdraw", day, {}))
