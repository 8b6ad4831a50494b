"""A person's agreement to one purpose: given, taken back, declined; the texts that they agree to."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.access.rules import denial
from lianxin.core.dates import today
from lianxin.core.errors import BadInput, Conflict
from lianxin.journal.services.entries import record
from lianxin.register.enums import DocumentPurpose
from lianxin.register.models import Consent, ConsentRefusal, ConsentText, Document, Organisation, Person
from lianxin.register.purposes import purposes
from lianxin.register.queries.children import guardians_of, is_child
from lianxin.register.queries.consents import NOT_ASKED_FOR, text_on, texts_of
from lianxin.register.services.documents import issue_document

PAPER = "paper"
"""Channel of a consent that was given on paper."""


@transaction.atomic
def give_consent(
    person: Person,
    *,
    purpose: str,
    text_version: str = "",
    by: Actor,
    at: dt.date | None = None,
    channel: str = "",
    document: Document | None = None,
    guardian: Person | None = None,
) -> Consent:
    """Note that the person agreed to `purpose`, under the text in force unless another version is named.

    For a child under 14 a guardian agrees, whose tie to the child stands in the register; their own word does not count.
    A consent to the same text that still holds is given back. Raises UnknownName for an unknown purpose, BadInput without
    the guardian, Conflict when an officer asks again, without a paper, within half a year after a refusal.
    """
    by.require("consent", person)
    return note_consent(
        person,
        purpose=purpose,
        text_version=text_version,
        by=by,
        at=at,
        channel=channel,
        document=document,
        guardian=guardian,
    )


def note_consent(
    person: Person,
    *,
    purpose: str,
    text_version: str = "",
    by: Actor,
    at: dt.date | None = None,
    channel: str = "",
    document: Document | None = None,
    guardian: Person | None = None,
) -> Consent:
    """As `give_consent`, for a verb of another app that has asked its own rule: whoever opens a case for somebody else.

    The caller holds the transaction.
    """
    day = at or today()
    text_version = text_version or text_on(purpose, day).version
    purposes.get(purpose)
    guardian = _guardian_for(person, guardian, by, day)
    if (
        by.person_id is not None
        and document is None
        and by.person_id not in {person.pk, guardian.pk if guardian else None}
    ):
        _refuse_to_press(person, purpose, day)
    held = Consent.objects.filter(
        person=person, purpose=purpose, text_version=text_version, withdrawn_on=None, guardian=guardian
    ).first()
    if held is not None:
        return held
    consent = Consent.objects.create(
        person=person,
        purpose=purpose,
        text_version=text_version,
        channel=channel,
        given_on=day,
        document=document,
        guardian=guardian,
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
def note_paper_consent(
    person: Person,
    *,
    agreed: list[str],
    taken_by: Organisation | None,
    title: str,
    signed_on: dt.date,
    by: Actor,
    number: str = "",
    text_version: str = "",
    guardian: Person | None = None,
) -> list[Consent]:
    """Consents that a body took on paper: the paper becomes a document of the body, each purpose a consent of its date."""
    if not agreed:
        raise BadInput(_("Say what the paper agrees to."))
    if signed_on > today():
        raise BadInput(_("The paper cannot be signed in the future."))
    by.require("consent", person)
    paper = issue_document(
        title=title, number=number, issuer=taken_by, issued_on=signed_on, kind=DocumentPurpose.PROOF, by=by
    )
    return [
        give_consent(
            person,
            purpose=purpose,
            text_version=text_version,
            channel=PAPER,
            document=paper,
            guardian=guardian,
            at=signed_on,
            by=by,
        )
        for purpose in agreed
    ]


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: Actor, at: dt.date | None = None) -> Consent:
    """The person takes it back, with every other consent of theirs to the same purpose; the rows stay as evidence.

    Effective at once: lists, audiences, exports and public pages ask on every use. Raises Conflict when it was withdrawn
    before.
    """
    by.require("withdraw", consent)
    day = at or today()
    if not Consent.objects.filter(pk=consent.pk, withdrawn_on=None).update(withdrawn_on=day):
        raise Conflict(_("This consent has been withdrawn already."))
    consent.withdrawn_on = day
    Consent.objects.filter(person=consent.person_id, purpose=consent.purpose, withdrawn_on=None).update(
        withdrawn_on=day
    )
    record(
        "withdraw_consent",
        consent,
        by=by,
        at=at,
        data={"person": consent.person_id, "purpose": consent.purpose},
    )
    return consent


@transaction.atomic
def refuse_consent(
    person: Person, *, purpose: str, by: Actor, at: dt.date | None = None, channel: str = ""
) -> ConsentRefusal:
    """The person says no; nobody asks again for half a year. Takes back what they had agreed to under any text."""
    by.require("consent", person)
    day = at or today()
    text = text_on(purpose, day)
    running = Consent.objects.filter(person=person, purpose=purpose, withdrawn_on=None).first()
    if running is not None:
        withdraw_consent(running, by=by, at=day)
    refusal, made = ConsentRefusal.objects.get_or_create(
        person=person,
        purpose=purpose,
        text_version=text.version,
        refused_on=day,
        defaults={"channel": channel},
    )
    if made:
        record("refuse_consent", refusal, by=by, at=at, data={"person": person.pk, "purpose": purpose})
    return refusal


@transaction.atomic
def write_text(
    *,
    purpose: str,
    version: str,
    text: str,
    changes: str,
    asks_again: bool,
    by: Actor,
    start: dt.date | None = None,
) -> ConsentText:
    """A new version of a purpose's text, in force from `start`. Nobody is told here: the portal asks on the next visit.

    Raises BadInput for an empty text or a start that lies in the past or before a version already written, Conflict for
    a version that exists.
    """
    if not by.may_any("write_text", ConsentText):
        raise denial("write_text", ConsentText)
    known = texts_of(purposes.get(purpose).code)
    start = start or today()
    if not text.strip() or not changes.strip():
        raise BadInput(_("Give the whole text, and say what changed in it."))
    if start < today():
        raise BadInput(_("A text is in force from today on at the earliest: nobody agrees in the past."))
    if any(one.start is not None and one.start > start for one in known):
        raise BadInput(_("A later version is written already: begin after it."))
    if any(one.version == version for one in known):
        raise Conflict(_("There is a version of this name already."))
    made = ConsentText.objects.create(
        purpose=purpose,
        version=version,
        text=text.strip(),
        changes=changes.strip(),
        asks_again=asks_again,
        start=start,
        written_by_id=by.person_id,
    )
    record(
        "write_consent_text",
        made,
        by=by,
        at=start,
        data={"purpose": purpose, "version": version, "asks_again": asks_again},
    )
    return made


def _guardian_for(person: Person, guardian: Person | None, by: Actor, day: dt.date) -> Person | None:
    """Who agrees for a child under 14: the guardian that is named, else the actor if they are one; None for a grown-up."""
    if not is_child(person, day):
        if guardian is not None:
            raise BadInput(_("This person is 14 or older and agrees for themself."))
        return None
    known = guardians_of(person, day)
    found = next((one for one in known if one.pk == (guardian.pk if guardian else by.person_id)), None)
    if found is None:
        raise BadInput(
            _(
                "For a child under 14 a guardian agrees: enter the guardian and the relation first, and name them here."
            )
        )
    return found


def _refuse_to_press(person: Person, purpose: str, day: dt.date) -> None:
    """Officers do not ask again for half a year after a no (network data rules 22)."""
    no = ConsentRefusal.objects.filter(person=person, purpose=purpose, refused_on__gt=day - NOT_ASKED_FOR)
    back = Consent.objects.filter(person=person, purpose=purpose, withdrawn_on__gt=day - NOT_ASKED_FOR)
    if no.filter(refused_on__lte=day).exists() or back.filter(withdrawn_on__lte=day).exists():
        raise Conflict(
            _(
                "They said no less than half a year ago: do not ask again. Enter a paper that they signed since with its date."
            )
        )
