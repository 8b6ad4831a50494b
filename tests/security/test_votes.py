"""Who voted and what was voted cannot be put together: not by id, order, time or journal."""

from __future__ import annotations

import pytest
from django.db import connection, models
from django.urls import reverse
from tests.cast import DAY
from tests.factories.records import a_document

from lianxin.accounts.actors import actor_for
from lianxin.ballots.models import Vote
from lianxin.ballots.queries import audit_file
from lianxin.ballots.services.ballots import add_entry, open_ballot
from lianxin.ballots.services.voting import cast_vote
from lianxin.core.errors import Conflict, NotAllowed
from lianxin.flows.services.moves import make_move
from lianxin.journal.models import Entry
from lianxin.register.services.parties import add_person
from lianxin.register.services.ties import add_tie

VOTERS = 24


@pytest.fixture
def vote(two):
    cast = two.cast
    voters = [add_person(values={"name": f"选民{'甲乙丙丁'[n % 4]}{n}"}, by=cast.by, at=DAY) for n in range(VOTERS)]
    for person in voters:
        add_tie(kind="membership", person=person, organisation=cast.association, start=DAY, by=cast.by)
    ballot = open_ballot(
        kind="poll", title="意见征集", organiser=cast.association, basis=a_document(cast, "批复二"), opens_on=DAY, closes_on=DAY,
        audience={"ties": [{"kind": "membership"}]}, by=cast.by, at=DAY,
    )  # fmt: skip
    entries = [add_entry(ballot, title=title, by=cast.by, at=DAY) for title in ("一", "二")]
    for code in ("publish_rules", "open_voting"):
        make_move(ballot, code, by=cast.by, at=DAY, after=ballot.family.after_move)
    ballot.refresh_from_db()
    return ballot, entries, voters


def test_rows_of_votes_stand_in_no_order_of_casting(vote):
    ballot, entries, voters = vote
    cast = []
    for number, person in enumerate(voters):
        before = set(Vote.objects.values_list("pk", flat=True))
        cast_vote(ballot, [entries[number % 2]], by=actor_for(person.pk, on=DAY), at=DAY)
        (new,) = set(Vote.objects.values_list("pk", flat=True)) - before
        cast.append(new)
    assert cast != sorted(cast)
    assert isinstance(Vote._meta.pk, models.BigAutoField)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM ballots_vote ORDER BY rowid")
            assert [pk for (pk,) in cursor.fetchall() if pk in set(cast)] == sorted(cast), "the row number counts the votes"
    columns = {field.name for field in Vote._meta.local_fields}
    assert columns == {"id", "ballot", "entry", "paper", "is_void", "void_reason"}
    told = str(list(Entry.objects.filter(verb="cast_vote").values_list("model", "object_id", "data")))
    for pk, paper in Vote.objects.values_list("pk", "paper"):
        assert str(pk) not in told
        assert paper not in told
    papers = list(audit_file(ballot, actor_for(voters[0].pk, on=DAY)).values_list("paper", flat=True))
    assert papers == []


def test_one_person_one_vote(vote, two):
    ballot, entries, voters = vote
    actor = actor_for(voters[0].pk, on=DAY)
    cast_vote(ballot, entries[:1], by=actor, at=DAY)
    for again in (entries[:1], entries[1:]):
        with pytest.raises(Conflict):
            cast_vote(ballot, again, by=actor, at=DAY)
    with pytest.raises(NotAllowed):
        cast_vote(ballot, entries[:1], by=two.actor("stranger"), at=DAY)
    assert Vote.objects.filter(ballot=ballot).count() == 1


def test_the_audit_file_names_nobody_and_opens_after_closing(vote, two):
    ballot, entries, voters = vote
    for person in voters[:6]:
        cast_vote(ballot, entries[:1], by=actor_for(person.pk, on=DAY), at=DAY)
    client, address = two.client("city_officer"), reverse("desk:ballots_audit", args=[ballot.pk])
    assert "paper" not in client.get(address).content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    make_move(ballot, "close_voting", by=two.cast.by, at=DAY, after=ballot.family.after_move)
    page = client.get(address).content.decode()
    papers = list(audit_file(ballot, two.actor("city_officer")).values_list("paper", flat=True))
    assert len(papers) == 6
    assert papers == sorted(papers)
    assert not any(person.name in page for person in voters)
