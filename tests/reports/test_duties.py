"""Duties: a gap opens when its term is over, closes itself when the record appears, and its owner is told once."""

from __future__ import annotations

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from tests.cast import DAY, START, cast  # noqa: F401  a fixture

from lianxin.access.actors import service
from lianxin.bulletins.services.bulletins import draft_bulletin, issue_bulletin
from lianxin.core.errors import BadInput, Conflict, NotAllowed
from lianxin.figures.engine import figure, open_figure, rows_of, table_by_district
from lianxin.figures.selections import select
from lianxin.gatherings.services.gatherings import add_gathering, record_held
from lianxin.gatherings.services.participations import Entry, record_attendance
from lianxin.journal.models import Entry as JournalEntry
from lianxin.notices.models import Notice
from lianxin.register.services.documents import issue_document
from lianxin.register.services.parties import add_organisation
from lianxin.register.services.ties import add_tie, end_tie
from lianxin.reports.duties import reminding
from lianxin.reports.duties.calendar import in_words, terms
from lianxin.reports.duties.kinds import CONFERENCE, ISSUE, LIAISON, REPORT, TARGET, VISIT, duty_kinds
from lianxin.reports.duties.services import declare_duty, end_duty, load_duties, set_target
from lianxin.reports.duties.standing import Standing, gaps_by_unit, scope_of
from lianxin.reports.models import Duty, DutyReminder, DutyTerm, Every

BY = service("test", on=DAY)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def value(key: str, end: dt.date = DAY, start: dt.date = START, place: str = "") -> int | float | None:
    return figure(select(key, start, end, place)).value


def declared(kind: str, every: str = Every.QUARTER, start: str = "2015-01-01", owner: str = "city_officer", **more) -> Duty:
    return declare_duty(kind=kind, every=every, start=day(start), owner=owner, source="制度", by=BY, at=day("2015-01-01"), **more)


def visit(cast, on: str, leader: str = "leader", *, held: bool = True):  # noqa: F811
    made = add_gathering(kind="visit", title="走访", starts_on=day(on), organiser=cast.lead_office, place=cast.zhongshan, by=BY, at=day(on))
    if held:
        record_held(made, held_on=day(on), by=BY, at=day(on))
    state = "attended" if held else "registered"
    entries = [Entry(person_id=cast.people[leader].pk, part="leader", state=state), Entry(cast.member.pk, part="contacted", state=state)]
    record_attendance(made, entries, by=BY, at=day(on))
    return made


# The calendar


def test_terms_are_whole_and_cut_at_the_year():
    quarters = list(terms(Every.QUARTER, day("2015-02-10"), day("2015-11-01"), grace_days=10, follows=False))
    assert [(term.start, term.due) for term in quarters] == [
        (day("2015-04-01"), day("2015-07-10")), (day("2015-07-01"), day("2015-10-10")), (day("2015-10-01"), day("2016-01-10")),
    ]  # fmt: skip
    (year,) = terms(Every.YEAR, day("2016-01-01"), day("2016-12-31"), grace_days=90, follows=True)
    assert (year.counts_from, year.counts_to, year.due) == (day("2017-01-01"), day("2018-01-01"), day("2017-03-31"))
    assert list(terms(Every.ONCE, day("2015-01-01"), day("2018-01-01"), grace_days=0, follows=False)) == []
    assert [in_words(every, day("2015-07-01")) for every in Every.values] == [
        "2015-07-01", "2015-07", "2015-07/08", "2015Q3", "2015H2", "2015",
    ]  # fmt: skip


# Gaps


def test_a_vacancy_of_a_liaison_officer(cast):  # noqa: F811
    assert (value("C4.social_organisations"), value("C4.without_liaison")) == (2, 1)
    tie = add_tie(
        kind="liaison", person=cast.people["stranger"], organisation=cast.other_association, role="main", start=day("2017-01-01"), by=BY
    )
    assert (value("C4.without_liaison"), value("C4.without_liaison", day("2016-12-31"))) == (0, 1)
    end_tie(tie, end=DAY, by=BY)
    assert (value("C4.without_liaison"), value("C4.without_liaison", day("2017-07-13"))) == (1, 0)


