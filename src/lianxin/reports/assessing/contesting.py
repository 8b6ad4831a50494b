"""What a unit contests of its assessment, and the answers. A contest that is accepted locks the figure anew, with its reason."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.dates import today
from lianxin.core.errors import BadInput, Conflict
from lianxin.figures.drift import drift_of
from lianxin.flows.services.moves import make_move
from lianxin.journal.services.entries import record
from lianxin.matters.enums import Result
from lianxin.matters.services.matters import open_matter
from lianxin.register.models import Person
from lianxin.reports.assessing.checking import after_assessment_move, hold, set_points
from lianxin.reports.assessing.locked import LockedList
from lianxin.reports.assessing.locking import relock
from lianxin.reports.models import IndicatorScore, ScoreContest

About = ScoreContest.About


@transaction.atomic
def contest(
    score: IndicatorScore,
    *,
    about: str,
    text: str,
    pk: int | None = None,
    by: Actor,
    at: dt.date | None = None,
) -> ScoreContest:
    """Contest a record of the locked list (`pk`, opened as a matter of its own), a record that is missing, or the points.

    From the lock until the result is announced; points once they were given to the unit. After the result was given the
    unit objects by it. Nothing changes until it is answered.
    """
    assessment, day = score.assessment, at or today()
    by.require("object", assessment)
    if about not in About.values or not text.strip():
        raise BadInput(_("Say what is wrong, and what would be right."))
    hold(assessment)
    _require_time(score, about)
    matter = None
    if about == About.RECORD:
        found = LockedList(score, by).record(pk or 0)
        if found is None:
            raise BadInput(_("This record is not in the locked list, or not open to you."))
        raiser = Person.objects.filter(pk=by.person_id or 0).first()
        matter = open_matter(
            kind="record_contest",
            raiser=raiser,
            content=text,
            about=found,
            entered_why="" if raiser else text,
            by=by,
            at=day,
        )
    made = ScoreContest.objects.create(
        score=score, about=about, text=text.strip(), matter=matter, raised_on=day, raised_by=by.person_id
    )
    record("contest_score", assessment, by=by, at=day, data={"score": score.pk, "contest": made.pk})
    if assessment.stage == "told":
        make_move(assessment, "object", by=by, at=day, after=after_assessment_move)
    return made


def _require_time(score: IndicatorScore, about: str) -> None:
    stage = score.assessment.stage
    if stage in {"checked", "announced"}:
        raise Conflict(
            _("This can be contested until the unit is checked, and again when the result was given to it.")
        )
    if about == About.POINTS and stage not in {"told", "objection"}:
        raise Conflict(_("The points have not been given yet."))
    if about != About.POINTS and score.lock is None:
        raise Conflict(_("This indicator has no locked figure."))


@transaction.atomic
def answer_contest(
    row: ScoreContest,
    *,
    accepted: bool,
    answer: str,
    points: Decimal | None = None,
    by: Actor,
    at: dt.date | None = None,
) -> ScoreContest:
    """Answer a contest, once. Accepted, a record was corrected or entered and the figure is locked anew with the answer as its
    reason; contested points are given anew.

    Raises Conflict when a contest is accepted of which nothing was corrected.
    """
    score, day = row.score, at or today()
    by.require("assess", score.assessment)
    if not answer.strip():
        raise BadInput(_("Write the answer to the unit."))
    hold(score.assessment)
    done = ScoreContest.objects.filter(pk=row.pk, accepted=None).update(
        accepted=accepted, answered_on=day, answered_by=by.person_id
    )
    if not done:
        raise Conflict(_("Somebody answered this contest just now. Load the page again."))
    row.refresh_from_db(fields=["accepted", "answered_on", "answered_by"])
    row.answer = answer.strip()
    row.save(update_fields=["answer"])
    if accepted and row.about == About.POINTS:
        if points is None:
            raise BadInput(_("Give the points that are right."))
        set_points(score, points, answer, by)
    elif accepted:
        _require_corrected(row)
        relock(score, reason=answer.strip(), by=by, at=day)
    record("answer_contest", score.assessment, by=by, at=day, data={"contest": row.pk, "accepted": accepted})
    return row


def _require_corrected(row: ScoreContest) -> None:
    if row.matter is not None and row.matter.result != Result.SOLVED:
        raise Conflict(
            _("Correct the record first, and note it in its matter {number}.").format(
                number=row.matter.number
            )
        )
    lock = row.score.lock
    if lock is None or drift_of(lock.frozen).is_none:
        raise Conflict(
            _("No record of this figure has moved since it was locked: enter or correct it first.")
        )
