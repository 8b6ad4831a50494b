"""Rules with validity dates: what the code declares, and the rows that win over it."""

import datetime as dt
from collections.abc import Iterator

import pytest

from lianxin.core.errors import BadInput, UnknownName
from lianxin.journal.models import Entry
from lianxin.reference.dated import DECLARED, declare_rule
from lianxin.reference.queries import rule, rule_version
from lianxin.reference.services.changes import set_rule

D = dt.date
pytestmark = pytest.mark.django_db
KEY = "test.reply_days"


@pytest.fixture(autouse=True)
def declared(fresh: None) -> Iterator[None]:
    declare_rule(KEY, 15, since=D(2010, 1, 1), source="old rule")
    declare_rule(KEY, 10, since=D(2016, 1, 1), source="new rule")
    yield
    DECLARED._things.pop(KEY)


def test_the_past_is_read_under_the_rules_of_the_past() -> None:
    assert [rule(KEY, day) for day in (D(2010, 1, 1), D(2015, 12, 31), D(2016, 1, 1))] == [15, 15, 10]
    assert rule_version(KEY, D(2017, 1, 1)).source == "new rule"


def test_a_row_wins_on_its_days(clerk: object) -> None:
    set_rule(key=KEY, value=5, valid_from=D(2017, 1, 1), source="city order", by=clerk)
    set_rule(key=KEY, value=7, valid_from=D(2017, 7, 1), source="city order 2", by=clerk)
    assert [rule(KEY, day) for day in (D(2016, 12, 31), D(2017, 1, 1), D(2017, 6, 30), D(2017, 7, 1))] == [
        10,
        5,
        5,
        7,
    ]
    set_rule(key=KEY, value=6, valid_from=D(2017, 3, 1), source="city order 1b", by=clerk)
    assert [rule(KEY, day) for day in (D(2017, 2, 28), D(2017, 3, 1), D(2017, 7, 1))] == [5, 6, 7]
    assert not rule_version(KEY, D(2017, 3, 1)).is_declared
    assert Entry.objects.filter(verb="set_rule").count() == 3


def test_unknown_rules_and_days_are_errors(clerk: object) -> None:
    with pytest.raises(UnknownName):
        rule("test.nothing", D(2017, 1, 1))
    with pytest.raises(UnknownName):
        rule(KEY, D(2009, 1, 1))
    with pytest.raises(UnknownName):
        set_rule(key="test.nothing", value=1, valid_from=D(2017, 1, 1), source="x", by=clerk)
    with pytest.raises(BadInput):
        set_rule(key=KEY, value="five", valid_from=D(2017, 1, 1), source="x", by=clerk)


def test_versions_are_declared_in_order() -> None:
    with pytest.raises(ValueError, match="order of time"):
        declare_rule(KEY, 1, since=D(2016, 1, 1), source="again")