def test_a_pair_without_a_visit_in_the_term(cast):  # noqa: F811
    declared(VISIT, grace_days=10)
    add_tie(kind="pairing", person=cast.member, other=cast.people["leader"], start=day("2017-03-01"), by=BY)
    assert value("B5.pairs_due", day("2017-07-09")) == 0, "the pair did not hold through the first quarter"
    assert (value("B5.pairs_due"), value("B5.pairs_not_visited"), value("B5.visit_rate")) == (1, 1, 0)
    visit(cast, "2017-05-02", held=False)
    visit(cast, "2017-05-03", "auditor")
    visit(cast, "2017-07-03")
    assert value("B5.pairs_not_visited") == 1, "planned, by somebody else, after the quarter: none of these is the visit"
    visit(cast, "2017-05-04")
    visit(cast, "2017-06-04")
    assert (value("B5.pairs_visited"), value("B5.pairs_not_visited"), value("B5.visit_rate")) == (1, 0, 1)
    assert value("B5.pairs_due", place="210202") == 1
    assert value("B5.pairs_due", place="210203") == 0


def test_an_issue_for_months_that_never_appeared(cast):  # noqa: F811
    declared(ISSUE, Every.TWO_MONTHS, "2017-01-01", grace_days=15)
    assert (value("D3.issues_due"), value("D3.issues_missing")) == (2, 2)
    add_tie(kind="key_contact", person=cast.member, organisation=cast.lead_office, start=START, by=BY)
    issue = draft_bulletin(
        kind="bimonthly", title="双月通报", number="1", issuer=cast.lead_office, period_start=day("2017-01-01"),
        audience={"ties": [{"kind": "key_contact"}]}, body="一", by=BY, at=day("2017-03-10"),
    )  # fmt: skip
    assert value("D3.issues_missing") == 2, "a draft is no issue"
    issue_bulletin(issue, by=BY, at=day("2017-04-20"))
    assert [(row.start) for row in rows_of(select("D3.issues_missing", START, DAY))] == [day("2017-03-01")]
    assert value("D3.issues_missing", day("2017-04-19")) == 1, "it came late: until then it was missing"
    assert value("D3.issues_missing", day("2017-04-20")) == 0


def test_a_half_year_without_a_conference(cast):  # noqa: F811
    declared(CONFERENCE, Every.HALF_YEAR, "2016-01-01")
    for on, series in (("2016-04-15", "联席会议"), ("2016-05-13", "联席会议"), ("2016-10-01", "专题学习")):
        held = add_gathering(
            kind="joint_conference", title="会议", series=series, starts_on=day(on), organiser=cast.lead_office, by=BY, at=day(on)
        )
        record_held(held, held_on=day(on), by=BY, at=day(on))
    assert [value(f"A1.conferences_{side}") for side in ("due", "held", "missing")] == [3, 1, 2]


def test_an_association_that_did_not_report(cast):  # noqa: F811
    declared(REPORT, Every.YEAR, grace_days=90, follows=True)
    body = add_organisation(kind="district_association", name="中山区联谊会", place=cast.zhongshan, founded_on=day("2015-06-01"), by=BY)
    issue_document(title="章程", number="", kind="charter", issuer=body, issued_on=day("2015-06-01"), by=BY)
    assert value("C2.reports_due", day("2016-07-14")) == 0, "it did not stand through 2015"
    assert (value("C2.reports_due"), value("C2.reports_missing")) == (1, 1)
    issue_document(title="2016年度工作报告", number="", kind="yearly_report", issuer=body, issued_on=day("2017-05-02"), by=BY)
    assert (value("C2.reports_missing", day("2017-05-01")), value("C2.reports_missing")) == (1, 0)


def test_a_target_of_a_campaign(cast):  # noqa: F811
    year = {"start": day("2017-01-01"), "end": day("2018-01-01"), "by": BY}
    set_target(series="凝心聚力十三五", organisation=cast.association, needed=2, **year)
    for number, on in enumerate(("2016-12-30", "2017-03-01", "2017-04-01")):
        held = add_gathering(
            kind="activity", title="活动", series="凝心聚力十三五", starts_on=day(on), by=BY, at=day(on),
            organiser=cast.association if number < 2 else cast.other_association,
        )  # fmt: skip
        record_held(held, held_on=day(on), by=BY, at=day(on))
    assert (value("D8.targets"), value("D8.targets_met"), value("D8.targets_missed")) == (1, 0, 1)
    held.co_organisers.add(cast.association)
    assert (value("D8.targets_met"), value("D8.targets_met", day("2017-03-31"))) == (1, 0)
    set_target(series="凝心聚力十三五", organisation=cast.association, needed=3, **year)
    assert (value("D8.targets"), value("D8.targets_missed")) == (1, 1), "the same target was raised"


