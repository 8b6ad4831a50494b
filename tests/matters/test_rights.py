"""The compartment: content opens to those concerned and to the team, to nobody by rank."""

import pytest
from tests.matters.conftest import of

from lianxin.access.rules import visible
from lianxin.core.errors import NotAllowed
from lianxin.matters.models import Matter, MatterParty
from lianxin.matters.queries import history
from lianxin.matters.services.agreed import Agreement
from lianxin.matters.services.matters import open_matter
from lianxin.matters.services.moves import move_matter

EVERYBODY = (
    "officer", "worker", "counsellor", "elsewhere", "clerk", "zhongshan_officer", "xigang_officer", "dpo", "admin", "auditor",
    "member", "stranger",
)  # fmt: skip


def who_may(city, verb: str, matter: Matter) -> set[str]:
    return {name for name in EVERYBODY if getattr(city, name).can(verb, matter)}


@pytest.fixture
def case(city) -> Matter:
    matter = open_matter(kind="feedback", raiser=of(city.member), desk=city.station, content="秘密", by=city.lianxin)
    move_matter(matter, "accept", by=city.worker)
    return matter


def test_a_case_of_a_station(city, case) -> None:
    at_the_station = {"worker", "counsellor"}
    assert who_may(city, "read_content", case) == {"member"} | at_the_station
    assert who_may(city, "read_parties", case) == {"member"} | at_the_station
    assert who_may(city, "view", case) == {"member", "officer", "zhongshan_officer"} | at_the_station
    assert who_may(city, "direct", case) == at_the_station
    assert who_may(city, "supervise", case) == {"officer", "zhongshan_officer"}
    assert who_may(city, "act_as_raiser", case) == {"member"}


def test_the_unit_that_it_is_passed_to_reads_it(city, case) -> None:
    move_matter(case, "dispatch", by=city.worker, given={"lead": city.bureau})
    assert "clerk" in who_may(city, "read_content", case)
    assert "clerk" in who_may(city, "handle", case)


def test_counselling_is_read_by_the_counsellor_alone(city) -> None:
    case = open_matter(kind="counselling", agreed=Agreement(), raiser=of(city.member), desk=city.station, content="睡不好", by=city.lianxin)
    assert who_may(city, "read_content", case) == {"member"}
    move_matter(case, "assign", by=city.worker, given={"handler": of(city.counsellor)})
    assert who_may(city, "read_content", case) == {"member", "counsellor"}
    assert who_may(city, "direct", case) == {"worker", "counsellor"}


def test_the_dpo_works_on_data_requests_and_reads_no_case(city, case) -> None:
    request = open_matter(kind="data_request", category="access", raiser=of(city.member), by=city.member)
    assert who_may(city, "read_content", request) == {"member", "dpo"}
    assert who_may(city, "direct", request) == {"dpo"}
    assert not city.dpo.can("view", case)


def test_administrators_and_auditors_see_no_matter(city, case) -> None:
    for actor in (city.admin, city.auditor, city.stranger):
        assert not visible(Matter.objects.all(), actor).exists()


def test_open_kinds_are_the_city_offices_work(city) -> None:
    paper = open_matter(kind="proposal", title="建议", raiser=of(city.member), by=city.member)
    assert who_may(city, "read_content", paper) == {"member", "officer"}
    assert set(visible(MatterParty.objects.all(), city.officer)) == set(paper.parties.all())


def test_parties_of_confidential_kinds_stay_with_the_team(city, case) -> None:
    assert not visible(MatterParty.objects.all(), city.officer).exists()
    assert visible(MatterParty.objects.all(), city.worker).exists()


def test_history_shows_each_what_is_theirs(city, case) -> None:
    move_matter(case, "dispatch", by=city.worker, given={"lead": city.bureau}, note="内部备注")
    move_matter(case, "receive", by=city.clerk)
    team, own, above = (history(case, actor) for actor in (city.worker, city.member, city.officer))
    assert [line.step.move for line in team] == ["accept", "dispatch", "receive"]
    assert team[1].note == "内部备注"
    assert [line.step.move for line in own] == ["accept", "dispatch"]
    assert str(own[1].stage) == "已转有关单位办理"
    assert [line.note for line in above] == ["", ""]


@pytest.mark.parametrize("code", ["accept", "refuse", "answer"])
def test_moves_of_the_desk_are_denied_to_others(city, code) -> None:
    matter = open_matter(kind="feedback", raiser=of(city.member), desk=city.station, by=city.lianxin)
    for actor in (city.member, city.elsewhere, city.officer, city.zhongshan_officer, city.dpo):
        with pytest.raises(NotAllowed):
            move_matter(matter, code, by=actor)
