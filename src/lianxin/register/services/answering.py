"""Answers to the questions of the matching: one and the same, never these two, later; and taking an answer back.

An answer is about the two records under which the two rows stand. Locks are taken in one order, first both records by
their number, then the question, so that two officers never answer one pair twice: the second is told.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.dates import now
from lianxin.core.errors import Conflict
from lianxin.journal.models import Read
from lianxin.journal.services.entries import record, record_reads
from lianxin.register.models import Organisation, PairQuestion, Person, Regrouping
from lianxin.register.queries.questions import about_both
from lianxin.register.queries.said import programme_bodies
from lianxin.register.reach import protected_people
from lianxin.register.services.merging import merge
from lianxin.register.services.taking_apart import undo_merge

Party = Person | Organisation
Answer = PairQuestion.Answer


@dataclass(frozen=True, slots=True)
class Staying:
    """Which of two records stays when they are joined. `goes_holds` says that the other one, too, has what is never merged
    unasked.
    """

    stays: Party
    goes: Party
    stays_holds: bool
    goes_holds: bool


def who_stays(one: Party, other: Party) -> Staying:
    """The record that is never merged unasked (an account, a cast vote, a staff post; a programme) stays, else the older one."""
    ids = [one.pk, other.pk]
    held = protected_people(ids) if isinstance(one, Person) else programme_bodies(ids)
    stays, goes = sorted((one, other), key=lambda party: (party.pk not in held, party.pk))
    return Staying(stays, goes, stays.pk in held, goes.pk in held)


@transaction.atomic
def answer_one(
    question: PairQuestion,
    *,
    by: Actor,
    at: dt.date | None = None,
    reason: str = "",
    with_account: bool = False,
) -> Regrouping:
    """The two are one: joins their records and keeps the merge with the answer. Asked of the question ("answer").

    Raises Conflict when somebody answered before, the rows moved on, or `merging.merge` refuses, e.g. because both records
    have an account; `with_account` says that what the record that goes has is meant too.
    """
    mine, one, other = _lock(question, by)
    chosen = who_stays(one, other)
    because = reason.strip() or _("An officer compared the two and found them to be one.")
    made = merge(chosen.stays, chosen.goes, by=by, at=at, reason=because, with_account=with_account)
    keep_answer(mine, Answer.ONE, by, reason, made)
    record("answer_one", mine, by=by, at=at, data={"regrouping": made.pk})
    return made


@transaction.atomic
def answer_two(
    question: PairQuestion, *, by: Actor, at: dt.date | None = None, reason: str = ""
) -> PairQuestion:
    """The two are never one: the matching neither joins them nor asks about them again, and joining them by hand is
    refused until the answer is taken back. Every open question about these two records is answered with it.

    Asked of the question ("answer"). Raises Conflict as `answer_one`.
    """
    mine, one, other = _lock(question, by)
    for same in about_both(type(one), one.pk, other.pk).filter(answer=Answer.OPEN):
        keep_answer(same, Answer.TWO, by, reason, None)
    record("answer_two", mine, by=by, at=at)
    mine.refresh_from_db()
    return mine


@transaction.atomic
def put_off(question: PairQuestion, *, by: Actor, at: dt.date | None = None) -> None:
    """Later: the pair comes again when all others are done. Raises Conflict when somebody has answered it."""
    by.require("answer", question)
    if not PairQuestion.objects.filter(pk=question.pk, answer=Answer.OPEN).update(put_off_at=now()):
        raise Conflict(_("Another officer has answered this pair in the meantime."))
    record("put_off", question, by=by, at=at)


@transaction.atomic
def take_back(
    question: PairQuestion, *, by: Actor, at: dt.date | None = None, reason: str = ""
) -> PairQuestion:
    """The answer no longer holds and the pair waits again: a merge is undone exactly, two who were told apart may be joined.

    Asked of the question ("answer"). Raises Conflict when there is no answer, or `taking_apart.undo_merge` refuses.
    """
    by.require("answer", question)
    mine = PairQuestion.objects.select_for_update().get(pk=question.pk)
    if mine.answer == Answer.OPEN:
        raise Conflict(_("This pair has no answer that could be taken back."))
    answer, made = mine.answer, mine.regrouping
    if made is not None and made.undone_at is None:
        undo_merge(
            made, by=by, at=at, reason=reason.strip() or _("The answer that the two are one was taken back.")
        )
    one, other = parties_of(mine)
    again = about_both(type(one), one.pk, other.pk).filter(answer=Answer.TWO) if answer == Answer.TWO else ()
    for pk in {mine.pk, *(same.pk for same in again)}:
        PairQuestion.objects.filter(pk=pk).update(
            answer=Answer.OPEN,
            answered_by=None,
            answered_at=None,
            put_off_at=None,
            reason="",
            regrouping=None,
        )
    record("take_back_answer", mine, by=by, at=at, data={"answer": answer})
    mine.refresh_from_db()
    return mine


def note_looking(one: Party, other: Party, *, by: Actor) -> None:
    """Two people's records were laid side by side: a read that both see. One statement; none for organisations."""
    if isinstance(one, Person) and isinstance(other, Person):
        others = [party.pk for party in (one, other) if party.pk != by.person_id]
        record_reads(
            others,
            by=by,
            how=Read.How.OPENED,
            reason=_("compared with another record that may be the same person"),
        )


def parties_of(question: PairQuestion) -> tuple[Party, Party]:
    """The two records under which the rows stand today."""
    sides = (question.left, question.right)
    one, other = (
        side.person if question.of == PairQuestion.Of.PEOPLE else side.organisation for side in sides
    )
    assert one is not None  # noqa: S101  a question is about mentions of its own kind
    assert other is not None  # noqa: S101
    return one, other


def _lock(question: PairQuestion, by: Actor) -> tuple[PairQuestion, Party, Party]:
    """Lock both records and the question; gives them as they are now. Conflict unless the question still waits."""
    by.require("answer", question)
    gone = Conflict(_("Another officer has answered this pair in the meantime."))
    rows = PairQuestion.objects.select_related(
        "left__person", "left__organisation", "right__person", "right__organisation"
    )
    seen = rows.filter(pk=question.pk).first()
    if seen is None:
        raise gone
    model, ids = type(parties_of(seen)[0]), {party.pk for party in parties_of(seen)}
    locked = list(model._default_manager.filter(pk__in=ids).order_by("pk").select_for_update())
    if not PairQuestion.objects.select_for_update().filter(pk=question.pk, answer=Answer.OPEN).exists():
        raise gone
    mine = rows.get(pk=question.pk)
    one, other = parties_of(mine)
    if one.pk == other.pk or {one.pk, other.pk} != {party.pk for party in locked}:
        raise gone
    return mine, one, other


def keep_answer(
    question: PairQuestion, answer: PairQuestion.Answer, by: Actor, reason: str, made: Regrouping | None
) -> None:
    """Write an answer; the caller holds the transaction, the right and the journal."""
    question.answer = answer
    question.answered_by_id = by.person_id
    question.answered_at = now()
    question.reason = reason.strip()
    question.regrouping = made
    question.save()