# Declaring


def test_the_past_stays_under_the_rules_of_the_past(cast):  # noqa: F811
    declared(CONFERENCE, Every.QUARTER, "2016-01-01")
    assert value("A1.conferences_due") == 6
    second = declared(CONFERENCE, Every.HALF_YEAR, "2017-01-01")
    assert value("A1.conferences_due") == 4 + 1
    assert value("A1.conferences_due", day("2016-12-31")) == 4
    end_duty(second, end=day("2017-07-01"), by=BY)
    assert value("A1.conferences_due", day("2018-12-31")) == 5
    assert [(duty.start, duty.end) for duty in Duty.objects.order_by("start")] == [
        (day("2016-01-01"), day("2017-01-01")), (day("2017-01-01"), day("2017-07-01")),
    ]  # fmt: skip
    verbs = JournalEntry.objects.filter(verb__in=["declare_duty", "end_duty"]).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["declare_duty", "declare_duty", "end_duty"]


def test_what_cannot_be_declared(cast):  # noqa: F811
    declared(CONFERENCE, Every.QUARTER, "2016-01-01")
    with pytest.raises(Conflict):
        declared(CONFERENCE, Every.YEAR, "2016-01-01")
    for wrong in ({"every": Every.ONCE}, {"owner": "dpo"}, {"every": "weekly"}):
        with pytest.raises(BadInput):
            declared(ISSUE, **{"every": Every.QUARTER} | wrong)
    with pytest.raises(BadInput):
        declared(LIAISON, Every.QUARTER)
    with pytest.raises(BadInput):
        set_target(series="汇聚社会精英", organisation=cast.association, needed=0, start=START, end=DAY, by=BY)


@pytest.mark.parametrize("role", ["district_officer", "liaison", "leader", "auditor", "member"])
def test_who_may_not_declare(cast, role):  # noqa: F811
    by = cast.actor(role)
    with pytest.raises(NotAllowed):
        declare_duty(kind=ISSUE, every=Every.QUARTER, owner="city_officer", source="制度", start=START, by=by)
    with pytest.raises(NotAllowed):
        set_target(series="汇聚社会精英", organisation=cast.association, needed=1, start=START, end=DAY, by=by)
    assert not Duty.objects.exists()


def test_the_city_office_declares(cast, client):  # noqa: F811
    client.force_login(cast.user("city_officer"))
    sent = {"every": "quarter", "grace_days": 5, "owner": "city_officer", "source": "通报制度", "start": "2017-01-01"}
    answer = client.post(reverse("desk:duties_declare", args=[ISSUE]), sent)
    assert answer.status_code == 302
    assert Duty.objects.get().terms.count() == 6
    answer = client.post(reverse("desk:duties_declare", args=[ISSUE]), sent)
    assert answer.status_code == 200
    assert "2017-01-01" in str(answer.context["form"].non_field_errors())
    target = {"series": "汇聚社会精英", "organisation": cast.lead_office.pk, "needed": 2, "start": "2017-01-01", "end": "2018-01-01"}
    assert client.post(reverse("desk:duties_target"), target).status_code == 302
    assert value("D8.targets") == 1


# Telling owners


@pytest.fixture
def gaps(cast):  # noqa: F811
    """A pair that is due a visit, and a vacancy in a district without an officer."""
    declared(VISIT, grace_days=10, owner="leader")
    declared(LIAISON, Every.ONCE, owner="district_officer")
    add_tie(kind="pairing", person=cast.member, other=cast.people["leader"], start=day("2016-03-01"), by=BY)
    return cast


