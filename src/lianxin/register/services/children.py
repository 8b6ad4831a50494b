"""Opening the page of a child under 14: an officer asks, the data-protection officer decides (minors' network rules 36)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.dates import today
from lianxin.core.errors import BadInput, Conflict, NotAllowed
from lianxin.journal.services.entries import record
from lianxin.register.models import ChildAccess, Person
from lianxin.register.purposes import REGISTER
from lianxin.register.queries.children import is_child, may_open_child
from lianxin.register.queries.consents import agreed

DAYS = dt.timedelta(days=7)
"""So long an approval holds."""


def require_approval(person: Person, by: Actor) -> None:
    """Raise NotAllowed when the person is a child whose page the actor was not allowed to open."""
    if is_child(person, by.on) and not may_open_child(person, by):
        raise NotAllowed(
            _(
                "This is a child under 14: ask the data-protection officer for approval before you open the page."
            )
        )


def require_guardian_consent(person: Person, on: dt.date) -> None:
    """Raise BadInput for a child under 14 unless a guardian's consent to standing in the register counts that day.

    Asked by whatever enters a person somewhere: gatherings, matters, votes (Personal Information Protection Law, article 31).
    """
    if is_child(person, on) and not agreed(Person.objects.filter(pk=person.pk), on, REGISTER).exists():
        raise BadInput(
            _(
                "Under 14: a guardian must agree first. Enter the guardian and the relation, and note their "
                "consent on the page of the consents."
            )
        )


@transaction.atomic
def ask_to_open(child: Person, *, reason: str, by: Actor, at: dt.date | None = None) -> ChildAccess:
    """Ask to open a child's page. An open request of the same officer is given back. Raises BadInput without a reason."""
    by.require("view", child)
    if not is_child(child, by.on):
        raise BadInput(_("This person is 14 or older: no approval is needed."))
    if not reason.strip() or by.person_id is None:
        raise BadInput(_("Say why you need to open the page."))
    waiting = ChildAccess.objects.filter(child=child, reader_id=by.person_id, decided_on=None).first()
    if waiting is not None:
        return waiting
    made = ChildAccess.objects.create(
        child=child, reader_id=by.person_id, reason=reason.strip()[:200], asked_on=at or today()
    )
    record("ask_to_open_child", made, by=by, at=at, data={"person": child.pk})
    return made


@transaction.atomic
def decide_opening(access: ChildAccess, *, allow: bool, by: Actor, at: dt.date | None = None) -> ChildAccess:
    """Allow it for a week, or refuse. Nobody decides on a request of their own; a decision stands."""
    by.require("decide", access)
    if access.reader_id == by.person_id:
        raise Conflict(_("Somebody else decides on your own request."))
    day = at or today()
    until = day + DAYS if allow else None
    if not ChildAccess.objects.filter(pk=access.pk, decided_on=None).update(
        decided_by_id=by.person_id, decided_on=day, until=until
    ):
        raise Conflict(_("This has been decided already."))
    access.refresh_from_db()
    record("decide_opening_of_child", access, by=by, at=at, data={"allow": allow})
    return access
