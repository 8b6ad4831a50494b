"""Stating the legal basis of a list after it was taken in: notice was given, or consent was obtained."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.dates import today
from lianxin.core.errors import BadInput, Conflict
from lianxin.journal.services.entries import record
from lianxin.register.enums import Basis, DocumentPurpose
from lianxin.register.models import Import
from lianxin.register.services.documents import issue_document


@transaction.atomic
def state_basis(
    imported: Import, *, basis: str, evidence: str, dated: dt.date, by: Actor, number: str = ""
) -> Import:
    """Say on which basis a list without one stands; its people may be reached from now on. The evidence becomes a document.

    Raises BadInput for no basis, no evidence or a day to come, Conflict when one is stated already or the list does not
    stand.
    """
    by.require("import", imported)
    if basis not in Basis.values or basis == Basis.NONE:
        raise BadInput(_("Choose the legal basis."))
    if not evidence.strip() or dated > today():
        raise BadInput(_("Name the notice or paper that proves it, with its date."))
    document = issue_document(
        title=evidence.strip(),
        number=number,
        issuer=imported.sender,
        issued_on=dated,
        kind=DocumentPurpose.PROOF,
        by=by,
    )
    stands = Import.objects.filter(pk=imported.pk, basis=Basis.NONE, state=Import.State.COMMITTED)
    if not stands.update(basis=basis):
        raise Conflict(_("This list has a legal basis already, or was taken back."))
    imported.basis = basis
    record("state_basis", imported, by=by, data={"basis": str(basis), "document": document.pk})
    return imported
