"""Consents count under their text, their guardian and their day; a withdrawal takes effect everywhere at once."""

import datetime as dt

import pytest

from lianxin.access.actors import service
from lianxin.accounts.actors import actor_for
from lianxin.bulletins.queries import may_be_addressed
from lianxin.core.errors import BadInput, Conflict, NotAllowed, UnknownName
from lianxin.register.enums import Basis
from lianxin.register.models import ChildAccess, Consent, ConsentText, Import, Person
from lianxin.register.purposes import BULLETINS, CONTACT, FIRST, PROVIDE, PUBLISH, REGISTER
from lianxin.register.queries.children import children_of, is_child
from lianxin.register.queries.consents import (
    State,
    agreed,
    declined,
    may_be_reached,
    public_names,
    standing,
    text_on,
    that_may_go_out,
    to_ask,
)
from lianxin.register.services.children import ask_to_open, decide_opening, require_approval
from lianxin.register.services.consents import (
    give_consent,
    note_paper_consent,
    refuse_consent,
    withdraw_consent,
    write_text,
)
from lianxin.register.services.exports import export_list
from lianxin.register.services.parties import add_person
from lianxin.register.services.reveals import note_opening, reveal
from lianxin.register.services.ties import add_tie

DAY = dt.date(2017, 7, 14)
START = dt.date(2015, 1, 1)
EVERYBODY = Person.objects.all


def reached(on: dt.date = DAY, code: str = BULLETINS) -> set[int]:
    return set(may_be_reached(EVERYBODY(), on, code).values_list("pk", flat=True))


def exported(town, kind: str = "people") -> str:
    return export_list(kind, by=town.actor(town.officer), purpose="核对").decode("utf-8-sig")


def stands(person: Person, code: str, on: dt.date = DAY):
    return next(one for one in standing(person, on) if one.purpose.code == code)


@pytest.fixture
def only_consent(town):
    """Lists without a basis: who is reached is reached by consent alone."""
    Import.objects.update(basis=Basis.NONE)
    return town


def test_without_basis_only_a_consent_reaches_and_its_withdrawal_ends_it_at_once(only_consent):
    town = only_consent
    assert reached() == set()
    consent = give_consent(town.wang, purpose=BULLETINS, by=town.actor(town.wang))
    assert reached() == {town.wang.pk}
    assert set(may_be_addressed(EVERYBODY(), DAY)) == {town.wang}
    assert reached(code=CONTACT) == set()
    withdraw_consent(consent, by=town.actor(town.wang))
    assert reached() == set()
    assert reached(DAY - dt.timedelta(days=1)) == set()


@pytest.mark.parametrize("basis", [Basis.CONSENT, Basis.NOTICE, Basis.STATUTORY, Basis.CONTRACT, Basis.PUBLISHED])
def test_a_list_with_a_basis_reaches_but_never_for_what_needs_a_consent_of_its_own(town, basis):
    Import.objects.update(basis=basis)
    assert town.wang.pk in reached()
    assert town.wang.pk not in reached(code=PUBLISH)
    give_consent(town.wang, purpose=PUBLISH, by=town.actor(town.wang))
    assert town.wang.pk in reached(code=PUBLISH)


def test_a_no_beats_the_basis_of_a_list_and_is_remembered(town):
    refuse_consent(town.wang, purpose=BULLETINS, by=town.actor(town.wang))
    assert town.wang.pk not in reached()
    assert stands(town.wang, BULLETINS).state == State.DECLINED
    assert BULLETINS not in {one.purpose.code for one in to_ask(town.wang, DAY)}
    assert BULLETINS not in {one.purpose.code for one in to_ask(town.wang, DAY + dt.timedelta(days=182))}
    assert BULLETINS in {one.purpose.code for one in to_ask(town.wang, DAY + dt.timedelta(days=183))}
    with pytest.raises(Conflict):
        give_consent(town.wang, purpose=BULLETINS, by=town.actor(town.officer))
    give_consent(town.wang, purpose=BULLETINS, by=town.actor(town.wang))
    assert town.wang.pk in reached()


def test_a_paper_is_evidence_even_after_a_no(town):
    refuse_consent(town.wang, purpose=BULLETINS, by=town.actor(town.wang), at=dt.date(2017, 7, 1))
    liaison = town.actor(town.liaison)
    (consent,) = note_paper_consent(
        town.wang, agreed=[BULLETINS], taken_by=town.software, title="会员同意书", signed_on=dt.date(2017, 7, 10), number="RX-7", by=liaison
    )
    assert (consent.given_on, consent.document.title, consent.document.issuer) == (dt.date(2017, 7, 10), "会员同意书", town.software)
    assert town.wang.pk in reached()
    with pytest.raises(NotAllowed):
        note_paper_consent(
            town.wang, agreed=[BULLETINS], taken_by=town.software, title="x", signed_on=DAY, by=town.actor(town.leader)
        )
    with pytest.raises(BadInput):
        note_paper_consent(town.wang, agreed=[], taken_by=town.software, title="x", signed_on=DAY, by=liaison)


