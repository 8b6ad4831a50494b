"""Who sees which gatherings and who took part."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.gatherings.conftest import TODAY, organisation, person, with_post

from lianxin.access.actors import nobody
from lianxin.core.errors import NotAllowed
from lianxin.flows.services.moves import make_move
from lianxin.gatherings.enums import Part
from lianxin.gatherings.models import Gathering, Participation, Venue
from lianxin.gatherings.services.gatherings import add_gathering
from lianxin.gatherings.services.participations import Entry, record_attendance
from lianxin.gatherings.services.venues import add_venue, close_venue


def test_who_sees_a_forum_and_its_participants(city, forum):
    [row] = record_attendance(forum, [Entry(person_id=person().pk)], by=city.lianxin)
    sees = {
        "officer": (True, True), "xigang_officer": (True, True), "zhongshan_officer": (False, False),
        "liaison": (True, True), "dpo": (True, True), "member": (False, False),
    }  # fmt: skip
    for name, expected in sees.items():
        actor = getattr(city, name)
        got = Gathering.objects.visible_to(actor).filter(pk=forum.pk).exists(), Participation.objects.visible_to(actor).filter(pk=row.pk).exists()
        assert got == expected, name


def test_what_is_open_is_seen_by_everybody_once_published_but_not_who_comes(city, forum):
    record_attendance(forum, [Entry(person_id=person().pk)], by=city.lianxin)
    for code in ("submit", "approve", "publish"):
        assert not Gathering.objects.visible_to(nobody()).exists()
        make_move(forum, code, by=city.officer)
    for actor in (nobody(), city.member, city.zhongshan_officer):
        assert Gathering.objects.visible_to(actor).get() == forum
        if not actor.is_anonymous:
            assert not Participation.objects.visible_to(actor).exists()


def test_a_person_sees_what_they_take_part_in_and_their_own_row_only(city, past_forum):
    record_attendance(past_forum, [Entry(person_id=city.member.person_id), Entry(person_id=person().pk)], by=city.lianxin)
    assert Gathering.objects.visible_to(city.member).get() == past_forum
    assert Participation.objects.visible_to(city.member).get().person_id == city.member.person_id


def test_a_leader_runs_their_own_visits(city):
    office = organisation("统战部", "department")
    leader, other = with_post("leader", office), with_post("leader", office)
    visit = add_gathering(kind="visit", title="走访", starts_on=TODAY, organiser=office, by=leader)
    contact = person("高远")
    record_attendance(
        visit,
        [Entry(person_id=leader.person_id, part=Part.LEADER), Entry(person_id=contact.pk, part=Part.CONTACTED)],
        by=city.lianxin,
    )
    assert Participation.objects.visible_to(leader).count() == 2
    assert not Gathering.objects.visible_to(other).exists()
    with pytest.raises(NotAllowed):
        make_move(visit, "agree", by=other)
    make_move(visit, "agree", by=leader)


def test_venues_are_added_and_closed_by_their_owner(city):
    venue = add_venue(name="青创空间", place=city.xigang, owner=city.association, start=dt.date(2016, 1, 1), by=city.liaison)
    for denied in (city.member, city.zhongshan_officer):
        with pytest.raises(NotAllowed):
            add_venue(name="x", place=city.xigang, owner=city.association, start=TODAY, by=denied)
        with pytest.raises(NotAllowed):
            close_venue(venue, end=TODAY, by=denied)
    close_venue(venue, end=TODAY, by=city.liaison)
    assert Venue.objects.get().end == TODAY
