"""What became of figures of duties: the act that closed a gap, or opened one again, is named."""

from __future__ import annotations

import pytest
from tests.cast import DAY, START, cast  # noqa: F401  a fixture
from tests.reports.test_duties import BY, day, declared, visit

from lianxin.bulletins.services.bulletins import draft_bulletin, issue_bulletin
from lianxin.figures.acts import edits_since
from lianxin.figures.drift import Drift, drift_of
from lianxin.figures.selections import select
from lianxin.figures.services.freezing import freeze
from lianxin.gatherings.models import Participation
from lianxin.gatherings.services.gatherings import add_gathering, change_gathering, record_held
from lianxin.gatherings.services.participations import Entry, record_attendance
from lianxin.journal.models import Entry as JournalEntry
from lianxin.register.models import Document
from lianxin.register.services.documents import issue_document
from lianxin.register.services.imports import import_file
from lianxin.register.services.parties import add_organisation
from lianxin.register.services.ties import add_tie, end_tie
from lianxin.register.services.undo import undo_import
from lianxin.reports.duties.kinds import CONFERENCE, ISSUE, LIAISON, REPORT, TARGET, VISIT, duty_kinds
from lianxin.reports.duties.services import end_duty, set_target
from lianxin.reports.models import Every


def a_meeting(cast, kind: str, series: str, on: str, *, held: bool = True):  # noqa: F811
    made = add_gathering(kind=kind, title="会", series=series, starts_on=day(on), organiser=cast.association, by=BY, at=day(on))
    if held:
        record_held(made, held_on=day(on), by=BY, at=day(on))
    return made


def a_bulletin(cast, number: str, months: str):  # noqa: F811
    draft = draft_bulletin(
        kind="bimonthly", title="双月通报", number=number, issuer=cast.lead_office, period_start=day(months),
        audience={"ties": [{"kind": "key_contact"}]}, body="一", by=BY, at=day("2017-03-10"),
    )  # fmt: skip
    return issue_bulletin(draft, by=BY, at=DAY)


def open_gap(cast, kind: str) -> None:  # noqa: F811
    """One gap of the duty in the months before the day of the tests."""
    if kind == VISIT:
        declared(VISIT, grace_days=10)
        add_tie(kind="pairing", person=cast.member, other=cast.people["leader"], start=day("2017-03-01"), by=BY)
    elif kind == ISSUE:
        add_tie(kind="key_contact", person=cast.member, organisation=cast.lead_office, start=START, by=BY)
        declared(ISSUE, Every.TWO_MONTHS, "2017-03-01", grace_days=15)
    elif kind == CONFERENCE:
        declared(CONFERENCE, Every.HALF_YEAR, "2017-01-01")
    elif kind == REPORT:
        declared(REPORT, Every.YEAR, "2016-01-01", grace_days=90, follows=True)
        body = add_organisation(kind="district_association", name="中山区联谊会", place=cast.zhongshan, founded_on=START, by=BY)
        issue_document(title="章程", number="", kind="charter", issuer=body, issued_on=START, by=BY)
    elif kind == TARGET:
        year = {"start": day("2017-01-01"), "end": day("2018-01-01")}
        set_target(series="凝心聚力十三五", organisation=cast.association, needed=1, by=BY, **year)


def close_gap(cast, kind: str):  # noqa: F811
    """Close it, with records beside it that close nothing of it; gives the record that does."""
    if kind == LIAISON:
        return add_tie(kind="liaison", person=cast.member, organisation=cast.other_association, role="main", start=START, by=BY)
    if kind == VISIT:
        visit(cast, "2017-07-03")
        made = visit(cast, "2017-05-04")
        visit(cast, "2017-06-04")
        visit(cast, "2017-05-05", "auditor")
        return made
    if kind == ISSUE:
        a_bulletin(cast, "1", "2017-01-01")
        return a_bulletin(cast, "2", "2017-03-01")
    if kind == CONFERENCE:
        a_meeting(cast, "joint_conference", "联席会议", "2017-07-02")
        return a_meeting(cast, "joint_conference", "联席会议", "2017-06-02")
    if kind == REPORT:
        body = Document.objects.get(kind="charter").issuer
        report = {"number": "", "kind": "yearly_report", "issuer": body, "by": BY}
        issue_document(title="2015年度工作报告", issued_on=day("2016-05-02"), **report)
        return issue_document(title="2016年度工作报告", issued_on=day("2017-05-02"), **report)
    a_meeting(cast, "activity", "汇聚社会精英", "2017-03-01")
    return a_meeting(cast, "activity", "凝心聚力十三五", "2017-03-01")


CLOSED_BY = {
    LIAISON: "add_tie", VISIT: "record_attendance", ISSUE: "move.issue", CONFERENCE: "move.record_held", REPORT: "issue_document",
    TARGET: "move.record_held",
}  # fmt: skip


