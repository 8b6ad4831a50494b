"""The desk pages of votes through the client."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.ballots.conftest import AUDIENCE, TODAY, move

from lianxin.access.actors import service
from lianxin.accounts.actors import actor_for
from lianxin.accounts.services.users import make_user
from lianxin.ballots.models import Ballot, BallotEntry, RollEntry, Vote
from lianxin.ballots.services.ballots import open_ballot
from lianxin.ballots.services.voting import cast_vote
from lianxin.desk.links import record_url
from lianxin.desk.records import line
from lianxin.register.models import Person


def signed_in(actor) -> Client:
    client = Client()
    client.force_login(make_user(Person.objects.get(pk=actor.person_id), f"u{actor.person_id}", by=service("tests")))
    return client


def page(name: str, *args: object) -> str:
    return reverse(f"desk:ballots_{name}", args=args)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_few_statements_however_many_rows(city, count):
    for n in range(count):
        values = {"kind": "poll", "opens_on": TODAY, "closes_on": TODAY, "audience": AUDIENCE}
        open_ballot(title=f"意见征集{n}", organiser=city.association, by=city.officer, **values)
    client = signed_in(city.officer)
    client.get(page("list"))
    with CaptureQueriesContext(connection) as captured:
        html = client.get(page("list")).content.decode()
    assert html.count("<tr>") == count + 1
    assert len(captured) == 6, [query["sql"][:200] for query in captured]


def test_filters_name_what_they_find(city, contest):
    client = signed_in(city.officer)
    found = {"q=春晚": True, "q=别的": False, "kind=contest": True, "kind=poll": False, "stage=proposed": True, "stage=voting": False}
    found |= {f"place={city.xigang.district_id}": True}
    for query, there in found.items():
        assert (page("detail", contest.pk) in client.get(f"{page('list')}?{query}", follow=True).content.decode()) == there, query


def test_who_may_open_the_pages(city, contest):
    for actor, status in ((city.officer, 200), (city.liaison, 200), (city.auditor, 200), (city.zhongshan_officer, 404)):
        assert signed_in(actor).get(page("detail", contest.pk)).status_code == status
    assert signed_in(actor_for(city.voters[0].pk)).get(page("detail", contest.pk)).status_code == 403
    assert Client().get(page("list")).status_code == 302


def test_a_vote_is_proposed_and_entries_are_added_and_withdrawn(city):
    client = signed_in(city.liaison)
    assert client.get(page("add")).status_code == 200
    values = {
        "kind": "contest", "title": "网络春晚", "organiser": city.association.name, "opens_on": "2017-07-10", "closes_on": "2017-07-20",
        "choices_each": 1, "roll_kind": "team", "roll_place": "210203",
    }  # fmt: skip
    for wrong in ({"closes_on": "2017-07-01"}, {"organiser": "没有"}, {"roll_body": city.association.name}):
        assert client.post(page("add"), {**values, **wrong}).status_code == 400
    assert client.post(page("add"), values).status_code == 302
    ballot = Ballot.objects.get()
    assert ballot.audience == {"ties": [{"kind": "team"}], "place": "210203"}
    assert client.post(page("entry_add", ballot.pk), {"title": "合唱", "author": "没有此人"}).status_code == 400
    assert client.post(page("entry_add", ballot.pk), {"title": "合唱", "organisation": city.association.name}).status_code == 302
    entry = BallotEntry.objects.get()
    assert "合唱" in client.get(page("detail", ballot.pk)).content.decode()
    assert client.post(page("entry_withdraw", entry.pk)).status_code == 302
    assert not BallotEntry.objects.exists()


def test_moves_are_buttons(city, contest):
    client = signed_in(city.xigang_officer)
    assert 'value="publish_rules"' in client.get(page("detail", contest.pk)).content.decode()
    assert client.post(page("move", contest.pk), {"move": "publish_rules", "on": "2017-07-14"}).status_code == 302
    contest.refresh_from_db()
    assert contest.stage == "rules_public"


def test_counts_show_after_closing_and_papers_are_voided(city, voting):
    for n in range(3):
        cast_vote(voting, [BallotEntry.objects.get(ballot=voting, number=1)], by=actor_for(city.voters[n].pk))
    client = signed_in(city.officer)
    assert client.get(page("detail", voting.pk)).context["results"] == []
    assert client.get(page("audit", voting.pk)).context["page"].paginator.count == 0
    move(voting, "close_voting", by=city.officer)
    assert [result.votes for result in client.get(page("detail", voting.pk)).context["results"]] == [3, 0, 0]
    paper = Vote.objects.first().paper
    assert paper in client.get(page("audit", voting.pk)).content.decode()
    assert client.post(page("void", voting.pk), {"papers": "unknown", "reason": "rules"}).status_code == 400
    assert client.post(page("void", voting.pk), {"papers": paper, "reason": "rules"}).status_code == 302
    assert [result.votes for result in client.get(page("detail", voting.pk)).context["results"]] == [2, 0, 0]
    auditor = signed_in(city.auditor)
    assert paper in auditor.get(page("audit", voting.pk)).content.decode()
    assert auditor.post(page("void", voting.pk), {"papers": paper, "reason": "rules"}).status_code == 403
    assert signed_in(city.liaison).get(page("audit", voting.pk)).status_code == 403


def test_records_are_written_and_linked_elsewhere(city, voting):
    cast_vote(voting, [BallotEntry.objects.get(ballot=voting, number=1)], by=actor_for(city.voters[0].pk))
    rows = [voting, BallotEntry.objects.get(ballot=voting, number=1), RollEntry.objects.get(person=city.voters[0]), Vote.objects.get()]
    assert [record_url(row) for row in rows] == [page("detail", voting.pk)] * 4
    assert [line(row, city.officer).title for row in rows] == ["网络春晚节目评选", "合唱", "会员0", "合唱"]
