"""Deadlines in working days, days or months, from dated rules; and the light that says how a deadline stands."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING

from lianxin.reference.calendar import Deadline, add_days, add_months, add_working_days, working_days_between
from lianxin.reference.queries import rule

if TYPE_CHECKING:
    from lianxin.flows.flow import Flow
    from lianxin.flows.models import Flowing

NEAR_DAYS = 3
"""A light is yellow from three days before the due date (practice of supervision offices)."""


class Light(StrEnum):
    NONE = "none"
    ON_TIME = "on_time"
    NEAR = "near"
    OVERDUE = "overdue"
    PAUSED = "paused"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"


def deadline(flow: Flow, start: dt.date) -> Deadline:
    """The flow's deadline from `start` under the rule in force on that day; the first day does not count."""
    amount = int(rule(flow.days, start))
    if flow.unit == "workdays":
        return add_working_days(start, amount)
    return add_months(start, amount) if flow.unit == "months" else add_days(start, amount)


def shifted(due: dt.date, paused: dt.date, resumed: dt.date) -> Deadline:
    """The deadline after the clock stood from `paused` to `resumed`: the working days that passed are given back."""
    return add_working_days(due, max(working_days_between(paused, resumed), 0))


def light(subject: Flowing, on: dt.date) -> Light:
    """How the record stands against its present deadline on a day."""
    if subject.due_on is None:
        return Light.NONE
    if subject.is_closed and subject.closed_on:
        return Light.DONE_ON_TIME if subject.closed_on <= subject.due_on else Light.DONE_LATE
    if subject.paused_on:
        return Light.PAUSED
    if on > subject.due_on:
        return Light.OVERDUE
    return Light.NEAR if (subject.due_on - on).days <= NEAR_DAYS else Light.ON_TIME
