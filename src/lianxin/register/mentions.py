"""What a row says of a party: the fields of a mention's values, and the keys that they give.

`values` are named like the columns of Person and Organisation, so that the choice of what survives is the same for
every field: name, sex, birth, document_kind, document_number, phone, email, address for a person; name, credit_code,
industry, legal_person, phone, address, founded_on, place_id for an organisation. `phone` is the first one; a row with
several has them all in `phones`. Further fields (position, level) belong to ties and survive there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from lianxin.core.names import name_key, org_name_key
from lianxin.core.sealed import digest
from lianxin.register.enums import KeyKind

PERSON_FIELDS = ("name", "sex", "birth", "document_kind", "document_number", "phone", "email", "address")
ORGANISATION_FIELDS = ("name", "credit_code", "industry", "legal_person", "phone", "address", "founded_on", "place_id")
TAIL = 4

Values = Mapping[str, Any]
Key = tuple[str, str]
"""The kind of an identifier and its keyed digest."""

_MOBILE = re.compile(r"^1[3-9]\d{9}$")


def is_mobile(number: str) -> bool:
    """Mobiles may join two rows; landlines are shared by offices and never do."""
    return bool(_MOBILE.match(number))


def phones_of(values: Values) -> list[str]:
    """Every phone of a mention, the first one first."""
    return list(values.get("phones") or ([values["phone"]] if values.get("phone") else []))


def key(kind: KeyKind, value: str) -> Key:
    """An identifier as it is stored and looked up: the digest's purpose is the kind."""
    return kind.value, digest(kind.value, value)


def keys_of_person(values: Values) -> list[Key]:
    """Document number, phones and their tails, e-mail, licence number."""
    phones = phones_of(values)
    keys = [key(KeyKind.PHONE, number) for number in phones]
    keys += [key(KeyKind.PHONE_TAIL, tail) for tail in dict.fromkeys(number[-TAIL:] for number in phones)]
    if values.get("document_number"):
        keys.append(key(KeyKind.DOCUMENT, values["document_number"]))
    if values.get("email"):
        keys.append(key(KeyKind.EMAIL, values["email"]))
    if values.get("licence"):
        keys.append(key(KeyKind.LICENCE, values["licence"]))
    return keys


def keys_of_organisation(values: Values) -> list[Key]:
    """Credit code and phones."""
    phones = phones_of(values)
    keys = [key(KeyKind.PHONE, number) for number in phones]
    keys += [key(KeyKind.PHONE_TAIL, tail) for tail in dict.fromkeys(number[-TAIL:] for number in phones)]
    if values.get("credit_code"):
        keys.append(key(KeyKind.CREDIT_CODE, values["credit_code"]))
    return keys


def mention_name_key(name: str, *, is_organisation: bool) -> str:
    """The name of a mention as two mentions are compared."""
    return (org_name_key(name) if is_organisation else name_key(name))[:200]


def plain(values: Values, fields: Iterable[str]) -> dict[str, Any]:
    """The given fields that say something."""
    return {field: values[field] for field in fields if values.get(field) not in (None, "", [])}
