"""The yearly assessment: schemes and their versions, points from locked figures, each verb allowed and denied, contests."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection

from lianxin.core.errors import BadInput, Conflict, NotAllowed
from lianxin.figures.drift import drift_of
from lianxin.figures.engine import figure, open_figure, table_by_district
from lianxin.figures.selections import select
from lianxin.gatherings.models import Participation
from lianxin.gatherings.services.gatherings import add_gathering, record_held
from lianxin.gatherings.services.participations import Entry, record_attendance
from lianxin.journal.models import Entry as JournalEntry
from lianxin.matters.services.moves import move_matter
from lianxin.register.models import Person
from lianxin.register.services.documents import issue_document
from lianxin.reports.assessing.checking import announce, check_assessment, give_points, tell
from lianxin.reports.assessing.comparing import compare_units, year_over_year
from lianxin.reports.assessing.contesting import answer_contest, contest
from lianxin.reports.assessing.locked import LockedList
from lianxin.reports.assessing.locking import lock_figures
from lianxin.reports.assessing.reporting import give_evidence, say, send_self_report, take_evidence
from lianxin.reports.assessing.schemes import (
    amend_scheme,
    describe_scheme,
    discard_draft,
    draft_scheme,
    open_scheme,
    put_indicator,
    remove_indicator,
)
from lianxin.reports.assessing.scoring import grade_of, recomputed, score_of, total_of
from lianxin.reports.models import (
    Assessment,
    AssessmentScheme,
    Indicator,
    IndicatorScore,
    ScoreContest,
    ScoreLock,
)

DAY = dt.date(2017, 2, 1)
FORUMS = {"name": "论坛", "method": "measure", "measure": "D1.forum_times", "target": Decimal(20), "weight": 60}
PAPERS = {"name": "制度", "method": "evidence", "weight": 40}
GRADES = [[60, "合格"], [90, "优秀"]]
pytestmark = pytest.mark.django_db


def a_draft(city, year=2016, *lines):
    office = city.actor("city_officer")
    made = draft_scheme(year=year, title=f"{year}年度考核", by=office, at=DAY)
    for line in lines or (FORUMS, PAPERS):
        put_indicator(made, line, by=office)
    return made


@pytest.fixture
def scheme(city, db):
    return open_scheme(a_draft(city), by=city.actor("city_officer"), at=DAY)


def of(scheme, code="210202"):
    return Assessment.objects.select_related("scheme", "place").get(scheme=scheme, place__code=code)


def score(assessment, number=0):
    """Fetched anew, as a page does."""
    rows = IndicatorScore.objects.select_related("indicator", "assessment__scheme", "assessment__place")
    return rows.filter(assessment=assessment, indicator__scheme=assessment.scheme).order_by("indicator__position")[number]


def told(city, scheme, code="210202"):
    """The unit after its check, with 30 of 40 points for its papers."""
    mine, office = of(scheme, code), city.actor("city_officer")
    send_self_report(mine, text="举办论坛一期。", by=city.by, at=DAY)
    give_points(score(mine, 1), points=Decimal(30), reason="缺印发件。", by=office, at=DAY)
    check_assessment(mine, by=office, at=DAY)
    return tell(mine, by=office, at=DAY)


# Schemes


def test_every_district_unit_has_its_record_and_its_locked_figures(scheme):
    assert scheme.assessments.count() == 10
    assert set(scheme.assessments.values_list("stage", flat=True)) == {"self_report"}
    assert IndicatorScore.objects.filter(indicator__scheme=scheme).count() == 20
    assert ScoreLock.objects.count() == 10
    assert score(of(scheme)).lock.points == Decimal("33.0")  # 11 of 20
    assert score(of(scheme)).lock.frozen.value == 11


def test_next_years_scheme_begins_from_this_one_and_changes_nothing_of_it(city, scheme):
    office = city.actor("city_officer")
    before = list(scheme.indicators.values("pk", "name", "weight", "target", "measure"))
    result = told(city, scheme).points
    later = draft_scheme(year=2017, title="2017年度考核", end=dt.date(2017, 6, 30), by=office, at=DAY)
    lines = list(later.indicators.all())
    assert [(line.name, line.weight) for line in lines] == [("论坛", 60), ("制度", 40)]
    put_indicator(later, {"target": Decimal(5), "weight": 10}, indicator=lines[0], by=office)
    put_indicator(later, {"name": "创新", "method": "judgement", "weight": 50}, by=office)
    open_scheme(later, by=office, at=dt.date(2017, 7, 3))
    assert list(scheme.indicators.values("pk", "name", "weight", "target", "measure")) == before
    assert of(scheme).points == result == total_of(IndicatorScore.objects.filter(assessment=of(scheme)))
    schemes, rows = year_over_year(office)
    assert [one.year for one in schemes] == [2016, 2017]
    assert len(rows) == 10
    assert all(one is not None for row in rows for one in row.years)


def test_a_draft_is_changed_and_an_open_scheme_is_not(city, scheme):
    office, line = city.actor("city_officer"), scheme.indicators.first()
    for change in (
        lambda: put_indicator(scheme, FORUMS, by=office),
        lambda: remove_indicator(line, by=office),
        lambda: open_scheme(scheme, by=office, at=DAY),
        lambda: describe_scheme(scheme, title="x", start=scheme.start, end=scheme.end, grades=[], by=office),
        lambda: draft_scheme(year=2016, title="again", by=office, at=DAY),
        lambda: lock_figures(scheme, by=office, at=DAY),
    ):
        with pytest.raises(Conflict):
            change()
    draft = a_draft(city, 2015)
    remove_indicator(draft.indicators.last(), by=office)
    with pytest.raises(BadInput, match="100"):
        open_scheme(draft, by=office, at=DAY)
    with pytest.raises(NotAllowed):
        discard_draft(draft, by=city.actor("leader"), at=DAY)
    discard_draft(draft, by=office, at=DAY)
    with pytest.raises(Conflict):
        discard_draft(scheme, by=office, at=DAY)
    assert AssessmentScheme.objects.get() == scheme
    assert not Indicator.objects.exclude(scheme=scheme).exists()


@pytest.mark.parametrize(
    "line",
    [
        FORUMS | {"weight": 0},
        FORUMS | {"target": None},
        FORUMS | {"target": Decimal(0)},
        FORUMS | {"minimum": 3},
        FORUMS | {"measure": "D3.issues_due"},
        FORUMS | {"measure": "C6.cases"},
        FORUMS | {"measure": "C6.on_time"},
    ],
)
def test_an_indicator_must_fit_together(city, db, line):
    with pytest.raises(BadInput):
        put_indicator(a_draft(city), line, by=city.actor("city_officer"))


def test_an_amendment_is_a_version_with_a_reason_until_units_are_checked(city, scheme):
    office = city.actor("city_officer")
    say(score(of(scheme), 1), text="印发制度两件", by=city.actor("district_officer"), at=DAY)
    with pytest.raises(BadInput):
        amend_scheme(scheme, reason=" ", by=office, at=DAY)
    second = amend_scheme(scheme, reason="目标值调整", by=office, at=DAY)
    with pytest.raises(Conflict):
        amend_scheme(scheme, reason="再来", by=office, at=DAY)
    put_indicator(second, {"target": Decimal(11)}, indicator=second.indicators.first(), by=office)
    open_scheme(second, by=office, at=DAY)
    assert scheme.assessments.count() == 0
    mine = of(second)
    assert score(mine).lock.points == Decimal(60)
    assert score(mine, 1).said == "印发制度两件"
    assert ScoreLock.objects.filter(score__indicator__scheme=scheme).count() == 10, "the version before keeps its locks"
    told(city, second)
    with pytest.raises(Conflict):
        amend_scheme(second, reason="太迟", by=office, at=DAY)


def test_a_period_that_is_not_over_is_locked_later(city, db):
    office = city.actor("city_officer")
    draft = a_draft(city)
    describe_scheme(draft, title=draft.title, start=draft.start, end=dt.date(2016, 12, 31), grades=GRADES, by=office)
    opened = open_scheme(draft, by=office, at=dt.date(2016, 12, 20))
    assert opened.locked_on is None
    with pytest.raises(BadInput):
        lock_figures(opened, by=office, at=dt.date(2016, 12, 31))
    with pytest.raises(Conflict):
        send_self_report(of(opened), text="…", by=city.by, at=DAY)
    assert lock_figures(opened, by=office, at=DAY) == 10
    assert opened.grades == [[90, "优秀"], [60, "合格"]]


# Points


class Fig:
    """What scoring reads of a figure."""

    def __init__(self, value=None, up=None, down=None):
        self.is_rate = down is not None
        self.value = (up / down if down else None) if self.is_rate else value
        self.numerator, self.denominator = up, down


@pytest.mark.parametrize(
    ("line", "fig", "points", "why"),
    [
        ({}, Fig(10), "15.0", ""),
        ({}, Fig(25), "30.0", ""),
        ({}, Fig(0), "0.0", ""),
        ({}, Fig(), None, "none"),
        ({"target": Decimal(90), "minimum": 3}, Fig(up=2, down=3), "22.2", ""),
        ({"target": Decimal(90), "minimum": 4}, Fig(up=2, down=3), None, "few"),
        ({"target": Decimal(90)}, Fig(up=0, down=0), None, "none"),
        ({"target": Decimal(2), "direction": "less"}, Fig(2), "30.0", ""),
        ({"target": Decimal(2), "direction": "less"}, Fig(4), "15.0", ""),
        ({"target": Decimal(0), "direction": "less"}, Fig(1), "0.0", ""),
    ],
)
def test_points_follow_from_the_figure(line, fig, points, why):
    indicator = Indicator(**{"method": "measure", "target": Decimal(20), "weight": 30, **line})
    found = score_of(indicator, fig)
    assert (found.points, found.unscored) == (None if points is None else Decimal(points), why)


def test_what_is_not_scored_drops_out_of_both_sides(city, db):
    office = city.actor("city_officer")
    liaison = {"name": "联络员", "method": "measure", "measure": "C4.liaison_rate", "target": Decimal(90), "weight": 60, "minimum": 50}
    opened = open_scheme(a_draft(city, 2016, liaison, PAPERS), by=office, at=DAY)
    mine = of(opened)
    assert score(mine).lock.unscored in {"few", "none"}
    send_self_report(mine, text="…", by=city.by, at=DAY)
    give_points(score(mine, 1), points=Decimal(30), reason="缺印发件。", by=office, at=DAY)
    assert check_assessment(mine, by=office, at=DAY).points == Decimal("75.0")
    assert grade_of(mine.points, [[90, "优秀"], [60, "合格"]]) == "合格"
    assert grade_of(mine.points, []) == ""


def test_an_indicator_is_asked_of_its_scope_only(city, db):
    opened = open_scheme(a_draft(city, 2016, FORUMS, PAPERS | {"scope": ["210202", "210203"]}), by=city.actor("city_officer"), at=DAY)
    assert IndicatorScore.objects.filter(indicator__scheme=opened).count() == 12
    assert of(opened, "210204").scores.count() == 1


# The way of a unit


def test_the_whole_way(city, scheme):
    mine, district, office = of(scheme), city.actor("district_officer"), city.actor("city_officer")
    paper = issue_document(title="制度汇编", number="中统发〔2016〕3号", issuer=city.lead_office, issued_on=DAY, by=city.by)
    say(score(mine, 1), text="印发制度一件", claimed=Decimal(40), by=district, at=DAY)
    give_evidence(score(mine, 1), paper, by=district, at=DAY)
    give_evidence(score(mine, 1), paper, by=district, at=DAY)
    assert score(mine, 1).evidence.count() == 1
    send_self_report(mine, text="举办论坛一期，名单见活动记录。", by=district, at=DAY)
    with pytest.raises(Conflict):
        say(score(mine, 1), text="补充", by=district, at=DAY)
    with pytest.raises(Conflict, match="制度"):
        check_assessment(of(scheme), by=office, at=DAY)
    with pytest.raises(BadInput):
        give_points(score(mine, 1), points=Decimal(30), by=office, at=DAY)
    with pytest.raises(BadInput):
        give_points(score(mine, 1), points=Decimal(41), reason="…", by=office, at=DAY)
    give_points(score(mine, 1), points=Decimal(40), by=office, at=DAY)
    mine = of(scheme)
    assert check_assessment(mine, by=office, at=DAY).points == Decimal("73.0")
    tell(mine, by=office, at=DAY)
    assert figure(select("A5.units_assessed", DAY, DAY)).value == 0
    announce(mine, by=office, at=DAY)
    selection = select("A5.units_assessed", DAY, DAY)
    assert figure(selection).value == 1
    assert open_figure(selection, office).opened == 1
    assert [line.place.code for line in table_by_district(selection) if line.figure.value] == ["210202"]
    verbs = {"draft_scheme", "open_scheme", "lock_figures", "say_of_indicator", "give_evidence", "give_points", "move.announce"}
    assert verbs <= set(JournalEntry.objects.values_list("verb", flat=True))


def test_a_district_acts_for_itself_only_and_nobody_scores_themselves(city, scheme):
    other, mine = of(scheme, "210203"), of(scheme)
    district, office, leader = (city.actor(role) for role in ("district_officer", "city_officer", "leader"))
    paper = issue_document(title="制度汇编", number="", issuer=city.lead_office, issued_on=DAY, by=city.by)
    give_evidence(score(mine, 1), paper, by=city.by, at=DAY)
    proof = score(mine, 1).evidence.select_related("score__assessment").get()
    denied = [
        lambda: say(score(other, 1), text="…", by=district, at=DAY),
        lambda: say(score(mine, 1), text="…", by=office, at=DAY),
        lambda: give_evidence(score(mine, 1), paper, by=office, at=DAY),
        lambda: take_evidence(proof, by=office, at=DAY),
        lambda: send_self_report(other, text="…", by=district, at=DAY),
        lambda: send_self_report(mine, text="…", by=office, at=DAY),
        lambda: contest(score(other), about="missing", text="…", by=district, at=DAY),
        lambda: contest(score(mine), about="missing", text="…", by=leader, at=DAY),
        lambda: give_points(score(mine, 1), points=Decimal(40), by=district, at=DAY),
        lambda: check_assessment(mine, by=district, at=DAY),
        lambda: tell(mine, by=leader, at=DAY),
        lambda: announce(mine, by=district, at=DAY),
        lambda: draft_scheme(year=2015, title="no", by=district, at=DAY),
        lambda: amend_scheme(scheme, reason="no", by=district, at=DAY),
        lambda: lock_figures(scheme, by=leader, at=DAY),
    ]
    for act in denied:
        with pytest.raises(NotAllowed):
            act()
    row = contest(score(mine), about="missing", text="漏记", by=district, at=DAY)
    with pytest.raises(NotAllowed):
        answer_contest(row, accepted=False, answer="…", by=district, at=DAY)
    take_evidence(proof, by=district, at=DAY)


def test_a_result_is_published_in_two_steps(city, scheme):
    district, office, dpo = (city.actor(role) for role in ("district_officer", "city_officer", "dpo"))
    mine = told(city, scheme)
    other = told(city, scheme, "210203")
    assert list(Assessment.objects.visible_to(district)) == [mine]
    assert not Assessment.objects.visible_to(dpo).exists()
    announce(other, by=office, at=DAY)
    assert set(Assessment.objects.visible_to(district)) == {mine, other}
    assert list(Assessment.objects.visible_to(dpo)) == [other]
    assert not district.can("examine", other)
    assert not IndicatorScore.objects.visible_to(district).filter(assessment=other).exists()
    waiting = of(scheme, "210204")
    send_self_report(waiting, text="…", by=city.by, at=DAY)
    give_points(score(waiting, 1), points=Decimal(40), by=office, at=DAY)
    check_assessment(waiting, by=office, at=DAY)
    known = {row.assessment.place.code: row.is_known for row in compare_units(scheme, city.actor("leader"))[1]}
    assert known["210202"]
    assert not known["210204"], "checked, and not given to the unit yet"


# Contests


def stored_reason(row) -> bytes:
    """The reason of a score or a lock as it stands in the database."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT reason FROM {row._meta.db_table} WHERE id = %s", [row.pk])
        held = cursor.fetchone()[0]
    return held.encode() if isinstance(held, str) else bytes(held)


