"""Sealed text is plain in Python, sealed in the database, and never equal twice."""

import datetime as dt

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection

from lianxin.core.sealed import digest, seal, unseal
from lianxin.register.models import Person


@pytest.mark.parametrize("cipher", ["aes", "sm4"])
def test_round_trip(settings, cipher: str) -> None:
    settings.LIANXIN_CIPHER = cipher
    sealed = seal("大连 13800001111")
    assert unseal(sealed) == "大连 13800001111"
    assert seal("大连 13800001111") != sealed
    assert b"13800001111" not in sealed


def test_a_changed_byte_is_noticed() -> None:
    sealed = bytearray(seal("x"))
    sealed[-1] ^= 1
    with pytest.raises(InvalidTag):
        unseal(bytes(sealed))


def test_digests_are_keyed_by_purpose() -> None:
    assert digest("phone", "13800001111") == digest("phone", "13800001111")
    assert digest("phone", "13800001111") != digest("document", "13800001111")


@pytest.mark.django_db
def test_field_in_the_database() -> None:
    person = Person.objects.create(name="王红", phone="13800001111", added_on=dt.date(2017, 7, 1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, email FROM register_person WHERE id = %s", [person.pk])
        phone, email = cursor.fetchone()
    assert b"13800001111" not in bytes(phone)
    assert bytes(email) == b""
    again = Person.objects.get(pk=person.pk)
    assert (again.phone, again.email) == ("13800001111", "")
