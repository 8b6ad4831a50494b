"""Sign-in sheets, rosters of half-days, finishing."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from tests.gatherings.conftest import people, person

from lianxin.core.errors import BadInput, NotAllowed
from lianxin.gatherings.enums import Mark, Part, PartState
from lianxin.gatherings.queries import roster
from lianxin.gatherings.services.gatherings import add_gathering, record_held
from lianxin.gatherings.services.participations import Entry, record_attendance, take_part
from lianxin.gatherings.services.roster import finish_class, mark_roster

DAYS = [dt.date(2017, 3, 13), dt.date(2017, 3, 14), dt.date(2017, 3, 15)]
HALVES = [(day, half) for day in DAYS for half in ("am", "pm")]


@pytest.fixture
def course(city):
    return add_gathering(
        kind="training_class", title="主题培训班", starts_on=DAYS[0], ends_on=DAYS[-1], organiser=city.association, by=city.lianxin
    )


def there(n: int) -> dict:
    """Present at the first n half-days, absent at the rest."""
    return {half: Mark.PRESENT if i < n else Mark.ABSENT for i, half in enumerate(HALVES)}


def test_a_sheet_updates_rows_and_doubles_none(city, past_forum):
    one, two = people(2)
    take_part(past_forum, person=one, by=city.liaison)
    sheet = [Entry(person_id=one.pk), Entry(person_id=two.pk, minutes=90), Entry(organisation_id=city.other.pk), Entry(person_id=one.pk)]
    rows = record_attendance(past_forum, sheet, by=city.liaison)
    again = record_attendance(past_forum, sheet, by=city.liaison)
    assert [row.pk for row in rows] == [row.pk for row in again]
    assert past_forum.participations.count() == 3
    assert set(past_forum.participations.values_list("state", flat=True)) == {PartState.ATTENDED}
    record_attendance(past_forum, [Entry(person_id=two.pk, part=Part.SPEAKER)], by=city.liaison)
    assert past_forum.participations.count() == 4


def test_attendance_is_entered_by_whoever_runs_it(city, past_forum):
    for denied in (city.member, city.zhongshan_officer, city.dpo, city.auditor):
        with pytest.raises(NotAllowed):
            record_attendance(past_forum, [Entry(person_id=person().pk)], by=denied)
    with pytest.raises(BadInput):
        record_attendance(past_forum, [Entry()], by=city.liaison)


def test_two_thirds_of_the_half_days_finish(city, course):
    enough, short, never = people(3)
    mark_roster(course, {enough.pk: there(4), short.pk: there(3), never.pk: there(0)}, by=city.liaison)
    record_held(course, by=city.liaison)
    finish_class(course, by=city.liaison)
    by_person = dict(course.participations.values_list("person_id", "state"))
    assert by_person == {enough.pk: PartState.FINISHED, short.pk: PartState.UNFINISHED, never.pk: PartState.ABSENT}
    assert course.stage == "finished"


def test_late_counts_as_there_excused_does_not(city, course):
    late, excused = people(2)
    marks = dict.fromkeys(HALVES[:4], Mark.LATE) | dict.fromkeys(HALVES[4:], Mark.ABSENT)
    mark_roster(course, {late.pk: marks, excused.pk: there(3) | {HALVES[3]: Mark.EXCUSED}}, by=city.liaison)
    record_held(course, by=city.liaison)
    finish_class(course, by=city.liaison)
    assert list(course.participations.order_by("pk").values_list("state", flat=True)) == [PartState.FINISHED, PartState.UNFINISHED]


def test_another_share_may_be_given(city, course):
    [who] = people(1)
    mark_roster(course, {who.pk: there(3)}, by=city.liaison)
    record_held(course, by=city.liaison)
    finish_class(course, share=Fraction(1, 2), by=city.liaison)
    assert course.participations.get().state == PartState.FINISHED


def test_without_a_roster_everybody_who_came_finishes(city, course):
    record_attendance(course, [Entry(person_id=who.pk) for who in people(3)], by=city.liaison)
    record_held(course, by=city.liaison)
    finish_class(course, by=city.liaison)
    assert set(course.participations.values_list("state", flat=True)) == {PartState.FINISHED}


def test_marks_are_overwritten_and_the_roster_reads_back(city, course):
    [who] = people(1)
    mark_roster(course, {who.pk: {HALVES[0]: Mark.ABSENT}}, by=city.liaison)
    mark_roster(course, {who.pk: {HALVES[0]: Mark.PRESENT, HALVES[1]: Mark.LATE}}, by=city.liaison)
    table = roster(course, city.liaison)
    assert table.half_days == HALVES[:2]
    assert [(line.marks, line.there) for line in table.lines] == [(["present", "late"], 2)]


def test_marks_lie_inside_the_class(city, course):
    with pytest.raises(BadInput):
        mark_roster(course, {person().pk: {(dt.date(2017, 4, 1), "am"): Mark.PRESENT}}, by=city.liaison)


def test_the_roster_is_for_whoever_runs_it(city, course):
    with pytest.raises(NotAllowed):
        mark_roster(course, {person().pk: there(6)}, by=city.member)
    record_held(course, by=city.liaison)
    with pytest.raises(NotAllowed):
        finish_class(course, by=city.member)


def test_a_class_finishes_after_it_was_held(city, course):
    with pytest.raises(BadInput):
        finish_class(course, by=city.liaison)
