"""Pairs of rows that a person is asked about: one name and one identifier, and something that contradicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from django.db.models import Count

from lianxin.register.enums import KeyKind, MentionRole
from lianxin.register.models import Import, Mention, PartyKey
from lianxin.register.services.matching import chunks, one_script

Place = tuple[str, int]


def review_pairs() -> Iterator[tuple[str, int, str, int]]:
    """One pair of rows for each two people who share a name and a mobile, document or licence, and were kept apart."""
    shared = (
        PartyKey.objects.filter(kind__in=(KeyKind.PHONE, KeyKind.DOCUMENT, KeyKind.LICENCE), mention__person__isnull=False)
        .values("kind", "digest")
        .annotate(people=Count("mention__person_id", distinct=True))
        .filter(people__gt=1)
        .order_by("kind", "digest")
    )
    holders: dict[tuple[str, str], set[int]] = defaultdict(set)
    for kind, value in shared.values_list("kind", "digest"):
        keys = PartyKey.objects.filter(kind=kind, digest=value, mention__person__isnull=False)
        holders[(kind, value)] = set(keys.values_list("mention__person_id", flat=True))
    rows = _rows({person for people in holders.values() for person in people})
    asked: set[tuple[int, int]] = set()
    for people in holders.values():
        for a, b in combinations(sorted(people), 2):
            if (a, b) not in asked and a in rows and b in rows and rows[a][0] & rows[b][0]:
                asked.add((a, b))
                yield (*rows[a][1], *rows[b][1])


def _rows(people: set[int]) -> dict[int, tuple[set[str], Place]]:
    """For each person the names under which lists have them, and their first row."""
    found: dict[int, tuple[set[str], Place]] = {}
    for some in chunks(sorted(people)):
        mentions = Mention.objects.filter(
            person_id__in=some, role=MentionRole.SUBJECT, row__imported__state=Import.State.COMMITTED, row__imported__by_hand=False
        )
        for person, name, file, number in mentions.order_by("pk").values_list(
            "person_id", "name_key", "row__imported__file_name", "row__number"
        ):
            names, _first = found.setdefault(person, (set(), (file, number)))
            names.add(one_script(name))
    return found
