"""Identifiers of a mention as keyed digests: the only way to find a party by a sealed value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lianxin.core.sealed import digest
from lianxin.register.enums import KeyKind

TAIL = 4
"""So many last digits of a phone are digested apart, so that "the one ending in 5678" can be found."""


def keys_of(values: Mapping[str, Any]) -> list[tuple[KeyKind, str]]:
    """The keys that the clean values of a mention give, each once: (kind, digest)."""
    found: list[tuple[KeyKind, str]] = []
    for phone in phones_in(values):
        found.append((KeyKind.PHONE, key_digest(KeyKind.PHONE, phone)))
        digits = only_digits(phone)
        if len(digits) >= TAIL:
            found.append((KeyKind.PHONE_TAIL, key_digest(KeyKind.PHONE_TAIL, digits[-TAIL:])))
    for field, kind in FIELDS.items():
        if value := str(values.get(field) or ""):
            found.append((kind, key_digest(kind, value)))
    return list(dict.fromkeys(found))


FIELDS = {
    "document_number": KeyKind.DOCUMENT,
    "email": KeyKind.EMAIL,
    "credit_code": KeyKind.CREDIT_CODE,
    "licence_number": KeyKind.LICENCE,
}


def key_digest(kind: KeyKind, value: str) -> str:
    """The digest under which a value of this kind is found; phones by their digits, the rest without regard to case."""
    plain = only_digits(value) if kind in {KeyKind.PHONE, KeyKind.PHONE_TAIL} else value.strip().casefold()
    return digest(kind.value, plain)


def phones_in(values: Mapping[str, Any]) -> list[str]:
    """The phones of a mention: `phone` is one number or a list of numbers, the preferred one first."""
    given = values.get("phone") or []
    return [given] if isinstance(given, str) else [str(number) for number in given]


def only_digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
