"""The four categories of the new social strata: who belongs to which, from when to when. A fact of work, never of opinion."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.errors import BadInput
from lianxin.journal.services.entries import record, record_many
from lianxin.reference.codelists import Stratum
from lianxin.register.models import Person, StratumHolding
from lianxin.register.services.ties import require_all


@transaction.atomic
def hold_strata(rows: Iterable[Mapping[str, Any]], *, by: Actor) -> list[StratumHolding]:
    """Enter that people belong to a category: dicts of `person`, `stratum`, `start` and maybe `end`; the span is half-open.

    Asked of each person ("edit"). A person may be in several at a time. What is held from that day already stays as it is.
    Raises BadInput for an unknown category and for an end before the start.
    """
    holdings = [StratumHolding(**row) for row in rows]
    for one in holdings:
        if one.stratum not in Stratum.values:
            known = "、".join(Stratum.values)
            raise BadInput(
                _("There is no category “{code}”. Known: {known}").format(code=one.stratum, known=known)
            )
        if one.end is not None and one.end < one.start:
            raise BadInput(_("It ends before it begins: give the earlier day first."))
    require_all("edit", Person, {one.person_id for one in holdings}, by)
    StratumHolding.objects.bulk_create(holdings, batch_size=500, ignore_conflicts=True)
    # Rows that were there before have no id to be named by; the people stand in the journal instead.
    record_many("hold_stratum", [one.person for one in holdings], by=by)
    return holdings


@transaction.atomic
def end_stratum(holding: StratumHolding, *, end: dt.date, by: Actor) -> StratumHolding:
    """The person is in the category until `end` (exclusive)."""
    by.require("edit", holding.person)
    if end < holding.start:
        raise BadInput(_("It ends before it begins: give the earlier day first."))
    holding.end = end
    holding.save(update_fields=["end"])
    record("end_stratum", holding.person, by=by, at=end, data={"stratum": holding.stratum})
    return holding