def test_contested_points_are_answered_once_and_checked_again(city, scheme):
    district, office = city.actor("district_officer"), city.actor("city_officer")
    fresh = of(scheme, "210202")
    with pytest.raises(Conflict):
        contest(score(fresh, 1), about="points", text="…", by=district, at=DAY)
    mine = told(city, scheme)
    row = contest(score(mine, 1), about="points", text="印发件已补。", by=district, at=DAY)
    mine = of(scheme)
    assert mine.stage == "objection"
    with pytest.raises(Conflict):
        check_assessment(mine, by=office, at=DAY)
    with pytest.raises(BadInput):
        answer_contest(row, accepted=True, answer="属实", by=office, at=DAY)
    row = ScoreContest.objects.get(pk=row.pk)
    answer_contest(row, accepted=True, answer="属实", points=Decimal(38), by=office, at=DAY)
    with pytest.raises(Conflict):
        answer_contest(row, accepted=False, answer="…", by=office, at=DAY)
    assert score(mine, 1).reason == "属实"
    assert "属实".encode() not in stored_reason(score(mine, 1)), "the answer is sealed wherever it is kept"
    assert check_assessment(of(scheme), by=office, at=DAY).points == Decimal("71.0")


def test_a_missing_record_that_was_entered_shows_in_drift_and_locks_the_figure_anew(city, scheme):
    district, office = city.actor("district_officer"), city.actor("city_officer")
    mine = told(city, scheme)
    row = contest(score(mine), about="missing", text="漏记一期论坛。", by=district, at=DAY)
    with pytest.raises(Conflict, match=r"moved|变动"):
        answer_contest(row, accepted=True, answer="补记", by=office, at=DAY)
    row = ScoreContest.objects.get(pk=row.pk)
    assert row.is_open, "what was refused left nothing behind"
    held = dt.date(2016, 9, 1)
    forum = add_gathering(kind="forum", title="三新论坛（补）", series="三新论坛", run=9, starts_on=held, organiser=city.association, place=city.zhongshan, by=city.by, at=held)  # fmt: skip
    record_held(forum, by=city.by, at=held)
    people = Person.objects.filter(ties__kind="team")[:3]
    record_attendance(forum, [Entry(person_id=one.pk, state="attended") for one in people], by=city.by, at=held)
    answer_contest(row, accepted=True, answer="属实，已补记。", by=office, at=DAY)
    after = score(mine)
    first, second = after.locks.order_by("number")
    assert (first.points, second.points, second.reason) == (Decimal(33), Decimal(42), "属实，已补记。")
    assert "属实".encode() not in stored_reason(second)
    moved = drift_of(first.frozen)
    assert len(moved.added) == 3
    assert {cause.entry.verb for cause in moved.causes} <= {"record_attendance", "add_gathering", "move.hold", "take_part"}
    assert drift_of(second.frozen).is_none
    assert recomputed(first).points == first.points
    assert check_assessment(of(scheme), by=office, at=DAY).points == Decimal("72.0")


