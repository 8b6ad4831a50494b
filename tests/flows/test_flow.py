"""What a flow may not be, and how a deadline stands."""

import datetime as dt
from types import SimpleNamespace

import pytest

from lianxin.core.errors import BadInput, UnknownName
from lianxin.flows.clocks import Light, light, shifted
from lianxin.flows.flow import Flow, Move, Need, NeedKind, Phase, Stage
from lianxin.flows.services.moves import check_need

OPEN, DONE = Stage("open", "open"), Stage("done", "done", Phase.DONE)
DAY = dt.date(2017, 7, 14)


def test_a_move_to_nowhere_is_a_mistake_at_once() -> None:
    with pytest.raises(ValueError, match="no stage gone"):
        Flow(stages=(OPEN,), moves=(Move("go", "go", ("open",), "gone", "edit"),))


def test_two_moves_of_one_code_are_a_mistake() -> None:
    move = Move("close", "close", ("open",), "done", "edit")
    with pytest.raises(ValueError, match="two moves"):
        Flow(stages=(OPEN, DONE), moves=(move, move))


def test_unknown_moves_name_the_known_ones() -> None:
    flow = Flow(stages=(OPEN, DONE), moves=(Move("close", "close", ("open",), "done", "edit"),))
    with pytest.raises(UnknownName, match="close"):
        flow.move("clos")
    assert flow.stage("of an older version").phase == Phase.OPEN
    assert flow.in_phase(Phase.DONE) == ["done"]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"due_on": None}, Light.NONE),
        ({"due_on": DAY + dt.timedelta(4)}, Light.ON_TIME),
        ({"due_on": DAY + dt.timedelta(3)}, Light.NEAR),
        ({"due_on": DAY}, Light.NEAR),
        ({"due_on": DAY - dt.timedelta(1)}, Light.OVERDUE),
        ({"due_on": DAY - dt.timedelta(1), "paused_on": DAY - dt.timedelta(5)}, Light.PAUSED),
        ({"due_on": DAY, "is_closed": True, "closed_on": DAY}, Light.DONE_ON_TIME),
        ({"due_on": DAY - dt.timedelta(1), "is_closed": True, "closed_on": DAY}, Light.DONE_LATE),
    ],
)
def test_lights(record, expected) -> None:
    standing = SimpleNamespace(**({"paused_on": None, "is_closed": False, "closed_on": None} | record))
    assert light(standing, DAY) == expected


@pytest.mark.django_db
def test_a_pause_gives_its_working_days_back() -> None:
    # Friday to Monday is one working day; the deadline of Wednesday becomes Thursday.
    assert shifted(dt.date(2017, 7, 19), dt.date(2017, 7, 14), dt.date(2017, 7, 17)).date == dt.date(2017, 7, 20)
    assert shifted(dt.date(2017, 7, 19), dt.date(2017, 7, 15), dt.date(2017, 7, 16)).date == dt.date(2017, 7, 19)


@pytest.mark.parametrize(
    ("kind", "value", "clean"),
    [(NeedKind.DATE, "2017-07-14", DAY), (NeedKind.NUMBER, "12", 12), (NeedKind.TEXT, "ok", "ok"), (NeedKind.CHOICE, "a", "a")],
)
def test_what_is_given_gets_its_type(kind, value, clean) -> None:
    assert check_need(Need("x", "x", kind, choices=(("a", "A"),)), value) == clean


@pytest.mark.parametrize(("kind", "value"), [(NeedKind.DATE, "14.7."), (NeedKind.NUMBER, "many"), (NeedKind.CHOICE, "b"), (NeedKind.TEXT, "")])
def test_what_cannot_be_read_is_named(kind, value) -> None:
    with pytest.raises(BadInput, match="deadline"):
        check_need(Need("x", "deadline", kind, choices=(("a", "A"),)), value)
