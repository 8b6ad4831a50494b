"""The separate consent to sensitive data that some kinds of matters need (Personal Information Protection Law, article 29).

A kind declares it (`MatterKind.sensitive`). The one who asks agrees in the form itself; whoever enters the matter for them
says how and when they agreed. Taking the consent back stops the work: the team reads the content no more, and only moves
that end the matter are made. What was written down stays under seal until its time is over, because the office must be
able to answer for what it did.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.dates import today
from lianxin.core.errors import BadInput, Conflict
from lianxin.flows.flow import CLOSED_PHASES, Move
from lianxin.matters.enums import MatterRole
from lianxin.matters.kind import MatterKind
from lianxin.matters.models import Matter
from lianxin.register.models import Document, Organisation, Person
from lianxin.register.purposes import SENSITIVE
from lianxin.register.queries.consents import agreed, declined, text_on
from lianxin.register.services.consents import note_consent


@dataclass(frozen=True, slots=True)
class Agreement:
    """How somebody agreed: under which version of the text, in which way, when (the day of the matter if empty), on which paper."""

    text_version: str = ""
    channel: str = "form"
    given_on: dt.date | None = None
    document: Document | None = None


def has_agreed(person: Person, on: dt.date) -> bool:
    """Does the person's separate consent to sensitive data count on the day?"""
    return agreed(Person.objects.filter(pk=person.pk), on, SENSITIVE).exists()


def require_agreement(
    family: type[MatterKind],
    raiser: Person | Organisation | None,
    given: Agreement | None,
    *,
    by: Actor,
    at: dt.date,
) -> None:
    """Note the consent that was given with a matter of a sensitive kind; one that counts already is enough.

    Raises BadInput when the kind needs it and the one who asks has not agreed, or agreed in a form to a text that is not in
    force any more. The caller holds the transaction.
    """
    if not family.sensitive or not isinstance(raiser, Person) or has_agreed(raiser, at):
        return
    if given is None:
        raise BadInput(
            _(
                "“{kind}” takes down health or money matters: the one who asks for it must agree to that separately."
            ).format(kind=family.name)
        )
    if given.document is None and given.text_version not in {"", text_on(SENSITIVE, today()).version}:
        raise BadInput(_("The text of the consent has changed meanwhile: read it again."))
    note_consent(
        raiser,
        purpose=SENSITIVE,
        text_version=given.text_version,
        channel=given.channel,
        document=given.document,
        by=by,
        at=given.given_on or at,
    )


def refuse_after_withdrawal(matter: Matter, move: Move, at: dt.date) -> None:
    """Raise Conflict for a move that goes on with a matter whose raiser took the consent to sensitive data back."""
    if not matter.family.sensitive or matter.flow.stage(move.target).phase in CLOSED_PHASES:
        return
    raisers = matter.parties.filter(role__in=MatterRole.own(), person__in=declined(SENSITIVE, at))
    if raisers.exists():
        raise Conflict(
            _(
                "The one who asked took the consent to sensitive data back: nothing more is written down. End "
                "the matter, or ask them whether they agree again."
            )
        )
