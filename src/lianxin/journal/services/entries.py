"""Writing entries and reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from lianxin.core.dates import now, today
from lianxin.journal.models import Entry, Read

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from django.db.models import Model


class Author(Protocol):
    """Who acts: an Actor of the access floor, or a service."""

    @property
    def person_id(self) -> int | None: ...

    @property
    def acting_as(self) -> str: ...


def record(
    verb: str,
    obj: Model | None,
    *,
    by: Author,
    at: dt.date | None = None,
    data: dict[str, Any] | None = None,
    group: str = "",
) -> Entry:
    """Write the journal entry of one act, inside the transaction of the verb that acts.

    `data` holds ids, codes and digests only, never a personal value. `at` is the day it happened, today if not given.
    """
    return Entry.objects.create(**_entry(verb, obj, by, at, data, group))


def record_many(
    verb: str,
    objects: Iterable[Model],
    *,
    by: Author,
    at: dt.date | None = None,
    group: str = "",
    data: dict[str, Any] | None = None,
) -> None:
    """As `record`, once per object, in bulk."""
    Entry.objects.bulk_create(
        [Entry(**_entry(verb, obj, by, at, data, group)) for obj in objects], batch_size=1000
    )


def _entry(
    verb: str, obj: Model | None, by: Author, at: dt.date | None, data: dict[str, Any] | None, group: str
) -> dict[str, Any]:
    return {
        "recorded_at": now(),
        "happened_on": at or today(),
        "person_id": by.person_id,
        "acting_as": by.acting_as,
        "verb": verb,
        "model": obj._meta.label if obj is not None else "",
        "object_id": obj.pk if obj is not None else None,
        "data": data or {},
        "group": group,
    }


def record_read(*, subject_id: int, by: Author, how: Read.How, what: str = "", reason: str = "") -> None:
    """Note that `by` read the record of the person `subject_id`. A person reading their own record is not noted."""
    if by.person_id == subject_id:
        return
    Read.objects.create(
        read_at=now(),
        subject_id=subject_id,
        reader_id=by.person_id,
        acting_as=by.acting_as,
        how=how,
        what=what,
        reason=reason,
    )


def record_reads(
    subject_ids: Iterable[int], *, by: Author, how: Read.How, what: str = "", reason: str = ""
) -> None:
    """As `record_read` for an export of many."""
    Read.objects.bulk_create(
        [
            Read(
                read_at=now(),
                subject_id=pk,
                reader_id=by.person_id,
                acting_as=by.acting_as,
                how=how,
                what=what,
                reason=reason,
            )
            for pk in subject_ids
        ],
        batch_size=1000,
    )
