"""Matching the whole register again on exact keys: finds what single imports could not see, such as after an undo."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_noop

from lianxin.access.actors import Actor
from lianxin.journal.services.entries import record
from lianxin.register.enums import KeyKind
from lianxin.register.keys import key_digest, phones_in
from lianxin.register.models import Mention, PartyKey, Person
from lianxin.register.queries.statements import is_mobile
from lianxin.register.reach import protected_people
from lianxin.register.services.matching import Clusters, Nodes, choose_winner, chunks, join_all, known_people
from lianxin.register.services.merging import merge_many
from lianxin.register.services.moving import PartyModel
from lianxin.register.services.review import review_pairs

EXACT = gettext_noop("one exact identifier")
"""Why this matching joins two people."""


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
    made, _left = merge_many(pairs, by=by, because=EXACT, evidence=newest_rows_of(pairs))
    if made:
        record("match", None, by=by, data={"joined": len(made)})
    return Matched(
        mentions=Mention.objects.filter(person__isnull=False).count(),
        people=Person.objects.filter(merged_into=None).count(),
        joined=len(made),
        review=sum(1 for _pair in review_pairs()),
    )


def newest_rows_of(pairs: Iterable[tuple[int, int]], of: PartyModel = Person) -> dict[int, int]:
    """By loser of pairs (loser, winner), the newest row that mentions either: taking its list back takes the pair apart again."""
    column = "person_id" if of is Person else "organisation_id"
    wanted = list(pairs)
    rows: dict[int, int] = {}
    for some in chunks(sorted({pk for pair in wanted for pk in pair})):
        newest = Mention.objects.filter(**{f"{column}__in": some}, row__imported__by_hand=False).order_by().values(column)
        rows |= dict(newest.annotate(newest=Max("row_id")).values_list(column, "newest"))
    return {loser: row for loser, winner in wanted if (row := max(rows.get(loser, 0), rows.get(winner, 0)))}


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
