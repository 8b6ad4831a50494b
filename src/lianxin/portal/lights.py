"""The state of a clock in the words that the light component knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianxin.flows.clocks import Light, light

if TYPE_CHECKING:
    import datetime as dt

    from lianxin.flows.models import Flowing


def light_word(row: Flowing, on: dt.date) -> str:
    """on_time, near, overdue, paused, done or none: the state of the light component."""
    state = light(row, on)
    if row.is_closed or state in (Light.DONE_ON_TIME, Light.DONE_LATE):
        return "done"
    return state.value
