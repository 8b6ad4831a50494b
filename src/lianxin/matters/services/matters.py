"""Opening matters and what is done to them beside moves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext as _
from pydantic import ValidationError

from lianxin.access.actors import Actor
from lianxin.core.dates import today
from lianxin.core.errors import BadInput, Conflict
from lianxin.flows.models import Link
from lianxin.flows.services.moves import make_move, start_flow
from lianxin.journal.services.entries import record
from lianxin.matters.enums import MatterRole, Rating, Result
from lianxin.matters.kind import MatterKind, matter_kinds
from lianxin.matters.models import Matter, MatterParty
from lianxin.matters.services.agreed import Agreement, has_agreed, require_agreement
from lianxin.matters.services.moves import after_move, due_day, move_matter
from lianxin.notices.services.outbox import queue
from lianxin.reference.models import Place
from lianxin.register.models import Document, Organisation, Person
from lianxin.register.services.children import require_guardian_consent

Party = Person | Organisation
ATTEMPTS = 5
"""So often a running number is tried again when somebody took it at the same moment."""
CONTESTS = "contests"
"""Kind of the link from a contest to the record that it is about."""


@transaction.atomic
def open_matter(
    *,
    kind: str,
    by: Actor,
    title: str = "",
    content: str = "",
    raiser: Party | None = None,
    desk: Organisation | None = None,
    place: Place | None = None,
    opened_on: dt.date | None = None,
    category: str = "",
    details: dict[str, Any] | None = None,
    number: str = "",
    parties: Iterable[tuple[str, Party]] = (),
    entered_why: str = "",
    served: int | None = None,
    document: Document | None = None,
    about: Model | None = None,
    agreed: Agreement | None = None,
    from_ledger: bool = False,
    at: dt.date | None = None,
) -> Matter:
    """Register a matter on the first stage of its kind; nobody is told yet.

    Asked of the person who raises it ("open_matter": oneself), else of the desk. Without a desk it goes to the desk of
    its kind. Whoever enters it for somebody else (代录) says why. A confidential matter keeps a neutral title. `number` is
    the ledger's own, else the next of kind and year. `about` is the record that a contest is about.
    A kind that takes sensitive data needs the separate consent of the one who asks: `agreed` says how they gave it. Of a case
    that a station's ledger brings (`from_ledger`) without one, what it was about is not kept.
    Raises BadInput for an unknown category or details, without that consent and for a child without a guardian's, Conflict
    for a number that exists.
    """
    family, day, parties = matter_kinds.get(kind), opened_on or at or today(), list(parties)
    for_oneself = isinstance(raiser, Person) and raiser.pk == by.person_id
    desk = desk or _desk_of(family)
    _authorise(raiser if for_oneself else desk or raiser, by)
    if category and family.categories and category not in dict(family.categories):
        raise BadInput(_("Choose a category of the list."))
    if day > today():
        raise BadInput(_("A matter cannot be raised in the future."))
    for party in [raiser, *(party for _role, party in parties)]:
        if isinstance(party, Person) and not family.right_of_person:
            require_guardian_consent(party, day)
    if not from_ledger:
        require_agreement(family, raiser, agreed, by=by, at=day)
    elif family.sensitive and not (isinstance(raiser, Person) and has_agreed(raiser, day)):
        content = ""
    matter = Matter(
        kind=kind,
        title=_neutral_title(family, title),
        content=_whole_content(family, title, content),
        details=_checked(family, details),
        details_version=family.details_version,
        opened_on=day,
        desk=desk,
        place=place or (desk.place if desk is not None else None),
        category=category,
        document=document,
        served=served,
        turn=family.first_turn,
        entered_by=None if for_oneself else by.person_id,
        entered_why=entered_why,
        added_on=at or today(),
    )
    start_flow(matter, at=day)
    _save_numbered(matter, family, number)
    rows = [(family.raiser_role, raiser)] if raiser is not None else []
    MatterParty.objects.bulk_create([_part(matter, role, party, day) for role, party in [*rows, *parties]])
    if about is not None:
        Link.objects.create(
            kind=CONTESTS, from_model=Matter._meta.label, from_id=matter.pk, to_model=about._meta.label, to_id=about.pk
        )
    record("open_matter", matter, by=by, at=day, data={"kind": kind, "for": None if for_oneself else "somebody else"})
    return matter


def open_matters(rows: Iterable[dict[str, Any]], *, by: Actor) -> list[Matter]:
    """As `open_matter` for many: dicts of its arguments without `by`. All or none."""
    with transaction.atomic():
        return [open_matter(**row, by=by) for row in rows]


@transaction.atomic
def record_outcome(
    matter: Matter,
    *,
    by: Actor,
    closed_on: dt.date | None = None,
    result: str = "",
    rating: str = "",
    at: dt.date | None = None,
) -> Matter:
    """Enter that a matter was already closed elsewhere, by the kind's move "record"; its deadline counts from the opening.

    `result` is a code of `Result` (the kind's usual one if empty), `rating` a code of `Rating` or empty. Nobody is told.
    """
    day = closed_on or at or today()
    if result and result not in Result.values:
        raise BadInput(_("Choose a result of the list."))
    if rating and rating not in Rating.values:
        raise BadInput(_("Choose one of the five levels."))
    _run_clock(matter, matter.opened_on)
    make_move(matter, "record", by=by, at=day, after=after_move)
    matter.result = result or matter.result or matter.family.recorded_result
    matter.rating, matter.rated_on = rating, day if rating else None
    matter.save(update_fields=["result", "rating", "rated_on"])
    return matter


@transaction.atomic
def rate_matter(matter: Matter, rating: str, *, by: Actor, at: dt.date | None = None) -> Matter:
    """The one concerned rates the handling on the five levels, once.

    By the flow's own move where it has one from here; a closed matter of a flow without one is rated beside it.
    """
    if matter.rating:
        raise Conflict(_("This handling has been rated already: one handling, one rating."))
    if any(move.code == "rate" for move in matter.flow.moves_from(matter.stage)):
        return move_matter(matter, "rate", by=by, at=at, given={"rating": rating})
    by.require("act_as_raiser", matter)
    if rating not in Rating.values or not rating:
        raise BadInput(_("Choose one of the five levels."))
    if not matter.is_closed:
        raise Conflict(_("What is not closed yet cannot be rated."))
    matter.rating, matter.rated_on = rating, at or today()
    matter.save(update_fields=["rating", "rated_on"])
    record("rate_matter", matter, by=by, at=at)
    return matter


@transaction.atomic
def add_party(matter: Matter, *, role: str, party: Party, by: Actor, at: dt.date | None = None) -> MatterParty:
    """Give a person or an organisation a part in the matter from `at` on. The same part twice changes nothing."""
    by.require("edit", matter)
    if role not in MatterRole.values:
        raise BadInput(_("Choose a part of the list."))
    column = "person" if isinstance(party, Person) else "organisation"
    found = matter.parties.filter(role=role, end=None, **{column: party}).first()
    if found is not None:
        return found
    part = _part(matter, role, party, at or today())
    part.save(force_insert=True)
    record("add_party", matter, by=by, at=at, data={"role": role, column: party.pk})
    return part


@transaction.atomic
def end_party(part: MatterParty, *, by: Actor, at: dt.date | None = None) -> MatterParty:
    """The part ends on `at` (exclusive); whoever worked on the matter until then no longer reads it."""
    by.require("edit", part.matter)
    part.end = max(at or today(), part.start)
    part.save(update_fields=["end"])
    record("end_party", part.matter, by=by, at=at, data={"role": part.role})
    return part


@transaction.atomic
def urge(matter: Matter, *, by: Actor, at: dt.date | None = None) -> int:
    """Remind those who work on an open matter (催办). Gives the number of people reminded."""
    by.require("supervise", matter)
    if matter.is_closed:
        raise Conflict(_("The matter is closed already."))
    people = set(
        matter.parties.filter(end=None, role__in=MatterRole.team(), person__isnull=False).values_list("person_id", flat=True)
    )
    for person_id in sorted(filter(None, people)):
        queue(person_id, "matter.urged", about=matter)
    record("urge_matter", matter, by=by, at=at)
    return len(people)


def _authorise(parent: Party | None, by: Actor) -> None:
    """Opening is asked of the one who raises it or of the desk; with neither, of any desk at all."""
    if parent is None:
        raise BadInput(_("Say who raises it, or which desk registers it."))
    by.require("open_matter", parent)


def _desk_of(family: type[MatterKind]) -> Organisation | None:
    return Organisation.objects.select_related("place").filter(slug=family.desk_slug).first() if family.desk_slug else None


def _neutral_title(family: type[MatterKind], title: str) -> str:
    """Titles are kept in the installation's own language, whoever enters them."""
    if title and not family.confidential:
        return title
    with translation.override(settings.LANGUAGE_CODE):
        return str(family.name)


def _whole_content(family: type[MatterKind], title: str, content: str) -> str:
    """What a confidential matter was called goes under the seal with the rest."""
    return "\n".join(filter(None, (title if family.confidential else "", content)))


def _checked(family: type[MatterKind], details: dict[str, Any] | None) -> dict[str, Any]:
    try:
        return family.details.model_validate(details or {}).model_dump(mode="json")
    except ValidationError as error:
        wrong = "、".join(str(part["loc"][0]) for part in error.errors() if part["loc"])
        raise BadInput(_("The details do not fit this kind of matter: {wrong}").format(wrong=wrong)) from error


def _part(matter: Matter, role: str, party: Party, start: dt.date) -> MatterParty:
    if isinstance(party, Person):
        return MatterParty(matter=matter, role=role, person=party, start=start)
    return MatterParty(matter=matter, role=role, organisation=party, start=start)


def _save_numbered(matter: Matter, family: type[MatterKind], number: str) -> None:
    """Save under the given number, or under the next of kind and year; the unique column settles who was first."""
    for attempt in range(ATTEMPTS):
        matter.number = number or _next_number(family, matter.opened_on.year)
        try:
            with transaction.atomic():
                matter.save(force_insert=True)
        except IntegrityError as error:
            if number or attempt + 1 == ATTEMPTS:
                raise Conflict(_("The number {number} exists already.").format(number=matter.number)) from error
            matter.pk = None
        else:
            return


def _next_number(family: type[MatterKind], year: int) -> str:
    head = f"{family.prefix}{year}-"
    # A range, not a prefix: PostgreSQL's index serves LIKE in the C collation only.
    taken = Matter.objects.filter(number__gt=head, number__lt=f"{head}~").order_by("-number").values_list("number", flat=True).first()
    tail = taken.removeprefix(head) if taken else ""
    return f"{head}{int(tail) + 1 if tail.isdigit() else 1:05d}"


def _run_clock(matter: Matter, start: dt.date) -> None:
    """Set the deadline of a matter that counts as accepted on `start`."""
    if not matter.flow.days:
        return
    due = due_day(matter, start)
    matter.due_on = matter.original_due_on = due.date
    matter.due_provisional = due.provisional
    matter.save(update_fields=["due_on", "original_due_on", "due_provisional"])
