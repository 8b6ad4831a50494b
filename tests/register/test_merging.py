"""Merging: what it refuses, what becomes of what is recorded later, that nobody sees more, and thousands at once."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from django.db.models import ForeignKey
from tests.cast import DAY, START, cast  # noqa: F401
from tests.factories.records import a_ballot, a_gathering
from tests.register.seen import difference, seen, seen_by

from lianxin.access.actors import service
from lianxin.accounts.actors import actor_for
from lianxin.accounts.services.users import make_user, set_locked
from lianxin.ballots.services.voting import cast_vote
from lianxin.core.errors import BadInput, Conflict, NotAllowed
from lianxin.flows.services.moves import make_move
from lianxin.gatherings.enums import PartState
from lianxin.gatherings.models import Participation
from lianxin.gatherings.services.participations import Entry, record_attendance
from lianxin.journal.models import Entry as JournalEntry
from lianxin.journal.models import Read
from lianxin.journal.services.entries import record_read
from lianxin.register.models import Mention, Organisation, Person, Regrouping, Tie
from lianxin.register.queries.consents import agreed
from lianxin.register.queries.search import find_people
from lianxin.register.reach import STAYING, party_references, same_rows
from lianxin.register.services.consents import give_consent, withdraw_consent
from lianxin.register.services.imports import import_file
from lianxin.register.services.merging import merge, merge_many
from lianxin.register.services.moving import columns_once, moving_references
from lianxin.register.services.parties import add_organisation, add_person, change_person
from lianxin.register.services.taking_apart import undo_merge
from lianxin.register.services.ties import add_tie

pytestmark = pytest.mark.django_db
WHY = "身份证号相同"
BY = service("test")


@pytest.fixture
def two(cast):  # noqa: F811
    """One woman twice: on the list of an association, and entered by the city office."""
    one = add_person(
        values={"name": "王芳", "phone": "13900001111", "birth": "1985-03"},
        by=cast.by,
        at=START,
        sender=cast.association,
    )
    other = add_person(
        values={"name": "王方", "phone": "13900002222", "email": "wf@example.com"}, by=cast.by, at=START
    )
    add_tie(kind="membership", person=one, organisation=cast.association, start=START, by=cast.by)
    add_tie(kind="membership", person=other, organisation=cast.other_association, start=START, by=cast.by)
    return one, other


def test_every_column_that_names_a_party_follows_a_merge_or_says_why_not():
    """A new model with a key to a person or a body moves by itself; what does not move is history or the merge itself."""
    for model in (Person, Organisation):
        references = party_references(model)
        assert {one.name for one in references if one.stays and one.is_key} == {
            name for name in STAYING if name in {one.name for one in references}
        }
        keys = {
            f"{other._meta.label}.{field.attname}"
            for other in {
                relation.related_model
                for relation in model._meta.related_objects
                if not relation.many_to_many
            }
            for field in other._meta.local_fields
            if isinstance(field, ForeignKey) and field.related_model is model
        }
        assert keys <= {one.name for one in references}
    assert {one.name for one in party_references(Person) if one.stays} - STAYING == {
        "journal.Entry.person_id", "journal.Read.reader_id", "flows.Step.person_id",
        "figures.FrozenFigure.frozen_by", "reports.DutyReminder.person_id",
    }  # fmt: skip


def test_what_a_party_may_have_only_once_is_known():
    """Whoever adds such a table decides: superseded (`declare_same`), protected, or left on the record that goes."""
    once = {
        one.name: columns_once(one)
        for model in (Person, Organisation)
        for one in moving_references(model)
        if columns_once(one) is not None and one.model._meta.label not in same_rows
    }
    assert set(once) <= {
        "accounts.User.person_id", "ballots.RollEntry.person_id", "bulletins.Delivery.person_id", "bulletins.Delivery.organisation_id",
        "gatherings.Gathering_co_organisers.organisation_id", "register.StratumHolding.person_id", "desk.SavedView.owner_id",
    }, sorted(once)  # fmt: skip


def test_a_merge_is_asked_for_by_the_city_office_with_a_reason(cast, two):  # noqa: F811
    for role in ("liaison", "district_officer", "member", "dpo", "system_admin"):
        with pytest.raises(NotAllowed):
            merge(*two, by=cast.actor(role), reason=WHY)
    officer = cast.actor("city_officer")
    with pytest.raises(BadInput):
        merge(*two, by=officer, reason=" ")
    made = merge(*two, by=officer, reason=WHY)
    assert (made.kept_id, made.other_id, made.reason, made.by_person_id) == (
        two[0].pk,
        two[1].pk,
        WHY,
        officer.person_id,
    )
    with pytest.raises(Conflict):
        merge(*two, by=officer, reason=WHY)
    with pytest.raises(NotAllowed):
        undo_merge(made, by=cast.actor("liaison"), reason=WHY)
    entry = JournalEntry.objects.get(verb="merge")
    assert (entry.model, entry.object_id, entry.data) == ("register.Regrouping", made.pk, {})


def test_who_acts_is_not_one_of_the_two(cast, two):  # noqa: F811
    with pytest.raises(Conflict):
        merge(cast.people["city_officer"], two[0], by=cast.actor("city_officer"), reason=WHY)


def test_relatives_and_members_are_two(cast, two):  # noqa: F811
    add_tie(kind="kinship", person=two[0], other=two[1], start=START, role="spouse", by=cast.by)
    with pytest.raises(Conflict):
        merge(*two, by=BY, reason=WHY)
    add_tie(
        kind="membership",
        member=cast.association,
        organisation=cast.other_association,
        start=START,
        by=cast.by,
    )
    with pytest.raises(Conflict):
        merge(cast.association, cast.other_association, by=BY, reason=WHY)
    with pytest.raises(Conflict):
        merge(cast.association, cast.lead_office, by=BY, reason=WHY)  # programmes are bound to it


def test_accounts_posts_and_votes_are_never_merged_unasked(cast, two):  # noqa: F811
    winner, loser = two
    user = make_user(loser, "loser", by=cast.by)
    with pytest.raises(Conflict):
        merge(winner, loser, by=BY, reason=WHY)
    assert merge_many([(loser.pk, winner.pk)], by=BY, because=WHY) == ([], [(loser.pk, winner.pk)])
    made = merge(winner, loser, by=BY, reason=WHY, with_account=True)
    user.refresh_from_db()
    assert user.person_id == winner.pk
    undo_merge(made, by=BY, reason=WHY)
    user.refresh_from_db()
    assert user.person_id == loser.pk
    make_user(winner, "winner", by=cast.by)
    with pytest.raises(Conflict, match=r"账号|account"):
        merge(winner, loser, by=BY, reason=WHY, with_account=True)
    set_locked(user, locked=True, by=cast.by)
    merge(winner, loser, by=BY, reason=WHY, with_account=True)
    user.refresh_from_db()
    assert user.person_id == loser.pk  # locked, it stays behind
    officer = cast.people["city_officer"]
    assert merge_many([(officer.pk, winner.pk)], by=BY, because=WHY)[0] == []


def test_nobody_votes_twice_by_being_joined(cast, two):  # noqa: F811
    winner, loser = two
    ballot = a_ballot(cast)
    for code in ("publish_rules", "call_entries", "screen", "open_voting"):
        make_move(
            ballot, code, by=cast.by, at=DAY, given={"basis": ballot.basis}, after=ballot.family.after_move
        )
    cast_vote(ballot, [ballot.entries.first()], by=actor_for(loser.pk, on=DAY), at=DAY)
    with pytest.raises(Conflict):
        merge(winner, loser, by=BY, reason=WHY, with_account=True)
    made = merge(loser, winner, by=BY, reason=WHY)
    assert ballot.roll.filter(person=winner).exists()  # the second place stays with the record that went
    with pytest.raises(Conflict):
        cast_vote(ballot, [ballot.entries.first()], by=actor_for(loser.pk, on=DAY), at=DAY)
    assert made.moved.get("ballots.RollEntry.person_id") is None


def test_of_two_attendances_the_one_that_happened_counts(cast, two):  # noqa: F811
    winner, loser = two
    salon = a_gathering(cast, "salon")
    states = [
        Entry(person_id=winner.pk, state=PartState.ABSENT),
        Entry(person_id=loser.pk, state=PartState.ATTENDED),
    ]
    record_attendance(salon, states, by=cast.by)
    made = merge(winner, loser, by=BY, reason=WHY)
    standing = Participation.objects.get(gathering=salon, person=winner, superseded_by=None)
    assert standing.state == PartState.ATTENDED
    assert Participation.objects.filter(gathering=salon, person=winner).count() == 2
    undo_merge(made, by=BY, reason=WHY)
    assert set(Participation.objects.filter(gathering=salon, superseded_by=None).values_list("person_id", "state")) == {
        (winner.pk, PartState.ABSENT), (loser.pk, PartState.ATTENDED),
    }  # fmt: skip


def test_what_is_recorded_later_stays_on_the_winner_and_is_told(cast, two):  # noqa: F811
    winner, loser = two
    made = merge(winner, loser, by=BY, reason=WHY)
    salon = a_gathering(cast, "salon")
    record_attendance(salon, [Entry(person_id=winner.pk)], by=cast.by)
    tie = add_tie(kind="team", person=winner, organisation=cast.association, start=START, by=cast.by)
    change_person(winner, values={"address": "中山路1号"}, by=cast.by)
    apart = undo_merge(made, by=BY, reason=WHY)
    assert sum(apart.stays.values()) == 3
    assert Participation.objects.get(gathering=salon).person_id == winner.pk
    tie.refresh_from_db()
    assert tie.person_id == winner.pk
    winner.refresh_from_db()
    loser.refresh_from_db()
    assert (winner.address, winner.phone, winner.email) == ("中山路1号", "13900001111", "")
    assert (loser.address, loser.phone, loser.email) == ("", "13900002222", "wf@example.com")
    with pytest.raises(Conflict):
        undo_merge(made, by=BY, reason=WHY)


def test_a_list_about_both_states_a_tie_of_each_after_the_undo(cast):  # noqa: F811
    head = "大连市摄影家协会2016年会员名单\n姓名,手机,工作单位\n"
    import_file(f"{head}张静,13900001111,大连蓝海科技有限公司\n".encode(), "一.csv", by=BY)
    import_file(f"{head}张静,13900002222,\n".encode(), "二.csv", by=BY)
    first, second = Person.objects.filter(name="张静").order_by("pk")
    made = merge(second, first, by=BY, reason=WHY)
    import_file(f"{head}张静,13900002222,大连蓝海科技有限公司\n".encode(), "三.csv", by=BY)
    assert Tie.objects.filter(kind="employment", superseded_by=None).count() == 1
    undo_merge(made, by=BY, reason=WHY)
    assert set(
        Tie.objects.filter(kind="employment", superseded_by=None).values_list("person_id", flat=True)
    ) == {first.pk, second.pk}


def test_joining_shows_no_value_to_anybody_who_did_not_see_it_before(cast, two):  # noqa: F811
    """A liaison officer knows of the joined record what their own lists say of it, and nothing that the other record had."""
    winner, loser = two
    liaison = cast.actor("liaison")
    before = seen_by(liaison)["values"]
    assert before[winner.pk]["phone"] == "13900001111"
    assert loser.pk not in before
    for pair in ((winner, loser), (loser, winner)):
        made = merge(*pair, by=BY, reason=WHY)
        after = seen_by(liaison)["values"]
        assert after[pair[0].pk]["phone"] == "13900001111"
        assert after[pair[0].pk]["email"] == ""
        undo_merge(made, by=BY, reason=WHY)
    assert seen_by(liaison)["values"] == before


def test_what_one_record_took_back_the_other_does_not_give_again(cast, two):  # noqa: F811
    winner, loser = two
    people = Person.objects.filter(pk__in=[winner.pk, loser.pk])
    give_consent(loser, purpose="bulletins", text_version="1", by=cast.by, at=dt.date(2017, 5, 1))
    taken_back = give_consent(
        winner, purpose="bulletins", text_version="1", by=cast.by, at=dt.date(2017, 4, 1)
    )
    withdraw_consent(taken_back, by=cast.by, at=dt.date(2017, 6, 1))
    assert set(agreed(people, DAY, "bulletins")) == {loser}
    for pair in ((winner, loser), (loser, winner)):
        made = merge(*pair, by=BY, reason=WHY)
        assert not agreed(people, DAY, "bulletins").exists()
        assert agreed(
            people, dt.date(2017, 6, 30), "bulletins"
        ).exists()  # past audiences stay what they were
        undo_merge(made, by=BY, reason=WHY)
        assert set(agreed(people, DAY, "bulletins")) == {loser}


def test_a_younger_consent_counts_after_an_older_withdrawal(cast, two):  # noqa: F811
    winner, loser = two
    old = give_consent(winner, purpose="bulletins", text_version="1", by=cast.by, at=dt.date(2017, 4, 1))
    withdraw_consent(old, by=cast.by, at=dt.date(2017, 5, 1))
    give_consent(loser, purpose="bulletins", text_version="1", by=cast.by, at=dt.date(2017, 6, 1))
    merge(winner, loser, by=BY, reason=WHY)
    assert agreed(Person.objects.filter(pk=winner.pk), DAY, "bulletins").exists()


def test_reads_of_both_are_shown_to_the_joined_person(cast, two):  # noqa: F811
    winner, loser = two
    record_read(subject_id=loser.pk, by=cast.actor("city_officer"), how=Read.How.OPENED)
    made = merge(winner, loser, by=BY, reason=WHY)
    assert Read.objects.get().subject_id == winner.pk
    undo_merge(made, by=BY, reason=WHY)
    assert Read.objects.get().subject_id == loser.pk


def test_the_joined_person_is_found_by_both_names(cast, two):  # noqa: F811
    winner, loser = two
    merge(winner, loser, by=BY, reason=WHY)
    for name in ("王芳", "王方"):
        assert winner.pk in {one.pk for one in find_people(name, BY)}


def test_an_organisation_takes_over_what_it_lacked_and_gives_it_back(cast):  # noqa: F811
    one = add_organisation(kind="firm", name="大连蓝海科技有限公司", by=cast.by)
    other = add_organisation(
        kind="firm",
        name="蓝海科技",
        credit_code="91210204DH3272382U",
        place=cast.zhongshan,
        founded_on=dt.date(2010, 1, 1),
        by=cast.by,
    )
    before = seen(cast)
    made = merge(one, other, by=BY, reason=WHY)
    assert (one.credit_code, one.place_id, one.founded_on) == (
        "91210204DH3272382U",
        cast.zhongshan.pk,
        dt.date(2010, 1, 1),
    )
    undo_merge(made, by=BY, reason=WHY)
    assert difference(before, seen(cast)) == []


def test_thousands_are_merged_at_once_and_each_is_undone_alone(cast):  # noqa: F811
    head = "大连市摄影家协会2016年会员名单\n姓名,手机,工作单位,职务\n"
    for number in range(2):
        rows = [f"王{index},139{number}{index:07},大连蓝海科技有限公司,\n" for index in range(600)]
        import_file((head + "".join(rows)).encode(), f"{number}.csv", by=BY)
    people = list(Person.objects.filter(name__startswith="王").order_by("pk").values_list("pk", "name"))
    first: dict[str, int] = {}
    pairs = [(pk, first[name]) for pk, name in people if first.setdefault(name, pk) != pk]
    start = time.monotonic()
    made, left = merge_many(pairs, by=BY, because=WHY)
    seconds = time.monotonic() - start
    assert (len(made), left) == (600, [])
    assert seconds < 20
    assert Tie.objects.filter(kind="employment", superseded_by=None).count() == 600
    assert JournalEntry.objects.filter(verb="merge").values("group").distinct().count() == 1
    one = Regrouping.objects.get(pk=made[300].pk)
    undo_merge(one, by=BY, reason=WHY)
    assert Person.objects.filter(merged_into=None, name=Person.objects.get(pk=one.other_id).name).count() == 2
    assert Tie.objects.filter(kind="employment", superseded_by=None).count() == 601
    assert Mention.objects.filter(person_id=one.other_id).count() == 1
