"""Many rows of a roster at once: planned, done, put back; rosters, officers and coverage of any day."""

import datetime as dt

import pytest
from tests.register.conftest import DAY, START, town  # noqa: F401  a fixture

from lianxin.access.actors import service
from lianxin.core.errors import BadInput, Conflict, NotAllowed
from lianxin.journal.models import Entry
from lianxin.register.models import Organisation, Tie, TieChange, TieEdit
from lianxin.register.queries.federation import bodies_of, drawn_bodies, federation, with_hubs
from lianxin.register.queries.rosters import coverage, liaison_officers, roster, standing_on
from lianxin.register.services.documents import issue_document
from lianxin.register.services.parties import add_organisation, add_person
from lianxin.register.services.rosters import RosterEdit, edit_roster, plan_edit, undo_edit
from lianxin.register.services.ties import add_tie, change_tie, end_tie

What = TieEdit.What
NEXT = dt.date(2017, 8, 1)


@pytest.fixture
def members(town):  # noqa: F811
    """Wang and three more members of the software association, and a document."""
    by = service("test", on=DAY)
    for name in ("赵一", "钱二", "孙三"):
        person = add_person(values={"name": name}, by=by, at=START, sender=town.software)
        add_tie(kind="membership", person=person, organisation=town.software, start=START, by=by)
    town.document = issue_document(title="会议纪要", number="软协〔2017〕1号", kind="minutes", issued_on=DAY, issuer=town.software, by=by)
    town.ties = list(Tie.objects.filter(organisation=town.software, kind="membership").order_by("pk"))
    return town


def state():
    columns = ("id", "kind", "person", "member", "organisation", "role", "start", "end", "document", "place", "is_main")
    return list(Tie.objects.order_by("pk").values_list(*columns))


def ids(ties):
    return [tie.pk for tie in ties]


def test_many_end_on_one_day_with_one_document_and_are_put_back(members):
    officer = members.actor(members.officer)
    before = state()
    edit = edit_roster(
        members.software, ids(members.ties), RosterEdit(What.END, day=NEXT, document=members.document), by=officer
    )
    ended = Tie.objects.filter(pk__in=ids(members.ties))
    assert {(tie.end, tie.document) for tie in ended} == {(NEXT, members.document)}
    entries = Entry.objects.filter(group=edit.group)
    assert sorted(entries.values_list("object_id", flat=True)) == ids(members.ties)
    assert set(entries.values_list("verb", "person_id", "happened_on")) == {("end_tie", members.officer.pk, NEXT)}
    undone = undo_edit(edit, by=officer)
    assert (undone.restored, undone.kept) == (4, [])
    assert state() == before
    with pytest.raises(Conflict):
        undo_edit(edit, by=officer)


def test_a_move_ends_here_and_begins_there(members):
    officer, before = members.actor(members.officer), state()
    move = RosterEdit(What.MOVE, day=NEXT, to=members.lawyers)
    plan = {one.tie.person.name: one.left_out for one in plan_edit(members.ties, move, by=officer)}
    assert bool(plan["王芳"]), "she is a member there already"
    assert [name for name, why in plan.items() if not why] == ["赵一", "钱二", "孙三"]
    edit = edit_roster(members.software, ids(members.ties), move, by=officer)
    begun = Tie.objects.filter(organisation=members.lawyers, start=NEXT)
    assert {tie.person.name for tie in begun} == {"赵一", "钱二", "孙三"}
    assert Entry.objects.filter(group=edit.group, verb="add_tie").count() == 3
    undo_edit(edit, by=officer)
    assert state() == before
    assert Entry.objects.filter(group=edit.group, verb="undo_tie_edit").count() == 6


def test_role_and_dates_are_corrected_for_many(members):
    officer = members.actor(members.officer)
    edit = RosterEdit(What.CHANGE, role="理事", start=dt.date(2016, 1, 1))
    edit_roster(members.software, ids(members.ties[:2]), edit, by=officer)
    assert {(t.role, t.start) for t in Tie.objects.filter(pk__in=ids(members.ties[:2]))} == {("理事", dt.date(2016, 1, 1))}
    assert Tie.objects.get(pk=members.ties[2].pk).role == ""
    again = plan_edit(Tie.objects.filter(pk__in=ids(members.ties[:2])), edit, by=officer)
    assert all(one.left_out for one in again)
    with pytest.raises(BadInput):
        edit_roster(members.software, ids(members.ties[:2]), edit, by=officer)


@pytest.mark.parametrize(
    "edit",
    [
        RosterEdit(What.END),
        RosterEdit(What.MOVE, day=NEXT),
        RosterEdit(What.CHANGE),
    ],
)
def test_an_edit_that_says_too_little_is_refused(members, edit):
    with pytest.raises(BadInput):
        plan_edit(members.ties, edit, by=members.actor(members.officer))


