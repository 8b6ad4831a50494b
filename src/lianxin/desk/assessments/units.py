"""One unit in one year: its indicators with locked figures and points, where it stands, what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.access.rules import fetch, opens_all, visible
from lianxin.desk.moves import StageMark, StepLine, make, move_forms
from lianxin.figures.engine import Figure
from lianxin.figures.together import figures_of
from lianxin.flows.models import Step
from lianxin.flows.services.moves import steps_of
from lianxin.register.models import Person
from lianxin.reports.assessing.checking import after_assessment_move
from lianxin.reports.assessing.locked import as_figure, with_figures
from lianxin.reports.assessing.scoring import total_of
from lianxin.reports.models import Assessment, IndicatorScore

if TYPE_CHECKING:
    from lianxin.access.actors import Actor


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of the unit: the figure as it was locked and as it is now, and the points that the reader may know."""

    score: IndicatorScore
    locked: Figure | None
    now: Figure | None
    points: Decimal | None
    contests: int
    evidence: int

    @property
    def has_moved(self) -> bool:
        return self.locked is not None and self.now is not None and self.now.shown != self.locked.shown

    @property
    def deviates(self) -> bool:
        """Did a person give other points than follow from the figure?"""
        return (
            self.points is not None and self.score.proposed is not None and self.points != self.score.proposed
        )


@requires("view", Assessment)
def unit(request: Request, pk: int) -> HttpResponse:
    """The result for whoever may see it; for the unit and the office the whole file."""
    rows = Assessment.objects.select_related("scheme__document", "place")
    one = fetch(rows, request.actor, pk=pk)
    examines = opens_all(request.actor, "examine", Assessment) or request.actor.can("examine", one)
    gives = request.actor.may_any("assess", Assessment)
    lines = _lines(one, knows=gives or one.is_told)
    context: dict[str, Any] = {
        "assessment": one,
        "lines": lines,
        "known": gives or one.is_told,
        "proposed": sum(
            (line.score.proposed for line in lines if line.score.proposed is not None), Decimal(0)
        ),
        "follows": _follows(one, lines) if gives or one.is_told else None,
        "examines": examines,
        "open_contests": sum(line.contests for line in lines),
        "before": _before(one),
    }
    if examines:
        steps = list(steps_of(one))
        context |= {
            "stages": _stages(one, steps),
            "steps": _timeline(one, steps, request.actor),
            # Objecting begins with what is contested, at its indicator.
            "moves": [form for form in move_forms(one, request.actor) if form.move.code != "object"],
            "may_contest": one.stage not in {"checked", "announced"}
            and request.actor.may_any("object", Assessment),
            "action": reverse("desk:assessments_move", args=[one.pk]),
        }
    return render(request, "desk/assessments/unit.html", context)


def _follows(one: Assessment, lines: list[Line]) -> Decimal | None:
    """What the points come to since contests were answered, where the result has not been checked again."""
    total = total_of(line.score for line in lines)
    return total if one.stage == "objection" and total != one.points else None


def _lines(one: Assessment, *, knows: bool) -> list[Line]:
    rows = IndicatorScore.objects.filter(assessment=one, indicator__scheme=one.scheme_id)
    scores = list(
        rows.select_related("indicator")
        .prefetch_related(with_figures())
        .annotate(
            contested=Count("contests", filter=Q(contests__accepted=None), distinct=True),
            proofs=Count("evidence", distinct=True),
        )
    )
    locked = {score.pk: as_figure(score.lock.frozen) for score in scores if score.lock is not None}
    now = figures_of(fig.selection for fig in locked.values()) if locked else {}
    return [
        Line(
            score,
            locked.get(score.pk),
            now.get(locked[score.pk].selection) if score.pk in locked else None,
            score.counted if knows else None,
            score.contested,
            score.proofs,
        )
        for score in scores
    ]


def _before(one: Assessment) -> Assessment | None:
    """The unit's published result of the year before."""
    rows = Assessment.objects.filter(
        place__district=one.place.district_id, stage="announced", scheme__year__lt=one.scheme.year
    )
    return rows.select_related("scheme").order_by("-scheme__year").first()


def _stages(one: Assessment, steps: list[Step]) -> list[StageMark]:
    """The way from the self-report to the published result; the objection stands there only while it is open."""
    reached = {step.to_stage: step.happened_on.isoformat() for step in steps} | {
        one.stage: one.stage_since.isoformat()
    }
    way = [stage for stage in one.flow.stages if stage.code == one.stage or stage.code != "objection"]
    here = [stage.code for stage in way].index(one.stage)
    out = []
    for number, stage in enumerate(way):
        state = "done" if number < here or one.is_closed else "current" if number == here else "todo"
        out.append(StageMark(stage.name, state, reached.get(stage.code, "") if number <= here else ""))
    return out


def _timeline(one: Assessment, steps: list[Step], actor: Actor) -> list[StepLine]:
    acted = {step.person_id for step in steps if step.person_id}
    known = visible(Person.objects.filter(pk__in=acted), actor, few=True) if acted else Person.objects.none()
    names = dict(known.values_list("pk", "name"))
    moves = {move.code: str(move.name) for move in one.flow.moves}
    return [
        StepLine(
            moves.get(step.move, step.move),
            step.happened_on,
            names.get(step.person_id or 0, ""),
            step.note,
            one.flow.stage(step.to_stage).name,
        )
        for step in reversed(steps)
    ]


@requires("view", Assessment)
def move(request: Request, pk: int) -> HttpResponse:
    """Make a move of the assessment; the move's own rule is asked by the engine."""
    one = fetch(Assessment.objects.select_related("scheme", "place"), request.actor, "examine", pk=pk)
    return make(request, one, after_assessment_move, back=reverse("desk:assessments_unit", args=[one.pk]))
