"""Values have owners: a liaison officer never learns what another association supplied, on any surface."""

import pytest
from tests.register.conftest import DAY

from lianxin.core.errors import BadInput, NotAllowed
from lianxin.journal.models import Read
from lianxin.register.models import Person
from lianxin.register.queries.search import find_people, people_answering, search
from lianxin.register.queries.timeline import timeline
from lianxin.register.queries.values import shown_values, sources_of
from lianxin.register.services.parties import change_person
from lianxin.register.services.reveals import note_export, reveal

THEIRS, OURS = "13900002222", "13900001111"


@pytest.fixture
def two_phones(town):
    """The lawyers' association gives a newer phone for the woman whom the software association knows too."""
    change_person(
        town.wang,
        values={"phone": THEIRS, "address": "西岗区某路1号"},
        by=town.actor(town.other_liaison),
        at=DAY,
    )
    town.wang.refresh_from_db()
    assert town.wang.phone == THEIRS
    return town


def test_each_association_sees_its_own_phone(two_phones, django_assert_num_queries):
    town = two_phones
    seen = {}
    for who in (
        town.liaison,
        town.other_liaison,
        town.officer,
        town.district_officer,
        town.guardian,
        town.wang,
    ):
        seen[who.name] = shown_values([town.wang], town.actor(who))[town.wang.pk].values["phone"]
    assert seen == {
        "吴强": OURS,
        "郑洁": THEIRS,
        "孙明": THEIRS,
        "周莉": THEIRS,
        "陈守": THEIRS,
        "王芳": THEIRS,
    }
    assert shown_values([town.wang], town.actor(town.liaison))[town.wang.pk].values["address"] == ""
    actor = town.actor(town.officer)
    with django_assert_num_queries(0):
        shown_values([town.wang, town.leader], actor)
    actor = town.actor(town.liaison)
    with django_assert_num_queries(2):
        shown_values([town.wang, town.leader], actor)


def test_masked_until_revealed_for_a_reason(two_phones):
    town = two_phones
    officer, liaison = town.actor(town.officer), town.actor(town.liaison)
    assert shown_values([town.wang], officer)[town.wang.pk].phone == "139****2222"
    assert shown_values([town.wang], town.actor(town.wang))[town.wang.pk].phone == THEIRS
    assert reveal(town.wang, field="phone", reason="contact", by=officer) == THEIRS
    assert reveal(town.wang, field="phone", reason="contact", by=liaison) == OURS
    assert Read.objects.filter(subject_id=town.wang.pk, how="revealed").count() == 2
    with pytest.raises(BadInput):
        reveal(town.wang, field="phone", reason="curious", by=officer)
    with pytest.raises(BadInput):
        reveal(town.wang, field="name", reason="contact", by=officer)
    with pytest.raises(NotAllowed):
        reveal(town.wang, field="phone", reason="contact", by=town.actor(town.leader))
    note_export([town.wang.pk], purpose="名册核对", by=officer)
    assert Read.objects.filter(subject_id=town.wang.pk, how="exported").count() == 1


def test_search_by_tail_finds_known_phones_only(two_phones):
    town = two_phones
    for who, theirs, ours in (
        (town.liaison, 0, 1),
        (town.other_liaison, 1, 0),
        (town.officer, 1, 1),
        (town.leader, 0, 0),
    ):
        actor = town.actor(who)
        assert len(find_people(THEIRS[-4:], actor)) == theirs
        assert len(find_people(THEIRS, actor)) == theirs
        assert len(find_people(OURS[-6:], actor)) == ours
        assert Person.objects.visible_to(actor).filter(people_answering(THEIRS[-4:], actor)).count() == theirs
    assert find_people("9999", town.actor(town.officer)) == []
    assert find_people("22", town.actor(town.officer)) == []


def test_sources_name_the_lists_that_a_reader_may_know(two_phones):
    town = two_phones
    of_city = sources_of(town.wang, town.actor(town.officer))["phone"]
    assert [(one.says("phone"), one.sender_id) for one in of_city] == [
        (THEIRS, town.lawyers.pk),
        (OURS, town.software.pk),
    ]
    of_ours = sources_of(town.wang, town.actor(town.liaison))
    assert [one.says("phone") for one in of_ours["phone"]] == [OURS]
    assert "address" not in of_ours


def test_time_line_and_search_follow_the_ties_one_may_see(two_phones):
    town = two_phones
    titles = [str(event.title) for event in timeline(town.wang, town.actor(town.liaison))]
    assert any("软件" in title for title in titles)
    assert not any("律师" in title for title in titles)
    assert len(timeline(town.wang, town.actor(town.officer))) == 3


@pytest.mark.parametrize("text", ["王芳", "芳", "wangfang", "wf", "wangf", "WangFang", " 王 芳"])
def test_people_are_found_by_characters_pinyin_and_initials(town, text):
    assert [found.obj for found in search(text, town.actor(town.officer)) if found.obj == town.wang] == [
        town.wang
    ]
    assert search(text, town.actor(town.leader)) == []


def test_organisations_are_found(town):
    actor = town.actor(town.officer)
    for text in ("软件", "大连市软件", "rjhyxh", "ruanjian", "軟件行業"):
        assert town.software in [found.obj for found in search(text, actor)]
    assert town.software not in [found.obj for found in search("软件", town.actor(town.other_liaison))]
