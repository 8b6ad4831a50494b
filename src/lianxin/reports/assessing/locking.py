"""Locking the figures of an assessment: frozen with their lists, so that points can be computed again and drift shows."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.core.dates import today
from lianxin.core.errors import BadInput, Conflict
from lianxin.figures.engine import remember
from lianxin.figures.places import place_code
from lianxin.figures.selections import Selection, select
from lianxin.figures.services.freezing import freeze
from lianxin.journal.services.entries import record
from lianxin.reports.assessing.scoring import score_of
from lianxin.reports.models import Assessment, AssessmentScheme, IndicatorScore, ScoreLock

if TYPE_CHECKING:
    from lianxin.access.actors import Actor


@transaction.atomic
def lock_figures(scheme: AssessmentScheme, *, by: Actor, at: dt.date | None = None) -> int:
    """Freeze the figure of every measured indicator for every unit, once for a scheme; gives how many.

    Raises BadInput before the period is over, Conflict when the scheme is a draft or locked already.
    """
    by.require("change", scheme)
    scheme.refresh_from_db(fields=["locked_on"], from_queryset=AssessmentScheme.objects.select_for_update())
    day = at or today()
    if scheme.is_draft:
        raise Conflict(_("Open the scheme first."))
    if scheme.locked_on is not None:
        raise Conflict(_("The figures are locked already."))
    if day <= scheme.end:
        raise BadInput(
            _("Figures can be locked when the period is over, from {day} on.").format(
                day=scheme.end + dt.timedelta(days=1)
            )
        )
    count = 0
    for one in scheme.assessments.select_related("place"):
        wanted = one.scores.filter(indicator__scheme=scheme, indicator__method="measure")
        scores = list(wanted.select_related("indicator"))
        for score in scores:
            score.assessment = one
        _lock(one, scheme, scores, by=by, at=day)
        count += len(scores)
    scheme.locked_on = day
    scheme.save(update_fields=["locked_on"])
    record("lock_figures", scheme, by=by, at=day, data={"figures": count})
    return count


def relock(score: IndicatorScore, *, reason: str, by: Actor, at: dt.date) -> ScoreLock:
    """Freeze an indicator's figure anew because a contest was accepted; the lock before stays, points given by hand go."""
    assessment = score.assessment
    made = _lock(assessment, assessment.scheme, [score], by=by, at=at, reason=reason)[0]
    score.points, score.reason, score.scored_by = None, "", None
    score.save(update_fields=["points", "reason", "scored_by"])
    record("relock_figure", assessment, by=by, at=at, data={"score": score.pk, "lock": made.number})
    return made


def selection_of(score: IndicatorScore) -> Selection:
    """What the indicator counts for its unit, by the definition in force on the last day of the period."""
    scheme = score.assessment.scheme
    return select(score.indicator.measure, scheme.start, scheme.end, place_code(score.assessment.place))


def _lock(
    assessment: Assessment,
    scheme: AssessmentScheme,
    scores: list[IndicatorScore],
    *,
    by: Actor,
    at: dt.date,
    reason: str = "",
) -> list[ScoreLock]:
    assessment.scheme = scheme
    wanted = {score.pk: selection_of(score) for score in scores}
    frozen = {one.text: one for one in freeze(wanted.values(), owner=assessment, by=by, at=at)}
    remember(wanted.values())
    made = []
    for score in scores:
        kept = frozen[wanted[score.pk].text]
        scored = score_of(score.indicator, kept)
        number = ScoreLock.objects.filter(score=score).count() + 1 if reason else 1
        made.append(
            ScoreLock(
                score=score,
                number=number,
                frozen=kept,
                points=scored.points,
                unscored=scored.unscored,
                reason=reason,
                locked_on=at,
            )
        )
    return ScoreLock.objects.bulk_create(made)
