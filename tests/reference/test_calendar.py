"""The vectors of the calendar: real notices, the year without one, the Civil Code's way of counting."""

import datetime as dt

import pytest

from lianxin.core.errors import BadInput
from lianxin.reference import calendar
from lianxin.reference.models import CalendarDay, CalendarYear
from lianxin.reference.services.changes import NoticeDay, publish_notice, set_local_day
from lianxin.reference.services.load import load_reference

D = dt.date
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (D(2026, 2, 10), 5, D(2026, 2, 24)),
        (D(2026, 9, 15), 15, D(2026, 10, 12)),
        (D(2026, 9, 28), 5, D(2026, 10, 10)),
        (D(2017, 7, 14), 1, D(2017, 7, 17)),
        (D(2017, 7, 14), 0, D(2017, 7, 14)),
        (D(2017, 7, 15), 0, D(2017, 7, 17)),
    ],
)
def test_working_days_follow_the_notices(start: D, n: int, end: D) -> None:
    assert calendar.add_working_days(start, n) == calendar.Deadline(end, provisional=False)


def test_deadline_that_touches_a_year_without_notice_is_provisional() -> None:
    deadline = calendar.add_working_days(D(2026, 12, 25), 5)
    assert deadline == calendar.Deadline(D(2027, 1, 4), provisional=True)
    assert calendar.is_provisional(D(2026, 12, 25), D(2026, 12, 30))
    assert not calendar.is_provisional(D(2026, 12, 1), D(2026, 12, 27))


def test_year_without_notice_has_weekends_and_fixed_days_off() -> None:
    assert not calendar.is_working_day(D(2030, 10, 2))
    assert not calendar.is_working_day(D(2030, 6, 1))
    assert calendar.is_working_day(D(2030, 6, 3))
    assert not calendar.is_settled(D(2030, 6, 3))


@pytest.mark.parametrize(
    "day", [D(2026, 1, 4), D(2026, 2, 14), D(2026, 2, 28), D(2026, 5, 9), D(2026, 9, 20), D(2026, 10, 10)]
)
def test_working_weekends_of_2026(day: D) -> None:
    assert calendar.is_working_day(day)
    assert calendar.day_name(day)


def test_days_and_months_end_on_a_working_day() -> None:
    assert calendar.add_days(D(2026, 9, 21), 10).date == D(2026, 10, 8)  # 1 to 7 October is off
    assert calendar.add_days(D(2017, 7, 14), 15).date == D(2017, 7, 31)  # 29 July is a Saturday
    assert calendar.add_months(D(2015, 1, 31), 1).date == D(2015, 2, 28)  # a Saturday, but worked in 2015
    assert calendar.add_months(D(2016, 1, 31), 1).date == D(2016, 2, 29)
    assert calendar.add_months(D(2017, 1, 31), 1).date == D(2017, 2, 28)
    assert calendar.add_months(D(2016, 11, 30), 3).date == D(2017, 2, 28)
    assert calendar.add_months(D(2016, 7, 1), 3).date == D(2016, 10, 8)
    assert calendar.add_months(D(2017, 12, 14), 0).date == D(2017, 12, 14)


def test_negative_periods_are_refused() -> None:
    for count in (calendar.add_working_days, calendar.add_days, calendar.add_months):
        with pytest.raises(ValueError, match="negative"):
            count(D(2017, 1, 1), -1)


def test_between_is_the_inverse_of_add() -> None:
    for offset in range(0, 400, 7):
        start = D(2016, 1, 1) + dt.timedelta(days=offset)
        for n in (1, 5, 15):
            end = calendar.add_working_days(start, n).date
            assert calendar.working_days_between(start, end) == n
            assert calendar.working_days_between(end, start) == -n
    assert calendar.working_days_between(D(2017, 7, 14), D(2017, 7, 14)) == 0


def test_loading_the_notice_settles_the_year(fresh: None, clerk: object) -> None:
    days = [
        NoticeDay(D(2027, 1, 1), CalendarDay.Kind.HOLIDAY, "元旦"),
        NoticeDay(D(2027, 1, 2), CalendarDay.Kind.WORKDAY, "元旦"),
    ]
    publish_notice(year=2027, days=days, source="notice", by=clerk)
    assert calendar.add_working_days(D(2026, 12, 25), 5) == calendar.Deadline(
        D(2027, 1, 2), provisional=False
    )
    publish_notice(year=2027, days=days[:1], source="notice, corrected", by=clerk)
    assert calendar.add_working_days(D(2026, 12, 25), 5) == calendar.Deadline(
        D(2027, 1, 4), provisional=False
    )


def test_notice_with_days_of_another_year_is_refused(clerk: object) -> None:
    with pytest.raises(BadInput):
        publish_notice(
            year=2027, days=[NoticeDay(D(2028, 1, 3), CalendarDay.Kind.HOLIDAY, "元旦")], source="x", by=clerk
        )
    assert not CalendarYear.objects.filter(year=2027).exists()


def test_local_day_wins_over_the_notice(fresh: None, clerk: object) -> None:
    set_local_day(
        date=D(2017, 7, 17), kind=CalendarDay.Kind.HOLIDAY, name="台风停工", source="市政府通告", by=clerk
    )
    assert calendar.add_working_days(D(2017, 7, 14), 1).date == D(2017, 7, 18)
    assert calendar.day_name(D(2017, 7, 17)) == "台风停工"


def test_loading_again_changes_nothing_and_keeps_corrections() -> None:
    CalendarDay.objects.filter(date=D(2017, 10, 1)).update(name="国庆节、中秋节")
    assert load_reference().days == 0
    assert CalendarDay.objects.get(date=D(2017, 10, 1)).name == "国庆节、中秋节"
