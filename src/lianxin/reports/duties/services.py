"""Declaring duties and targets. Nothing here says that a duty was done: that follows from the records."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.access.roles import Role
from lianxin.core.dates import today
from lianxin.core.errors import BadInput, Conflict
from lianxin.journal.services.entries import record
from lianxin.register.models import Document, Organisation
from lianxin.reports.duties.calendar import months_on, terms
from lianxin.reports.duties.kinds import DutyKind, duty_kinds
from lianxin.reports.models import CampaignTarget, Duty, DutyTerm, Every

DATA = Path(__file__).resolve().parent / "data"
OWNERS = (Role.LIAISON, Role.LEADER, Role.DISTRICT_OFFICER, Role.CITY_OFFICER)
"""Who may answer for a duty; where a unit has nobody of the role, the office above it does."""
AHEAD = 12
"""Months for which terms stand in the calendar in advance."""


@transaction.atomic
def declare_duty(
    *,
    kind: str,
    every: str,
    owner: str,
    source: str,
    start: dt.date,
    by: Actor,
    at: dt.date | None = None,
    grace_days: int = 0,
    follows: bool = False,
    document: Document | None = None,
) -> Duty:
    """Declare a duty from a day on; the version that held until then ends, with its terms that had not begun by that day.

    Writes the calendar of its terms. Tells nobody: owners are told by the job. Raises BadInput or Conflict with a sentence.
    """
    _check(duty_kinds.get(kind), every, owner, source)
    last = Duty.objects.filter(kind=kind).order_by("-start").first()
    if last is not None and last.start >= start:
        raise Conflict(_("This duty was declared from {day} on already: choose a later day.").format(day=last.start.isoformat()))
    if last is not None and last.end is None:
        _end(last, start)
    duty = Duty.objects.create(
        kind=kind, every=every, owner=owner, source=source, start=start, grace_days=grace_days, follows=follows, document=document
    )
    by.require("declare", duty)
    extend_terms(duty, today())
    record("declare_duty", duty, by=by, at=at, data={"kind": kind, "every": every, "from": start.isoformat()})
    return duty


@transaction.atomic
def end_duty(duty: Duty, *, end: dt.date, by: Actor, at: dt.date | None = None) -> Duty:
    """End a duty before a day: terms that begin on it or later go, those that had begun stay due."""
    by.require("declare", duty)
    if duty.end is not None or end <= duty.start:
        raise Conflict(_("A duty ends once, after the day from which it holds."))
    _end(duty, end)
    record("end_duty", duty, by=by, at=at, data={"end": end.isoformat()})
    return duty


@transaction.atomic
def set_target(
    *,
    series: str,
    organisation: Organisation,
    needed: int,
    start: dt.date,
    end: dt.date,
    by: Actor,
    at: dt.date | None = None,
    document: Document | None = None,
) -> CampaignTarget:
    """Note how many activities of a campaign a unit promised for `[start, end)`; one for the same days is replaced."""
    if needed < 1 or end <= start or not series.strip():
        raise BadInput(_("A target names a campaign, at least one activity, and a last day after its first."))
    target, _new = CampaignTarget.objects.update_or_create(
        series=series.strip(),
        organisation=organisation,
        start=start,
        superseded_by=None,
        defaults={"needed": needed, "end": end, "document": document},
    )
    by.require("set", target)
    record("set_target", target, by=by, at=at, data={"organisation": organisation.pk, "needed": needed, "end": end.isoformat()})
    return target


@transaction.atomic
def load_duties(*, by: Actor, at: dt.date | None = None, city: str = "dalian") -> list[Duty]:
    """Declare the duties of a city's file, those of kinds that are declared already left as they are."""
    rows: list[dict[str, Any]] = json.loads((DATA / f"{city}.json").read_text(encoding="utf-8"))
    known = set(Duty.objects.values_list("kind", flat=True))
    return [
        declare_duty(**row | {"start": dt.date.fromisoformat(row["start"])}, by=by, at=at) for row in rows if row["kind"] not in known
    ]


def extend_terms(duty: Duty, day: dt.date) -> int:
    """Write the terms that begin in the year after `day` and are not in the calendar yet; gives how many."""
    until = months_on(day, AHEAD)
    if duty.end is not None:
        until = min(until, duty.end)
    wanted = terms(duty.every, duty.start, until, grace_days=duty.grace_days, follows=duty.follows)
    known = set(duty.terms.values_list("start", flat=True))
    new = [DutyTerm(duty=duty, **term._asdict()) for term in wanted if term.start not in known]
    if new:
        DutyTerm.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _end(duty: Duty, end: dt.date) -> None:
    duty.terms.filter(start__gte=end).delete()
    duty.end = end
    duty.save(update_fields=["end"])


def _check(kind: DutyKind, every: str, owner: str, source: str) -> None:
    if every not in Every.values or (every == Every.ONCE) == kind.has_terms:
        raise BadInput(_("“{kind}” cannot be due like this: “{every}”.").format(kind=kind.name, every=every))
    if owner not in OWNERS:
        raise BadInput(_("Nobody of this role can answer for a duty."))
    if not source.strip():
        raise BadInput(_("Name the document by which the duty was set."))
