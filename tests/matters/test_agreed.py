"""Kinds that take down health or money matters ask for a consent of their own, and stop when it is taken back."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.matters.conftest import TODAY, of, person

from lianxin.core.errors import BadInput, Conflict
from lianxin.matters.kind import matter_kinds
from lianxin.matters.models import Matter
from lianxin.matters.services.agreed import Agreement
from lianxin.matters.services.matters import open_matter
from lianxin.matters.services.moves import move_matter
from lianxin.register.models import Consent, Tie
from lianxin.register.purposes import REGISTER, SENSITIVE
from lianxin.register.services.consents import give_consent, refuse_consent

pytestmark = pytest.mark.django_db
SENSITIVE_KINDS = [kind.key for kind in matter_kinds if kind.sensitive]


def test_health_and_money_are_asked_for():
    assert SENSITIVE_KINDS == ["counselling", "legal_aid", "student_grant"]


@pytest.mark.parametrize("kind", SENSITIVE_KINDS)
def test_without_the_consent_nothing_is_taken_down(city, kind):
    with pytest.raises(BadInput):
        open_matter(kind=kind, title="申请", content="睡不好", raiser=of(city.member), by=city.member)
    assert not Matter.objects.exists()
    open_matter(
        kind=kind,
        title="申请",
        content="睡不好",
        raiser=of(city.member),
        agreed=Agreement("1"),
        by=city.member,
    )
    consent = Consent.objects.get()
    assert (consent.purpose, consent.text_version, consent.channel, consent.given_on) == (
        SENSITIVE,
        "1",
        "form",
        TODAY,
    )
    open_matter(kind=kind, title="再申请", raiser=of(city.member), by=city.member)
    assert Consent.objects.count() == 1


def test_a_form_of_yesterdays_text_is_read_again(city):
    with pytest.raises(BadInput):
        open_matter(kind="counselling", raiser=of(city.member), agreed=Agreement("0"), by=city.member)


def test_whoever_enters_it_says_how_they_agreed(city):
    said = {
        "kind": "counselling",
        "raiser": of(city.member),
        "desk": city.station,
        "entered_why": "来访",
        "by": city.worker,
    }
    with pytest.raises(BadInput):
        open_matter(**said)
    paper = Agreement(channel="paper", given_on=dt.date(2017, 7, 10), document=city.document)
    open_matter(**said, agreed=paper)
    consent = Consent.objects.get()
    assert (consent.channel, consent.given_on, consent.document) == (
        "paper",
        dt.date(2017, 7, 10),
        city.document,
    )


def test_a_ledger_brings_the_case_and_not_what_it_was_about(city):
    case = open_matter(
        kind="counselling",
        raiser=of(city.member),
        desk=city.station,
        content="睡不好",
        from_ledger=True,
        by=city.lianxin,
    )
    assert (case.content, Consent.objects.exists()) == ("", False)


def test_taking_it_back_closes_the_content_to_the_team_and_stops_the_work(city):
    case = open_matter(
        kind="counselling",
        raiser=of(city.member),
        desk=city.station,
        content="睡不好",
        agreed=Agreement("1"),
        by=city.member,
    )
    move_matter(case, "assign", by=city.worker, given={"handler": of(city.counsellor)})
    move_matter(case, "consent", by=city.member)
    assert city.counsellor.can("read_content", case)
    refuse_consent(of(city.member), purpose=SENSITIVE, by=city.member)
    assert not city.counsellor.can("read_content", case)
    assert city.counsellor.can("view", case)
    assert city.member.can("read_content", case)
    with pytest.raises(Conflict):
        move_matter(case, "assess", by=city.counsellor, given={"minutes": 50})
    case.refresh_from_db()
    assert (case.stage, case.content) == ("consented", "睡不好")
    move_matter(case, "withdraw", by=city.member)
    give_consent(of(city.member), purpose=SENSITIVE, by=city.member)
    assert city.counsellor.can("read_content", case)


def test_for_a_child_the_guardian_agrees_first(city):
    child, mother = person("王小满"), of(city.member)
    child.birth = "2008-05-01"
    child.save(update_fields=["birth"])
    said = {"kind": "feedback", "raiser": child, "desk": city.station, "by": city.lianxin}
    with pytest.raises(BadInput):
        open_matter(**said)
    open_matter(**said | {"kind": "data_request", "category": "access"})
    Tie.objects.create(kind="kinship", person=child, other=mother, role="guardian", start=TODAY)
    give_consent(child, purpose=REGISTER, guardian=mother, by=city.lianxin)
    assert open_matter(**said).pk
