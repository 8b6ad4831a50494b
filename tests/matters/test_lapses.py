"""Two clocks: the words of a matter go, its number, dates, result and place in the counts stay."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.matters.conftest import TODAY, of

from lianxin.flows.models import Step
from lianxin.keeping.lapses import lapses
from lianxin.keeping.services.retention import delete_what_is_due, what_is_due
from lianxin.matters.models import Matter, MatterParty
from lianxin.matters.services.agreed import Agreement
from lianxin.matters.services.matters import open_matter, record_outcome
from lianxin.reference.services.changes import set_rule

pytestmark = pytest.mark.django_db
LONG_AGO = dt.date(2014, 3, 3)


def closed(city, kind: str, day: dt.date = LONG_AGO) -> Matter:
    matter = open_matter(
        kind=kind, title="建议", content="睡不好", raiser=of(city.member), desk=city.station, opened_on=day,
        agreed=Agreement(), entered_why="来访", by=city.lianxin,
    )  # fmt: skip
    record_outcome(matter, closed_on=day, by=city.lianxin)
    Step.objects.filter(object_id=matter.pk).update(note="谈了一小时")
    return matter


def test_words_go_by_the_rule_of_their_class_and_the_decision_stays(city, settings, tmp_path):
    settings.LIANXIN_DATA = tmp_path
    case, fresh, paper = (
        closed(city, "counselling"),
        closed(city, "counselling", TODAY),
        closed(city, "proposal"),
    )
    due = {one.key: one.count for one in what_is_due(TODAY)}
    assert (due["cases"], due["papers"]) == (1, 0)
    assert delete_what_is_due() >= 1
    before, kinds = (case.number, case.result, case.closed_on), MatterParty.objects.count()
    case.refresh_from_db()
    assert (case.number, case.result, case.closed_on) == before
    assert (case.content, case.entered_why, case.emptied_on, MatterParty.objects.count()) == (
        "",
        "",
        TODAY,
        kinds,
    )
    assert {step.note for step in Step.objects.filter(object_id=case.pk, model="matters.Matter")} == {""}
    for kept in (fresh, paper):
        kept.refresh_from_db()
        assert kept.content.endswith("睡不好")
    assert not lapses.get("cases").due(TODAY - dt.timedelta(days=1095)).exists()


def test_the_rule_is_dated(city):
    closed(city, "proposal")
    set_rule(
        key="matters.papers.days", value=1000, valid_from=dt.date(2015, 1, 1), source="试", by=city.officer
    )
    assert {one.key: one.count for one in what_is_due(TODAY)}["papers"] == 1
