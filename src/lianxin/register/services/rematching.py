"""Matching the whole register again on exact keys: finds what single imports could not see, such as after an undo."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass

from django.db import transaction

from lianxin.access.actors import Actor
from lianxin.journal.services.entries import record
from lianxin.register.enums import KeyKind
from lianxin.register.keys import key_digest, phones_in
from lianxin.register.models import Mention, PartyKey, Person, Touch
from lianxin.register.queries.statements import is_mobile
from lianxin.register.services.matching import Clusters, Nodes, choose_winner, join_all, known_people
from lianxin.register.services.merging import merge_people, protected_people
from lianxin.register.services.review import review_pairs
from lianxin.register.services.survivors import refresh_people


@dataclass(frozen=True, slots=True)
class Matched:
    """How many mentions and people there are, how many were joined now, and how many pairs wait for a person."""

    mentions: int
    people: int
    joined: int
    review: int

    def as_json(self) -> dict[str, int]:
        return asdict(self)


@transaction.atomic
def match_all(*, by: Actor) -> Matched:
    """Merge people who hold one exact key under a compatible name. Each merge is kept with the newest row that shows it,
    so that undoing that row's list takes it apart again.
    """
    clusters, node_of, by_key = _nodes()
    join_all(clusters, by_key)
    groups: dict[int, list[int]] = defaultdict(list)
    for person_id, node in node_of.items():
        groups[clusters.find(node)].append(person_id)
    crowded = [people for people in groups.values() if len(people) > 1]
    protected = protected_people({person for people in crowded for person in people})
    pairs: list[tuple[int, int]] = []
    for people in crowded:
        winner, losers = choose_winner(people, protected)
        pairs += [(loser, winner) for loser in losers]
    mentions = Mention.objects.filter(person_id__in=[person for pair in pairs for person in pair])
    rows = dict(mentions.order_by("row_id").values_list("person_id", "row_id"))
    moved = merge_people(pairs)
    Touch.objects.bulk_create(
        Touch(
            row_id=max(rows[loser], rows.get(winner, 0)),
            model=Person._meta.label,
            object_id=loser,
            did=Touch.Did.CHANGED,
            before=moved[loser],
        )
        for loser, winner in pairs
    )
    refresh_people(winner for _loser, winner in pairs)
    if pairs:
        record("match", None, by=by, data={"joined": len(pairs)})
    return Matched(
        mentions=Mention.objects.filter(person__isnull=False).count(),
        people=Person.objects.filter(merged_into=None).count(),
        joined=len(pairs),
        review=sum(1 for _pair in review_pairs()),
    )


def _nodes() -> tuple[Clusters, dict[int, int], Nodes]:
    """One node for each person who shares an identifier with somebody; only mobiles count of phones."""
    holders: dict[tuple[str, str], set[int]] = defaultdict(set)
    kinds = (KeyKind.DOCUMENT, KeyKind.LICENCE, KeyKind.PHONE)
    keys = PartyKey.objects.filter(kind__in=kinds, mention__person__isnull=False)
    for kind, value, person_id in keys.values_list("kind", "digest", "mention__person_id").order_by("pk").iterator():
        holders[(kind, value)].add(person_id)
    holders = {key: people for key, people in holders.items() if len(people) > 1}
    landlines = _landlines({person for people in holders.values() for person in people})
    clusters, node_of = Clusters(), dict[int, int]()
    for person_id, facts in known_people(person for people in holders.values() for person in people).items():
        node_of[person_id] = clusters.add(facts)
    by_key: Nodes = {
        key: [node_of[person] for person in sorted(people) if person in node_of]
        for key, people in holders.items()
        if key[0] != KeyKind.PHONE or key[1] not in landlines
    }
    return clusters, node_of, by_key


def _landlines(people: set[int]) -> set[str]:
    """Digests of the phones of these people that are no mobiles."""
    found: set[str] = set()
    for values in Mention.objects.filter(person_id__in=people).values_list("values", flat=True).iterator():
        found.update(key_digest(KeyKind.PHONE, number) for number in phones_in(values) if not is_mobile(number))
    return found
