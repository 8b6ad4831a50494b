"""Telling owners of gaps: a reminder before the last day, urging after it, each once for a term.

A notice names the duty and where to look, not the gap; whoever opens the page sees what is missing then.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.access.actors import service
from lianxin.core.dates import span_on, today
from lianxin.figures.engine import rows_of
from lianxin.figures.selections import select
from lianxin.journal.services.entries import record
from lianxin.notices.services.outbox import queue
from lianxin.notices.templates import declare_notice
from lianxin.reference.dated import declare_rule
from lianxin.reference.queries import rule
from lianxin.reports.duties.kinds import TARGET, duty_kinds
from lianxin.reports.duties.owners import people_who_answer
from lianxin.reports.duties.services import extend_terms
from lianxin.reports.models import CampaignTarget, Duty, DutyReminder, DutyTerm

Stage = DutyReminder.Stage
REMIND_DAYS = declare_rule("duties.remind_days", 14, source="custom of the house: owners are reminded two weeks before the last day")
URGE_DAYS = declare_rule("duties.urge_days", 7, source="custom of the house: owners are urged a week after the last day")
FORGET_DAYS = declare_rule("duties.forget_days", 90, source="custom of the house: nobody is urged about a term that is long over")
LOOK = _("Sign in to Lianxin to see what is missing.")
TEMPLATES = {
    Stage.REMIND: declare_notice("duty.reminder", _("Something that you promised is due soon"), LOOK).key,
    Stage.URGE: declare_notice("duty.urged", _("Something that you promised is overdue"), LOOK).key,
}
TOLD_AT_MOST = 5
VERBS = {Stage.REMIND: "remind_of_gaps", Stage.URGE: "urge_gaps"}


@dataclass(frozen=True, slots=True)
class Wave:
    """What is missing of a duty for one last day, and whether its owners are to be reminded or urged."""

    stage: DutyReminder.Stage
    due: dt.date
    rows: Any


def look_after_duties() -> int:
    """The job: once a day, write the calendar on and tell owners. Gives how many people were told."""
    day, told = today(), 0
    not_yet = Q(looked_on=None) | Q(looked_on__lt=day)
    for duty in Duty.objects.filter(not_yet, span_on(day)).order_by("pk"):
        with transaction.atomic():
            # Of two processes one gets the day.
            if Duty.objects.filter(not_yet, pk=duty.pk).update(looked_on=day):
                extend_terms(duty, day)
                told += sum(tell_owners(duty, wave, day) for wave in waves(duty, day))
    return told


def tell_owners(duty: Duty, wave: Wave, day: dt.date) -> int:
    """Queue a notice to everybody who answers for a gap of the wave and was not told of it at this stage; one journal entry for all."""
    gaps = people_who_answer(duty, wave.rows, day)
    known = set(DutyReminder.objects.filter(duty=duty, stage=wave.stage, due=wave.due).values_list("person_id", flat=True))
    new = Counter({person: count for person, count in gaps.items() if person not in known})
    DutyReminder.objects.bulk_create(
        [
            DutyReminder(duty=duty, person_id=person, stage=wave.stage, due=wave.due, gaps=count, told_on=day)
            for person, count in sorted(new.items())
        ]
    )
    for person in sorted(new):
        queue(person, TEMPLATES[wave.stage], about=duty)
    if new:
        data = {"due": wave.due.isoformat(), "people": len(new), "gaps": sum(new.values())}
        record(VERBS[wave.stage], duty, by=service("duties", day), at=day, data=data)
    return len(new)


def waves(duty: Duty, day: dt.date) -> Iterator[Wave]:
    """What owners are to be told of on a day."""
    before, after = (dt.timedelta(days=int(rule(key, day))) for key in (REMIND_DAYS, URGE_DAYS))
    longest = dt.timedelta(days=int(rule(FORGET_DAYS, day)))
    kind = duty_kinds.get(duty.kind)
    if not kind.has_terms and kind.key != TARGET:
        yield _lasting(kind.missing, day, before, after)
        return
    to_come, over = _last_days(duty, day)
    for due in to_come:
        if due - before <= day:
            # As it will be on the last day, unless a record comes before.
            yield Wave(Stage.REMIND, due, _of_day(kind.missing, due, due))
    if over is not None and over + after <= day <= over + longest:
        yield Wave(Stage.URGE, over, _of_day(kind.missing, over, day))


def _lasting(missing: str, day: dt.date, before: dt.timedelta, after: dt.timedelta) -> Wave:
    """What lasts is looked at anew every month."""
    due = day.replace(day=1) + before
    stage = Stage.URGE if day >= due + after else Stage.REMIND
    return Wave(stage, due, rows_of(select(missing, day, day)))


def _last_days(duty: Duty, day: dt.date) -> tuple[list[dt.date], dt.date | None]:
    """The last days to come, and the latest that is over."""
    if duty.kind == TARGET:
        ends = CampaignTarget.objects.filter(superseded_by=None).order_by("end").values_list("end", flat=True).distinct()
        dues = [end - dt.timedelta(days=1) for end in ends]
    else:
        dues = list(DutyTerm.objects.filter(duty__kind=duty.kind).order_by("due").values_list("due", flat=True))
    return [due for due in dues if due >= day], max((due for due in dues if due < day), default=None)


def _of_day(missing: str, due: dt.date, day: dt.date) -> Any:
    rows = rows_of(select(missing, due, day))
    # A target runs until its own last day; of those that ran that day only the ones that ended are meant.
    return rows.filter(end=due + dt.timedelta(days=1)) if rows.model is CampaignTarget else rows


def told_to(person_id: int | None, day: dt.date) -> list[DutyReminder]:
    """What the person was told lately of gaps, the latest first; one statement."""
    if person_id is None:
        return []
    since = day - dt.timedelta(days=int(rule(FORGET_DAYS, day)))
    rows = DutyReminder.objects.filter(person_id=person_id, told_on__gte=since, told_on__lte=day)
    return list(rows.select_related("duty").order_by("-told_on", "-pk")[:TOLD_AT_MOST])
