"""The chain holds, and says which block was tampered with."""

import pytest
from django.db import connection

from lianxin.access.actors import service
from lianxin.journal.models import Entry, Read
from lianxin.journal.services.chain import seal_entries, verify_chain
from lianxin.journal.services.entries import record, record_read

pytestmark = pytest.mark.django_db


@pytest.fixture
def _entries() -> None:
    seal_entries()
    for number in range(5):
        record("tried", None, by=service("test"), data={"n": number})


@pytest.mark.usefixtures("_entries")
def test_entries_are_sealed_once() -> None:
    assert verify_chain().unsealed == 5
    assert seal_entries() == 5
    assert seal_entries() == 0
    verdict = verify_chain()
    assert verdict.holds
    assert verdict.unsealed == 0


@pytest.mark.usefixtures("_entries")
@pytest.mark.parametrize("statement", ["UPDATE journal_entry SET verb = 'other' WHERE id = %s", "DELETE FROM journal_entry WHERE id = %s"])
def test_tampering_breaks_the_block(statement: str) -> None:
    seal_entries()
    victim = Entry.objects.latest("pk")
    with connection.cursor() as cursor:
        cursor.execute(statement, [victim.pk])
    assert verify_chain().broken == (victim.block_id,)


def test_reading_ones_own_record_is_not_noted() -> None:
    me = type("Me", (), {"person_id": 7, "acting_as": "member"})()
    record_read(subject_id=7, by=me, how=Read.How.OPENED)
    record_read(subject_id=8, by=me, how=Read.How.OPENED)
    assert list(Read.objects.values_list("subject_id", flat=True)) == [8]
