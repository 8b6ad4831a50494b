"""Questions of the matching: which comes next, how many wait, which wait about a record, and who was told apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from lianxin.access.actors import Actor
from lianxin.core.dates import CITY_TIME, today
from lianxin.register.models import Organisation, PairQuestion, Person

Party = Person | Organisation
COUNTED = 999
"""So many questions are counted; more are as many as anybody wants to know of on every page."""
Answer = PairQuestion.Answer


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which questions an officer works on: about whom, and why they were not joined; "" and None for all."""

    of: str = ""
    why: str | None = None

    def among(self, rows: QuerySet[PairQuestion]) -> QuerySet[PairQuestion]:
        if self.of:
            rows = rows.filter(of=self.of)
        return rows if self.why is None else rows.filter(why=self.why)


def next_question(wanted: Wanted, actor: Actor) -> PairQuestion | None:
    """The likeliest pair that nobody has put off, else the one that was put off first. One or two statements."""
    rows = wanted.among(PairQuestion.objects.undecided()).filter(pk__in=_open_to(actor))
    fresh = rows.filter(put_off_at=None).order_by("-weight", "pk").first()
    return fresh or rows.filter(put_off_at__isnull=False).order_by("put_off_at", "pk").first()


def _open_to(actor: Actor) -> QuerySet[PairQuestion]:
    return PairQuestion.objects.visible_to(actor, "answer")


def count_waiting(wanted: Wanted | None = None) -> int:
    """How many pairs wait, at most COUNTED. One statement."""
    return (wanted or Wanted()).among(PairQuestion.objects.undecided()).order_by()[:COUNTED].count()


def answered_today(actor: Actor) -> QuerySet[PairQuestion]:
    """What the officer has answered today, the last answer first."""
    since = dt.datetime.combine(today(), dt.time(), tzinfo=CITY_TIME)
    mine = PairQuestion.objects.filter(answered_by_id=actor.person_id or 0, answered_at__gte=since)
    return mine.exclude(answer=Answer.OPEN).order_by("-answered_at", "-pk")


def questions_about(party: Party) -> QuerySet[PairQuestion]:
    """The questions that wait about a record."""
    column = "person" if isinstance(party, Person) else "organisation"
    about = Q(**{f"left__{column}": party}) | Q(**{f"right__{column}": party})
    return PairQuestion.objects.undecided().filter(about)


def about_both(of: type[Person | Organisation], one: int, other: int) -> QuerySet[PairQuestion]:
    """Questions whose rows stand under these two records today, whatever was answered."""
    left, right = _columns(of)
    return PairQuestion.objects.filter(Q(**{left: one, right: other}) | Q(**{left: other, right: one}))


def told_apart(of: type[Person | Organisation], ids: Collection[int]) -> set[tuple[int, int]]:
    """Among a few records, the pairs of which an officer said that they are never one; each in both orders."""
    left, right = _columns(of)
    rows = PairQuestion.objects.filter(**{f"{left}__in": ids, f"{right}__in": ids}, answer=Answer.TWO)
    pairs = set(rows.values_list(left, right))
    return pairs | {(other, one) for one, other in pairs}


def _columns(of: type[Person | Organisation]) -> tuple[str, str]:
    column = "person_id" if of is Person else "organisation_id"
    return f"left__{column}", f"right__{column}"
