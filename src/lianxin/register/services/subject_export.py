"""Handing a person everything that is held about them, as a file or on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.journal.models import Read
from lianxin.journal.services.entries import record, record_read
from lianxin.register.models import Organisation, Person
from lianxin.register.queries.statements import PERSON_FIELDS, Statement
from lianxin.register.queries.subject import Record, Section, subject_records, subject_sections
from lianxin.register.queries.values import sources_of


@dataclass(frozen=True, slots=True)
class SubjectFile:
    """What is handed over: values in clear, the rows that gave each (the one in use first), sections, every record.

    `senders` are the names of the bodies that sent lists; who passed data on is no secret to the person.
    """

    person: Person
    values: Mapping[str, str]
    sources: Mapping[str, list[Statement]]
    senders: Mapping[int, str]
    sections: Mapping[str, Section]
    records: list[Record]


@transaction.atomic
def take_along(person: Person, *, by: Actor, form: str, reason: str = "") -> SubjectFile:
    """Everything held about the person; `form` is "json" or "pdf". Noted in the journal, and as a read when not by themselves.

    Sealed values are in clear. Of other people it holds what the actor may know of them anyway: senders, readers, the
    other end of a tie. The content of matters is in it only as far as the actor may read it.
    """
    by.require("take_along", person)
    sources = sources_of(person, by)
    senders = {one.sender_id for said in sources.values() for one in said if one.sender_id is not None}
    found = SubjectFile(
        person,
        {name: str(getattr(person, name)) for name in PERSON_FIELDS},
        sources,
        dict(Organisation.objects.filter(pk__in=senders).values_list("pk", "name")),
        {key: section(person, by) for key, section in subject_sections.items()},
        subject_records(person, by),
    )
    record("export_own", person, by=by, data={"form": form, "records": len(found.records)})
    record_read(
        subject_id=person.pk, by=by, how=Read.How.EXPORTED, what=_("everything held"), reason=reason[:200]
    )
    return found
