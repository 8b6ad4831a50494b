"""What rows say of people and bodies, as the matching compares it. Read in pieces; nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from django.db.models import Min, QuerySet

from lianxin.core.pieces import chunks
from lianxin.linkage.bodies import BodyName, Places, body_name
from lianxin.linkage.organisations import BodySaid
from lianxin.linkage.persons import PersonSaid
from lianxin.reference.models import Place
from lianxin.register.enums import MentionRole
from lianxin.register.keys import phones_in
from lianxin.register.models import Mention, Organisation, SourceRow
from lianxin.register.queries.statements import is_mobile

NATION = "中国"
WIDE = (Place.Level.PROVINCE, Place.Level.CITY)
NARROW = (Place.Level.DISTRICT, Place.Level.ZONE)
Naming = Callable[[str], BodyName]


def naming() -> Naming:
    """Takes names of bodies apart by the places of this installation, of any day."""
    wide: set[str] = {NATION}
    narrow: set[str] = set()
    for level, name, aliases in Place.objects.filter(level__in=WIDE + NARROW).values_list(
        "level", "name", "aliases"
    ):
        (wide if level in WIDE else narrow).update((name, *aliases.split()))
    places = Places(wide | narrow, wide)
    return lru_cache(maxsize=None)(lambda name: body_name(name, places))


def people_said(mentions: QuerySet[Mention], name_of: Naming) -> Iterator[PersonSaid]:
    """What these mentions of people say; a document number that was refused is read from its cell."""
    wanted = mentions.filter(person__erased_on=None, person__merged_into=None).order_by()
    for pks in chunks(sorted(wanted.values_list("pk", flat=True))):
        rows = list(
            Mention.objects.filter(pk__in=pks).order_by("pk").values_list(
                "pk", "person_id", "values", "row_id", "row__imported_id", "row__number"
            )
        )
        without = {row for _pk, _person, values, row, *_ in rows if not values.get("document_number")}
        cells = dict(SourceRow.objects.filter(pk__in=without).values_list("pk", "cells"))
        at = {row for _pk, _person, _values, row, *_ in rows}
        named = Mention.objects.filter(row_id__in=at, role=MentionRole.EMPLOYER)
        employers = {row: (body, says) for row, body, says in named.values_list("row_id", "organisation_id", "values")}
        for pk, person, values, row, imported, number in rows:
            typed = str((cells.get(row) or {}).get("id_number") or "")
            body, employer = employers.get(row, (0, None))
            name = name_of(employer["name"]) if employer else None
            yield _person(pk, person, values, imported, number, typed, body or 0, name)


def _person(
    pk: int, person: int, values: Mapping[str, Any], imported: int, number: int, typed: str, body: int, employer: BodyName | None
) -> PersonSaid:
    phones = phones_in(values)
    return PersonSaid(
        id=pk,
        party=person,
        name=str(values.get("name") or ""),
        list=imported,
        row=number,
        sex=str(values.get("sex") or ""),
        birth=str(values.get("birth") or ""),
        document=str(values.get("document_number") or ""),
        number=typed,
        mobiles=[phone for phone in phones if is_mobile(phone)],
        landline=next((phone for phone in phones if not is_mobile(phone)), ""),
        email=str(values.get("email") or ""),
        address=str(values.get("address") or ""),
        aside=str(values.get("aside") or ""),
        employer=employer,
        employer_id=body or 0,
    )


def bodies_said(mentions: QuerySet[Mention], name_of: Naming) -> Iterator[BodySaid]:
    """What these mentions of bodies say; of bodies that are named alone, each way of writing them once."""
    wanted = mentions.filter(organisation__merged_into=None).order_by()
    listed = list(wanted.filter(role=MentionRole.SUBJECT).values_list("pk", flat=True))
    named = wanted.exclude(role=MentionRole.SUBJECT).values("organisation_id", "name_key").annotate(first=Min("pk"))
    for pks in chunks(sorted([*listed, *named.values_list("first", flat=True)])):
        rows = Mention.objects.filter(pk__in=pks).order_by("pk")
        for pk, body, role, values in rows.values_list("pk", "organisation_id", "role", "values"):
            yield BodySaid(
                id=pk,
                party=body,
                name=name_of(str(values.get("name") or "")),
                code=str(values.get("credit_code") or ""),
                legal_person=str(values.get("legal_person") or ""),
                phones=phones_in(values),
                address=str(values.get("address") or ""),
                industry=str(values.get("industry") or ""),
                listed=role == MentionRole.SUBJECT,
            )


def programme_bodies(ids: Iterable[int]) -> set[int]:
    """Those of some organisations that programmes are bound to: they stay when they are joined with another."""
    found: set[int] = set()
    for some in chunks(ids):
        found.update(
            Organisation.objects.filter(pk__in=some, slug__isnull=False).values_list("pk", flat=True)
        )
    return found
