"""What comes of matters: adoptions of papers, payments of grants, scores of applications."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.dates import today
from lianxin.core.errors import BadInput
from lianxin.journal.services.entries import record
from lianxin.matters.enums import MatterRole
from lianxin.matters.models import Adoption, Matter, Payment, Score
from lianxin.reference.codelists import AppointmentLevel
from lianxin.register.models import Document, Organisation, Person, Tie


@transaction.atomic
def record_adoption(
    matter: Matter,
    *,
    level: str,
    document: Document,
    by: Actor,
    adopted_on: dt.date | None = None,
    outlet: str = "",
    issue: str = "",
    at: dt.date | None = None,
) -> Adoption:
    """A paper was adopted at a level, with the document that proves it. The date basis is the day of the adoption.

    One paper adopted at several levels has several rows and counts once. Adopted before it was raised is refused.
    """
    by.require("direct", matter)
    day = adopted_on or at or today()
    if level not in AppointmentLevel.values:
        raise BadInput(_("Choose a level of the list."))
    if day < matter.opened_on:
        raise BadInput(_("A paper cannot be adopted before it was written."))
    adoption = Adoption.objects.create(
        matter=matter, level=level, outlet=outlet, issue=issue, adopted_on=day, document=document
    )
    record("record_adoption", matter, by=by, at=day, data={"level": level, "document": document.pk})
    return adoption


@transaction.atomic
def record_payment(
    matter: Matter, *, fen: int, by: Actor, paid_on: dt.date | None = None, receipt: str = "", at: dt.date | None = None
) -> Payment:
    """An awarded grant was paid: `fen` is the amount in fen."""
    by.require("direct", matter)
    if fen <= 0:
        raise BadInput(_("The amount is more than nothing."))
    if matter.result != "granted":
        raise BadInput(_("Only what was awarded is paid."))
    payment = Payment.objects.create(matter=matter, fen=fen, paid_on=paid_on or at or today(), receipt=receipt)
    record("record_payment", matter, by=by, at=payment.paid_on, data={"fen": fen})
    return payment


@transaction.atomic
def record_score(
    matter: Matter,
    *,
    indicator: str,
    points: Decimal | int,
    by: Actor,
    reviewer: Person | None = None,
    unit: Organisation | None = None,
    reason: str = "",
    at: dt.date | None = None,
) -> Score:
    """A reviewer's points on one indicator of the work.

    A reviewer who has a part in it, or a tie to one of its organisations on that day, is recused: BadInput.
    """
    by.require("handle", matter)
    if reviewer is not None and is_tied(reviewer, matter, at or today()):
        raise BadInput(_("This reviewer is tied to the application and does not score it."))
    score = Score.objects.create(
        matter=matter, indicator=indicator, points=Decimal(points), reviewer=reviewer, unit=unit, reason=reason
    )
    record("record_score", matter, by=by, at=at, data={"indicator": indicator})
    return score


def is_tied(person: Person, matter: Matter, on: dt.date) -> bool:
    """Has the person a part in the matter other than reviewing, or a tie to a party of it on that day?"""
    parts = matter.parties.exclude(role=MatterRole.REVIEWER)
    if parts.filter(person=person).exists():
        return True
    bodies = parts.filter(organisation__isnull=False).values("organisation_id")
    people = parts.filter(person__isnull=False).values("person_id")
    ties = Tie.objects.on(on).filter(superseded_by=None, person=person)
    return ties.filter(Q(organisation_id__in=bodies) | Q(other_id__in=people)).exists()
