"""Names as they are looked for: the terms under which each name that a row states is found by its beginning.

Terms belong to names, not to parties: three hundred 王伟 share one set of them, and whoever is called so is found through the
mentions that say it. So merging, splitting and choosing values anew leave the terms alone, a former name and a short form
that any list states is found like the present one, and an import writes terms for names that nobody bore before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

from lianxin.core.bulk import Ready, write
from lianxin.core.names import name_initials, name_key, org_name_key, pinyin_keys, search_form, sort_key
from lianxin.core.strokes import stroke_key
from lianxin.register.models import Mention, SearchTerm

LONGEST = 120
CHUNK = 500
LEGAL_FORMS = ("股份有限公司", "有限公司", "分公司", "有限合伙", "个体工商户")
"""Nobody looks for a firm by these: no term begins in them."""
Way = SearchTerm.Way
Terms = tuple[tuple[int, str], ...]
T = TypeVar("T")


def person_columns(name: str) -> dict[str, str]:
    """What stands on a person beside the name: the key of comparison and those of both orders."""
    return {"name_key": name_key(name)[:200], "sort_key": sort_key(name)[:200], "stroke_key": stroke_key(name)}


def enter_names(people: Iterable[str] = (), bodies: Iterable[tuple[str, str]] = ()) -> None:
    """Write the terms of names that have none yet; bodies as (name, short name or ""). The caller holds the transaction."""
    write(ready_names(people, bodies))


def ready_names(people: Iterable[str] = (), bodies: Iterable[tuple[str, str]] = ()) -> Ready:
    """The terms that `enter_names` writes, to be written later. One look-up per 500 names.

    Of two imports that bring one new name at once both write its terms, which finds nobody twice.
    """
    pairs = [(name_key(name), name) for name in people if name]
    shorts = [(org_name_key(name), text) for name, short in bodies for text in (name, short) if text]
    rows = [*_missing(pairs, Way.NAME, search_form, person_terms), *_missing(shorts, Way.BODY_NAME, body_form, body_terms)]
    return Ready(SearchTerm, ("name", "way", "term"), rows)


def _missing(
    pairs: Iterable[tuple[str, str]], way: int, whole_of: Callable[[str], str], terms_of: Callable[[str], Terms]
) -> Iterator[tuple[str, int, str]]:
    """`pairs`: the key under which mentions hold a name, and a text by which that name is to be found. What is found whole
    already needs no taking apart.
    """
    for some in chunks(pairs):
        known = set(SearchTerm.objects.filter(name__in={key for key, _text in some}, way=way).values_list("name", "term"))
        new = {(key, text) for key, text in some if (key, whole_of(text)[:LONGEST]) not in known}
        yield from sorted({(key[:200], own, term) for key, text in new for own, term in terms_of(text)})


def body_form(name: str) -> str:
    """A body's name as it is looked for whole."""
    return search_form(org_name_key(name))


@lru_cache(maxsize=20_000)
def person_terms(name: str) -> Terms:
    """The whole name first, its parts from the second character (or word of letters) on, pinyin with its variants, initials."""
    whole = search_form(name)
    if whole.isascii():
        parts = [search_form(" ".join(words)) for words in _tails(name.split())]
    else:
        parts = ["".join(rest) for rest in _tails(whole)]
    readings = pinyin_keys(name)
    return _tidy(
        [
            (Way.NAME, [whole]),
            (Way.PART, parts),
            (Way.PINYIN, [] if whole.isascii() else [readings.full, *readings.variants]),
            (Way.INITIALS, name_initials(name)),
        ]
    )


@lru_cache(maxsize=20_000)
def body_terms(name: str) -> Terms:
    """As for people; pinyin and initials from each word on, because nobody begins with 大连市, and read as words: 行 of 行业 is hang."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415  see core.names
    from pypinyin.seg.mmseg import seg  # noqa: PLC0415

    whole = body_form(name)
    ends = min((at for form in LEGAL_FORMS if (at := whole.find(form)) > 0), default=len(whole))
    words = list(seg.cut(whole))
    syllables = [[syllable.lower() for syllable in lazy_pinyin(word)] for word in words]
    starts = [at for at in range(len(words)) if sum(map(len, words[:at])) < ends]
    tails = [[syllable for word in syllables[at:] for syllable in word] for at in starts]
    return _tidy(
        [
            (Way.BODY_NAME, [whole]),
            (Way.BODY_PART, [whole[at:] for at in range(1, ends)]),
            (Way.BODY_PINYIN, ["".join(tail) for tail in tails]),
            (Way.BODY_INITIALS, ["".join(syllable[0] for syllable in tail) for tail in tails]),
        ]
    )


def _tails(whole: Sequence[str]) -> list[Sequence[str]]:
    return [whole[start:] for start in range(1, len(whole))]


def _tidy(terms: Iterable[tuple[int, Iterable[str]]]) -> Terms:
    """Each term once in its way, the whole name first."""
    found = ((int(way), text[:LONGEST]) for way, texts in terms for text in texts if text)
    return tuple(dict.fromkeys(found))


def drop_unused_names(keys: Iterable[str]) -> None:
    """Take away the terms of those names (keys as mentions hold them) that no mention says any more.

    For whoever deletes mentions: erasure and undo. A name that somebody else bears stays.
    """
    for some in chunks(keys):
        said = Mention.objects.filter(name_key__in=some).values_list("name_key", flat=True)
        SearchTerm.objects.filter(name__in=set(some) - set(said)).delete()


def chunks(ids: Iterable[T]) -> Iterator[Sequence[T]]:
    """Distinct values in portions that every database takes as parameters."""
    known = list(dict.fromkeys(ids))
    for start in range(0, len(known), CHUNK):
        yield known[start : start + CHUNK]
