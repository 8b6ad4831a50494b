"""A person's agreement to one purpose: given and withdrawn."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.dates import today
from lianxin.core.errors import Conflict
from lianxin.journal.services.entries import record
from lianxin.register.models import Consent, Person


@transaction.atomic
def give_consent(
    person: Person,
    *,
    purpose: str,
    text_version: str,
    by: Actor,
    at: dt.date | None = None,
    channel: str = "",
) -> Consent:
    """Note that the person agreed to `purpose` under that text. A consent to the same text that still holds is given back."""
    by.require("consent", person)
    held = Consent.objects.filter(
        person=person, purpose=purpose, text_version=text_version, withdrawn_on=None
    ).first()
    if held is not None:
        return held
    consent = Consent.objects.create(
        person=person, purpose=purpose, text_version=text_version, channel=channel, given_on=at or today()
    )
    record(
        "give_consent",
        consent,
        by=by,
        at=at,
        data={"person": person.pk, "purpose": purpose, "text": text_version},
    )
    return consent


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: Actor, at: dt.date | None = None) -> Consent:
    """The person takes it back; the row stays as evidence. Raises Conflict when it was withdrawn before."""
    by.require("withdraw", consent)
    day = at or today()
    if not Consent.objects.filter(pk=consent.pk, withdrawn_on=None).update(withdrawn_on=day):
        raise Conflict(_("This consent has been withdrawn already."))
    consent.withdrawn_on = day
    record(
        "withdraw_consent",
        consent,
        by=by,
        at=at,
        data={"person": consent.person_id, "purpose": consent.purpose},
    )
    return consent
