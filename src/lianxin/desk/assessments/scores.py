"""One indicator of one unit: what the unit says, its evidence, the points, what is contested and how it was answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.access.rules import fetch, visible
from lianxin.desk.assessments.forms import AnswerForm, ContestForm, EvidenceForm, PointsForm, SayForm
from lianxin.desk.people.forms import saved
from lianxin.matters.models import Matter
from lianxin.reports.assessing.checking import CHECKING, give_points
from lianxin.reports.assessing.contesting import answer_contest, contest
from lianxin.reports.assessing.locked import as_figure, with_figures
from lianxin.reports.assessing.reporting import give_evidence, say, take_evidence
from lianxin.reports.models import Assessment, IndicatorScore, ScoreContest, ScoreEvidence

if TYPE_CHECKING:
    from lianxin.access.actors import Actor

Act = tuple[forms.Form, Callable[[], Any], str]


def scores_for_page() -> QuerySet[IndicatorScore]:
    """Scores with what a page shows of them."""
    rows = IndicatorScore.objects.select_related("indicator", "assessment__scheme", "assessment__place")
    return rows.prefetch_related(with_figures())


@dataclass(frozen=True, slots=True)
class Contested:
    """A contest, whether the reader may open its matter, and the form to answer it for whoever may."""

    row: ScoreContest
    opens: bool
    form: AnswerForm | None


@requires("view", IndicatorScore)
def score(request: Request, pk: int) -> HttpResponse:
    """Show the indicator; a form that is sent names its act, and each act asks its own rule."""
    one = fetch(scores_for_page(), request.actor, pk=pk)
    code = request.POST.get("act", "")
    sent: dict[str, forms.Form] = {}
    if request.method == "POST":
        if code == "take_evidence":
            row = get_object_or_404(
                ScoreEvidence.objects.select_related("score__assessment"),
                score=one,
                pk=_number(request.POST.get("evidence")),
            )
            take_evidence(row, by=request.actor)
            return redirect("desk:assessments_score", pk)
        form, verb, done = _act(request, one, code)
        if form.is_valid() and saved(request, form, verb, done):
            return redirect("desk:assessments_score", pk)
        sent[code] = form
    return render(
        request, "desk/assessments/score.html", _context(request, one, sent), status=400 if sent else 200
    )


def _act(request: Request, one: IndicatorScore, code: str) -> Act:
    """The form that was sent and the verb that it is for."""
    actor, data = request.actor, request.POST
    if code == "answer":
        row = get_object_or_404(
            ScoreContest.objects.select_related(
                "score__indicator", "score__assessment__scheme", "score__assessment__place", "matter"
            ),
            score=one,
            pk=_number(data.get("contest")),
        )
        form: forms.Form = AnswerForm(data, row=row)

        def answer() -> None:
            given = form.cleaned_data
            answer_contest(
                row,
                accepted=given["accepted"] == "yes",
                answer=given["answer"],
                points=given.get("points"),
                by=actor,
            )

        return form, answer, _("The contest is answered.")
    if code == "evidence":
        form = EvidenceForm(data, actor=actor)
        return form, lambda: give_evidence(one, form.cleaned_data["document"], by=actor), _("Saved.")
    if code == "points":
        form = PointsForm(data, score=one)
        return form, lambda: give_points(one, **form.cleaned_data, by=actor), _("Saved.")
    if code == "contest":
        form = ContestForm(data, score=one)
        return (
            form,
            lambda: contest(one, **form.cleaned_data, by=actor),
            _("It is contested; the city office answers here."),
        )
    form = SayForm(data, score=one)
    return form, lambda: say(one, **form.cleaned_data, by=actor), _("Saved.")


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 18 else 0


def _context(request: Request, one: IndicatorScore, sent: dict[str, forms.Form]) -> dict[str, Any]:
    actor, assessment = request.actor, one.assessment
    stage = assessment.stage
    gives = actor.may_any("assess", Assessment)
    reports = (
        stage == "self_report"
        and actor.may_any("self_report", Assessment)
        and actor.can("self_report", assessment)
    )
    objects = (
        stage not in {"checked", "announced"}
        and actor.may_any("object", Assessment)
        and actor.can("object", assessment)
    )
    answered = sent.get("answer")
    contests = list(ScoreContest.objects.filter(score=one).select_related("matter").order_by("-pk"))
    opened = _opened({row.matter_id for row in contests if row.matter_id}, actor)
    contest_form = sent.get("contest") or (ContestForm(score=one) if objects else None)
    if contest_form is not None and not contest_form.fields["about"].choices:  # type: ignore[attr-defined]  # a choice field
        contest_form = None
    return {
        "score": one,
        "assessment": assessment,
        "indicator": one.indicator,
        "lock": one.lock,
        "locks": [(row, as_figure(row.frozen)) for row in reversed(one.locks.all())],
        "locked": as_figure(one.lock.frozen) if one.lock else None,
        "known": gives or assessment.is_told,
        "evidence": ScoreEvidence.objects.filter(score=one).select_related("document"),
        "say": sent.get("say") or (SayForm(score=one) if reports else None),
        "add_evidence": sent.get("evidence") or (EvidenceForm(actor=actor) if reports else None),
        "points": sent.get("points") or (PointsForm(score=one) if gives and stage in CHECKING else None),
        "contest": contest_form,
        "contests": [
            Contested(row, row.matter_id in opened, _answer_form(row, answered) if gives and row.is_open else None)
            for row in contests
        ],
    }


def _opened(matters: set[int], actor: Actor) -> set[int]:
    """Which of these matters the reader may open."""
    if not matters or not actor.may_any("view", Matter):
        return set()
    return set(visible(Matter.objects.filter(pk__in=matters), actor, few=True).values_list("pk", flat=True))


def _answer_form(row: ScoreContest, sent: forms.Form | None) -> AnswerForm:
    if isinstance(sent, AnswerForm) and sent.data.get("contest") == str(row.pk):
        return sent
    return AnswerForm(row=row)
