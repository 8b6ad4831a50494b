"""Rows that held others together: when their list is taken back, what only they joined comes apart again.

A row with a mobile and a number finds the person of either, and later rows with one of the two come to the same record. Once it
goes, they are two people again as far as the lists say. Only what rows joined by exact keys comes apart: what a person or the
matching put together stays, and so do rows that name the record by its number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_noop

from lianxin.access.actors import Actor
from lianxin.core.dates import today
from lianxin.core.names import one_script
from lianxin.core.pieces import chunks
from lianxin.journal.services.entries import record
from lianxin.register.enums import KeyKind, MentionRole
from lianxin.register.models import Import, Mention, Organisation, PartyKey, Person, Regrouping, SourceRow
from lianxin.register.records import RECORD_ID
from lianxin.register.services.moving import PartyModel
from lianxin.register.services.regrouped import concerning
from lianxin.register.services.splitting import split_off

BECAUSE = gettext_noop("the list whose rows held these together was taken back")
JOINING = (KeyKind.DOCUMENT, KeyKind.LICENCE, KeyKind.PHONE, KeyKind.CREDIT_CODE)
Groups = list[set[int]]


@dataclass(frozen=True, slots=True)
class Held:
    """A party, and the groups of mentions (by id) that come off it."""

    model: PartyModel
    party: int
    groups: Groups


class _Nets:
    """What hangs together: mentions by what they say, or by what was decided of them."""

    def __init__(self) -> None:
        self.parent: dict[Hashable, Hashable] = {}

    def find(self, one: Hashable) -> Hashable:
        self.parent.setdefault(one, one)
        while self.parent[one] != one:
            self.parent[one] = one = self.parent[self.parent[one]]
        return one

    def tie(self, many: Iterable[Hashable]) -> None:
        first, *others = [self.find(one) for one in many] or [None]
        for other in others:
            self.parent[other] = first

    def groups(self, mentions: Iterable[int]) -> list[set[int]]:
        found: dict[Hashable, set[int]] = defaultdict(set)
        for pk in mentions:
            found[self.find(pk)].add(pk)
        return list(found.values())


def held_together(imported: Import) -> list[Held]:
    """What the rows of a list alone hold together; asked before they go."""
    found = []
    for model, column in ((Person, "person_id"), (Organisation, "organisation_id")):
        going = Mention.objects.filter(row__imported=imported, **{f"{column}__isnull": False})
        leaving: dict[int, set[int]] = defaultdict(set)
        for party, pk in going.values_list(column, "pk"):
            leaving[party].add(pk)
        for some in chunks(sorted(leaving)):
            found += _held(model, column, {party: leaving[party] for party in some})
    return found


def let_apart(held: Sequence[Held], *, by: Actor) -> int:
    """Give each group a record of its own, once the rows that held them are gone. One journal entry each; gives how many."""
    count = 0
    for one in held:
        party = one.model._default_manager.filter(pk=one.party).first()
        for group in one.groups if party is not None else ():
            rows = Mention.objects.filter(pk__in=group, **{_column(one.model): one.party}).select_related("row__imported").order_by("pk")
            chosen = list(rows.defer("row__cells", "row__imported__report"))
            if chosen and party is not None and party.mentions.count() > len(chosen):
                made = split_off(party, chosen, by=by, reason=BECAUSE, at=today())
                record("split", made, by=by, data={"rows": len(chosen)})
                # Whether they are one all the same is for the matching to weigh.
                Import.objects.filter(pk__in={mention.row.imported_id for mention in chosen}).update(matched_at=None)
                count += 1
    return count


def _held(model: PartyModel, column: str, leaving: dict[int, set[int]]) -> list[Held]:
    stands = model._default_manager.filter(pk__in=leaving, merged_into=None, **({"erased_on": None} if model is Person else {}))
    others = Mention.objects.filter(**{f"{column}__in": stands.values("pk")})
    said: dict[int, dict[int, tuple[str, tuple[Hashable, ...]]]] = defaultdict(dict)
    by_hand: set[int] = set()
    row_of: dict[int, int] = {}
    fields = ("pk", column, "role", "name_key", "row_id", "row__imported__by_hand", "row__imported__sender_id", "row__imported__file_name")
    for pk, party, role, name, row, hand, sender, file in others.values_list(*fields):
        row_of[pk] = row
        said[party][pk] = (name, (sender, file) if role == MentionRole.SUBJECT and not hand else ())
        by_hand.update([pk] if hand else [])
    joined = {party for party, mentions in said.items() if len(mentions.keys() - leaving[party]) > 1}
    keys: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for some in chunks(pk for party in sorted(joined) for pk in said[party]):
        for pk, kind, value in PartyKey.objects.filter(mention__in=some, kind__in=JOINING).values_list("mention_id", "kind", "digest"):
            keys[pk].append((kind, value))
    decided = _decided(model, joined)
    found = []
    for party in sorted(joined):
        mentions, going = said[party], leaving[party]
        whole, rest = _Nets(), _Nets()
        for pk, (name, place) in mentions.items():
            tokens = [pk, *_tokens(model, name, place, keys[pk])]
            whole.tie(tokens)
            if pk not in going:
                rest.tie(tokens)
        for pks, mark in decided.get(party, ()):
            for net, there in ((whole, mentions.keys()), (rest, mentions.keys() - going)):
                net.tie(pk for pk in sorted(there) if pk in pks or pk <= mark)
        for together in whole.groups(mentions):
            groups = rest.groups(sorted(together - going)) if together & going else []
            # Hands wrote to the record as it stood; of lists the first made it.
            groups.sort(key=lambda group: (not group & by_hand, min(row_of[pk] for pk in group)))
            off = [group for group in groups[1:] if not group & by_hand and not _names_the_record(row_of[pk] for pk in group)]
            if off:
                found.append(Held(model, party, off))
    return found


def _tokens(model: PartyModel, name: str, place: Sequence[Hashable], keys: Iterable[tuple[str, str]]) -> list[Hashable]:
    """What a mention may be joined by: its keys (a phone under one name), the same row in another version of its list, and of
    bodies the name.
    """
    tokens: list[Hashable] = [("list", name, *place)] if place else []
    if model is Organisation:
        tokens.append(("name", name))
    return tokens + [(kind, value, one_script(name) if kind == KeyKind.PHONE else "") for kind, value in keys]


def _decided(model: PartyModel, parties: Iterable[int]) -> dict[int, list[tuple[set[int], int]]]:
    """By party what a person or the matching put together: mentions that moved, and the newest that stood there before."""
    name = f"register.Mention.{_column(model)}"
    roots = step = {pk: pk for pk in parties}
    while step:
        rows = (model._default_manager.filter(merged_into__in=some) for some in chunks(sorted(step)))
        away = (pair for some in rows for pair in some.values_list("pk", "merged_into_id"))
        step = {pk: roots[into] for pk, into in away if into is not None and pk not in roots}
        roots = roots | step
    found: dict[int, list[tuple[set[int], int]]] = defaultdict(list)
    for made in concerning(model, roots):
        if made.did == Regrouping.Did.MERGED and made.reason and made.kept_id in roots:
            found[roots[made.kept_id]].append((set(made.moved.get(name, ())), made.marks.get(name, 0)))
    return found


def _names_the_record(rows: Iterable[int]) -> bool:
    """Whether one of the rows came with the number of a record, as our own exports carry it."""
    return any(RECORD_ID.key in cells for cells in SourceRow.objects.filter(pk__in=list(rows)).values_list("cells", flat=True))


def _column(model: PartyModel) -> str:
    return "person_id" if model is Person else "organisation_id"
