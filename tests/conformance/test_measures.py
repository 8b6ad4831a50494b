"""Every figure that the city reports is declared, named in Chinese, and opens to a list that has a rule."""

from __future__ import annotations

import re

import pytest
from django.utils.translation import override
from tests.conformance.test_flows import has_chinese

from lianxin.access.rules import all_rules
from lianxin.figures.measures import Ratio, measures
from lianxin.programmes.models import Programme

KEYS = ["A1.departments", "A2.sessions", "A2.items", "A2.on_time", "A3.documents", "A4.posts", "A5.units_assessed", "B1.register", "B1.key_contacts", "B2.volunteers", "B3.classes", "B3.trained_times", "B3.trained_people", "B4.placements", "B5.pairings", "B5.visits", "B5.needs", "B5.needs_solved", "B6.provincial", "B6.city", "C1.hubs", "C1.organisations", "C2.coverage", "C3.professional", "C4.liaison_rate", "C5.graded", "C6.stations", "C6.cases", "C6.on_time", "C6.satisfied", "D1.forum_times", "D1.forum_people", "D2.meetings", "D3.bulletins", "D3.read_rate", "D4.channels", "D5.contests", "D5.votes", "D5.voters", "D6.active_members", "D7.columnists", "D7.columns", "D8.activities", "D9.salons", "D9.papers", "D9.adopted_central", "D10.projects", "D10.mentors", "D11.students", "D12.lawyers", "D12.beneficiaries", "D13.bookings"]
ALL = sorted(measures.keys())


@pytest.mark.parametrize("key", KEYS)
def test_the_city_counts_it(key):
    assert key in measures


@pytest.mark.parametrize("key", ALL)
def test_a_measure_is_named_in_words(key):
    measure = measures.get(key)
    with override("zh-hans"):
        assert has_chinese(measure.name)
        assert has_chinese(measure.words)
        assert has_chinese(measure.unit.label)
    with override("en"):
        assert not has_chinese(measure.name)
        assert re.search("[A-Za-z]", str(measure.words)), "words may name a Chinese series, in an English sentence"


@pytest.mark.parametrize("key", ALL)
def test_no_list_no_figure(key):
    """F16: a figure whose records no rule lets anybody see is refused."""
    measure = measures.get(key)
    if isinstance(measure, Ratio):
        assert {measure.numerator, measure.denominator} <= set(ALL)
        return
    listed = measure.listed or measure.rows().model
    assert listed in {rule.model for rule in all_rules() if rule.verb == "view"}


@pytest.mark.django_db
def test_programmes_show_figures_that_exist():
    named = {key for programme in Programme.objects.all() for key in programme.measures}
    assert named
    assert named - set(ALL) == set()
