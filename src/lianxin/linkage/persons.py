"""Records of people as the matching compares them: names in their forms, numbers with their damage, employers taken apart."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import pyarrow as pa

from lianxin.core.names import one_script, pinyin_keys, tidy_name
from lianxin.core.strokes import strokes_of
from lianxin.linkage.bodies import BodyName

HEAD = 14
"""So many digits of an 18-digit number say area and day of birth: what is left when a spreadsheet has ruined the rest."""
ROUNDED = 15
"""Digits that a spreadsheet keeps of a long number."""
_FLOAT = re.compile(r"(\d)\.(\d+)E\+?\d+")
_WIDE = str.maketrans("０１２３４５６７８９×ｘＸｘ", "0123456789XXXX")
_MOBILE_MAIL = re.compile(r"(1\d{10})@")
_STREET = re.compile(r"\d+.*\d")


@dataclass(frozen=True, slots=True)
class PersonSaid:
    """What one row says of a person, in clean values. `number` is the cell of the document number as typed, also when it
    was refused; `row` its place in the list, so that neighbours are known; `party` the person to whom it belongs by now.
    """

    id: int
    party: int
    name: str
    list: int = 0
    row: int = 0
    sex: str = ""
    birth: str = ""
    document: str = ""
    number: str = ""
    mobiles: Sequence[str] = ()
    landline: str = ""
    email: str = ""
    address: str = ""
    aside: str = ""
    employer: BodyName | None = None
    employer_id: int = 0


class NameForms(NamedTuple):
    """A name for comparison: one script, reading, strokes by character, and whether only the family name is known."""

    plain: str
    reading: str
    strokes: str
    part: bool


@lru_cache(maxsize=200_000)
def name_forms(name: str) -> NameForms:
    """Forms of a written name; a form of address is left away."""
    tidy = tidy_name(name)
    plain = one_script(tidy.name)
    if tidy.family_only:
        plain = plain.removesuffix(one_script(tidy.honorific))
    return NameForms(
        plain, pinyin_keys(plain).full, "|".join(strokes_of(c) or c for c in plain), tidy.family_only
    )


@lru_cache(maxsize=200_000)
def address_key(address: str) -> str:
    """Street, house and flat of an address without the places in front; "" unless it names a house and a flat."""
    text = re.sub(r"\s", "", one_script(address))
    text = re.sub(r"^(?:[^\d]{2,4}省)?(?:[^\d]{2,3}市)?(?:[^\d]{2,4}?[区县市])?", "", text)
    return text if _STREET.search(text) else ""


def number_left(text: str) -> str:
    """What can be read of a document number that may be damaged: digits and X; rounded ones to their digits that count."""
    plain = re.sub(r"\s", "", text.translate(_WIDE)).upper()
    if rounded := _FLOAT.fullmatch(plain):
        return (rounded[1] + rounded[2])[:ROUNDED]
    return re.sub("[^0-9X]", "", plain)


SCHEMA = pa.schema(
    [
        ("uid", pa.int64()),
        ("party", pa.int64()),
        ("name", pa.string()),
        ("reading", pa.string()),
        ("strokes", pa.string()),
        ("characters", pa.int32()),
        ("family", pa.string()),
        ("part", pa.bool_()),
        ("sex", pa.string()),
        ("birth", pa.date32()),
        ("birth_month", pa.string()),
        ("document", pa.string()),
        ("number", pa.string()),
        ("head", pa.string()),
        ("mobiles", pa.list_(pa.string())),
        ("shared", pa.bool_()),
        ("landline", pa.string()),
        ("email", pa.string()),
        ("address", pa.string()),
        ("employer", pa.string()),
        ("core", pa.string()),
        ("brand", pa.string()),
        ("branch", pa.string()),
    ]
)


def people_table(said: Sequence[PersonSaid]) -> pa.Table:
    """The table that `people.SETTINGS` compares, one row per record, columns as in `SCHEMA`; unknown is null."""
    shared, fullest = _shared_mobiles(said), fullest_names(said)
    rows = [_row(one, shared, fullest.get(one.employer_id) or one.employer) for one in said]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(SCHEMA)
    return pa.table(
        [pa.array(column, type=kind.type) for column, kind in zip(columns, SCHEMA, strict=True)],
        schema=SCHEMA,
    )


def birth_of(said: PersonSaid) -> str:
    """Birth as the number says it, else as given; ISO, cut to what is known."""
    if len(said.document) == 18 and said.document[6:14].isdecimal():
        return f"{said.document[6:10]}-{said.document[10:12]}-{said.document[12:14]}"
    return said.birth


def mobiles_of(said: PersonSaid) -> list[str]:
    """Mobiles of a record, also the one that an address such as 13812345678@139.com names."""
    found = list(said.mobiles)
    if (mail := _MOBILE_MAIL.match(said.email)) and mail[1] not in found:
        found.append(mail[1])
    return found


def without_copied(said: Sequence[PersonSaid]) -> list[PersonSaid]:
    """The records; a document number that stands in two rows one below the other, with other names or other phones, was
    copied down, says nothing of either, and is left away.
    """
    rows: dict[tuple[int, int], list[PersonSaid]] = defaultdict(list)
    for one in said:
        if one.list and one.document:
            rows[one.list, one.row].append(one)
    copied: set[int] = set()
    for (of, row), some in rows.items():
        for below in rows.get((of, row + 1), ()):
            for one in some:
                if one.document == below.document and _differ(one, below):
                    copied |= {one.id, below.id}
    return [replace(one, document="", number="") if one.id in copied else one for one in said]


def _shared_mobiles(said: Iterable[PersonSaid]) -> set[str]:
    """Mobiles that stand behind more than one name: a family's, an office's."""
    names: dict[str, set[str]] = defaultdict(set)
    for one in said:
        forms = name_forms(one.name)
        if not forms.part and len(forms.plain) > 1:
            for phone in mobiles_of(one):
                names[phone].add(forms.reading)
    return {phone for phone, readings in names.items() if len(readings) > 1 and _several(readings)}


def _several(readings: set[str]) -> bool:
    """Whether readings are of two names at least; one that begins or ends another is that name cut short."""
    longest = max(readings, key=len)
    return not all(longest.startswith(reading) or longest.endswith(reading) for reading in readings)


def _differ(one: PersonSaid, other: PersonSaid) -> bool:
    """Whether two rows with one number are about two people as far as names, phones or employers tell."""
    if name_forms(one.name).reading != name_forms(other.name).reading:
        return True
    if one.mobiles and other.mobiles:
        return not set(one.mobiles) & set(other.mobiles)
    return bool(one.employer and other.employer and one.employer.core[:2] != other.employer.core[:2])


def fullest_names(said: Iterable[PersonSaid]) -> dict[int, BodyName]:
    """By organisation its longest name: what lists call it for short is compared as that."""
    found: dict[int, BodyName] = {}
    for one in said:
        if one.employer_id and one.employer:
            held = found.get(one.employer_id)
            if held is None or (len(one.employer.core), one.employer) > (len(held.core), held):
                found[one.employer_id] = one.employer
    return found


def employer_key(employer: BodyName) -> str:
    return f"{employer.core}{employer.branch}"


def _row(said: PersonSaid, shared: set[str], employer: BodyName | None) -> tuple[object, ...]:
    forms = name_forms(said.name)
    birth = birth_of(said)
    mobiles = mobiles_of(said)
    number = said.document or number_left(said.number)
    number = number if len(number) >= HEAD else ""
    return (
        said.id,
        said.party,
        forms.plain,
        forms.reading,
        forms.strokes,
        len(forms.plain),
        forms.plain[:1],
        forms.part,
        said.sex if said.sex in {"1", "2"} else None,
        dt.date.fromisoformat(birth) if len(birth) == 10 else None,
        birth[:7] if len(birth) >= 7 else None,
        said.document or None,
        number or None,
        number[:HEAD] or None,
        mobiles,
        any(phone in shared for phone in mobiles),
        said.landline or None,
        # An address that is a mobile is that mobile's evidence, not a second one.
        None if not said.email or _MOBILE_MAIL.match(said.email) else said.email.casefold(),
        address_key(said.address) or None,
        employer_key(employer) if employer else None,
        employer.core if employer else None,
        employer.core[:2] if employer else None,
        employer.branch if employer else None,
    )
