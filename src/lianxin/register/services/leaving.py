"""Leaving an association: the person ends their own ties to it, at once and without asking anybody."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.dates import today
from lianxin.core.errors import Conflict
from lianxin.journal.services.entries import record
from lianxin.register.enums import TieKind
from lianxin.register.models import Tie

LEFT_TOGETHER = (TieKind.MEMBERSHIP, TieKind.TEAM, TieKind.LIAISON, TieKind.KEY_CONTACT)
"""Kinds of ties to one body that end when a person leaves it; an employment ends with the employer."""


@transaction.atomic
def leave(tie: Tie, *, by: Actor, at: dt.date | None = None) -> list[Tie]:
    """End the person's ties to the body of `tie` on that day; what the ties let the body's officers see is closed with them.

    Figures of earlier days stay. Nobody has to agree, and nobody is told but by the roster. Raises Conflict when the tie
    does not hold any more.
    """
    by.require("leave", tie)
    day = at or today()
    held = Tie.objects.on(day).filter(
        person_id=tie.person_id or 0,
        organisation_id=tie.organisation_id or 0,
        kind__in=LEFT_TOGETHER,
        superseded_by=None,
    )
    ending = list(held.exclude(start__gt=day))
    if tie.pk not in {one.pk for one in ending}:
        raise Conflict(_("You have left already."))
    for one in ending:
        one.end = max(day, one.start or day)
        one.save(update_fields=["end"])
        record("leave", one, by=by, at=day, data={"organisation": one.organisation_id, "kind": str(one.kind)})
    return ending


def ties_to_leave(person_id: int, on: dt.date) -> list[Tie]:
    """The ties that a person may end, one for each body, memberships first."""
    rows = Tie.objects.on(on).filter(
        person_id=person_id, kind__in=LEFT_TOGETHER, superseded_by=None, organisation__isnull=False
    )
    order = {kind: number for number, kind in enumerate(LEFT_TOGETHER)}
    found: dict[int, Tie] = {}
    for tie in sorted(
        rows.select_related("organisation"), key=lambda one: (order[TieKind(one.kind)], one.pk)
    ):
        found.setdefault(tie.organisation_id or 0, tie)
    return list(found.values())
