"""Ties: rights follow them, their dates and who may write them."""

import datetime as dt

import pytest
from tests.register.conftest import DAY, START

from lianxin.access.roles import Role
from lianxin.core.errors import BadInput, Conflict, NotAllowed
from lianxin.journal.models import Entry
from lianxin.register.models import Tie
from lianxin.register.services.parties import add_organisation
from lianxin.register.services.ties import add_tie, add_ties, change_tie, end_tie

YESTERDAY = dt.date(2017, 7, 13)


def test_a_post_gives_its_role_and_an_ended_one_gives_nothing(town):
    assert Role.DISTRICT_OFFICER in town.actor(town.district_officer).roles
    post = Tie.objects.get(person=town.district_officer, kind="staff_post")
    end_tie(post, end=YESTERDAY, by=town.actor(town.officer))
    assert town.actor(town.district_officer).roles == {Role.MEMBER}
    assert Entry.objects.filter(verb="end_tie", object_id=post.pk).exists()


def test_who_may_add_and_end_ties(town):
    officer, district = town.actor(town.officer), town.actor(town.district_officer)
    liaison, other = town.actor(town.liaison), town.actor(town.other_liaison)
    add_tie(
        kind="membership", person=town.wang, organisation=town.software, role="理事", start=DAY, by=liaison
    )
    with pytest.raises(NotAllowed):
        add_tie(kind="membership", person=town.wang, organisation=town.software, start=DAY, by=other)
    with pytest.raises(NotAllowed):
        add_tie(
            kind="liaison", person=town.wang, organisation=town.software, role="deputy", start=DAY, by=liaison
        )
    deputy = add_tie(
        kind="liaison", person=town.wang, organisation=town.software, role="deputy", start=DAY, by=district
    )
    with pytest.raises(NotAllowed):
        end_tie(deputy, end=DAY, by=other)
    end_tie(deputy, end=DAY, by=officer)
    with pytest.raises(NotAllowed):
        add_tie(
            kind="staff_post",
            person=town.wang,
            organisation=town.city,
            role="city_officer",
            start=DAY,
            by=district,
        )
    with pytest.raises(NotAllowed):
        add_tie(kind="key_contact", person=town.wang, organisation=town.city, start=DAY, by=district)
    add_tie(kind="key_contact", person=town.wang, organisation=town.city, start=DAY, by=officer)


def test_nobody_gives_themself_a_post_and_administrators_stay_apart(town):
    officer = town.actor(town.officer)
    with pytest.raises(Conflict):
        add_tie(
            kind="staff_post",
            person=town.officer,
            organisation=town.city,
            role="auditor",
            start=DAY,
            by=officer,
        )
    with pytest.raises(Conflict):
        add_tie(
            kind="staff_post",
            person=town.secure,
            organisation=town.city,
            role="auditor",
            start=DAY,
            by=officer,
        )
    add_tie(
        kind="staff_post", person=town.wang, organisation=town.city, role="auditor", start=DAY, by=officer
    )


def test_what_is_no_tie_is_refused(town):
    officer = town.actor(town.officer)
    with pytest.raises(BadInput):
        add_tie(kind="team", person=town.wang, start=DAY, by=officer)
    with pytest.raises(BadInput):
        add_tie(kind="friendship", person=town.wang, organisation=town.city, start=DAY, by=officer)
    with pytest.raises(BadInput):
        add_tie(
            kind="appointment", person=town.wang, organisation=town.city, role="king", start=DAY, by=officer
        )
    with pytest.raises(BadInput):
        add_tie(kind="team", person=town.wang, organisation=town.city, start=DAY, end=START, by=officer)


def test_many_at_once_are_asked_once_each(town, django_assert_max_num_queries):
    officer = town.actor(town.officer)
    hub = add_organisation(kind="hub", name="大连市社会组织联合会", slug="hub_social", by=officer)
    rows = [
        {"kind": "membership", "member": body, "organisation": hub, "start": START}
        for body in (town.software, town.lawyers)
    ]
    with django_assert_max_num_queries(6):
        ties = add_ties(rows * 20, by=officer)
    assert len(ties) == 40
    assert all(tie.pk for tie in ties)
    with pytest.raises(NotAllowed):
        add_ties(rows, by=town.actor(town.liaison))


def test_correcting_a_tie(town):
    tie = Tie.objects.get(person=town.wang, organisation=town.software)
    change_tie(tie, role="副会长", by=town.actor(town.liaison))
    assert Tie.objects.get(pk=tie.pk).role == "副会长"
    with pytest.raises(BadInput):
        change_tie(tie, person=town.liaison, by=town.actor(town.officer))
    post = Tie.objects.get(person=town.district_officer, kind="staff_post")
    with pytest.raises(NotAllowed):
        change_tie(post, role="city_officer", by=town.actor(town.district_officer))