def test_an_accepted_contest_of_a_record_is_named_in_drift(city, scheme):
    """The unit opens the locked list, contests one of its records, the record is corrected: drift names contest and act."""
    office = city.actor("city_officer")
    mine = of(scheme)
    held = LockedList(score(mine), office)
    assert len(held.pks) == len(held.opened()) == 11
    wrong = Participation.objects.get(pk=held.pks[0])
    with pytest.raises(BadInput):
        contest(score(mine), about="record", text="不在名单", pk=0, by=city.by, at=DAY)
    row = contest(score(mine), about="record", text="此人当日未到。", pk=wrong.pk, by=city.by, at=DAY)
    assert of(scheme).stage == "self_report", "before the result nothing is objected to, only asked"
    with pytest.raises(Conflict, match=row.matter.number):
        answer_contest(row, accepted=True, answer="属实", by=office, at=DAY)
    record_attendance(wrong.gathering, [Entry(person_id=wrong.person_id, state="absent")], by=city.by, at=DAY)
    move_matter(row.matter, "check", by=city.by, at=DAY)
    move_matter(row.matter, "correct", by=city.by, at=DAY, given={"answer": "已更正"})
    row = ScoreContest.objects.select_related("matter", "score__indicator", "score__assessment__scheme", "score__assessment__place").get(pk=row.pk)
    answer_contest(row, accepted=True, answer="属实，已更正。", by=office, at=DAY)
    first, second = score(mine).locks.order_by("number")
    assert (first.frozen.value, second.frozen.value) == (11, 10)
    moved = drift_of(first.frozen)
    assert sum(cause.effect for cause in moved.causes) == -1
    assert ("matters.Matter", row.matter_id) in {reason for cause in moved.causes for reason in cause.because}


def test_schemes_in_draft_are_the_offices_own(city, db):
    draft = a_draft(city)
    assert AssessmentScheme.objects.visible_to(city.actor("city_officer")).get() == draft
    assert not AssessmentScheme.objects.visible_to(city.actor("district_officer")).exists()
    assert not Indicator.objects.visible_to(city.actor("leader")).exists()
