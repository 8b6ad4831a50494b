"""Reads of matters that more than one page needs: what waits for whom, one's own, the history, the light."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise

from lianxin.access.actors import Actor
from lianxin.core.dates import today
from lianxin.flows.clocks import NEAR_DAYS, Light
from lianxin.flows.flow import CLOSED_PHASES, Phase
from lianxin.flows.models import Step
from lianxin.flows.services.moves import steps_of
from lianxin.matters.enums import MatterRole, Turn
from lianxin.matters.models import Matter, MatterParty
from lianxin.reference.calendar import working_days_between

Text = str | Promise

TURN_VERBS = {Turn.DESK: "direct", Turn.UNIT: "handle", Turn.RAISER: "act_as_raiser"}
"""Whose turn it is, and the verb that those people may do."""


def line_of(matter: Matter) -> Text:
    """What a list may say of a matter: of a confidential one its kind only, in the reader's language."""
    return matter.family.name if matter.family.confidential else matter.title


def open_matters() -> QuerySet[Matter]:
    return Matter.objects.exclude(phase__in=CLOSED_PHASES)


def waiting_for(actor: Actor) -> QuerySet[Matter]:
    """Open matters whose next move is this actor's, by three rules united; the most urgent first."""
    wanted = Q(pk__in=[])
    for turn, verb in TURN_VERBS.items():
        if actor.may_any(verb, Matter):
            mine = open_matters().filter(turn=turn).visible_to(actor, verb)  # type: ignore[attr-defined]
            wanted |= Q(pk__in=mine.order_by().values("pk"))
    return Matter.objects.filter(wanted).exclude(phase=Phase.PAUSED).order_by(F("due_on").asc(nulls_last=True), "pk")


def own_matters(person_id: int, on: dt.date | None = None) -> QuerySet[Matter]:
    """Matters in which the person has a part of their own, newest first."""
    mine = MatterParty.objects.filter(person_id=person_id, role__in=MatterRole.own()).values("matter_id")
    return Matter.objects.filter(pk__in=mine).order_by("-opened_on", "-pk")


def with_light(light: str, on: dt.date | None = None) -> Q:
    """The filter of a list for one light, as `flows.clocks.light` gives it."""
    day = on or today()
    near = day + dt.timedelta(days=NEAR_DAYS)
    running = ~Q(phase__in=CLOSED_PHASES) & Q(due_on__isnull=False, paused_on__isnull=True)
    return {
        Light.OVERDUE.value: running & Q(due_on__lt=day),
        Light.NEAR.value: running & Q(due_on__gte=day, due_on__lte=near),
        Light.ON_TIME.value: running & Q(due_on__gt=near),
        Light.PAUSED.value: ~Q(phase__in=CLOSED_PHASES) & Q(paused_on__isnull=False),
    }.get(light, Q())


def days_left(matter: Matter, on: dt.date | None = None) -> int | None:
    """Working days until the deadline, negative when it is over; None without one, when closed or while it stands."""
    if matter.due_on is None or matter.is_closed or matter.paused_on:
        return None
    return working_days_between(on or today(), matter.due_on)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One step as its reader may see it: staff names for the team, public names and no inner steps for the raiser."""

    step: Step
    title: Text
    stage: Text
    note: str


def history(matter: Matter, actor: Actor) -> list[HistoryLine]:
    """The steps of a matter, oldest first, one statement over the two rules that it asks.

    The team reads every step and note; the one concerned reads the public ones with public names; whoever may see the
    line only sees which stages were passed when.
    """
    in_team = actor.can("handle", matter) or actor.can("direct", matter)
    reads = actor.can("read_content", matter)
    lines = []
    for step in steps_of(matter):
        if not (in_team or step.public):
            continue
        stage = matter.flow.stage(step.to_stage)
        name = matter.flow.move(step.move).name if step.move in {move.code for move in matter.flow.moves} else step.move
        lines.append(
            HistoryLine(step, name, stage.name if in_team else stage.public_name or stage.name, step.note if reads else "")
        )
    return lines


def parts_of(matter: Matter) -> QuerySet[MatterParty]:
    """The parts in a matter with their parties, those that still hold first. Ask "read_parties" before showing them."""
    return matter.parties.select_related("person", "organisation").order_by("end", "pk")


def last_step_day(matter: Matter, move: str) -> dt.date | None:
    """The day on which a move was last made, if it was."""
    step = steps_of(matter).filter(move=move).last()
    return step.happened_on if step else None