def test_withdrawing_takes_back_every_consent_to_the_purpose(town):
    me = town.actor(town.wang)
    old = give_consent(town.wang, purpose=BULLETINS, text_version="纸质2016", by=me, at=START)
    new = give_consent(town.wang, purpose=BULLETINS, by=me)
    assert old != new
    withdraw_consent(new, by=me)
    assert declined(BULLETINS, DAY).count() == 1
    assert not Consent.objects.filter(person=town.wang, withdrawn_on=None).exists()
    with pytest.raises(Conflict):
        withdraw_consent(old, by=me)


def test_a_text_that_asks_again_ends_older_consents_and_an_edited_one_does_not(only_consent):
    town = only_consent
    me, office = town.actor(town.wang), town.actor(town.officer)
    give_consent(town.wang, purpose=BULLETINS, by=me)
    write_text(purpose=BULLETINS, version="2", text="改了几个字。", changes="措辞", asks_again=False, start=DAY, by=office)
    assert reached() == {town.wang.pk}
    later = DAY + dt.timedelta(days=30)
    write_text(purpose=BULLETINS, version="3", text="现在也发短信。", changes="增加短信", asks_again=True, start=later, by=office)
    assert reached() == {town.wang.pk}
    assert text_on(BULLETINS, DAY).version == "2"
    assert reached(later) == set()
    one = stands(town.wang, BULLETINS, later)
    assert (one.state, one.asks, one.text.changes, one.text.author) == (State.OUTDATED, True, "增加短信", "孙明")
    give_consent(town.wang, purpose=BULLETINS, by=me, at=later)
    assert Consent.objects.latest("pk").text_version == "3"
    assert reached(later) == {town.wang.pk}
    assert stands(town.wang, BULLETINS, later).holds


def test_texts_are_written_by_the_city_office_and_never_for_the_past(town):
    office = town.actor(town.officer)
    given = {"purpose": BULLETINS, "text": "正文", "changes": "措辞", "asks_again": False}
    with pytest.raises(NotAllowed):
        write_text(version="2", by=town.actor(town.liaison), **given)
    with pytest.raises(BadInput):
        write_text(version="2", start=START, by=office, **given)
    with pytest.raises(Conflict):
        write_text(version=FIRST, by=office, **given)
    with pytest.raises(UnknownName):
        write_text(version="2", by=office, **{**given, "purpose": "anything"})
    write_text(version="2", by=office, **given)
    assert ConsentText.objects.get().written_by == town.officer


@pytest.mark.parametrize("code", [REGISTER, PROVIDE])
@pytest.mark.parametrize("form", ["people", "ties"])
def test_a_withdrawn_consent_takes_them_out_of_the_next_export(town, code, form):
    me = town.actor(town.wang)
    assert "王芳" in exported(town, form)
    consent = give_consent(town.wang, purpose=code, by=me)
    assert "王芳" in exported(town, form)
    withdraw_consent(consent, by=me)
    assert "王芳" not in exported(town, form)
    assert "孙明" in exported(town)
    give_consent(town.wang, purpose=code, by=me)
    assert "王芳" in exported(town, form)


def test_whoever_takes_back_the_register_is_reached_by_nothing(town):
    me = town.actor(town.wang)
    give_consent(town.wang, purpose=BULLETINS, by=me)
    assert town.wang.pk in reached()
    refuse_consent(town.wang, purpose=REGISTER, by=me)
    assert town.wang.pk not in reached()


def test_public_names_are_whole_with_a_consent_only(town):
    assert public_names([town.wang], DAY) == {town.wang.pk: "王*"}
    consent = give_consent(town.wang, purpose=PUBLISH, by=town.actor(town.wang))
    assert public_names([town.wang], DAY) == {town.wang.pk: "王芳"}
    withdraw_consent(consent, by=town.actor(town.wang))
    assert public_names([town.wang], DAY) == {town.wang.pk: "王*"}


# Children


@pytest.fixture
def family(town):
    by = service("test", on=DAY)
    child = add_person(values={"name": "王小满", "birth": "2003-07-15", "phone": "13900007777"}, by=by, at=START, sender=town.software)
    add_tie(kind="membership", person=child, organisation=town.software, start=START, by=by)
    return child


