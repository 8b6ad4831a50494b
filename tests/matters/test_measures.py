"""Figures of matters: what counts, what does not, and that each opens to its records."""

import datetime as dt

import pytest
from tests.matters.conftest import TODAY, of, person

from lianxin.figures.engine import figure, open_figure
from lianxin.figures.measures import measures
from lianxin.figures.selections import select
from lianxin.matters.enums import Rating
from lianxin.matters.models import Matter
from lianxin.matters.services.agreed import Agreement
from lianxin.matters.services.matters import add_party, open_matter, record_outcome
from lianxin.matters.services.moves import move_matter
from lianxin.matters.services.outcomes import record_adoption

FROM = dt.date(2017, 1, 1)
OURS = [key for key in measures.keys() if key.split(".")[0] in {"C6", "D9", "D10", "D11", "D12", "B5", "A2"}]  # noqa: SIM118


def value(key: str, **kwargs):
    return figure(select(key, FROM, TODAY, **kwargs)).value


def closed(city, kind: str, day: dt.date, until: dt.date, rating: str = "", **values) -> Matter:
    matter = open_matter(kind=kind, opened_on=day, agreed=Agreement(), by=city.lianxin, **({"raiser": person(), "desk": city.station} | values))
    return record_outcome(matter, closed_on=until, rating=rating, by=city.lianxin)


@pytest.fixture
def ledger(city) -> None:
    """Ten cases closed in time, two late, one refused, one at an office that is no station, one still open."""
    for n in range(10):
        closed(city, "feedback", dt.date(2017, 3, 1), dt.date(2017, 3, 6), Rating.SATISFIED if n < 7 else Rating.BASICALLY)
    for _n in range(2):
        closed(city, "rights_advice", dt.date(2017, 3, 1), dt.date(2017, 5, 4))
    refused = open_matter(kind="feedback", raiser=person(), desk=city.station, opened_on=dt.date(2017, 3, 1), by=city.lianxin)
    move_matter(refused, "refuse", by=city.worker, at=dt.date(2017, 3, 1), given={"ground": "settled", "channel": "法院"})
    closed(city, "feedback", dt.date(2017, 3, 1), dt.date(2017, 3, 2), desk=city.office)
    open_matter(kind="mediation", raiser=person(), desk=city.station, opened_on=dt.date(2017, 7, 10), by=city.lianxin)


def test_station_cases(city, ledger) -> None:
    assert value("C6.cases") == 13
    assert value("C6.cases", filters=(("kind", "rights_advice"),)) is None  # two are too few to print
    assert (value("C6.due"), value("C6.due_closed")) == (12, 10)
    assert value("C6.on_time") == pytest.approx(10 / 12)
    assert value("C6.satisfied") == pytest.approx(0.7)


def test_supervisors_open_the_lines_that_they_may_see(city, ledger) -> None:
    selection = select("C6.cases", FROM, TODAY)
    for actor, opened in ((city.officer, 13), (city.zhongshan_officer, 13), (city.xigang_officer, 0), (city.auditor, 0)):
        shown = open_figure(selection, actor)
        assert (shown.opened, shown.withheld) == (opened, 13 - opened)


def test_papers_count_once_by_the_day_of_adoption(city) -> None:
    papers = [open_matter(kind="proposal", title=f"建议{n}", opened_on=FROM, raiser=of(city.member), by=city.lianxin) for n in range(3)]
    for paper in papers[:2]:
        record_outcome(paper, closed_on=dt.date(2017, 5, 2), by=city.lianxin)
        for day in (dt.date(2017, 5, 2), dt.date(2017, 6, 2)):
            record_adoption(paper, level="central", document=city.document, adopted_on=day, by=city.lianxin)
    record_adoption(papers[0], level="city", document=city.document, adopted_on=dt.date(2017, 6, 2), by=city.lianxin)
    assert (value("D9.papers"), value("D9.adopted_central")) == (2, 2)


def test_a_student_in_two_years_counts_once(city) -> None:
    student = person("林晓")
    for year in (2016, 2017):
        closed(city, "student_grant", dt.date(year, 3, 1), dt.date(year, 5, 4), raiser=student, desk=city.office)
    closed(city, "student_grant", dt.date(2017, 3, 1), dt.date(2017, 5, 4), desk=city.office)
    assert figure(select("D11.students", dt.date(2015, 1, 1), TODAY)).value == 2


def test_mentors_projects_beneficiaries_needs_items(city) -> None:
    project = closed(city, "startup_project", dt.date(2017, 2, 1), dt.date(2017, 6, 1), desk=city.office)
    mentor = person("导师")
    add_party(project, role="mentor", party=mentor, by=city.lianxin)
    closed(city, "legal_aid", dt.date(2017, 3, 1), dt.date(2017, 3, 2), desk=city.lawyers, served=120)
    closed(city, "legal_aid", dt.date(2017, 3, 1), dt.date(2017, 3, 2), desk=city.lawyers)
    closed(city, "need", dt.date(2017, 3, 1), dt.date(2017, 3, 9), desk=city.office)
    closed(city, "action_item", dt.date(2017, 3, 1), dt.date(2017, 3, 9), desk=city.office, raiser=None, title="台账")
    assert [value(key) for key in ("D10.projects", "D10.mentors", "D12.beneficiaries")] == [1, 1, 121]
    assert [value(key) for key in ("B5.needs", "B5.needs_solved", "A2.items", "A2.on_time")] == [1, 1, 1, 1.0]


@pytest.mark.parametrize("key", OURS)
def test_every_measure_of_ours_can_be_computed_and_opened(city, key) -> None:
    definition = measures.get(key)
    selection = select(key, FROM, TODAY)
    shown = figure(selection)
    assert shown.key == key
    if hasattr(definition, "rows"):
        opened = open_figure(selection, city.officer)
        assert opened.opened + opened.withheld == (shown.value or 0)
