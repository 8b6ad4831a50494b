"""The unit's self-report: what it says of each indicator, the points that it claims, the documents that it gives as evidence."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.dates import today
from lianxin.core.errors import BadInput, Conflict
from lianxin.flows.services.moves import make_move
from lianxin.journal.services.entries import record
from lianxin.register.models import Document
from lianxin.reports.assessing.checking import after_assessment_move, hold, require_within
from lianxin.reports.models import Assessment, IndicatorScore, ScoreEvidence


@transaction.atomic
def say(
    score: IndicatorScore, *, text: str, claimed: Decimal | None = None, by: Actor, at: dt.date | None = None
) -> IndicatorScore:
    """What the unit did for an indicator, and the points that it claims where no figure gives them."""
    _require_open(score, by)
    if score.indicator.is_measured and claimed is not None:
        raise BadInput(
            _(
                "The points of this indicator come from its figure: contest a record instead of claiming points."
            )
        )
    require_within(score.indicator, claimed)
    score.said, score.claimed = text.strip(), claimed
    score.save(update_fields=["said", "claimed"])
    record("say_of_indicator", score.assessment, by=by, at=at, data={"score": score.pk})
    return score


@transaction.atomic
def give_evidence(score: IndicatorScore, document: Document, *, by: Actor, at: dt.date | None = None) -> None:
    """Give a document as evidence; the same one twice changes nothing."""
    _require_open(score, by)
    by.require("view", document)
    _row, is_new = ScoreEvidence.objects.get_or_create(
        score=score, document=document, defaults={"added_on": at or today()}
    )
    if is_new:
        record(
            "give_evidence", score.assessment, by=by, at=at, data={"score": score.pk, "document": document.pk}
        )


@transaction.atomic
def take_evidence(evidence: ScoreEvidence, *, by: Actor, at: dt.date | None = None) -> None:
    """Take a document back before the self-report is sent."""
    _require_open(evidence.score, by)
    record(
        "take_evidence",
        evidence.score.assessment,
        by=by,
        at=at,
        data={"score": evidence.score_id, "document": evidence.document_id},
    )
    evidence.delete()


def _require_open(score: IndicatorScore, by: Actor) -> None:
    by.require("self_report", score.assessment)
    hold(score.assessment)
    if score.assessment.stage != "self_report":
        raise Conflict(_("The self-report was sent: it is no longer changed."))


def send_self_report(
    assessment: Assessment, *, text: str, by: Actor, at: dt.date | None = None
) -> Assessment:
    """The unit sends what it said; the city office is next. Raises Conflict before the figures are locked."""
    return make_move(assessment, "report", by=by, at=at, given={"summary": text}, after=after_assessment_move)