def test_ties_that_give_rights_and_ties_of_others_are_left_out(members):
    posts = list(Tie.objects.filter(kind="liaison"))
    plan = plan_edit(posts, RosterEdit(What.END, day=NEXT), by=members.actor(members.officer))
    assert all(one.left_out for one in plan)
    foreign = plan_edit(members.ties, RosterEdit(What.END, day=NEXT), by=members.actor(members.other_liaison))
    assert all(one.left_out for one in foreign)
    own = plan_edit(members.ties, RosterEdit(What.END, day=NEXT), by=members.actor(members.liaison))
    assert not any(one.left_out for one in own)


def test_what_somebody_changed_since_stays(members):
    officer = members.actor(members.officer)
    edit = edit_roster(members.software, ids(members.ties), RosterEdit(What.END, day=NEXT), by=officer)
    touched = Tie.objects.get(pk=members.ties[0].pk)
    change_tie(touched, by=officer, role="会长")
    undone = undo_edit(edit, by=officer)
    assert (undone.restored, ids(undone.kept)) == (3, [touched.pk])
    assert Tie.objects.get(pk=touched.pk).end == NEXT


def test_who_may_not_change_the_ties_does_not_undo(members):
    edit = edit_roster(
        members.software, ids(members.ties), RosterEdit(What.END, day=NEXT), by=members.actor(members.officer)
    )
    for who in (members.other_liaison, members.leader, members.guardian):
        with pytest.raises(NotAllowed):
            undo_edit(edit, by=members.actor(who))
    assert undo_edit(edit, by=members.actor(members.liaison)).restored == 4


def test_a_change_in_place_is_kept_with_before_and_after(members):
    tie = members.ties[0]
    end_tie(tie, end=NEXT, by=members.actor(members.officer), document=members.document)
    change = TieChange.objects.get(tie=tie)
    assert ("end" in change.before, change.after["end"], change.after["document_id"]) == (
        False,
        NEXT.isoformat(),
        members.document.pk,
    )
    assert Entry.objects.get(group=change.edit.group).verb == "end_tie"


def test_rosters_officers_and_coverage_of_any_day(town):  # noqa: F811
    by, when = service("test", on=DAY), dt.date(2016, 6, 1)
    late = add_person(values={"name": "周末"}, by=by, at=START)
    add_tie(kind="membership", person=late, organisation=town.software, start=when, by=by)
    day_before = when - dt.timedelta(days=1)
    assert late.pk not in set(roster(town.software, day_before).values_list("person_id", flat=True))
    assert late.pk in set(roster(town.software, when).values_list("person_id", flat=True))
    officer = Tie.objects.get(kind="liaison", organisation=town.software)
    end_tie(officer, end=when, by=by)
    assert list(liaison_officers([town.software.pk], day_before)) == [town.software.pk]
    assert liaison_officers([town.software.pk], when) == {}
    body = add_organisation(
        kind="district_association", name="中山区新的社会阶层人士联谊会", place=town.software.place, founded_on=when, by=by
    )  # fmt: skip
    issue_document(title="章程", number="", kind="charter", issued_on=when, issuer=body, by=by)
    covered = {one.unit.name: one for one in coverage(when)}
    assert (covered["中山区"].association, covered["中山区"].counts) == (body, True)
    assert {one.association for one in coverage(day_before)} == {None}
    assert not Organisation.objects.filter(standing_on(day_before), pk=body.pk).exists()


def test_an_association_that_is_being_prepared_is_named_and_does_not_count(town):  # noqa: F811
    by = service("test", on=DAY)
    body = add_organisation(kind="district_association", name="筹备组", place=town.software.place, by=by)
    covered = {one.unit.name: one for one in coverage(DAY)}["中山区"]
    assert (covered.association, covered.counts) == (body, False)


def test_the_graph_counts_and_its_marks_agree(town, django_assert_num_queries):  # noqa: F811
    by = service("test", on=DAY)
    hubs = [add_organisation(kind="hub", name=name, by=by) for name in ("联谊会", "联合会")]
    for hub in hubs:
        add_tie(kind="membership", member=town.software, organisation=hub, start=START, by=by)
    add_tie(kind="membership", member=town.lawyers, organisation=hubs[0], start=NEXT, by=by)
    add_organisation(kind="foundation", name="基金会", place=town.software.place, by=by)
    actor = town.actor(town.officer)
    with django_assert_num_queries(4):
        fed = federation(DAY, actor)
    assert (fed.count, fed.missing, fed.in_hubs, fed.in_several, fed.withheld) == (3, 1, 1, 1, 0)
    assert fed.members(hubs[0].pk) == 1
    assert federation(NEXT, actor).members(hubs[0].pk) == 2
    with django_assert_num_queries(2):
        bodies = with_hubs(bodies_of(drawn_bodies(DAY, actor), DAY), DAY, actor)
    by_name = {body.name: body for body in bodies}
    assert by_name["大连市软件行业协会"].hubs == tuple(sorted(hub.pk for hub in hubs))
    assert [name for name, body in by_name.items() if body.is_missing] == ["基金会"]
    leader = federation(DAY, town.actor(town.leader))
    assert (leader.count, leader.in_hubs, leader.withheld) == (3, 0, 2), "a leader sees no ties but their own pairs"
    liaison = federation(DAY, town.actor(town.liaison))
    assert (liaison.count, liaison.withheld) == (1, 0)
