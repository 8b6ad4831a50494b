"""Entering by hand: a hand edit is a row of the list "entered by hand", so that every value has a source and an owner."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop

from lianxin.access.actors import Actor
from lianxin.access.roles import DESK_ROLES, Role
from lianxin.core.dates import now
from lianxin.core.names import name_key, org_name_key
from lianxin.core.sealed import digest
from lianxin.register.enums import Basis, MentionRole
from lianxin.register.keys import keys_of
from lianxin.register.models import Import, Mention, Organisation, PartyKey, Person, SourceRow
from lianxin.register.services.stop_list import refuse_erased_values
from lianxin.register.services.terms import enter_names

BY_HAND = gettext_noop("entered by hand")


def enter_by_hand(
    party: Person | Organisation,
    values: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.date,
    sender: Organisation | None = None,
    own: bool = False,
) -> Mention:
    """Keep `values` as a row of today's hand list of whoever enters: the person themself, or the sender's office.

    `own` says that an officer writes down what the person says of themself. The caller holds the transaction, has asked the
    rules, and refreshes what survives. Raises Conflict when the values are those of somebody who asked to be erased.
    """
    imported = hand_list(party, by=by, at=at, sender=sender, own=own)
    if isinstance(party, Person):
        refuse_erased_values({"name": party.name, **values}, senders=[imported.sender_id])
    is_person = isinstance(party, Person)
    said = str(values.get("name") or "")
    row = SourceRow.objects.create(
        imported=imported,
        type="people" if is_person else "organisations",
        number=SourceRow.objects.filter(imported=imported).count() + 1,
        cells=dict(values),
        digest=digest("row", repr(sorted(values.items()))),
    )
    mention = Mention.objects.create(
        row=row,
        role=MentionRole.SUBJECT,
        person=party if isinstance(party, Person) else None,
        organisation=party if isinstance(party, Organisation) else None,
        values=dict(values),
        name_key=name_key(said) if is_person else org_name_key(said),
    )
    PartyKey.objects.bulk_create(
        [PartyKey(mention=mention, kind=kind, digest=key) for kind, key in keys_of(values)]
    )
    if is_person:
        enter_names([said])
    else:
        enter_names(bodies=[(said or party.name, str(values.get("short_name") or ""))])
    return mention


def hand_list(
    party: Person | Organisation, *, by: Actor, at: dt.date, sender: Organisation | None = None, own: bool = False
) -> Import:
    """The hand list of that day: one per officer and office, or per person for what they say themselves."""
    own_id = party.pk if isinstance(party, Person) and (own or by.person_id == party.pk) else None
    sender_id = None if own_id else sender.pk if sender else office_of(by, party)
    imported, _made = Import.objects.get_or_create(
        by_hand=True,
        as_of=at,
        sender_id=sender_id,
        own_id=own_id,
        by_person_id=by.person_id,
        state=Import.State.COMMITTED,
        defaults={
            "file_name": BY_HAND,
            "basis": Basis.CONSENT if own_id else Basis.STATUTORY,
            "committed_at": now(),
        },
    )
    return imported


def office_of(by: Actor, party: Person | Organisation | None = None) -> int | None:
    """The organisation in whose name the actor enters: their staff post's office, else the body they are liaison of.

    Of several bodies, the one that is entered itself, else the first.
    """
    for hat in by.hats:
        if hat.role in DESK_ROLES and hat.role != Role.LIAISON and hat.organisation_id is not None:
            return hat.organisation_id
    bodies = by.organisations(Role.LIAISON)
    if isinstance(party, Organisation) and party.pk in bodies:
        return party.pk
    return bodies[0] if bodies else None
