"""Links between records of sibling apps: an action item that a conference decided, a need that was raised at a visit."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Model

from lianxin.access.actors import Actor
from lianxin.flows.models import Link
from lianxin.journal.services.entries import record


@transaction.atomic
def link(kind: str, source: Model, target: Model, *, by: Actor, at: dt.date | None = None) -> Link:
    """Note that `target` came of `source`; asked of the source ("edit"). The same link twice changes nothing."""
    by.require("edit", source)
    found, is_new = Link.objects.get_or_create(
        kind=kind,
        from_model=source._meta.label,
        from_id=source.pk,
        to_model=target._meta.label,
        to_id=target.pk,
    )
    if is_new:
        record("link", source, by=by, at=at, data={"kind": kind, "to": target._meta.label, "id": target.pk})
    return found