@pytest.mark.parametrize(
    ("birth", "young"), [("2003-07-15", True), ("2003-07-14", False), ("2003-07", True), ("2003-06", False), ("2003", True), ("2002", False), ("2010", True), ("", False)]
)  # fmt: skip
def test_age_counts_what_the_birth_can_mean_at_the_latest(town, birth, young):
    assert is_child(Person(birth=birth), DAY) is young
    Person.objects.filter(pk=town.wang.pk).update(birth=birth)
    if birth:
        assert (town.wang.pk in set(agreed_or_child())) is young


def agreed_or_child():
    from lianxin.register.queries.children import under_age

    return Person.objects.filter(under_age(DAY)).values_list("pk", flat=True)


def test_a_child_is_used_for_nothing_before_the_guardian_agrees(town, family):
    by = service("test", on=DAY)
    assert family.pk not in reached()
    assert "王小满" not in exported(town)
    with pytest.raises(BadInput):
        give_consent(family, purpose=BULLETINS, by=by)
    add_tie(kind="kinship", person=family, other=town.wang, role="guardian", start=START, by=by)
    mother = actor_for(town.wang.pk, on=DAY)
    assert list(children_of(town.wang.pk, DAY)) == [family]
    with pytest.raises(NotAllowed):
        give_consent(family, purpose=BULLETINS, by=actor_for(town.leader.pk, on=DAY))
    with pytest.raises(BadInput):
        give_consent(family, purpose=BULLETINS, by=town.actor(town.officer))
    consent = give_consent(family, purpose=BULLETINS, by=mother)
    assert consent.guardian == town.wang
    assert family.pk in reached()
    assert "王小满" not in exported(town)
    give_consent(family, purpose=REGISTER, by=mother)
    assert "王小满" in exported(town)
    assert "王小满" in exported(town, "ties")
    assert set(agreed(EVERYBODY(), DAY, BULLETINS)) == {family}
    withdraw_consent(consent, by=mother)
    assert family.pk not in reached()


def test_at_14_the_guardians_consent_lapses_and_the_person_is_asked(town, family):
    by = service("test", on=DAY)
    add_tie(kind="kinship", person=family, other=town.wang, role="guardian", start=START, by=by)
    give_consent(family, purpose=PUBLISH, by=actor_for(town.wang.pk, on=DAY))
    assert stands(family, PUBLISH).holds
    birthday = dt.date(2017, 7, 15)
    one = stands(family, PUBLISH, birthday)
    assert (one.state, one.asks) == (State.CAME_OF_AGE, True)
    assert family.pk not in reached(birthday, PUBLISH)
    assert not actor_for(town.wang.pk, on=birthday).can("consent", family)
    give_consent(family, purpose=PUBLISH, by=actor_for(family.pk, on=birthday), at=birthday)
    assert family.pk in reached(birthday, PUBLISH)


def test_a_childs_page_opens_after_approval_alone(town, family):
    Person.objects.filter(pk=family.pk).update(birth="2008-05")
    family.refresh_from_db()
    liaison, guard = town.actor(town.liaison), town.actor(town.guardian)
    assert liaison.can("view", family)
    for opening in (lambda: note_opening(family, by=liaison), lambda: reveal(family, field="phone", reason="contact", by=liaison)):
        with pytest.raises(NotAllowed):
            opening()
    with pytest.raises(BadInput):
        ask_to_open(family, reason=" ", by=liaison)
    access = ask_to_open(family, reason="核对报名", by=liaison)
    assert ask_to_open(family, reason="再问一次", by=liaison) == access
    with pytest.raises(NotAllowed):
        decide_opening(access, allow=True, by=liaison)
    decide_opening(access, allow=True, by=guard)
    note_opening(family, by=liaison)
    with pytest.raises(Conflict):
        decide_opening(access, allow=False, by=guard)
    in_a_week = actor_for(town.liaison.pk, on=DAY + dt.timedelta(days=7))
    with pytest.raises(NotAllowed):
        require_approval(family, in_a_week)
    refused = ask_to_open(family, reason="x", by=town.actor(town.officer))
    decide_opening(refused, allow=False, by=guard)
    with pytest.raises(NotAllowed):
        note_opening(family, by=town.actor(town.officer))
    assert ChildAccess.objects.filter(until=None).count() == 1


def test_exports_keep_rows_that_name_nobody(town):
    from lianxin.gatherings.models import Participation

    assert that_may_go_out(Participation.objects.filter(person=None), DAY, "person").count() == 0
