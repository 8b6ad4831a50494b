"""Giving lists out: what an actor may export of one type, as CSV or workbook, with the reading noted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.dates import today
from lianxin.core.errors import BadInput
from lianxin.journal.models import Read
from lianxin.journal.services.entries import record, record_reads
from lianxin.lists.writing import csv_bytes, xlsx_bytes
from lianxin.register.models import Organisation, Person
from lianxin.register.purposes import PROVIDE
from lianxin.register.queries.consents import agreed
from lianxin.register.records import Committer, committers

FORMATS = ("csv", "xlsx")
SHORTEST_PURPOSE = 2


@transaction.atomic
def export_list(
    list_type: str,
    *,
    by: Actor,
    purpose: str,
    form: str = "csv",
    ids: Iterable[int] | None = None,
    on: dt.date | None = None,
    recipient: Organisation | None = None,
) -> bytes:
    """The rows of one type that the actor may export. Everybody on it sees that they were exported, by whom and what for.

    With `on` the list is the one of that day: ties that held, bodies that stood, what had been entered or held by then.
    A list that is passed on to another body (`recipient`) holds only people who agreed to that, and the recipient is kept
    in the journal and told to them (Personal Information Protection Law, article 23).
    Raises UnknownName for a type that nobody gives out, and BadInput without a purpose.
    """
    committer = committers.get(list_type)
    check_purpose(purpose)
    check_form(form)
    rows = list(committer.export(by, ids, on=on))
    if recipient is not None:
        rows = _passed_on(committer, rows, by.on)
        purpose = f"{purpose} → {recipient.name}"
    subjects = committer.subjects(rows)
    record_reads(subjects, by=by, how=Read.How.EXPORTED, what=list_type, reason=purpose[:200])
    data = {"type": list_type, "rows": len(rows), "people": len(subjects)}
    told = {"on": on.isoformat()} if on else {}
    to = {"recipient": recipient.pk} if recipient is not None else {}
    record("export", None, by=by, data=data | told | to)
    return written(list_type, rows, form)


def check_purpose(purpose: str) -> None:
    """Raise BadInput unless it says what a list is needed for."""
    if len(purpose.strip()) < SHORTEST_PURPOSE:
        raise BadInput(_("Say what the list is needed for: whoever is on it will read it."))


def check_form(form: str) -> None:
    """Raise BadInput unless lists come in this form."""
    if form not in FORMATS:
        raise BadInput(_("A list comes as {forms}.").format(forms="、".join(FORMATS)))


def _passed_on(committer: Committer, rows: list[Mapping[str, object]], on: dt.date) -> list[Mapping[str, object]]:
    """The rows that name only people who agreed to being passed on."""
    people = Person.objects.filter(pk__in=committer.subjects(rows))
    willing = set(agreed(people, on, PROVIDE).values_list("pk", flat=True))
    return [row for row in rows if willing.issuperset(committer.subjects([row]))]


def written(list_type: str, rows: Iterable[Mapping[str, object]], form: str) -> bytes:
    """Rows of a type in the columns that its exports have."""
    committer = committers.get(list_type)
    if form == "xlsx":
        return xlsx_bytes(committer.exported, rows, title=str(committer.shape.name), made_on=today())
    return csv_bytes(committer.exported, rows)


def plain_csv(heading: str, rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Lines of a CSV for programs, without a mark in front: file names quoted where they must be."""
    yield heading
    for row in rows:
        yield ",".join(_quoted(str(value)) for value in row)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"\n\r') else text