def tell(monkeypatch, on: str) -> list[tuple[str, str, str, int]]:
    """Run the job on a day; what it told, to whom."""
    monkeypatch.setattr("lianxin.reports.duties.reminding.today", lambda: day(on))
    before = set(DutyReminder.objects.values_list("pk", flat=True))
    told = reminding.look_after_duties()
    new = DutyReminder.objects.exclude(pk__in=before).order_by("pk")
    assert told == len(new)
    return [(row.duty.kind, row.stage, row.due.isoformat(), row.person_id) for row in new]


def test_owners_are_reminded_then_urged_and_not_twice(gaps, monkeypatch):
    leader, city = gaps.people["leader"].pk, gaps.people["city_officer"].pk
    assert tell(monkeypatch, "2017-06-20") == [(VISIT, "urge", "2017-04-10", leader), (LIAISON, "remind", "2017-06-15", city)]
    assert tell(monkeypatch, "2017-06-20") == []
    assert tell(monkeypatch, "2017-06-26") == [(VISIT, "remind", "2017-07-10", leader), (LIAISON, "urge", "2017-06-15", city)]
    assert tell(monkeypatch, "2017-06-27") == []
    visit(gaps, "2017-06-28")
    add_tie(kind="liaison", person=gaps.member, organisation=gaps.other_association, role="main", start=day("2017-06-28"), by=BY)
    assert tell(monkeypatch, "2017-07-18") == [], "the gaps closed themselves"
    assert Notice.objects.filter(template__startswith="duty.").count() == 4
    acts = JournalEntry.objects.filter(verb__in=reminding.VERBS.values()).order_by("pk")
    assert [(act.verb, act.data["people"], act.data["gaps"]) for act in acts] == [
        ("urge_gaps", 1, 1), ("remind_of_gaps", 1, 1), ("remind_of_gaps", 1, 1), ("urge_gaps", 1, 1),
    ]  # fmt: skip


def test_a_gap_goes_to_the_officer_of_its_district(gaps, monkeypatch):
    add_organisation(kind="foundation", name="无联络员基金会", place=gaps.zhongshan, founded_on=START, by=BY)
    found = tell(monkeypatch, "2017-06-01")
    assert (LIAISON, "remind", "2017-06-15", gaps.people["district_officer"].pk) in found
    page = client_of(gaps, "district_officer").get(reverse("desk:duties"))
    assert page.status_code == 200


def test_nobody_is_told_of_what_is_long_over(gaps, monkeypatch):
    end_duty(Duty.objects.get(kind=LIAISON), end=day("2018-01-01"), by=BY)
    tell(monkeypatch, "2017-07-20")
    DutyTerm.objects.filter(start__gte=day("2017-07-01")).delete()
    monkeypatch.setattr("lianxin.reports.duties.reminding.extend_terms", lambda duty, on: 0)
    DutyReminder.objects.all().delete()
    assert tell(monkeypatch, "2018-03-01") == []


# Pages


def client_of(cast, role: str) -> Client:  # noqa: F811
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.user(role))
    return client


@pytest.fixture
def places_stay(monkeypatch):
    """A slow machine must not look at the places anew between two pages whose statements are counted."""
    monkeypatch.setattr("lianxin.reference.snapshots.RECHECK_SECONDS", 3600)


@pytest.mark.parametrize("more", [1, 3])
@pytest.mark.parametrize(("by", "cost"), [("duty", 7), ("unit", 7), ("owner", 10)])
def test_a_page_costs_the_same_for_few_gaps_and_many(gaps, django_assert_num_queries, places_stay, by, cost, more):
    load_duties(by=BY, at=DAY)
    for number in range(more):
        body = add_organisation(kind="district_association", name=f"{number}联谊会", place=gaps.zhongshan, founded_on=START, by=BY)
        issue_document(title="章程", number="", kind="charter", issued_on=START, issuer=body, by=BY)
        set_target(series="汇聚社会精英", organisation=body, needed=1, start=START, end=day("2018-01-01"), by=BY)
    client, url = client_of(gaps, "city_officer"), f"{reverse('desk:duties')}?by={by}"
    client.get(url)
    with django_assert_num_queries(cost):
        page = client.get(url)
    assert page.status_code == 200


