"""The check of a unit by the city office: points with reasons, the result, and its publication in two steps."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.errors import BadInput, Conflict
from lianxin.core.wording import clauses
from lianxin.flows.flow import Move
from lianxin.flows.services.moves import make_move
from lianxin.journal.services.entries import record
from lianxin.reports.assessing.locked import with_figures
from lianxin.reports.assessing.scoring import grade_of, total_of
from lianxin.reports.models import Assessment, Indicator, IndicatorScore, ScoreContest

CHECKING = ("reported", "objection")


def hold(assessment: Assessment) -> None:
    """Read the stage anew and hold the unit's row until the transaction ends, so that what is written next belongs to that stage."""
    assessment.refresh_from_db(fields=["stage"], from_queryset=Assessment.objects.select_for_update())


@transaction.atomic
def give_points(
    score: IndicatorScore, *, points: Decimal | None, reason: str = "", by: Actor, at: dt.date | None = None
) -> IndicatorScore:
    """Give an indicator its points while the unit is being checked; None takes them back.

    Points other than those that follow from the figure, or less than the unit claims or may get, need a reason.
    """
    by.require("assess", score.assessment)
    hold(score.assessment)
    if score.assessment.stage not in CHECKING:
        raise Conflict(_("Points are given after the self-report and before the result is given."))
    set_points(score, points, reason, by)
    record("give_points", score.assessment, by=by, at=at, data={"score": score.pk})
    return score


def set_points(score: IndicatorScore, points: Decimal | None, reason: str, by: Actor) -> None:
    """Keep points that a person gave, with the reason where they deviate. The caller has asked the rule and writes the entry."""
    require_within(score.indicator, points)
    if points is not None and points != expected(score) and not reason.strip():
        raise BadInput(_("Say why the points are not {points}.").format(points=expected(score)))
    score.points, score.reason = points, reason.strip()
    score.scored_by = None if points is None else by.person_id
    score.save(update_fields=["points", "reason", "scored_by"])


def expected(score: IndicatorScore) -> Decimal:
    """The points that need no reason: of the figure, else as claimed, else all."""
    if score.indicator.is_measured and score.proposed is not None:
        return score.proposed
    return score.claimed if score.claimed is not None else Decimal(score.indicator.weight)


def require_within(indicator: Indicator, points: Decimal | None) -> None:
    """Raise BadInput for points outside the indicator's weight."""
    if points is not None and not 0 <= points <= indicator.weight:
        raise BadInput(_("Points lie between 0 and {weight}.").format(weight=indicator.weight))


def check_assessment(assessment: Assessment, *, by: Actor, at: dt.date | None = None) -> Assessment:
    """Settle the points: those of the figures, and those that were given. The unit does not see them yet.

    Raises Conflict while an indicator without a figure has no points, or a contest waits for its answer.
    """
    return make_move(assessment, "check", by=by, at=at, after=after_assessment_move)


def tell(assessment: Assessment, *, by: Actor, at: dt.date | None = None) -> Assessment:
    """Give the result to the unit, which may object."""
    return make_move(assessment, "tell", by=by, at=at, after=after_assessment_move)


def announce(assessment: Assessment, *, by: Actor, at: dt.date | None = None) -> Assessment:
    """Publish the result to all desks; it stands from here on, and the unit counts as assessed."""
    return make_move(assessment, "announce", by=by, at=at, after=after_assessment_move)


def scores_of(assessment: Assessment) -> list[IndicatorScore]:
    """The scores of the unit by its present scheme, with indicators, locks and frozen figures; two statements."""
    rows = IndicatorScore.objects.filter(assessment=assessment, indicator__scheme=assessment.scheme_id)
    found = list(rows.select_related("indicator").prefetch_related(with_figures()))
    for score in found:
        score.assessment = assessment
    return found


def after_assessment_move(
    subject: Assessment, move: Move, given: dict[str, Any], *, by: Actor, at: dt.date
) -> None:
    """What a move does beside the stage; the move has asked the rule."""
    if move.code == "report" and subject.scheme.locked_on is None:
        raise Conflict(_("The figures are not locked yet: the self-report is sent after that."))
    if move.code == "check":
        _settle(subject)
    elif move.code == "object" and not _open_contests(subject):
        raise BadInput(_("Say what you object to: contest it at the indicator."))
    elif move.code == "announce":
        if _open_contests(subject):
            raise Conflict(_("Contests wait for their answer: {n}.").format(n=_open_contests(subject)))
        subject.announced_on = at
        subject.save(update_fields=["announced_on"])


def _settle(subject: Assessment) -> None:
    if _open_contests(subject):
        raise Conflict(_("Contests wait for their answer: {n}.").format(n=_open_contests(subject)))
    scores = scores_of(subject)
    bare = [
        score.indicator.name for score in scores if not score.indicator.is_measured and score.points is None
    ]
    if bare:
        raise Conflict(_("These have no points yet: {names}").format(names=clauses(bare)))
    subject.points = total_of(scores)
    subject.grade = grade_of(subject.points, subject.scheme.grades)
    subject.save(update_fields=["points", "grade"])


def _open_contests(subject: Assessment) -> int:
    return ScoreContest.objects.filter(score__assessment=subject, accepted=None).count()
