"""Many vote at one moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from tests.ballots.conftest import AUDIENCE, TODAY, join, move, organisation, person

from lianxin.access.actors import Actor, Hat, service
from lianxin.access.roles import Role
from lianxin.ballots.models import Vote
from lianxin.ballots.queries import roll_count
from lianxin.ballots.services.ballots import add_entry, open_ballot
from lianxin.ballots.services.voting import cast_vote
from lianxin.core.errors import LianxinError
from lianxin.register.models import Person


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_many_requests_at_one_moment_one_vote_counts():
    by = service("tests")
    team = organisation("数据库", "team", slug="register")
    voters = [person(f"会员{n}") for n in range(20)]
    for who in voters:
        join(who, team)
    ballot = open_ballot(kind="poll", title="意见征集", organiser=team, opens_on=TODAY, closes_on=TODAY, audience=AUDIENCE, by=by)
    choices = [add_entry(ballot, title=title, by=by) for title in ("上午", "下午")]
    move(ballot, "publish_rules", "open_voting", by=by)

    def try_to_vote(who: Person) -> bool:
        me = Actor(on=TODAY, hats=(Hat(Role.MEMBER),), person_id=who.pk)
        try:
            cast_vote(ballot, choices[:1], by=me)
        except LianxinError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(try_to_vote, voters * 10))
    assert sum(won) == 20
    assert Vote.objects.filter(ballot=ballot).count() == 20
    assert roll_count(ballot).voted == 20
