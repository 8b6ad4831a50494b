"""Opened and signed for: two facts of a delivery, each with its moment, neither inferred from the other."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.bulletins.models import Bulletin, Delivery
from lianxin.core.dates import at_noon, now, today
from lianxin.core.errors import BadInput
from lianxin.flows.flow import Phase
from lianxin.journal.services.entries import record
from lianxin.notices.services.outbox import queue
from lianxin.register.models import Organisation, Person
from lianxin.register.purposes import BULLETINS
from lianxin.register.queries.consents import declined


@transaction.atomic
def mark_opened(
    bulletin: Bulletin,
    *,
    by: Actor,
    person: Person | None = None,
    organisation: Organisation | None = None,
    at: dt.date | None = None,
) -> Delivery | None:
    """The receiver opened it; the first time counts. None for a reader to whom it was not delivered: nothing is noted."""
    delivery = _delivery_of(bulletin, person, organisation)
    if delivery is None:
        return None
    by.require("open", delivery)
    if Delivery.objects.filter(pk=delivery.pk, opened_at=None).update(opened_at=_moment(at)):
        delivery.refresh_from_db()
    return delivery


@transaction.atomic
def sign_for(
    bulletin: Bulletin,
    *,
    by: Actor,
    organisation: Organisation | None = None,
    person: Person | None = None,
    signer: Person | None = None,
    at: dt.date | None = None,
) -> Delivery:
    """Confirm receipt for an organisation (by its liaison officer) or for oneself. Signing implies having opened it.

    Twice changes nothing. Raises BadInput for a receiver to whom it was not delivered or a kind that is not signed for.
    """
    if not bulletin.family.signed_for:
        raise BadInput(_("This kind of bulletin is not signed for."))
    delivery = _delivery_of(bulletin, person, organisation)
    if delivery is None:
        raise BadInput(_("It was not delivered to this receiver."))
    by.require("sign_for", delivery)
    moment, signer_id = _moment(at), signer.pk if signer else by.person_id
    if Delivery.objects.filter(pk=delivery.pk, signed_at=None).update(signed_at=moment, signed_by_id=signer_id):
        Delivery.objects.filter(pk=delivery.pk, opened_at=None).update(opened_at=moment)
        delivery.refresh_from_db()
        record("sign_for", bulletin, by=by, at=at, data={"delivery": delivery.pk})
    return delivery


@transaction.atomic
def remind(bulletin: Bulletin, *, by: Actor, at: dt.date | None = None) -> int:
    """Remind the people who have not opened it (催阅), those who took their consent back left out. Gives how many notices were queued."""
    by.require("issue", bulletin)
    if bulletin.phase != Phase.DONE:
        raise BadInput(_("It has not been issued yet."))
    unread = bulletin.deliveries.filter(opened_at=None, person__isnull=False)
    waiting = unread.exclude(person_id__in=declined(BULLETINS, today())).values_list("person_id", flat=True)
    queued = sum(queue(pk, "bulletin.reminder", about=bulletin) is not None for pk in waiting if pk is not None)
    record("remind_readers", bulletin, by=by, at=at, data={"readers": queued})
    return queued


def _moment(at: dt.date | None) -> dt.datetime:
    return now() if at is None or at == today() else at_noon(at)


def _delivery_of(bulletin: Bulletin, person: Person | None, organisation: Organisation | None) -> Delivery | None:
    if (person is None) == (organisation is None):
        raise BadInput(_("Say which person or which organisation."))
    rows = bulletin.deliveries.select_related("bulletin")
    return rows.filter(person=person).first() if person is not None else rows.filter(organisation=organisation).first()
