"""Whoever takes back standing in the register leaves lists, rosters, searches and exports at once, for everybody but the desk of
data protection and themselves; counts stay.
"""

import datetime as dt

import pytest
from django.urls import reverse
from tests.desk.test_people import names, signed_in
from tests.register.conftest import DAY, START

from lianxin.access.actors import service
from lianxin.access.rules import visible
from lianxin.accounts.sight import who_can_see
from lianxin.figures.engine import figure
from lianxin.figures.selections import select
from lianxin.gatherings.services.gatherings import add_gathering, record_held
from lianxin.gatherings.services.participations import Entry, record_attendance, take_part
from lianxin.keeping.lapses import withdrawn_consents
from lianxin.register.models import Consent, SourceRow, Tie
from lianxin.register.purposes import REGISTER
from lianxin.register.queries.search import find_people
from lianxin.register.services.consents import give_consent, refuse_consent
from lianxin.register.services.exports import export_list
from lianxin.register.services.ties import add_tie

READERS = ("officer", "district_officer", "liaison", "leader")


@pytest.fixture
def back(town):
    add_tie(kind="pairing", person=town.wang, other=town.leader, start=START, by=town.actor(town.officer))
    refuse_consent(town.wang, purpose=REGISTER, by=town.actor(town.wang))
    return town


def sees(town, who: str) -> tuple[bool, bool, bool, bool]:
    """The record, in a search, one of their ties, the row that names them."""
    actor = town.actor(getattr(town, who))
    ties = visible(Tie.objects.filter(person=town.wang), actor).exists()
    rows = (
        visible(SourceRow.objects.filter(mentions__person=town.wang), actor).exists()
        if actor.may_any("view", SourceRow)
        else False
    )
    return actor.can("view", town.wang), town.wang in find_people("王芳", actor), ties, rows


@pytest.mark.parametrize("who", READERS)
def test_nobody_at_a_desk_sees_them(back, who):
    assert sees(back, who) == (False, False, False, False)
    give_consent(back.wang, purpose=REGISTER, by=back.actor(back.wang))
    assert sees(back, who)[:3] == (True, True, True)


@pytest.mark.parametrize("who", ["guardian", "wang"])
def test_data_protection_and_they_themselves_see_everything(back, who):
    assert sees(back, who) == (True, True, True, True)


def test_pages_rosters_and_exports_are_without_them(back):
    client = signed_in(back.officer)
    assert "王芳" not in names(client.get(reverse("desk:people_list")))
    assert client.get(reverse("desk:people_detail", args=[back.wang.pk])).status_code == 404
    page = client.get(reverse("desk:organisations_detail", args=[back.software.pk]))
    assert "王芳" not in page.content.decode()
    assert page.context["withheld"] == 1
    assert signed_in(back.guardian).get(reverse("desk:people_detail", args=[back.wang.pk])).status_code == 200
    for kind in ("people", "ties"):
        assert "王芳" not in export_list(kind, by=back.actor(back.officer), purpose="核对").decode(
            "utf-8-sig"
        )
    assert "city_officer" not in {seer.role for seer in who_can_see(back.wang, on=DAY)}


def test_days_before_show_as_today_who_may_be_seen_and_count_as_then(back):
    then = dt.date(2016, 12, 31)
    page = signed_in(back.officer).get(
        reverse("desk:organisations_detail", args=[back.software.pk]), {"on": then.isoformat()}
    )
    assert "王芳" not in page.content.decode()
    assert page.context["withheld"] == 1
    assert figure(select("B5.pairings", START, then)).value == 1


def test_sign_in_sheets_of_what_was_held_are_without_them_and_what_is_to_come_has_them(back):
    by = service("test", on=DAY)
    held = add_gathering(kind="activity", title="联谊", starts_on=START, organiser=back.software, by=by, at=START)
    came = record_attendance(held, [Entry(person_id=back.wang.pk)], by=by, at=START)[0]
    record_held(held, by=by, at=START)
    to_come = add_gathering(kind="activity", title="讲座", starts_on=DAY, organiser=back.software, by=by, at=DAY)
    registered = take_part(to_come, person=back.wang, by=by, at=DAY)
    for who, sees_both in (("officer", False), ("liaison", False), ("guardian", True), ("wang", True)):
        actor = back.actor(getattr(back, who))
        assert (actor.can("view", came), actor.can("view", registered)) == (sees_both, True)


def test_a_no_is_kept_while_it_counts(back):
    given = give_consent(back.wang, purpose=REGISTER, by=back.actor(back.wang))
    Consent.objects.filter(pk=given.pk).update(given_on=START, withdrawn_on=dt.date(2015, 2, 1))
    assert not withdrawn_consents(DAY).exists()
    give_consent(back.wang, purpose=REGISTER, by=back.actor(back.wang))
    assert withdrawn_consents(DAY).get() == given
