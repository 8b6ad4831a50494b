"""What an officer takes apart stays apart: who undoes a merge or splits rows off says that the two are two.

The matching minds that as it minds "never these two"; it is taken back like every answer, on the page of the pair.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from lianxin.access.actors import Actor
from lianxin.register.models import Mention, Organisation, PairQuestion, Person, Regrouping
from lianxin.register.queries.questions import about_both
from lianxin.register.services.answering import keep_answer
from lianxin.register.services.splitting import split
from lianxin.register.services.taking_apart import Apart, undo_merge

Party = Person | Organisation
TWO = PairQuestion.Answer.TWO


@transaction.atomic
def part_merge(made: Regrouping, *, by: Actor, reason: str, at: dt.date | None = None) -> Apart:
    """Undo a merge and keep the two apart from now on. Asked and refused as `taking_apart.undo_merge`."""
    apart = undo_merge(made, by=by, reason=reason, at=at)
    _keep_apart(made.model, apart.kept_id, apart.other_id, by=by, reason=reason)
    return apart


@transaction.atomic
def part_rows(
    party: Party, mentions: Collection[int], *, by: Actor, reason: str, at: dt.date | None = None
) -> Party:
    """Split rows off and keep both records apart from now on; gives the new one. Asked and refused as `splitting.split`."""
    new = split(party, mentions, by=by, reason=reason, at=at)
    _keep_apart(type(party), party.pk, new.pk, by=by, reason=reason)
    return new


def _keep_apart(of: type[Party], one: int, other: int, *, by: Actor, reason: str) -> None:
    """Answer every question about the two; where there is none, a row of either stands for it."""
    asked = list(about_both(of, one, other))
    column = "person_id" if of is Person else "organisation_id"
    rows = [Mention.objects.filter(**{column: pk}).order_by("pk").first() for pk in (one, other)]
    if not asked and rows[0] is not None and rows[1] is not None:
        kind = PairQuestion.Of.PEOPLE if of is Person else PairQuestion.Of.ORGANISATIONS
        left, right = sorted((rows[0], rows[1]), key=lambda mention: mention.pk)
        asked = [PairQuestion(of=kind, left=left, right=right, weight=0)]
    for question in asked:
        keep_answer(question, TWO, by, reason, None)
