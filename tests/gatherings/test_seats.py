"""Seats, the waiting list, leaving, checking in."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.gatherings.conftest import TODAY, people, person

from lianxin.accounts.actors import actor_for
from lianxin.core.errors import BadInput, Conflict, NotAllowed
from lianxin.flows.services.moves import make_move
from lianxin.gatherings.enums import Part, PartState
from lianxin.gatherings.models import Gathering, Participation
from lianxin.gatherings.queries import may_enrol, open_gatherings, turnout, waiting_number
from lianxin.gatherings.services.gatherings import change_gathering, record_held
from lianxin.gatherings.services.participations import check_in, leave, take_part
from lianxin.register.enums import TieKind
from lianxin.register.models import Person, Tie


@pytest.fixture
def enrolling(city, forum) -> Gathering:
    for code in ("submit", "approve", "publish", "open_enrolment"):
        make_move(forum, code, by=city.officer, after=forum.family.after_move)
    return forum


def states(gathering) -> list[str]:
    return list(gathering.participations.order_by("pk").values_list("state", flat=True))


def test_seats_go_first_then_the_waiting_list_in_order(city, enrolling):
    rows = [take_part(enrolling, person=who, by=actor_for(who.pk)) for who in people(5)]
    assert states(enrolling) == ["registered"] * 3 + ["waiting"] * 2
    assert [waiting_number(row) for row in rows] == [0, 0, 0, 1, 2]
    counts = turnout(enrolling)
    assert (counts.taken, counts.left, counts.waiting) == (3, 0, 2)


def test_speakers_and_staff_use_no_seat(city, enrolling):
    for who in people(4):
        take_part(enrolling, person=who, part=Part.SPEAKER, by=city.officer)
    assert take_part(enrolling, person=person(), by=city.officer).state == PartState.REGISTERED


def test_leaving_gives_the_seat_to_the_first_who_waits(city, enrolling):
    rows = [take_part(enrolling, person=who, by=city.officer) for who in people(5)]
    leave(rows[1], by=city.officer)
    assert states(enrolling) == ["registered", "cancelled", "registered", "registered", "waiting"]
    again = take_part(enrolling, person=rows[1].person, by=city.officer)
    assert (again.pk, again.state, waiting_number(again)) == (rows[1].pk, PartState.WAITING, 2)


def test_leaving_the_waiting_list_moves_nobody_up(city, enrolling):
    rows = [take_part(enrolling, person=who, by=city.officer) for who in people(5)]
    leave(rows[3], by=city.officer)
    assert states(enrolling) == ["registered"] * 3 + ["cancelled", "waiting"]


def test_more_seats_let_those_who_wait_in(city, enrolling):
    for who in people(6):
        take_part(enrolling, person=who, by=city.officer)
    change_gathering(enrolling, seats=5, by=city.officer)
    assert states(enrolling) == ["registered"] * 5 + ["waiting"]


def test_registering_twice_changes_nothing(city, enrolling):
    me = Person.objects.get(pk=city.member.person_id)
    assert take_part(enrolling, person=me, by=city.member).pk == take_part(enrolling, person=me, by=city.member).pk
    assert enrolling.participations.count() == 1


def test_a_member_registers_themselves_only_and_while_it_is_open(city, forum):
    me = Person.objects.get(pk=city.member.person_id)
    with pytest.raises(NotAllowed):
        take_part(forum, person=me, by=city.member)  # still being planned
    for code in ("submit", "approve", "publish"):
        make_move(forum, code, by=city.officer)
    with pytest.raises(Conflict):
        take_part(forum, person=me, by=city.member)  # published, registration not open
    make_move(forum, "open_enrolment", by=city.officer)
    assert may_enrol(forum, TODAY)
    assert list(open_gatherings(city.member)) == [forum]
    with pytest.raises(NotAllowed):
        take_part(forum, person=person(), by=city.member)
    with pytest.raises(NotAllowed):
        take_part(forum, person=me, part=Part.SPEAKER, by=city.member)
    take_part(forum, person=me, by=city.member)


def test_a_closed_gathering_takes_nobody_who_registers_themselves(city, enrolling):
    change_gathering(enrolling, is_open=False, by=city.officer)
    with pytest.raises(NotAllowed):
        take_part(enrolling, person=Person.objects.get(pk=city.member.person_id), by=city.member)


def test_a_liaison_officer_brings_their_own_people(city, enrolling):
    change_gathering(enrolling, organiser=city.other, by=city.officer)
    mine, stranger = person("李敏"), person("周强")
    Tie.objects.create(kind=TieKind.MEMBERSHIP, person=mine, organisation=city.association, start=dt.date(2016, 1, 1))
    take_part(enrolling, person=mine, by=city.liaison)
    take_part(enrolling, organisation=city.association, by=city.liaison)
    for denied in ({"person": stranger}, {"organisation": city.other}):
        with pytest.raises(NotAllowed):
            take_part(enrolling, by=city.liaison, **denied)


def test_leaving_is_for_the_person_and_for_whoever_runs_it(city, enrolling):
    me = Person.objects.get(pk=city.member.person_id)
    row = take_part(enrolling, person=me, by=city.member)
    stranger = actor_for(person("周强").pk)
    with pytest.raises(NotAllowed):
        leave(row, by=stranger)
    assert leave(row, excused=True, by=city.member).state == PartState.EXCUSED
    with pytest.raises(Conflict):
        leave(row, by=city.member)


def test_nobody_leaves_what_was_held(city, past_forum):
    row = take_part(past_forum, person=person(), by=city.liaison)
    record_held(past_forum, by=city.liaison)
    with pytest.raises(Conflict):
        leave(row, by=city.liaison)


def test_checking_in_by_hand(city, past_forum, enrolling):
    row = take_part(past_forum, person=person(), by=city.liaison)
    with pytest.raises(NotAllowed):
        check_in(row, by=city.member)
    assert check_in(row, by=city.liaison).state == PartState.ATTENDED
    check_in(row, by=city.liaison)
    assert Participation.objects.get(pk=row.pk).state == PartState.ATTENDED
    early = take_part(enrolling, person=person(), by=city.officer)
    with pytest.raises(Conflict):
        check_in(early, by=city.officer)


def test_called_off_takes_nobody(city, enrolling):
    make_move(enrolling, "cancel", by=city.officer, given={"reason": "台风"}, after=enrolling.family.after_move)
    with pytest.raises(Conflict):
        take_part(enrolling, person=person(), by=city.officer)


def test_either_a_person_or_a_body(city, enrolling):
    with pytest.raises(BadInput):
        take_part(enrolling, by=city.officer)
    with pytest.raises(BadInput):
        take_part(enrolling, person=person(), organisation=city.other, by=city.officer)
