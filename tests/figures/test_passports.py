"""Passports are generated from the definitions, and the page in docs holds the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

from lianxin.figures.measures import measures
from lianxin.figures.passports import all_passports, as_page, passport

DOCS = Path(__file__).resolve().parents[2] / "docs" / "measures.md"


def test_docs_hold_every_passport():
    with translation.override("en"):
        page = as_page()
    assert DOCS.read_text(encoding="utf-8") == page, "run: lianxin measures > docs/measures.md"


def test_passports_stand_in_the_order_of_the_programmes():
    keys = [one.key for one in all_passports()]
    assert len(keys) == len(measures)
    assert keys.index("D2.meetings") < keys.index("D10.projects")


@pytest.mark.parametrize("key", sorted(measures.keys()))
def test_a_passport_says_unit_and_owner(key):
    one = passport(key)
    assert one.words
    assert len(one.facts) >= 5


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_column_stands_in_a_passport_without_words(language):
    with translation.override(language):
        facts = [fact for one in all_passports() for _term, fact in one.facts]
    columns = re.compile(r"^(?:[a-z]+\.[A-Z]\w+|[a-z_]+(?:__[a-z_]+)+|[a-z]+_(?:on|id)\b.*)$")
    assert not [fact for fact in facts if columns.match(fact)]