def test_each_role_sees_its_own(gaps):
    load_duties(by=BY, at=DAY)

    def seen(role: str) -> dict[str, tuple[int, int]]:
        page = client_of(gaps, role).get(reverse("desk:duties"))
        return {line.kind.key: (line.cell.due, line.cell.missing) for line in page.context["lines"]}

    whole = seen("city_officer")
    assert (whole[LIAISON], whole[VISIT]) == ((2, 1), (1, 1))
    assert list(seen("leader")) == list(whole) == [kind.key for kind in duty_kinds]
    assert seen("district_officer") == {LIAISON: (1, 0), VISIT: (1, 1), REPORT: (0, 0), TARGET: (0, 0)}
    assert seen("liaison") == {LIAISON: (1, 0), REPORT: (0, 0), TARGET: (0, 0)}
    assert client_of(gaps, "dpo").get(reverse("desk:duties")).status_code == 403


def test_the_panel_names_districts_with_gaps(gaps):
    lines = gaps_by_unit(gaps.actor("city_officer"), DAY)
    assert {line.place.name: line.missing for line in lines if line.place} == {"中山区": 1, "西岗区": 1}
    assert [line.place.name for line in gaps_by_unit(gaps.actor("district_officer"), DAY)] == ["中山区"]
    panel = client_of(gaps, "city_officer").get(reverse("desk:duties_gaps")).content.decode()
    assert "B5.pairs_not_visited" in panel
    assert "中山区" in panel


def test_owners_are_named_as_far_as_the_reader_may_see(gaps):
    page = client_of(gaps, "city_officer").get(f"{reverse('desk:duties')}?by=owner")
    assert {(line.role, line.name, line.count) for line in page.context["page"]} == {
        ("leader", gaps.people["leader"].name, 1), ("district_officer", "西岗区", 1),
    }  # fmt: skip
    opened = {line.role: one.href for line in page.context["page"] for one in line.what}
    assert not opened["leader"], "no selection holds the pairs of one leader"
    listed = client_of(gaps, "city_officer").get(opened["district_officer"])
    assert "C4.without_liaison" in opened["district_officer"]
    assert "<b>1</b>" in listed.content.decode()


def test_a_page_of_another_day(gaps):
    client = client_of(gaps, "city_officer")
    page = client.get(f"{reverse('desk:duties')}?on=2016-04-01")
    assert [line.cell.due for line in page.context["lines"]] == [2, 0]
    assert "on=2016-04-01" in page.context["tabs"][1]["href"]


# Over the sample city


def test_pages_and_figures_agree(sample_city):
    """F15: the numbers of the page are the figures of their keys, and due is done and missing, in the city and everywhere in it."""
    for on in (DAY, day("2016-12-31")):
        standing = Standing(on, scope_of(sample_city.actor("demo-city")))
        for line in standing.lines():
            sides = [figure(select(key, standing.start, on)).value for key in (line.kind.due, line.kind.done, line.kind.missing)]
            assert [line.cell.due, line.cell.done, line.cell.missing] == sides
            assert line.rate == figure(select(line.kind.rate, standing.start, on)).shown
            tables = [table_by_district(select(key, standing.start, on)) for key in (line.kind.due, line.kind.missing)]
            by_unit = {unit.place: dict(unit.by_kind)[line.kind] for unit in standing.units()}
            for due, missing in zip(*tables, strict=False):
                cell = by_unit[due.place]
                if cell is not None and due.place == missing.place:
                    assert (cell.due, cell.missing) == (due.figure.value, missing.figure.value)
    assert all(line.cell.due for line in standing.lines())


@pytest.mark.parametrize("account", ["demo-city", "demo-district", "demo-liaison", "demo-leader"])
def test_what_is_missing_opens(sample_city, account):
    """F1: opened and withheld are the value, whoever reads."""
    actor = sample_city.actor(account)
    for kind in duty_kinds:
        opened = open_figure(select(kind.missing, START, DAY), actor)
        assert opened.opened + opened.withheld == opened.figure.value
        if account == "demo-city":
            assert opened.withheld == 0


def test_the_command_says_it_as_data(sample_city):
    out = StringIO()
    call_command("duties", "--json", stdout=out)
    said = json.loads(out.getvalue())
    issue = next(duty for duty in said["duties"] if duty["key"] == ISSUE)
    assert (issue["due"], issue["done"], issue["missing"]) == (14, 13, 1)
    assert sum(unit["missing"].get(LIAISON, 0) for unit in said["units"]) == value("C4.without_liaison")
