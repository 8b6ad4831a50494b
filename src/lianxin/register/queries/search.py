"""Finding people and organisations: characters, pinyin, initials, the other script, phone tail, credit code.

Terms are found by prefix through an index on both databases. What is found is what the reader may see; a phone tail
finds for a liaison officer only the phones that they may know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.access.actors import Actor
from lianxin.core.names import name_key
from lianxin.register.enums import KeyKind
from lianxin.register.keys import TAIL, key_digest, only_digits, phones_in
from lianxin.register.models import Import, Organisation, PartyKey, Person, SearchTerm
from lianxin.register.queries.values import given_to, limited_people, shown_values
from lianxin.register.reach import Found, search_sources

HIGHEST = "\U0010ffff"
CREDIT_CODE = re.compile(r"^[0-9A-HJ-NPQRTUWXY]{8,18}$")
LATIN_AT_LEAST = 2
"""A single Latin letter finds a tenth of the city; two letters are initials."""


def search(text: str, actor: Actor, limit: int = 12) -> list[Found]:
    """What answers to the text over all sources, each with at most `limit` hits; sources whose model is closed are silent."""
    found: list[Found] = []
    for source in search_sources:
        found += source(text, actor, limit)
    return found


def find_people(text: str, actor: Actor, limit: int = 12) -> list[Person]:
    """People by name or phone tail, exact names first. At most four statements."""
    if not actor.may_any("view", Person):
        return []
    words = name_key(text)
    seen = Person.objects.visible_to(actor).filter(merged_into=None, erased_on=None)
    digits = only_digits(words)
    if digits and digits == words.removeprefix("+").replace("-", ""):
        return _by_phone(digits, seen, actor, limit) if len(digits) >= TAIL else []
    if not _long_enough(words):
        return []
    ids = _ids_by_term("person_id", words, seen, limit)
    people = Person.objects.in_bulk(ids)
    return [people[pk] for pk in ids if pk in people]


def find_organisations(text: str, actor: Actor, limit: int = 12) -> list[Organisation]:
    """Organisations by name or credit code. At most two statements."""
    if not actor.may_any("view", Organisation):
        return []
    words = name_key(text)
    seen = Organisation.objects.visible_to(actor).filter(merged_into=None)
    if CREDIT_CODE.match(words.upper()) and any(character.isdigit() for character in words):
        return list(seen.filter(starts_with("credit_code", words.upper())).order_by("credit_code")[:limit])
    if not _long_enough(words):
        return []
    ids = _ids_by_term("organisation_id", words, seen, limit)
    bodies = Organisation.objects.in_bulk(ids)
    return [bodies[pk] for pk in ids if pk in bodies]


def named(text: str, column: str) -> QuerySet[Any]:
    """Ids (`person_id`, `organisation_id`) of those whose name answers to the text: the filter of a list."""
    rows = SearchTerm.objects.filter(starts_with("term", name_key(text)), **{f"{column}__isnull": False})
    # DISTINCT keeps PostgreSQL from walking the whole list in its order and probing each row for its terms.
    ids: QuerySet[Any] = rows.values(column).distinct()
    return ids


def people_answering(text: str, actor: Actor) -> Q:
    """The filter of a list of people: by name, or by the tail of a phone that the reader may know."""
    words = name_key(text)
    if words.isdigit() and len(words) >= TAIL:
        people = _by_phone(words, Person.objects.visible_to(actor), actor, limit=200)
        return Q(pk__in=[person.pk for person in people])
    return Q(pk__in=named(text, "person_id"))


def starts_with(column: str, prefix: str) -> Q:
    """Prefix by range. SQLite's LIKE reads no index and PostgreSQL's range follows the locale, so each gets its own."""
    if connection.vendor == "sqlite":
        return Q(**{f"{column}__gte": prefix, f"{column}__lt": prefix + HIGHEST})
    return Q(**{f"{column}__startswith": prefix})


def _ids_by_term(column: str, words: str, seen: QuerySet[Any], limit: int) -> list[int]:
    """Ids in the order of their terms, shortest match first; a party has several terms, hence more rows than hits."""
    rows = SearchTerm.objects.filter(
        starts_with("term", words), **{f"{column}__in": seen.order_by().values("pk")}
    )
    return list(dict.fromkeys(rows.order_by("term", column).values_list(column, flat=True)[: limit * 4]))[
        :limit
    ]


def _by_phone(digits: str, seen: QuerySet[Person], actor: Actor, limit: int) -> list[Person]:
    """People one of whose phones ends in the digits, as far as the reader may know that phone."""
    tails = PartyKey.objects.filter(
        kind=KeyKind.PHONE_TAIL,
        digest=key_digest(KeyKind.PHONE_TAIL, digits[-TAIL:]),
        mention__row__imported__state=Import.State.COMMITTED,
        mention__person_id__in=seen.order_by().values("pk"),
    ).select_related("mention")
    given: dict[int, set[int]] = {}
    for key in tails:
        # The digest covers the last four digits; longer tails are compared in clear.
        if any(only_digits(phone).endswith(digits) for phone in phones_in(key.mention.values)):
            given.setdefault(key.mention.person_id or 0, set()).add(key.mention_id)
    closed = limited_people(given, actor)
    if closed:
        asked = [mention for pk in closed for mention in given[pk]]
        known = set(
            PartyKey.objects.filter(given_to(actor, "mention__"), mention_id__in=asked).values_list(
                "mention_id", flat=True
            )
        )
        given = {pk: mentions for pk, mentions in given.items() if pk not in closed or mentions & known}
    return list(Person.objects.filter(pk__in=given).order_by("sort_key")[:limit])


def _long_enough(words: str) -> bool:
    return len(words) >= LATIN_AT_LEAST if words.isascii() else bool(words)


def _people_source(text: str, actor: Actor, limit: int) -> Iterable[Found]:
    people = find_people(text, actor, limit)
    shown = shown_values(people, actor)
    for person in people:
        yield Found(_("person"), shown[person.pk].name, person, shown[person.pk].birth[:4])


def _organisation_source(text: str, actor: Actor, limit: int) -> Iterable[Found]:
    for body in find_organisations(text, actor, limit):
        yield Found(_("organisation"), body.name, body, body.get_kind_display())


search_sources.add("people", _people_source)
search_sources.add("organisations", _organisation_source)
