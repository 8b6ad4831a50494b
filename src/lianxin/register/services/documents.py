"""Documents: the evidence of ties, adoptions and resolutions."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.access.rules import denial
from lianxin.core.errors import BadInput
from lianxin.journal.services.entries import record
from lianxin.register.enums import DocumentState
from lianxin.register.models import Document, Organisation


@transaction.atomic
def issue_document(
    *,
    title: str,
    number: str,
    issuer: Organisation | None,
    issued_on: dt.date,
    by: Actor,
    state: str = DocumentState.IN_FORCE,
    kind: str = "",
    start: dt.date | None = None,
    end: dt.date | None = None,
    data_class: str = Document.DataClass.INTERNAL,
) -> Document:
    """Enter a document. `kind` is a code of `enums.DocumentPurpose`; it is in force from `start` (its date if not given).

    Asked of the issuing body; a document of a body outside the register needs the city office. Raises BadInput when it
    ends before it begins.
    """
    if issuer is not None:
        by.require("issue", issuer)
    elif not by.may_any("issue_outside", Document):
        raise denial("issue_outside", Document)
    start = start or issued_on
    if end is not None and end < start:
        raise BadInput(_("It ends before it begins: give the earlier day first."))
    document = Document.objects.create(
        title=title,
        number=number,
        kind=kind,
        issuer=issuer,
        issued_on=issued_on,
        state=state,
        start=start,
        end=end,
        data_class=data_class,
    )
    record("issue_document", document, by=by, at=issued_on, data={"kind": kind, "state": str(state)})
    return document


@transaction.atomic
def supersede_document(
    document: Document, *, with_document: Document, by: Actor, at: dt.date | None = None
) -> Document:
    """`document` is replaced: it is in force until the new one begins."""
    by.require("edit", document)
    document.superseded_by = with_document
    document.state = DocumentState.SUPERSEDED
    document.end = at or with_document.start or with_document.issued_on
    document.save(update_fields=["superseded_by", "state", "end"])
    record("supersede_document", document, by=by, at=at, data={"with": with_document.pk})
    return document
