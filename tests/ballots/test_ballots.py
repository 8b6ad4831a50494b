"""Stages, the frozen roll, voting once, voiding, results and what they count as."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.ballots.conftest import AUDIENCE, TODAY, join, move, organisation, person

from lianxin.access.actors import Actor, nobody
from lianxin.accounts.actors import actor_for
from lianxin.ballots.kind import ballot_kinds
from lianxin.ballots.models import Ballot, BallotEntry, RollEntry, Vote
from lianxin.ballots.queries import (
    audit_file,
    ballots_to_vote_in,
    my_roll_entry,
    paper_count,
    results,
    roll_count,
)
from lianxin.ballots.services.ballots import add_entry, audience_of, freeze_roll, open_ballot, withdraw_entry
from lianxin.ballots.services.voting import announce_result, cast_vote, publish_result, void_votes
from lianxin.core.errors import BadInput, Conflict, NotAllowed
from lianxin.figures.engine import open_figure, value_of
from lianxin.figures.selections import select
from lianxin.flows.flow import Phase
from lianxin.flows.services.moves import offers
from lianxin.journal.models import Entry
from lianxin.register.enums import TieKind
from lianxin.register.models import Tie


def voter(city, n: int) -> Actor:
    return actor_for(city.voters[n].pk)


def entries(ballot, *numbers: int) -> list[BallotEntry]:
    return [BallotEntry.objects.get(ballot=ballot, number=n) for n in numbers]


def propose(city, **values):
    values = {
        "kind": "poll", "title": "意见征集", "organiser": city.association, "opens_on": TODAY, "closes_on": TODAY,
        "audience": AUDIENCE, "by": city.officer, **values,
    }  # fmt: skip
    return open_ballot(**values)


def test_these_are_the_kinds():
    assert {kind.key for kind in ballot_kinds} == {"contest", "poll", "election"}


def test_a_contest_walks_through_its_stages(city, voting):
    cast_vote(voting, entries(voting, 1, 2), by=voter(city, 0))
    move(voting, "close_voting", by=city.officer)
    publish_result(voting, by=city.officer)
    move(voting, "object", "check_again", by=city.officer, reason="票数有疑问")
    publish_result(voting, by=city.officer)
    announce_result(voting, by=city.officer)
    voting.refresh_from_db()
    assert (voting.stage, voting.phase) == ("announced", Phase.DONE)


def test_a_poll_takes_no_entries_from_others_and_needs_no_approval(city):
    poll = propose(city)
    for title in ("上午", "下午"):
        add_entry(poll, title=title, by=city.officer)
    move(poll, "publish_rules", "open_voting", by=city.officer)
    assert poll.stage == "voting"


@pytest.mark.parametrize("kind", ["contest", "election"])
def test_evaluation_needs_an_approving_document(city, kind):
    ballot = propose(city, kind=kind)
    with pytest.raises(BadInput):
        move(ballot, "publish_rules", by=city.officer)
    assert Ballot.objects.get(pk=ballot.pk).stage == "proposed"
    ballot.refresh_from_db()
    move(ballot, "publish_rules", by=city.officer, basis=city.basis)
    assert Ballot.objects.get(pk=ballot.pk).basis == city.basis


def test_the_rules_are_published_by_an_office(city, contest):
    assert "publish_rules" not in [offer.move.code for offer in offers(contest, city.liaison)]
    with pytest.raises(NotAllowed):
        move(contest, "publish_rules", by=city.liaison)
    move(contest, "publish_rules", by=city.xigang_officer)


def test_proposing_is_asked_of_the_organiser(city):
    propose(city, by=city.liaison)
    propose(city, by=city.xigang_officer)
    for denied in (city.zhongshan_officer, city.auditor, voter(city, 0)):
        with pytest.raises(NotAllowed):
            propose(city, by=denied)
    with pytest.raises(NotAllowed):
        propose(city, by=city.liaison, organiser=organisation("别的协会"))


@pytest.mark.parametrize(
    "values",
    [
        {"title": " "},
        {"closes_on": dt.date(2017, 7, 1)},
        {"choices_each": 0},
        {"audience": {}},
        {"audience": {"ties": [{"kind": "liking"}]}},
        {"audience": {"ties": [{"kind": "team", "slug": "nowhere"}]}},
    ],
)
def test_a_vote_that_cannot_be_held_is_refused(city, values):
    with pytest.raises(BadInput):
        propose(city, **values)


def test_the_roll_is_frozen_from_the_ties_of_the_day(city, contest, voting):
    assert roll_count(voting).size == 4  # the fifth has left that day
    join(person("后来的人"), Tie.objects.filter(kind=TieKind.TEAM).first().organisation)
    assert freeze_roll(voting, by=city.officer) == 4


def test_an_audience_may_be_narrowed_to_a_place(city):
    Tie.objects.create(kind=TieKind.RESIDENCE, person=city.voters[0], place=city.xigang, start=dt.date(2016, 1, 1))
    assert audience_of({**AUDIENCE, "place": "210203"}, TODAY) == [city.voters[0].pk]


def test_freezing_is_for_whoever_runs_the_vote(city, contest):
    with pytest.raises(NotAllowed):
        freeze_roll(contest, by=city.zhongshan_officer)


def test_a_vote_without_a_choice_or_voters_stays_shut(city):
    poll = propose(city)
    move(poll, "publish_rules", by=city.officer)
    with pytest.raises(BadInput):
        move(poll, "open_voting", by=city.officer)
    assert Ballot.objects.get(pk=poll.pk).stage == "rules_public"


def test_entries_stand_once_the_vote_is_open(city, contest):
    extra = add_entry(contest, title="相声", by=city.liaison)
    assert extra.number == 4
    withdraw_entry(extra, by=city.liaison)
    for denied in (city.zhongshan_officer, city.dpo):
        with pytest.raises(NotAllowed):
            add_entry(contest, title="相声", by=denied)
        with pytest.raises(NotAllowed):
            withdraw_entry(entries(contest, 1)[0], by=denied)
    with pytest.raises(Conflict):
        add_entry(contest, title="重号", number=1, by=city.liaison)
    move(contest, "publish_rules", "call_entries", "screen", "open_voting", by=city.officer)
    with pytest.raises(Conflict):
        add_entry(contest, title="相声", by=city.liaison)
    with pytest.raises(Conflict):
        withdraw_entry(entries(contest, 1)[0], by=city.liaison)


def test_one_person_one_vote(city, voting):
    me = voter(city, 0)
    assert list(ballots_to_vote_in(me)) == [voting]
    cast_vote(voting, entries(voting, 1, 3), by=me)
    assert my_roll_entry(voting, me).voted_on == TODAY
    assert not ballots_to_vote_in(me).exists()
    with pytest.raises(Conflict):
        cast_vote(voting, entries(voting, 2), by=me)
    assert Vote.objects.count() == 2


def test_only_the_roll_votes_and_only_for_what_is_on_the_ballot(city, voting):
    for denied in (city.officer, voter(city, 4), nobody(), city.lianxin):
        with pytest.raises(NotAllowed):
            cast_vote(voting, entries(voting, 1), by=denied)
    me = voter(city, 0)
    for wrong in ([], entries(voting, 1, 2, 3)):
        with pytest.raises(BadInput):
            cast_vote(voting, wrong, by=me)
    poll = propose(city)
    foreign = add_entry(poll, title="别处的", by=city.officer)
    with pytest.raises(BadInput):
        cast_vote(voting, [foreign], by=me)
    assert my_roll_entry(voting, me).voted_on is None


def test_a_vote_outside_its_stage_or_days_leaves_the_paper_unused(city, contest, voting):
    me = voter(city, 0)
    with pytest.raises(Conflict):
        cast_vote(voting, entries(voting, 1), by=me, at=dt.date(2017, 7, 21))
    move(voting, "close_voting", by=city.officer)
    with pytest.raises(Conflict):
        cast_vote(voting, entries(voting, 1), by=me)
    assert (my_roll_entry(voting, me).voted_on, Vote.objects.count()) == (None, 0)


def test_nothing_joins_a_voter_to_a_choice(city, voting):
    for n in range(4):
        cast_vote(voting, entries(voting, 1 + n % 3), by=voter(city, n))
    assert {field.name for field in Vote._meta.fields} == {"id", "ballot", "entry", "paper", "is_void", "void_reason"}
    written = Entry.objects.filter(verb="cast_vote")
    assert {(entry.model, entry.object_id) for entry in written} == {("ballots.Ballot", voting.pk)}
    assert all(entry.data == {} for entry in written)
    ids = [vote.pk for vote in Vote.objects.all()]
    assert max(ids) - min(ids) > 1000  # drawn at random: their order is not the order of voting


def test_votes_open_after_closing_and_to_few(city, voting):
    cast_vote(voting, entries(voting, 1), by=voter(city, 0))
    assert results(voting) == []
    assert paper_count(voting).papers == 0
    assert not Vote.objects.visible_to(city.officer).exists()
    move(voting, "close_voting", by=city.officer)
    assert [(line.entry.title, line.votes, line.rank) for line in results(voting)] == [("合唱", 1, 1), ("朗诵", 0, 2), ("短剧", 0, 2)]
    assert Vote.objects.visible_to(city.auditor).count() == 1
    for denied in (city.liaison, city.dpo, city.xigang_officer, voter(city, 0)):
        assert not Vote.objects.visible_to(denied).exists()


def test_voided_papers_are_published_and_do_not_count(city, voting):
    for n in range(3):
        cast_vote(voting, entries(voting, 1, 2), by=voter(city, n))
    paper = Vote.objects.first().paper
    with pytest.raises(Conflict):
        void_votes(voting, [paper], reason="automated", by=city.officer)
    move(voting, "close_voting", by=city.officer)
    for denied in (city.zhongshan_officer, city.auditor):
        with pytest.raises(NotAllowed):
            void_votes(voting, [paper], reason="automated", by=denied)
    for papers, reason in (([paper], "unfriendly"), (["nothing"], "automated"), ([], "automated")):
        with pytest.raises(BadInput):
            void_votes(voting, papers, reason=reason, by=city.officer)
    assert void_votes(voting, [paper], reason="automated", by=city.officer) == 1
    count = paper_count(voting)
    assert (count.valid_votes, count.papers, [n for _reason, n in count.void]) == (4, 3, [1])
    assert [line.votes for line in results(voting)] == [2, 2, 0]
    papers = [vote.paper for vote in audit_file(voting, city.auditor)]
    assert len(papers) == 6
    assert papers == sorted(papers)


def test_publishing_is_for_whoever_runs_the_vote(city, voting):
    move(voting, "close_voting", by=city.officer)
    for publish in (publish_result, announce_result):
        with pytest.raises(NotAllowed):
            publish(voting, by=city.zhongshan_officer)
        publish(voting, by=city.liaison)
    stranger = actor_for(person("外人").pk)
    assert Ballot.objects.visible_to(stranger).get() == voting


def test_who_sees_a_vote_and_its_roll(city, contest, voting):
    stranger = actor_for(person("外人").pk)
    sees = [city.officer, city.xigang_officer, city.liaison, city.dpo, city.auditor, voter(city, 0)]
    assert all(Ballot.objects.visible_to(actor).exists() and BallotEntry.objects.visible_to(actor).exists() for actor in sees)
    assert not any(Ballot.objects.visible_to(actor).exists() for actor in (stranger, city.zhongshan_officer, nobody()))
    assert RollEntry.objects.visible_to(voter(city, 0)).get().person_id == city.voters[0].pk
    for actor, size in ((city.officer, 4), (city.dpo, 4), (city.liaison, 0), (city.auditor, 0)):
        assert RollEntry.objects.visible_to(actor).count() == size


def test_the_figures_count_what_closed(city, voting):
    period = (dt.date(2017, 1, 1), dt.date(2017, 12, 31))
    for n in range(3):
        cast_vote(voting, entries(voting, 1, 2), by=voter(city, n))
    keys = ("D5.contests", "D5.votes", "D5.voters")
    assert [value_of(select(key, *period)) for key in keys] == [0, 0, 0]
    move(voting, "close_voting", by=city.officer)
    void_votes(voting, [Vote.objects.first().paper], reason="rules", by=city.officer)
    assert [value_of(select(key, *period)) for key in keys] == [1, 4, 3]
    assert [value_of(select(key, *period, place="210203")) for key in keys] == [1, 4, 3]
    opened = open_figure(select("D5.votes", *period), city.liaison)
    assert (opened.opened, opened.withheld) == (0, 4)
