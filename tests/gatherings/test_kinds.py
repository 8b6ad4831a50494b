"""Every kind has a flow that can be walked to its end, a way to record what already took place, and calling off."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.gatherings.conftest import TODAY, person

from lianxin.core.errors import BadInput, Conflict, NotAllowed
from lianxin.flows.flow import Phase
from lianxin.flows.models import Step
from lianxin.flows.services.moves import make_move, offers
from lianxin.gatherings.enums import PartState
from lianxin.gatherings.kind import HOLDING, gathering_kinds
from lianxin.gatherings.services.gatherings import add_gathering, change_gathering, record_held
from lianxin.gatherings.services.participations import Entry, record_attendance

PAST = dt.date(2017, 5, 18)
WALKS = {
    "forum": ["submit", "approve", "publish", "open_enrolment", "hold", "sum_up"],
    "salon": ["submit", "return", "submit", "approve", "publish", "hold", "sum_up"],
    "activity": ["submit", "approve", "hold", "sum_up"],
    "joint_conference": ["meet_liaisons", "send_notice", "hold", "draft", "send_round", "redraft", "send_round", "issue"],
    "training_class": ["approve", "announce", "open_enrolment", "admit", "report_in", "hold", "finish", "archive"],
    "visit": ["agree", "hold", "pass_on", "answer"],
}
GIVEN = {"summary": "到会三十六人", "reason": "改期", "topic": "talent", "help_requested": True}


def planned(city, kind, **values):
    values = {"title": "一次活动", "starts_on": PAST, "organiser": city.association, **values}
    return add_gathering(kind=kind, by=city.lianxin, at=PAST, **values)


def test_these_are_the_kinds():
    assert {kind.key for kind in gathering_kinds} == set(WALKS)


@pytest.mark.parametrize("kind", WALKS)
def test_a_gathering_walks_through_the_stages_of_its_kind(city, kind):
    gathering = planned(city, kind)
    for code in WALKS[kind]:
        make_move(gathering, code, by=city.lianxin, given=GIVEN, after=gathering.family.after_move)
        assert (gathering.held_on is not None) == (code in HOLDING or gathering.held_on is not None)
    gathering.refresh_from_db()
    assert gathering.phase == Phase.DONE
    assert gathering.held_on == PAST
    assert [step.move for step in Step.objects.filter(model="gatherings.Gathering", object_id=gathering.pk)] == WALKS[kind]


@pytest.mark.parametrize("kind", WALKS)
def test_what_already_took_place_is_recorded_in_one_move(city, kind):
    gathering = planned(city, kind)
    record_held(gathering, headcount=80, by=city.lianxin)
    gathering.refresh_from_db()
    assert (gathering.stage, gathering.held_on, gathering.headcount) == ("held", PAST, 80)


@pytest.mark.parametrize("kind", WALKS)
def test_planned_is_not_held(city, kind):
    gathering = planned(city, kind, starts_on=dt.date(2017, 7, 20))
    with pytest.raises(BadInput):
        record_held(gathering, by=city.lianxin)
    gathering.refresh_from_db()
    assert (gathering.held_on, gathering.stage) == (None, gathering.flow.start.code)


@pytest.mark.parametrize("kind", WALKS)
def test_calling_off_frees_whoever_registered(city, kind):
    gathering = planned(city, kind)
    [row] = record_attendance(gathering, [Entry(person_id=person().pk, state=PartState.REGISTERED)], by=city.lianxin)
    make_move(gathering, "cancel", by=city.lianxin, given=GIVEN, after=gathering.family.after_move)
    row.refresh_from_db()
    assert (gathering.phase, gathering.held_on, row.state) == (Phase.WITHDRAWN, None, PartState.CANCELLED)


def test_a_visit_keeps_topics_of_the_list_and_no_others(city):
    visit = planned(city, "visit")
    make_move(visit, "record_held", by=city.lianxin, given={"topic": "talent", "help_requested": True}, after=visit.family.after_move)
    visit.refresh_from_db()
    assert visit.details == {"topics": ["talent"], "place_type": "workplace", "help_requested": True}
    with pytest.raises(BadInput):
        change_gathering(visit, details={"topics": ["what they think"]}, by=city.lianxin)
    with pytest.raises(BadInput):
        change_gathering(visit, details={"attitude": "good"}, by=city.lianxin)


def test_only_an_office_approves(city, forum):
    make_move(forum, "submit", by=city.liaison)
    assert [offer.move.code for offer in offers(forum, city.liaison)] == ["cancel"]
    assert [offer.move.code for offer in offers(forum, city.xigang_officer)] == ["approve", "return", "cancel"]
    with pytest.raises(NotAllowed):
        make_move(forum, "approve", by=city.liaison)
    make_move(forum, "approve", by=city.xigang_officer)
    assert forum.stage == "approved"


def test_a_move_that_somebody_else_made_first_is_refused(city, forum):
    same = type(forum).objects.get(pk=forum.pk)
    make_move(forum, "submit", by=city.officer)
    with pytest.raises(Conflict):
        make_move(same, "submit", by=city.officer)


def test_adding_is_asked_of_the_organiser(city):
    values = {"kind": "salon", "title": "沙龙", "starts_on": TODAY}
    add_gathering(organiser=city.association, by=city.liaison, **values)
    add_gathering(organiser=city.association, by=city.xigang_officer, **values)
    add_gathering(place=city.xigang, by=city.xigang_officer, **values)
    add_gathering(by=city.officer, **values)
    for denied, where in (
        (city.liaison, {"organiser": city.other}),
        (city.zhongshan_officer, {"organiser": city.association}),
        (city.member, {"organiser": city.association}),
        (city.auditor, {"organiser": city.association}),
        (city.xigang_officer, {"place": city.zhongshan}),
        (city.xigang_officer, {}),
    ):
        with pytest.raises(NotAllowed):
            add_gathering(by=denied, **values, **where)


def test_changing_is_for_whoever_runs_it(city, forum):
    change_gathering(forum, title=" 三新论坛  第17期 ", by=city.liaison)
    forum.refresh_from_db()
    assert forum.title == "三新论坛 第17期"
    for denied in (city.zhongshan_officer, city.member, city.dpo):
        with pytest.raises(NotAllowed):
            change_gathering(forum, title="别的", by=denied)
    with pytest.raises(NotAllowed):
        change_gathering(forum, organiser=city.other, by=city.liaison)
    with pytest.raises(BadInput):
        change_gathering(forum, ends_on=dt.date(2017, 1, 1), by=city.liaison)


def test_recording_as_held_is_for_whoever_runs_it(city, past_forum):
    with pytest.raises(NotAllowed):
        record_held(past_forum, by=city.member)
    record_held(past_forum, by=city.liaison)
    assert past_forum.held_on == PAST


def test_a_gathering_counts_at_its_organisers_place_if_it_names_none(city, forum):
    assert forum.place == city.xigang
