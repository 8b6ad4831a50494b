"""Sealed fields: encrypted at rest under a key outside the database, found again by keyed digests.

AES-256-GCM with a random nonce (SM4-GCM when `LIANXIN_CIPHER` says so); the first byte names the cipher, so that a
switch needs no migration of old rows. A digest is HMAC-SHA256 under a key of its own, cut to 128 bits.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

AES, SM4 = b"\x01", b"\x02"
NONCE, TAG = 12, 16


def _key(cipher: bytes) -> bytes:
    key: bytes = settings.LIANXIN_KEYS["seal"]
    return key[:32] if cipher == AES else hashlib.sha256(b"sm4" + key).digest()[:16]


@lru_cache(maxsize=4)
def _aes(key: bytes) -> AESGCM:
    """Made once for a key: a list of ten thousand people is sealed in a fraction of the time."""
    return AESGCM(key)


def seal(text: str) -> bytes:
    """Encrypt `text`; two seals of one text differ."""
    nonce = os.urandom(NONCE)
    if getattr(settings, "LIANXIN_CIPHER", "aes") != "sm4":
        sealed = _aes(_key(AES)).encrypt(nonce, text.encode(), None)
        return AES + nonce + sealed[-TAG:] + sealed[:-TAG]
    encryptor = Cipher(algorithms.SM4(_key(SM4)), modes.GCM(nonce)).encryptor()
    body = encryptor.update(text.encode()) + encryptor.finalize()
    return SM4 + nonce + encryptor.tag + body


def unseal(data: bytes) -> str:
    """Decrypt; raises `cryptography.exceptions.InvalidTag` when the key or the data are not the ones sealed with."""
    cipher, nonce, tag, body = (
        data[:1],
        data[1 : 1 + NONCE],
        data[1 + NONCE : 1 + NONCE + TAG],
        data[1 + NONCE + TAG :],
    )
    if cipher == AES:
        return _aes(_key(AES)).decrypt(nonce, body + tag, None).decode()
    decryptor = Cipher(algorithms.SM4(_key(SM4)), modes.GCM(nonce, tag)).decryptor()
    return (decryptor.update(body) + decryptor.finalize()).decode()


def digest(purpose: str, value: str) -> str:
    """Keyed digest of a normalised value, 32 hex digits; the purpose keeps a phone's from equalling a number's."""
    key: bytes = settings.LIANXIN_KEYS["digest"]
    return hmac.digest(key, f"{purpose}\0{value}".encode(), "sha256").hex()[:32]


class SealedTextField(models.Field):  # type: ignore[type-arg]
    """Text that is sealed in the database and plain in Python. It can be neither filtered nor sorted."""

    empty_values = [None, ""]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        return "BinaryField"

    def get_prep_value(self, value: Any) -> Any:
        if value is None:
            return None
        return seal(value) if value else b""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if not prepared:
            value = self.get_prep_value(value)
        return value if value is None else connection.Database.Binary(value)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if value is None:
            return None
        raw = bytes(value)
        return unseal(raw) if raw else ""

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))

    def to_python(self, value: Any) -> Any:
        return value


class SealedJSONField(SealedTextField):
    """A JSON value that is sealed in the database: raw cells of a list, values of a mention."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else seal(json.dumps(value, ensure_ascii=False, separators=(",", ":")))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        text = super().from_db_value(value, expression, connection)
        return json.loads(text) if text else {}
