"""Who is called so: from what somebody types to the people or bodies that a row calls by a name like it.

Names are looked up by their terms (`SearchTerm`), whoever bears them by the mentions that say them. The likeliest names come
first and few at a time, so a reader who sees everybody has a page of answers after one portion; for a reader who sees few
the search turns round and looks through the names of those few. A reader for whom values have owners finds nobody by a
name that only another's list says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from lianxin.access.actors import Actor, same_person
from lianxin.access.roles import Role
from lianxin.access.rules import visible
from lianxin.core.names import name_key, org_name_key, search_form
from lianxin.core.ordered import begins_with
from lianxin.register.models import Import, Mention, Organisation, Person, SearchTerm
from lianxin.register.queries.values import given_to, is_limited, limited_people, statements_for

Way = SearchTerm.Way
PORTIONS: Final = (64, 512)
"""So many names are looked through before the search turns round to those whom the reader sees."""
BEARERS = 3000
FEW = 1000
"""The names of so many visible parties are looked through at once."""
LATIN_AT_LEAST = 2
"""A single Latin letter finds a tenth of the city; two letters are initials."""
LATIN_BELOW = "\u0250"
"""Letters, ü among them."""
SEVERAL = 500
"""A list asks who is called by so many names; of more names it asks for the present ones alone."""


@dataclass(frozen=True, slots=True)
class Side:
    """People or bodies: their model, the column of a mention, and the ways to their names, those of characters first."""

    model: type[Any]
    column: str
    ways: tuple[int, int, int, int]

    def words(self, text: str) -> str:
        """What was typed, in the form of the terms; "" when it is too short to look for."""
        key = search_form(text if self.model is Person else org_name_key(text)).replace("'", "").replace(",", "")
        return key if len(key) >= (LATIN_AT_LEAST if _is_latin(key) else 1) else ""

    def ways_of(self, words: str) -> tuple[int, ...]:
        """Letters may be a name, its beginning in pinyin or its initials; characters are a name or a part of one."""
        name, part, pinyin, initials = self.ways
        return (name, pinyin, initials, part) if _is_latin(words) else (name, part)

    def terms(self, words: str) -> QuerySet[SearchTerm]:
        return SearchTerm.objects.filter(begins_with("term", words), way__in=self.ways_of(words))

    def standing(self) -> QuerySet[Any]:
        """Parties that were not merged into another nor erased."""
        rows: QuerySet[Any] = self.model.objects.filter(merged_into=None)
        return rows.filter(erased_on=None) if self.model is Person else rows


def _is_latin(words: str) -> bool:
    return all(character < LATIN_BELOW for character in words)


PEOPLE: Final = Side(Person, "person_id", (Way.NAME, Way.PART, Way.PINYIN, Way.INITIALS))
BODIES: Final = Side(
    Organisation, "organisation_id", (Way.BODY_NAME, Way.BODY_PART, Way.BODY_PINYIN, Way.BODY_INITIALS)
)
Bearers = list[tuple[int, str]]
"""Parties with the name by which they were found, the best first."""


def called(side: Side, text: str, actor: Actor, limit: int) -> list[int]:
    """Ids of those whom the actor may see and find by the text, whole names before parts, pinyin before initials."""
    words = side.words(text)
    if not words:
        return []
    found: dict[int, None] = {}
    for names, is_all in _portions(side, words):
        bearers, is_cut = _bearers(side, names)
        found |= dict.fromkeys(_known(side, bearers, actor, limit - len(found), besides=found))
        if len(found) >= limit:
            break
        if is_cut or not is_all:
            return _among_seen(side, words, actor, limit)
    return list(found)[:limit]


def _portions(side: Side, words: str) -> Iterator[tuple[list[str], bool]]:
    """Names like the words in the order of likeness; with the last portion that is looked through, whether there are no more."""
    for way in side.ways_of(words):
        rows = SearchTerm.objects.filter(begins_with("term", words), way=way)
        ordered = rows.order_by("term", "name").values_list("name", flat=True)
        start = 0
        for size in PORTIONS:
            names = list(ordered[start : start + size])
            start += size
            if names:
                yield list(dict.fromkeys(names)), len(names) < size or size != PORTIONS[-1]
            if len(names) < size:
                break


def _bearers(side: Side, names: Sequence[str]) -> tuple[Bearers, bool]:
    """Who is called by one of these names, in their order; and whether there are more than were fetched."""
    found: Bearers = []
    rest = list(names)
    if side.model is Organisation:
        present = side.standing().filter(name_key__in=names).values_list("pk", "name_key")
        found = list(present)
        # A body stands in a row of each of its people: their mentions are asked for other names than the present ones only.
        borne = {name for _pk, name in found}
        rest = [name for name in names if name not in borne]
    said = _said(side).filter(name_key__in=rest).values_list(side.column, "name_key")
    rows = list(said.distinct()[:BEARERS] if side.model is Organisation else said[:BEARERS]) if rest else []
    place = {name: number for number, name in enumerate(names)}
    return sorted({*found, *rows}, key=lambda row: (place[row[1]], row[0])), len(rows) == BEARERS


def _said(side: Side) -> QuerySet[Mention]:
    return Mention.objects.filter(
        **{f"{side.column}__isnull": False}, row__imported__state=Import.State.COMMITTED
    )


def _known(side: Side, bearers: Bearers, actor: Actor, wanted: int, besides: Iterable[int] = ()) -> list[int]:
    """Those of the bearers whom the actor may see and may know under that name, in their order; looks no further than needed."""
    done, found = set(besides), dict[int, None]()
    start, size = 0, 2 * wanted
    while start < len(bearers) and len(found) < wanted:
        some = [row for row in bearers[start : start + size] if row[0] not in done]
        start, size = start + size, size * 8
        ids = {pk for pk, _name in some}
        seen = set(visible(side.standing().filter(pk__in=ids), actor, few=True).values_list("pk", flat=True)) if ids else set()
        some = [row for row in some if row[0] in seen]
        if side.model is Person and is_limited(actor):
            some = _own(some, actor)
        found |= dict.fromkeys(pk for pk, _name in some)
    return list(found)[:wanted]


def _own(bearers: Bearers, actor: Actor) -> Bearers:
    """Without those whom the actor may not know under that name: no row of theirs says it, and theirs say another."""
    ids = [pk for pk, _name in bearers]
    limited = limited_people(ids, actor)
    if not limited:
        return bearers
    says = {
        pk: {name_key(statement.says("name")) for statement in statements if statement.says("name")}
        for pk, statements in statements_for(limited, actor).items()
    }
    present = dict(Person.objects.filter(pk__in=limited).values_list("pk", "name_key"))
    return [
        (pk, name) for pk, name in bearers if pk not in limited or name in (says.get(pk) or {present.get(pk)})
    ]


def _among_seen(side: Side, words: str, actor: Actor, limit: int) -> list[int]:
    """The search the other way round: among the names of those whom the actor sees. Complete, however common the name."""
    seen = visible(side.standing(), actor).order_by()
    ids = list(seen.values_list("pk", flat=True)[: FEW + 1])
    said = _said(side)
    if len(ids) <= FEW:
        said = said.filter(**{f"{side.column}__in": ids})
        names = said.values("name_key")
    else:
        names = side.terms(words).values("name")
        said = said.filter(**{f"{side.column}__in": seen.values("pk")}, name_key__in=names)
    pairs = list(said.values_list(side.column, "name_key").distinct())
    bearers = _in_order(side, words, pairs)
    return _known(side, bearers, actor, limit)


def _in_order(side: Side, words: str, pairs: Bearers) -> Bearers:
    """Those of the pairs whose name is like the words, in the order of likeness."""
    of_name: dict[str, list[int]] = {}
    for pk, name in pairs:
        of_name.setdefault(name, []).append(pk)
    ways = {way: number for number, way in enumerate(side.ways_of(words))}
    rows = side.terms(words).filter(name__in=list(of_name)).values_list("way", "term", "name")
    ordered = dict.fromkeys(name for _way, _term, name in sorted(rows, key=lambda row: (ways[row[0]], row[1])))
    return [(pk, name) for name in ordered for pk in sorted(of_name[name])]


# Lists


def answering(side: Side, text: str, actor: Actor) -> Q:
    """The filter of a list by the text. Of very common beginnings (over 500 names) present names alone answer."""
    words = side.words(text)
    if not words:
        return Q(pk__in=())
    terms = side.terms(words).order_by().values("name")
    names = list(terms.values_list("name", flat=True).distinct()[: SEVERAL + 1])
    like: Any = names if len(names) <= SEVERAL else terms
    present = Q(name_key__in=like)
    if side.model is Person and is_limited(actor):
        return _answering_limited(like, present, actor)
    if len(names) > SEVERAL:
        return present
    return present | Q(pk__in=_said(side).filter(name_key__in=names).values(side.column)) if names else Q(pk__in=())


def _answering_limited(like: Any, present: Q, actor: Actor) -> Q:
    """By the names that the liaison officer's lists say; by the present one of whom they say none, or who is seen otherwise."""
    given = _said(PEOPLE).filter(given_to(actor)).exclude(name_key="")
    own = Q(pk__in=given.filter(name_key__in=like).values("person_id"))
    nameless = present & ~Exists(given.filter(person_id=OuterRef("pk")))
    others = tuple(hat for hat in actor.hats if hat.role != Role.LIAISON)
    if not others:
        return own | nameless
    otherwise = visible(Person.objects.order_by(), same_person(actor, hats=others)).values("pk")
    return own | nameless | (present & Q(pk__in=otherwise))
