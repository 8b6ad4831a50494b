"""The desk pages of gatherings through the client: lists in few statements, forms that lose nothing, moves, check-in."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.gatherings.conftest import people, person

from lianxin.access.actors import service
from lianxin.accounts.models import User
from lianxin.accounts.services.users import make_user
from lianxin.desk.links import record_url
from lianxin.desk.records import line
from lianxin.flows.services.links import link
from lianxin.gatherings.enums import Mark, PartState
from lianxin.gatherings.models import Attendance, Gathering, Participation, Venue
from lianxin.gatherings.services.gatherings import add_gathering
from lianxin.gatherings.services.participations import Entry, record_attendance, take_part
from lianxin.register.models import Person


def signed_in(actor) -> Client:
    user = make_user(Person.objects.get(pk=actor.person_id), f"u{actor.person_id}", by=service("tests"))
    client = Client()
    client.force_login(user)
    return client


def page(name: str, *args: object) -> str:
    return reverse(f"desk:gatherings_{name}", args=args)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_few_statements_however_many_rows(city, count):
    for n in range(count):
        add_gathering(kind="salon", title=f"沙龙{n}", starts_on=dt.date(2017, 8, 1), organiser=city.association, by=city.lianxin)
    client = signed_in(city.officer)
    client.get(page("list"))
    with CaptureQueriesContext(connection) as captured:
        html = client.get(page("list")).content.decode()
    assert html.count("<tr>") == count + 1
    assert len(captured) == 6, [query["sql"][:90] for query in captured]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_venues_takes_few_statements(city, count):
    for n in range(count):
        Venue.objects.create(name=f"青创空间{n}", place=city.xigang, owner=city.association, start=dt.date(2016, 1, 1))
    client = signed_in(city.liaison)
    client.get(page("list"))
    with CaptureQueriesContext(connection) as captured:
        html = client.get(page("venues")).content.decode()
    assert html.count("<tr>") == count + 1
    assert len(captured) == 5, [query["sql"][:90] for query in captured]


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_takes_as_many_statements_for_three_people_as_for_one(city, past_forum, count):
    record_attendance(past_forum, [Entry(person_id=who.pk) for who in people(count)], by=city.lianxin)
    client = signed_in(city.liaison)
    client.get(page("list"))
    with CaptureQueriesContext(connection) as captured:
        client.get(page("detail", past_forum.pk))
    assert len(captured) == 17, [query["sql"][:90] for query in captured]


def test_filters_name_what_they_find(city, forum, past_forum):
    client = signed_in(city.officer)
    found = {
        "q=第17期": [forum], "kind=forum": [forum, past_forum], "kind=salon": [], "series=三新论坛": [forum, past_forum],
        f"place={city.xigang.district_id}": [forum, past_forum], f"place={city.zhongshan.district_id}": [],
        "state=coming": [forum], "state=due": [past_forum], "state=held": [], "state=off": [],
        "since=2017-07-01": [forum], "until=2017-07-01": [past_forum],
    }  # fmt: skip
    for query, expected in found.items():
        html = client.get(f"{page('list')}?{query}", follow=True).content.decode()
        assert {pk for pk in (forum.pk, past_forum.pk) if page("detail", pk) in html} == {row.pk for row in expected}, query


def test_who_may_open_the_pages(city, forum):
    for actor, status in ((city.officer, 200), (city.liaison, 200), (city.dpo, 200), (city.zhongshan_officer, 404), (city.member, 403)):
        assert signed_in(actor).get(page("detail", forum.pk)).status_code == status
    for name in (page("list"), page("detail", forum.pk)):
        assert Client().get(name).status_code == 302
    dpo = Client()
    dpo.force_login(User.objects.get(person_id=city.dpo.person_id))
    for name in ("edit", "attendance", "roster"):
        assert dpo.get(page(name, forum.pk)).status_code == 403
    assert dpo.get(page("add")).status_code == 403


@pytest.mark.parametrize("kind", ["forum", "salon", "activity", "joint_conference", "training_class", "visit"])
def test_every_kind_is_added_changed_and_shown(city, kind):
    client = signed_in(city.liaison)
    assert client.get(page("add")).status_code == 200
    assert client.get(f"{page('add')}?kind={kind}").status_code == 200
    values = {
        "title": "一次活动", "starts_on": "2017-08-01", "ends_on": "2017-08-02", "starts_at": "09:30", "organiser": city.association.name,
        "place": city.xigang.pk, "seats": 40, "is_open": "on", "detail_theme": "数字经济", "detail_session": "partial",
        "detail_agenda": "第一项\n\n第二项", "detail_level": "district", "detail_subject": "政策", "detail_topics": ["talent", "law"],
        "detail_place_type": "office", "co_organisers": city.association.name,
    }  # fmt: skip
    answer = client.post(f"{page('add')}?kind={kind}", values)
    assert answer.status_code == 302, answer.content.decode()
    gathering = Gathering.objects.get()
    assert (gathering.kind, gathering.seats, gathering.starts_at, gathering.is_open) == (kind, 40, dt.time(9, 30), True)
    assert list(gathering.co_organisers.all()) == [city.association]
    assert client.get(page("detail", gathering.pk)).status_code == 200
    form = client.get(page("edit", gathering.pk)).context["form"]
    again = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    answer = client.post(page("edit", gathering.pk), {**again, "title": "改了名字"})
    assert answer.status_code == 302, answer.content.decode()
    before = gathering.details
    gathering.refresh_from_db()
    assert (gathering.title, gathering.details) == ("改了名字", before)


def test_a_form_that_cannot_be_used_comes_back_as_typed(city, forum):
    client = signed_in(city.liaison)
    answer = client.post(f"{page('add')}?kind=forum", {"title": "未完", "starts_on": "2017-08-02", "ends_on": "2017-08-01"})
    assert answer.status_code == 400
    assert "未完" in answer.content.decode()
    answer = client.post(f"{page('add')}?kind=forum", {"title": "别人的", "starts_on": "2017-08-02", "organiser": "没有这个协会"})
    assert answer.status_code == 400
    assert Gathering.objects.count() == 1


def test_a_move_is_a_button_and_what_is_missing_comes_back(city, past_forum):
    client = signed_in(city.liaison)
    assert 'value="record_held"' in client.get(page("detail", past_forum.pk)).content.decode()
    assert client.get(page("move", past_forum.pk) + "?move=record_held").status_code == 200
    bad = client.post(page("move", past_forum.pk), {"move": "record_held", "need_held_on": "2017-12-01", "on": "2017-07-14", "note": "签到表在册"})
    assert bad.status_code == 400
    assert "签到表在册" in bad.content.decode()
    good = client.post(page("move", past_forum.pk), {"move": "record_held", "need_headcount": 80, "on": "2017-07-14", "note": "签到表在册"})
    assert good.status_code == 302
    past_forum.refresh_from_db()
    assert (past_forum.held_on, past_forum.headcount) == (dt.date(2017, 5, 18), 80)
    html = client.get(page("detail", past_forum.pk)).content.decode()
    assert "签到表在册" in html
    assert client.post(page("move", past_forum.pk), {"move": "record_held", "on": "2017-07-14"}).status_code == 400
    assert client.post(page("move", past_forum.pk), {"move": "no_such_move"}).status_code == 404


def test_a_move_that_the_reader_may_not_make_is_refused(city, forum):
    client = signed_in(city.dpo)
    assert 'name="move"' not in client.get(page("detail", forum.pk)).content.decode()
    assert client.post(page("move", forum.pk), {"move": "submit", "on": "2017-07-14"}).status_code == 403
    forum.refresh_from_db()
    assert forum.stage == "planned"


def test_register_check_in_and_strike_off_by_hand(city, past_forum):
    client, who = signed_in(city.officer), person("李敏")
    assert client.post(page("participant_add", past_forum.pk), {"person": who.pk, "part": "attendee"}).status_code == 302
    assert client.post(page("participant_add", past_forum.pk), {"organisation": city.other.name, "part": "delegate"}).status_code == 302
    assert client.post(page("participant_add", past_forum.pk), {"person": "没有此人", "part": "attendee"}).status_code == 400
    assert client.post(page("participant_add", past_forum.pk), {"part": "attendee"}).status_code == 400
    row, body = Participation.objects.order_by("pk")
    assert client.post(page("check_in", row.pk)).status_code == 302
    assert client.post(page("leave", body.pk)).status_code == 302
    row.refresh_from_db()
    body.refresh_from_db()
    assert (row.state, body.state) == (PartState.ATTENDED, PartState.CANCELLED)
    assert client.get(page("check_in", row.pk)).status_code == 405


def test_attendance_of_everybody_on_one_page(city, past_forum):
    rows = [take_part(past_forum, person=who, by=city.lianxin) for who in people(2)]
    client = signed_in(city.liaison)
    assert client.get(page("attendance", past_forum.pk)).status_code == 200
    answer = client.post(page("attendance", past_forum.pk), {f"row{rows[0].pk}": "attended", f"row{rows[1].pk}": "absent"})
    assert answer.status_code == 302
    assert list(Participation.objects.order_by("pk").values_list("state", flat=True)) == ["attended", "absent"]


def test_the_roster_page_marks_half_days(city):
    course = add_gathering(
        kind="training_class", title="主题培训班", starts_on=dt.date(2017, 3, 13), ends_on=dt.date(2017, 3, 14), organiser=city.association,
        by=city.lianxin,
    )  # fmt: skip
    row = take_part(course, person=person(), by=city.lianxin)
    client = signed_in(city.liaison)
    assert client.get(page("roster", course.pk)).content.decode().count("<select") == 4
    answer = client.post(page("roster", course.pk), {f"mark{row.pk}_0": "present", f"mark{row.pk}_3": "late"})
    assert answer.status_code == 302
    assert set(Attendance.objects.values_list("mark", flat=True)) == {Mark.PRESENT, Mark.LATE}


def test_a_venue_is_added(city):
    client = signed_in(city.liaison)
    assert client.get(page("venue_add")).status_code == 200
    values = {"name": "青创空间", "owner": city.association.name, "place": city.xigang.pk, "start": "2017-07-01"}
    assert client.post(page("venue_add"), {**values, "owner": "没有"}).status_code == 400
    assert client.post(page("venue_add"), values).status_code == 302
    assert Venue.objects.get().place == city.xigang


def test_linked_records_stand_on_the_page_for_those_who_may_see_them(city, forum, past_forum):
    link("follow_up", past_forum, forum, by=city.officer)
    html = signed_in(city.liaison).get(page("detail", past_forum.pk)).content.decode()
    assert page("detail", forum.pk) in html


def test_records_are_written_and_linked_elsewhere(city, past_forum):
    [row] = record_attendance(past_forum, [Entry(person_id=person("李敏").pk)], by=city.lianxin)
    written = line(row, city.officer)
    assert (written.title, written.when) == ("李敏", dt.date(2017, 5, 18))
    assert record_url(row) == record_url(past_forum) == page("detail", past_forum.pk)