def sides(kind: str) -> list[str]:
    known = duty_kinds.get(kind)
    return [known.missing, known.done, known.rate]


def frozen(cast, keys: list[str]):  # noqa: F811
    made = freeze([select(key, START, DAY) for key in keys], owner=cast.dalian, by=BY, at=DAY)
    return dict(zip(keys, made, strict=True))


def acts(drift: Drift) -> list[tuple[str, int]]:
    """Verb and effect of each cause; a rate's are those of what is done."""
    return [(cause.entry.verb if cause.entry else "", cause.effect) for cause in (drift.parts[0] if drift.parts else drift).causes]


@pytest.mark.parametrize("kind", duty_kinds.keys())
def test_the_act_that_closed_a_gap_is_named(cast, kind):  # noqa: F811
    open_gap(cast, kind)
    known = frozen(cast, sides(kind))
    assert known[duty_kinds.get(kind).missing].value == 1
    closed = close_gap(cast, kind)
    for key, figure in known.items():
        found = drift_of(figure)
        assert acts(found) == [(CLOSED_BY[kind], -1 if key.endswith(("missing", "missed", "without_liaison", "not_visited")) else 1)], key
        (cause,) = (found.parts[0] if found.parts else found).causes
        assert cause.entry.object_id == closed.pk, key


@pytest.mark.parametrize("kind", [CONFERENCE, ISSUE, REPORT, TARGET, VISIT])
def test_a_gap_in_a_list_that_was_contested_is_found_corrected(cast, kind):  # noqa: F811
    """The act answers a contest of the line that stood in the list of what is missing."""
    open_gap(cast, kind)
    missing = duty_kinds.get(kind).missing
    moved = frozen(cast, [missing])[missing]
    before = JournalEntry.objects.latest("pk").pk
    close_gap(cast, kind)
    (row,) = drift_of(moved).left
    assert CLOSED_BY[kind] in {entry.verb for entry in edits_since(row.model, row.pk, before)}


def test_a_gap_that_opens_again_names_what_opened_it(cast):  # noqa: F811
    for kind in (LIAISON, VISIT, CONFERENCE, TARGET):
        open_gap(cast, kind)
    tie, _visit, meeting, held = (close_gap(cast, kind) for kind in (LIAISON, VISIT, CONFERENCE, TARGET))
    keys = ["C4.without_liaison", "B5.pairs_visited", "A1.conferences_held", "D8.targets_missed"]
    known = frozen(cast, keys)
    end_tie(tie, end=day("2017-07-10"), by=BY)
    absent = [Entry(person_id=cast.member.pk, part="contacted", state="absent")]
    for row in Participation.objects.filter(person=cast.member).select_related("gathering"):
        record_attendance(row.gathering, absent, by=BY, at=DAY)
    change_gathering(meeting, series="专题学习", by=BY, at=DAY)
    change_gathering(held, organiser=cast.other_association, by=BY, at=DAY)
    assert acts(drift_of(known["C4.without_liaison"])) == [("end_tie", 1)]
    assert acts(drift_of(known["B5.pairs_visited"])) == [("record_attendance", -1)]
    assert acts(drift_of(known["A1.conferences_held"])) == [("change_gathering", -1)]
    assert acts(drift_of(known["D8.targets_missed"])) == [("change_gathering", 1)]


def test_what_was_due_no_more_names_the_duty_or_the_tie(cast):  # noqa: F811
    open_gap(cast, VISIT)
    duty = declared(CONFERENCE, Every.QUARTER, "2017-01-01")
    known = frozen(cast, ["B5.pairs_due", "B5.pairs_not_visited", "A1.conferences_due", "A1.conferences_missing"])
    visit(cast, "2017-05-04")
    end_tie(cast.member.ties.get(kind="pairing"), end=day("2017-06-01"), by=BY)
    end_duty(duty, end=day("2017-04-01"), by=BY)
    for key in ("B5.pairs_due", "B5.pairs_not_visited"):
        assert acts(drift_of(known[key])) == [("end_tie", -1)], key
    for key in ("A1.conferences_due", "A1.conferences_missing"):
        assert acts(drift_of(known[key])) == [("end_duty", -1)], key


def test_a_list_that_named_an_officer_and_was_taken_back(cast, tmp_path):  # noqa: F811
    (before,) = frozen(cast, ["C4.without_liaison"]).values()
    path = tmp_path / "联络员备案表.csv"
    path.write_text(f"社会组织名称,联络员姓名,联络员电话,任职时间\n{cast.other_association.name},张静,13900001111,2015.06\n", encoding="utf-8")
    imported = import_file(path, path.name, by=BY, basis="consent").imported
    assert acts(drift_of(before)) == [("import", -1)]
    (after,) = freeze([select("C4.without_liaison", START, DAY)], owner=cast.zhongshan, by=BY, at=DAY)
    undo_import(imported, by=BY)
    assert drift_of(before).is_none
    assert acts(drift_of(after)) == [("undo_import", 1)]
