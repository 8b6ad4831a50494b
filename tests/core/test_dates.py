"""Half-open spans and the Chinese form of dates."""

import datetime as dt

import pytest

from lianxin.core.dates import span_on, zh_date
from lianxin.register.enums import TieKind
from lianxin.register.models import Organisation, Person, Tie

DAY = dt.date(2017, 7, 14)


@pytest.mark.django_db
def test_a_tie_holds_from_its_first_day_to_the_day_before_its_end() -> None:
    person = Person.objects.create(name="李雷", added_on=DAY)
    firm = Organisation.objects.create(kind="firm", name="某公司", name_key="某公司", added_on=DAY)
    spans = {
        "open": (None, None),
        "begins": (DAY, None),
        "ends": (None, DAY),
        "ends tomorrow": (None, DAY + dt.timedelta(1)),
        "begins tomorrow": (DAY + dt.timedelta(1), None),
    }
    for role, (start, end) in spans.items():
        Tie.objects.create(kind=TieKind.EMPLOYMENT, person=person, organisation=firm, role=role, start=start, end=end)
    assert set(Tie.objects.filter(span_on(DAY)).values_list("role", flat=True)) == {"open", "begins", "ends tomorrow"}


def test_chinese_dates_have_no_leading_zeros() -> None:
    assert zh_date(dt.date(2017, 7, 4)) == "2017年7月4日"
