"""What counts, and what never does."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.gatherings.conftest import people

from lianxin.figures.engine import open_figure, value_of
from lianxin.figures.selections import select
from lianxin.flows.services.moves import make_move
from lianxin.gatherings.enums import Part, PartState
from lianxin.gatherings.models import Gathering, Participation
from lianxin.gatherings.services.gatherings import add_gathering, record_held
from lianxin.gatherings.services.participations import Entry, record_attendance
from lianxin.gatherings.services.roster import finish_class
from lianxin.gatherings.services.venues import add_venue

START, END = dt.date(2017, 1, 1), dt.date(2017, 7, 14)


def value(key: str, **kwargs) -> int:
    return value_of(select(key, START, END, **kwargs))


def held(city, kind, series="", **values):
    values = {"title": series or kind, "starts_on": dt.date(2017, 4, 6), "organiser": city.association, **values}
    return record_held(add_gathering(kind=kind, series=series, by=city.lianxin, **values), by=city.lianxin)


def test_person_times_and_people_of_forums(city):
    crowd = people(5)
    for n, who in ((1, crowd[:3]), (2, crowd[1:])):
        forum = held(city, "forum", "三新论坛", run=n, headcount=None)
        record_attendance(forum, [Entry(person_id=p.pk) for p in who], by=city.lianxin)
    record_attendance(forum, [Entry(person_id=crowd[0].pk, part=Part.SPEAKER), Entry(person_id=crowd[0].pk, state=PartState.ABSENT)], by=city.lianxin)
    record_attendance(forum, [Entry(organisation_id=city.other.pk)], by=city.lianxin)
    assert (value("D1.forum_times"), value("D1.forum_people")) == (7, 5)
    assert value("D1.forum_times", place="210203") == 7
    assert value("D1.forum_times", place="210202") == 0
    assert value_of(select("D1.forum_times", dt.date(2016, 1, 1), dt.date(2016, 12, 31))) == 0
    opened = open_figure(select("D1.forum_times", START, END), city.liaison)
    assert (opened.opened, opened.withheld) == (7, 0)
    hidden = open_figure(select("D1.forum_times", START, END), city.zhongshan_officer)
    assert (hidden.opened, hidden.withheld) == (0, 7)


def test_planned_called_off_and_superseded_never_count(city):
    [who] = people(1)
    planned = add_gathering(kind="forum", title="论坛", starts_on=dt.date(2017, 4, 6), organiser=city.association, by=city.lianxin)
    record_attendance(planned, [Entry(person_id=who.pk)], by=city.lianxin)
    assert value("D1.forum_times") == 0
    make_move(planned, "cancel", by=city.lianxin, given={"reason": "改期"}, after=planned.family.after_move)
    first, second = held(city, "forum"), held(city, "forum")
    for forum in (first, second):
        record_attendance(forum, [Entry(person_id=who.pk)], by=city.lianxin)
    assert value("D1.forum_times") == 2
    Gathering.objects.filter(pk=second.pk).update(superseded_by=first)
    assert value("D1.forum_times") == 1
    [row] = record_attendance(first, [Entry(person_id=who.pk, part=Part.STAFF)], by=city.lianxin)
    Participation.objects.filter(gathering=first, part=Part.ATTENDEE).update(superseded_by=row)
    assert value("D1.forum_times") == 0


def test_trained_means_finished(city):
    crowd = people(3)
    for n in range(2):
        course = held(city, "training_class", "主题培训班", run=n + 1)
        states = [PartState.ATTENDED, PartState.ATTENDED, PartState.UNFINISHED]
        record_attendance(course, [Entry(person_id=p.pk, state=s) for p, s in zip(crowd, states, strict=True)], by=city.lianxin)
        finish_class(course, by=city.lianxin)
    assert (value("B3.classes"), value("B3.trained_times"), value("B3.trained_people")) == (2, 4, 2)


@pytest.mark.parametrize(
    ("key", "kind", "series"),
    [
        ("A2.sessions", "joint_conference", "专题学习"),
        ("B5.visits", "visit", ""),
        ("D2.meetings", "activity", "事迹报告会"),
        ("D8.activities", "activity", "凝心聚力十三五"),
        ("D9.salons", "salon", "同心·滨城智库"),
    ],
)
def test_held_gatherings_by_kind_and_series(city, key, kind, series):
    held(city, kind, series)
    held(city, "activity", "别的")
    add_gathering(kind=kind, series=series, title="还没办", starts_on=END, organiser=city.association, by=city.lianxin)
    assert value(key) == 1
    assert value(key, place="210203") == 1


def test_use_of_venues_counts_at_the_venue(city):
    venue = add_venue(name="青创空间", place=city.zhongshan, owner=city.other, start=dt.date(2016, 1, 1), by=city.lianxin)
    held(city, "salon", venue=venue)
    held(city, "salon")
    assert (value("D13.bookings"), value("D13.bookings", place="210202")) == (1, 1)
