"""The sample city: every figure of the report inside its range, computed from records."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from lianxin.access.actors import service
from lianxin.accounts.models import User
from lianxin.accounts.services.demo import DEMO
from lianxin.core.errors import Conflict
from lianxin.figures.engine import figure, open_figure
from lianxin.figures.measures import Ratio, measures
from lianxin.figures.selections import select
from lianxin.flows.clocks import Light, light
from lianxin.gatherings.enums import PartState
from lianxin.gatherings.models import Gathering, Participation
from lianxin.matters.models import Matter
from lianxin.register.models import Import, Organisation, Person, SourceRow, Touch
from lianxin.register.services.imports import import_file
from lianxin.register.services.undo import undo_import
from lianxin.sample.services.load import is_loaded, load_city

START, END = dt.date(2015, 1, 1), dt.date(2017, 7, 14)
LISTS = Path(__file__).resolve().parents[3] / "shared" / "lists"

RANGES = {
    "A1.departments": (21, 29), "A3.documents": (3, 3), "A4.posts": (3, 3), "A5.units_assessed": (10, 10),
    "A2.sessions": (1, 50), "A2.items": (1, 200), "A2.on_time": (0.01, 1),
    "B1.register": (950, 1050), "B1.key_contacts": (300, 300), "B2.volunteers": (31, 39), "B3.classes": (33, 33),
    "B3.trained_times": (2001, 2999), "B3.trained_people": (1, 2998), "B4.placements": (6, 6),
    "B5.pairings": (1, 100), "B5.visits": (1, 500), "B5.needs_solved": (1, 100), "B6.provincial": (8, 8), "B6.city": (30, 30),
    "C1.hubs": (3, 3), "C1.organisations": (301, 399), "C2.districts_covered": (10, 10), "C2.coverage": (1, 1), "C3.professional": (3, 3),
    "C4.organisations_with_liaison": (1, 398), "C4.liaison_rate": (0.01, 0.999), "C5.graded": (100, 140),
    "C6.stations": (1, 30), "C6.cases": (150, 500), "C6.on_time": (0.01, 0.999), "C6.satisfied": (0.01, 0.999),
    "D1.forum_times": (3001, 3999), "D1.forum_people": (1, 3998), "D2.meetings": (1, 30), "D3.bulletins": (14, 14),
    "D3.read_rate": (0.3, 0.999), "D4.channels": (1, 50), "D5.contests": (2, 2), "D5.votes": (1, 5000), "D5.voters": (1, 1050),
    "D6.active_members": (1, 1050), "D7.columnists": (18, 18), "D7.columns": (1, 50), "D8.activities": (1, 50),
    "D9.salons": (7, 7), "D9.adopted_central": (7, 7), "D9.papers": (30, 50), "D10.projects": (1, 50), "D10.mentors": (1, 50),
    "D11.students": (950, 1050), "D12.lawyers": (601, 699), "D12.beneficiaries": (9000, 9999), "D13.bookings": (1, 500),
}  # fmt: skip


def value(key: str, **filters: str) -> float:
    """A figure of the whole city in the report's period."""
    found = figure(select(key, START, END, filters=tuple(filters.items()))).value
    assert found is not None, key
    return found


def test_every_figure_of_the_report_lies_in_its_range(sample_city):
    outside = {key: value(key) for key, (low, high) in RANGES.items() if not low <= value(key) <= high}
    assert outside == {}


def test_every_measure_of_the_house_is_alive(sample_city):
    dead = [measure.key for measure in measures if not value(measure.key)]
    assert dead == []


def test_people_are_fewer_than_person_times(sample_city):
    assert value("B3.trained_people") < value("B3.trained_times")
    assert value("D1.forum_people") < value("D1.forum_times")


def test_placements_are_two_a_year(sample_city):
    assert [value("B4.placements", year=str(year)) for year in (2015, 2016, 2017)] == [2, 2, 2]


def test_every_figure_opens_to_its_records(sample_city):
    office = service("tests")
    for measure in measures:
        if not isinstance(measure, Ratio):
            opened = open_figure(select(measure.key, START, END), office)
            assert opened.opened + opened.withheld == opened.figure.value, measure.key


def test_every_role_has_its_account(sample_city):
    assert set(User.objects.values_list("username", flat=True)) == set(DEMO)
    roles = {name: sample_city.actor(name).roles for name in DEMO}
    assert len({frozenset(of) for of in roles.values()}) >= 10


def test_lists_left_their_rows_and_no_file_was_refused_or_doubtful(sample_city):
    imports = Import.objects.filter(by_hand=False)
    assert imports.count() > 100
    effects = [one.report["effects"] for one in imports]
    assert not any(of.get("doubtful") or of.get("rejected") for of in effects)
    assert SourceRow.objects.filter(imported__in=imports).count() > 5000
    assert Touch.objects.filter(model="gatherings.Participation").exists()


def test_the_day_is_alive(sample_city):
    on_desks = Matter.objects.exclude(phase__in=("done", "refused", "withdrawn"))
    lights = {light(matter, END) for matter in on_desks}
    assert {Light.NEAR, Light.OVERDUE, Light.ON_TIME} <= lights
    forum = Gathering.objects.get(kind="forum", stage="enrolling")
    states = list(Participation.objects.filter(gathering=forum).values_list("state", flat=True))
    assert (states.count(PartState.REGISTERED), states.count(PartState.WAITING)) == (40, 6)


def test_nobody_of_the_lists_that_are_tried_out_is_in_it(sample_city):
    if not LISTS.exists():
        pytest.skip("the lists that are tried out are not here")
    before = Person.objects.count()
    outcome = _send_sign_in_sheet()
    subjects = {state.party() for sheet in outcome.sheets for state in sheet.states}
    assert Person.objects.count() - before == len(subjects) == 36


def test_the_sign_in_sheet_adds_its_people_and_goes_again(sample_city):
    if not LISTS.exists():
        pytest.skip("the lists that are tried out are not here")
    before = value("D1.forum_times")
    outcome = _send_sign_in_sheet()
    assert value("D1.forum_times") == before + 36
    undo_import(outcome.imported, by=service("tests"))
    assert value("D1.forum_times") == before


def _send_sign_in_sheet():
    path = LISTS / "ledgers" / "签到表_三新论坛20170518.xlsx"
    return import_file(path, path.name, by=service("tests"), basis="consent")


def test_a_city_is_not_loaded_twice(sample_city):
    assert is_loaded()
    with pytest.raises(Conflict):
        load_city()


def test_phones_of_the_city_are_nobodys_on_the_lists(sample_city):
    files = [*LISTS.glob("*/persons.csv")]
    if not files:
        pytest.skip("the lists that are tried out are not here")
    theirs = {
        cell
        for path in files
        for row in csv.reader(path.open(encoding="utf-8"))
        for cell in row
        if cell.isdecimal() and len(cell) == 11
    }
    ours = set(Person.objects.exclude(phone="").values_list("phone", flat=True))
    assert len(ours) > 3000
    assert not ours & theirs


def test_organisations_carry_valid_codes(sample_city):
    assert Organisation.objects.exclude(credit_code="").count() > 300
