"""Revealing a masked value: for a stated reason, noted in the journal and in the reads that the person sees."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.access.actors import Actor
from lianxin.core.dates import now
from lianxin.core.errors import BadInput
from lianxin.journal.models import Read
from lianxin.journal.services.entries import record, record_read, record_reads
from lianxin.register.models import Person
from lianxin.register.queries.values import SEALED, shown_values
from lianxin.register.services.children import require_approval

ONE_VISIT = dt.timedelta(hours=1)


class Reason(TextChoices):
    """Why somebody looks at a masked value."""

    CONTACT = "contact", gettext_lazy("contact the person")
    VERIFY = "verify", gettext_lazy("check a list")
    REQUEST = "request", gettext_lazy("the person asked")
    DUTY = "duty", gettext_lazy("statutory duty")


@transaction.atomic
def reveal(person: Person, *, field: str, reason: str, by: Actor) -> str:
    """The value in clear, "" when there is none that the actor may know. Writes a journal entry and a read."""
    by.require("reveal", person)
    require_approval(person, by)
    if field not in SEALED:
        raise BadInput(
            _("There is no masked value “{field}”. Known: {known}").format(
                field=field, known="、".join(SEALED)
            )
        )
    if reason not in Reason.values:
        raise BadInput(
            _("Say why you need this value: {known}").format(
                known="、".join(str(label) for label in Reason.labels)
            )
        )
    value = shown_values([person], by)[person.pk].values[field]
    record("reveal", person, by=by, data={"field": field, "reason": reason})
    record_read(
        subject_id=person.pk, by=by, how=Read.How.REVEALED, what=field, reason=str(Reason(reason).label)
    )
    return value


def note_opening(person: Person, *, by: Actor) -> None:
    """The person's page was opened: one row, written by itself. Raises NotAllowed for a child under 14 without an approval."""
    require_approval(person, by)
    record_read(subject_id=person.pk, by=by, how=Read.How.OPENED)


def note_part(person: Person, *, by: Actor) -> None:
    """A part of the page was fetched by itself: noted as an opening, unless the same reader opened the page within `ONE_VISIT`."""
    require_approval(person, by)
    mine = Read.objects.filter(subject_id=person.pk, reader_id=by.person_id, how=Read.How.OPENED)
    if not mine.filter(read_at__gte=now() - ONE_VISIT).exists():
        record_read(subject_id=person.pk, by=by, how=Read.How.OPENED)


@transaction.atomic
def note_export(people: list[int], *, purpose: str, by: Actor) -> None:
    """These people's values left Lianxin in a file, for the stated purpose."""
    if not purpose.strip():
        raise BadInput(_("Say what the export is for."))
    record("export_people", None, by=by, data={"count": len(people)})
    record_reads(people, by=by, how=Read.How.EXPORTED, reason=purpose[:200])
