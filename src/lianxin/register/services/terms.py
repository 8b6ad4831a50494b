"""The terms under which parties are found by prefix: names from each character on, pinyin, initials, the other script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from django.db import transaction
from pypinyin import lazy_pinyin

from lianxin.core.bulk import insert_values
from lianxin.core.names import name_key, other_script, search_keys
from lianxin.register.models import Organisation, Person, SearchTerm

LONGEST = 120
CHUNK = 500


@transaction.atomic
def refresh_terms(people: Iterable[int] = (), organisations: Iterable[int] = ()) -> None:
    """Write the terms of these people and organisations anew, from the names that stand on them.

    Those who were merged into another or erased keep none. Two statements per 500 parties, and the inserts.
    """
    for ids in chunks(people):
        SearchTerm.objects.filter(person_id__in=ids).delete()
        named = Person.objects.filter(pk__in=ids, merged_into=None, erased_on=None).values_list("pk", "name")
        terms = [(pk, term) for pk, name in named for term in person_terms(name)]
        insert_values(SearchTerm, ("person_id", "term"), terms)
    for ids in chunks(organisations):
        SearchTerm.objects.filter(organisation_id__in=ids).delete()
        bodies = Organisation.objects.filter(pk__in=ids, merged_into=None).values_list(
            "pk", "name", "short_name"
        )
        terms = [(pk, term) for pk, name, short in bodies for term in body_terms(name, short)]
        insert_values(SearchTerm, ("organisation_id", "term"), terms)


def chunks(ids: Iterable[int]) -> Iterator[Sequence[int]]:
    """Distinct ids in portions that every database takes as parameters."""
    known = list(dict.fromkeys(ids))
    for start in range(0, len(known), CHUNK):
        yield known[start : start + CHUNK]


@lru_cache(maxsize=20_000)
def person_terms(name: str) -> tuple[str, ...]:
    """Whole name in both scripts, pinyin with its variants, initials, and the name from its second character on."""
    return _tidy([*search_keys(name).split(), *_tails(name)])


@lru_cache(maxsize=20_000)
def body_terms(name: str, short: str = "") -> tuple[str, ...]:
    """As for people; initials and pinyin from each character on, because nobody begins with 大连市."""
    terms: list[str] = []
    for text in filter(None, (name_key(name), name_key(short))):
        terms += [text, *other_script(text), *_tails(text)]
        # Read as words, not as characters: 行 of 行业 is hang.
        syllables = [syllable.lower() for syllable in lazy_pinyin(text)]
        for start in range(len(syllables)):
            terms += ["".join(syllables[start:]), "".join(syllable[0] for syllable in syllables[start:])]
    return _tidy(terms)


def _tails(name: str) -> list[str]:
    """The name in both scripts from its second, third … character on."""
    key = name_key(name)
    if key.isascii():
        return []
    return [text[start:] for text in (key, *other_script(key)) for start in range(1, len(text))]


def _tidy(terms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term[:LONGEST] for term in terms if term))
