"""Who may be one with somebody new: the part of the register that new rows are compared with."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from lianxin.core.names import name_key, other_script
from lianxin.core.pieces import chunks
from lianxin.linkage.organisations import reading
from lianxin.register.enums import KeyKind, MentionRole
from lianxin.register.models import Mention, Organisation, PartyKey
from lianxin.register.queries.said import Naming

PERSON_KEYS = (KeyKind.PHONE, KeyKind.DOCUMENT, KeyKind.EMAIL, KeyKind.LICENCE)
BODY_KEYS = (KeyKind.PHONE, KeyKind.CREDIT_CODE)
BRAND = 2
"""So many first characters of a body's own name are shared by all ways of writing it, but for slips."""


def like_people(new: set[int]) -> set[int]:
    """People who share an identifier, the name in either script, or employer and surname with somebody new."""
    found = set(new)
    for some in chunks(sorted(new)):
        found |= _sharing_keys("person", some, PERSON_KEYS)
        mine = Mention.objects.filter(person__in=some)
        names = set(mine.values_list("name_key", flat=True))
        written = names | {name_key(form) for name in names for form in other_script(name)}
        for forms in chunks(written):
            called = Mention.objects.filter(name_key__in=forms, person__isnull=False)
            found.update(called.values_list("person_id", flat=True))
        found |= _colleagues(mine, {name[:1] for name in names})
    return found


def _colleagues(mentions: QuerySet[Mention], surnames: set[str]) -> set[int]:
    """People of these surnames whose rows name an employer that the rows of these mentions name."""
    named = Mention.objects.filter(role=MentionRole.EMPLOYER)
    bodies = named.filter(row__in=mentions.values("row")).values("organisation_id")
    rows = named.filter(organisation__in=bodies).values("row")
    beside = Mention.objects.filter(row__in=rows, person__isnull=False).values_list("person_id", "name_key")
    return {person for person, name in beside if person is not None and name[:1] in surnames}


def like_bodies(new: set[int], name_of: Naming) -> set[int]:
    """Bodies whose own names begin or sound like those of somebody new, or that share a phone or code with them."""
    found = set(new)
    brands: set[str] = set()
    for some in chunks(sorted(new)):
        found |= _sharing_keys("organisation", some, BODY_KEYS)
        mine = Mention.objects.filter(organisation__in=some)
        brands |= {name_of(key).core[:BRAND] for key in set(mine.values_list("name_key", flat=True))}
    sounds = {reading(brand) for brand in brands}
    for pk, key in Organisation.objects.filter(merged_into=None).order_by().values_list("pk", "name_key").iterator():
        brand = name_of(key).core[:BRAND]
        if brand in brands or reading(brand) in sounds:
            found.add(pk)
    return found


def _sharing_keys(party: str, ids: Sequence[int], kinds: Sequence[KeyKind]) -> set[int]:
    """Parties ("person", "organisation") whose rows give an identifier that rows of these give."""
    found: set[int] = set()
    held = PartyKey.objects.filter(kind__in=kinds)
    given = held.filter(**{f"mention__{party}__in": ids})
    for digests in chunks(set(given.values_list("digest", flat=True))):
        same = held.filter(digest__in=digests, **{f"mention__{party}__isnull": False})
        found.update(same.values_list(f"mention__{party}_id", flat=True))
    return found
