"""Pairs of rows that a person is asked about, as a list for programs."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Min

from lianxin.core.pieces import chunks
from lianxin.register.enums import MentionRole
from lianxin.register.models import Import, Mention, PairQuestion

Place = tuple[str, int]


def review_pairs() -> Iterator[tuple[str, int, str, int]]:
    """File and row of both sides of every question that waits. A body that the row only names stands by a row about it."""
    for of, column in (
        (PairQuestion.Of.PEOPLE, "person_id"),
        (PairQuestion.Of.ORGANISATIONS, "organisation_id"),
    ):
        asked = PairQuestion.objects.undecided().filter(of=of)
        pairs = list(asked.values_list(f"left__{column}", f"right__{column}"))
        places = _places(column, {party for pair in pairs for party in pair if party is not None})
        for left, right in pairs:
            if left in places and right in places:
                yield (*places[left], *places[right])


def _places(column: str, parties: set[int]) -> dict[int, Place]:
    """By party its first row in a list."""
    found: dict[int, Place] = {}
    for some in chunks(sorted(parties)):
        about = Mention.objects.filter(
            **{f"{column}__in": some},
            role=MentionRole.SUBJECT,
            row__imported__state=Import.State.COMMITTED,
            row__imported__by_hand=False,
        )
        first = dict(about.values(column).annotate(first=Min("pk")).values_list("first", column))
        rows = Mention.objects.filter(pk__in=first).values_list(
            "pk", "row__imported__file_name", "row__number"
        )
        found |= {first[pk]: (file, number) for pk, file, number in rows}
    return found
