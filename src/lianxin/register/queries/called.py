"""Who is called so: from what somebody types to the people or bodies that a row calls by a name like it.

Names are looked up by their terms (`SearchTerm`), whoever bears them by the mentions that say them. The likeliest names come
first and few at a time, so a reader who sees everybody has a page of answers after one portion; for a reader who sees few
the search turns round and looks through the names of those few. A reader for whom values have owners finds nobody by a
name that only another's list says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from lianxin.access.actors import Actor, same_person
from lianxin.access.conditions import Condition, either, looked_up, of_rules
from lianxin.access.roles import Role
from lianxin.access.rules import visible
from lianxin.core.names import name_key, org_name_key, search_form
from lianxin.core.ordered import begins_with
from lianxin.register.models import Import, Mention, Organisation, Person, SearchTerm
from lianxin.register.queries.values import given_to, is_limited, known_among

Way = SearchTerm.Way
PORTIONS: Final = (64, 256, 1024, 4096)
"""So many names are looked through at a time, the last number again and again."""
FEW, AT_ONCE = 1000, 500
"""The names of few visible parties are looked through at once; of so many bearers it is asked whether a reader sees them."""
PORTIONS_OF_A_LIST: Final = (300, 900, 2700)
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


class Likely:
    """The likeliest names for a text, of both sides in one statement that is made when it is first needed."""

    def __init__(self, text: str, *sides: Side) -> None:
        self._words = {side: side.words(text) for side in sides}
        self._names: dict[int, list[str]] | None = None

    def words(self, side: Side) -> str:
        return self._words[side]

    def names(self, way: int) -> list[str]:
        """Names that this way leads to, in the order of likeness, at most the first portion of them."""
        if self._names is None:
            self._names = self._ask()
        return self._names.get(way, [])

    def is_whole(self, side: Side) -> bool:
        """Are these all the names like the words?"""
        return all(len(self.names(way)) < PORTIONS[0] for way in side.ways_of(self.words(side)))

    def _ask(self) -> dict[int, list[str]]:
        # A database may refuse a limit inside of a union: each portion stands as a list of ids.
        first = [
            SearchTerm.objects.filter(pk__in=_ordered(way, words).values("pk")[: PORTIONS[0]]).order_by()
            for side, words in self._words.items()
            if words
            for way in side.ways_of(words)
        ]
        found: dict[int, list[str]] = {}
        if first:
            rows = [some.values_list("way", "term", "name") for some in first]
            for way, _term, name in sorted(rows[0].union(*rows[1:], all=True)):
                found.setdefault(way, []).append(name)
        return found


def called(side: Side, text: str, actor: Actor, limit: int, likely: Likely | None = None) -> list[int]:
    """Ids of those whom the actor may see and find by the text, whole names before parts, pinyin before initials."""
    likely = likely or Likely(text, side)
    words = likely.words(side)
    if not words:
        return []
    seen = None if likely.is_whole(side) else _few(side, actor)
    if seen is not None:
        pairs = set(_said(side).filter(**{f"{side.column}__in": seen}).values_list(side.column, "name_key"))
        bearers = _in_order(side, words, pairs)
        if side.model is Person and is_limited(actor):
            bearers = _own(bearers, actor)
        return list(dict.fromkeys(pk for pk, _name in bearers))[:limit]
    found: dict[int, None] = {}
    for names in _portions(side, likely):
        bearers = [row for row in _bearers(side, names) if row[0] not in found]
        found |= dict.fromkeys(_known(side, bearers, actor, limit - len(found)))
        if len(found) >= limit:
            return list(found)
    return list(found)


def _ordered(way: int, words: str) -> QuerySet[SearchTerm]:
    return SearchTerm.objects.filter(begins_with("term", words), way=way).order_by("term", "name")


def _portions(side: Side, likely: Likely) -> Iterator[list[str]]:
    """Names in the order of likeness, way after way, some at a time: ways with few names are looked through together."""
    words, waiting = likely.words(side), list[str]()
    for way in side.ways_of(words):
        waiting += likely.names(way)
        if len(waiting) < PORTIONS[0]:
            continue
        yield list(dict.fromkeys(waiting))
        waiting = []
        if len(likely.names(way)) == PORTIONS[0]:
            yield from _further(way, words)
    if waiting:
        yield list(dict.fromkeys(waiting))


def _further(way: int, words: str) -> Iterator[list[str]]:
    """The names of a way after the first portion."""
    ordered, start = _ordered(way, words).values_list("name", flat=True), PORTIONS[0]
    for size in chain(PORTIONS[1:], repeat(PORTIONS[-1])):
        names = list(ordered[start : start + size])
        if names:
            yield list(dict.fromkeys(names))
        if len(names) < size:
            return
        start += size


def _bearers(side: Side, names: Sequence[str]) -> Bearers:
    """Who is called by one of these names, in their order."""
    found: Bearers = []
    rest = list(names)
    if side.model is Organisation:
        found = list(side.standing().filter(name_key__in=names).values_list("pk", "name_key"))
        # A body stands in a row of each of its people: their mentions are asked for other names than the present ones only.
        present = {name for _pk, name in found}
        rest = [name for name in names if name not in present]
    said = _said(side).filter(name_key__in=rest).values_list(side.column, "name_key")
    rows = list(said.distinct() if side.model is Organisation else said) if rest else []
    place = {name: number for number, name in enumerate(names)}
    return sorted({*found, *rows}, key=lambda row: (place[row[1]], row[0]))


def _said(side: Side) -> QuerySet[Mention]:
    return Mention.objects.filter(
        **{f"{side.column}__isnull": False}, row__imported__state=Import.State.COMMITTED
    )


def _known(side: Side, bearers: Bearers, actor: Actor, wanted: int) -> list[int]:
    """Those of the bearers whom the actor sees and may know under that name, in their order; looks no further than needed."""
    rows, named = of_rules(side.standing().order_by(), actor)
    found: dict[int, None] = {}
    start, size = 0, 2 * wanted if named is None else AT_ONCE
    while start < len(bearers) and len(found) < wanted:
        some = bearers[start : start + size]
        start, size = start + size, AT_ONCE * 8
        asked = rows.filter(pk__in={pk for pk, _name in some})
        ids = set((asked if named is None else asked.filter(named.of_each)).values_list("pk", flat=True))
        some = [row for row in some if row[0] in ids]
        if side.model is Person and is_limited(actor):
            some = _own(some, actor)
        found |= dict.fromkeys(pk for pk, _name in some)
    return list(found)[:wanted]


def _own(bearers: Bearers, actor: Actor) -> Bearers:
    """Without those whom the actor may not know under that name: no row of theirs says it, and theirs say another."""
    people, limited, said = known_among({pk for pk, _name in bearers}, actor)
    present = {person.pk: person.name_key for person in people}
    says = {
        pk: {name_key(statement.says("name")) for statement in statements if statement.says("name")}
        for pk, statements in said.items()
    }
    return [
        (pk, name) for pk, name in bearers if pk not in limited or name in (says.get(pk) or {present.get(pk, "")})
    ]


def _few(side: Side, actor: Actor) -> set[int] | None:
    """Whom the actor sees, if they are few; many, a district or everybody is None, and asked of the database."""
    rows, named = of_rules(side.standing(), actor)
    if named is None:
        return None
    ids = list(named.named[: FEW + 1])
    return set(rows.filter(pk__in=ids).order_by().values_list("pk", flat=True)) if len(ids) <= FEW else None


def _in_order(side: Side, words: str, pairs: Iterable[tuple[int, str]]) -> Bearers:
    """Those of the pairs whose name is like the words, in the order of likeness."""
    of_name: dict[str, list[int]] = {}
    for pk, name in pairs:
        of_name.setdefault(name, []).append(pk)
    ways = {way: number for number, way in enumerate(side.ways_of(words))}
    rows = side.terms(words).filter(name__in=list(of_name)).values_list("way", "term", "name")
    ordered = dict.fromkeys(name for _way, _term, name in sorted(rows, key=lambda row: (ways[row[0]], row[1])))
    return [(pk, name) for name in ordered for pk in sorted(of_name[name])]


# Lists


def naming(side: Side, text: str, actor: Actor) -> Condition:
    """The filter of a list by the text. Of very common beginnings (over 500 names) present names alone answer."""
    words = side.words(text)
    rows = side.model.objects.order_by()
    if not words:
        return either(rows.none().values("pk"))
    terms = side.terms(words).order_by()
    like = terms.values("name")

    def in_order(order: Sequence[Any]) -> Iterator[Q] | None:
        return _names_in_order(side, terms) if tuple(order) == ("sort_key", "pk") else None

    if side.model is Person and is_limited(actor):
        parts = rows.filter(name_key__in=like).values("pk"), _said(side).filter(given_to(actor), name_key__in=like).values(side.column)
        return Condition(_answering_limited(terms, actor), parts, in_order=in_order, exact=False)
    names = list(terms.values_list("name", flat=True).distinct()[: SEVERAL + 1])
    if len(names) > SEVERAL:
        present = Q(name_key__in=like)
        each = looked_up(terms.filter(name=OuterRef("name_key")).values("name"))
        return Condition(present, (rows.filter(present).values("pk"),), in_order=in_order, is_wide=True, each=each)
    present, said = Q(name_key__in=names), _said(side).filter(name_key__in=names).values(side.column)
    return Condition(present | Q(pk__in=said), (rows.filter(present).values("pk"), said), in_order=in_order)


def _names_in_order(side: Side, terms: QuerySet[SearchTerm]) -> Iterator[Q]:
    """Those called so today, name after name in the order of lists; few names first."""
    bearer = side.model.objects.order_by().filter(name_key=OuterRef("name"))
    named = terms.values("name").distinct().annotate(order=Subquery(bearer.values("sort_key")[:1]))
    ordered = named.order_by(F("order").asc(nulls_last=True), "name").values("name")
    start = 0
    for size in PORTIONS_OF_A_LIST:
        yield Q(name_key__in=ordered[start : start + size])
        start += size


def _answering_limited(terms: QuerySet[SearchTerm], actor: Actor) -> Q:
    """By the names that the liaison officer's lists say; by the present one of whom they say none, or who is seen otherwise.

    Asked of each person by itself: those whom the officer sees are few, and the names that begin so may be many.
    """
    like = Exists(terms.filter(name=OuterRef("name_key")))
    given = _said(PEOPLE).filter(given_to(actor), person_id=OuterRef("pk")).exclude(name_key="")
    known = Q(Exists(given.filter(like))) | (Q(like) & ~Q(Exists(given)))
    others = tuple(hat for hat in actor.hats if hat.role != Role.LIAISON)
    if not others:
        return known
    otherwise = visible(Person.objects.order_by(), same_person(actor, hats=others)).values("pk")
    return known | (Q(like) & Q(pk__in=otherwise))
