"""Ties: the dated links on which rights, places and figures stand. The verbs here are the only ones that write them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.access.roles import STAFF_POSTS, Role
from lianxin.access.rules import denial, visible
from lianxin.core.errors import BadInput, Conflict
from lianxin.journal.services.entries import record, record_many
from lianxin.reference.codelists import AppointmentLevel
from lianxin.reference.models import Place
from lianxin.register.enums import LiaisonRole, TieKind
from lianxin.register.models import Document, Organisation, Person, Tie, TieEdit
from lianxin.register.services.tie_changes import columns_of, note_changes

NEEDS: dict[str, tuple[str, ...]] = {
    TieKind.MEMBERSHIP: ("organisation",),
    TieKind.EMPLOYMENT: ("person", "organisation"),
    TieKind.RESIDENCE: ("person", "place"),
    TieKind.LIAISON: ("person", "organisation"),
    TieKind.KEY_CONTACT: ("person", "organisation"),
    TieKind.PAIRING: ("person", "other"),
    TieKind.TEAM: ("person", "organisation"),
    TieKind.PLACEMENT: ("person", "organisation"),
    TieKind.APPOINTMENT: ("person", "organisation"),
    TieKind.CONFERENCE_SEAT: ("member", "organisation"),
    TieKind.STAFF_POST: ("person", "organisation"),
    TieKind.KINSHIP: ("person", "other"),
}
"""Columns that a kind must have; a membership has a person or a member body besides."""

ROLES: dict[str, Iterable[str]] = {
    TieKind.LIAISON: LiaisonRole.values,
    TieKind.APPOINTMENT: AppointmentLevel.values,
    TieKind.STAFF_POST: sorted(STAFF_POSTS),
}
"""Kinds whose `role` is a code."""

APART = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})
"""Posts that no two of which one person may hold at a time (GB/T 22239: separation of administrators)."""

CHANGEABLE = ("role", "is_main", "start", "end", "document", "place")


@transaction.atomic
def add_tie(
    *,
    kind: str,
    start: dt.date | None,
    by: Actor,
    person: Person | None = None,
    member: Organisation | None = None,
    organisation: Organisation | None = None,
    other: Person | None = None,
    place: Place | None = None,
    role: str = "",
    is_main: bool = False,
    end: dt.date | None = None,
    document: Document | None = None,
) -> Tie:
    """Add a dated link; `[start, end)`, an empty bound is open. Which columns a kind uses stands in `models.ties`.

    Asked of the person or member body ("add_tie") and, unless the kind is a fact of the person alone, of the body; a
    liaison tie is asked of its body ("add_liaison"), a staff post of the person ("grant"): both give rights.
    Raises BadInput for missing columns, a role that is none, or an end before the start.
    """
    tie = Tie(
        kind=kind, person=person, member=member, organisation=organisation, other=other, place=place, role=role,
        is_main=is_main, start=start, end=end, document=document,
    )  # fmt: skip
    check_tie(tie)
    _authorise([tie], by)
    _keep_apart(tie, by)
    tie.save(force_insert=True)
    record("add_tie", tie, by=by, at=start, data=tie_data(tie))
    return tie


@transaction.atomic
def add_ties(rows: Iterable[Mapping[str, Any]], *, by: Actor, group: str = "") -> list[Tie]:
    """As `add_tie` for many at once: dicts of its arguments without `by`. All or none."""
    ties = [Tie(**row) for row in rows]
    for tie in ties:
        check_tie(tie)
    _authorise(ties, by)
    for tie in ties:
        _keep_apart(tie, by)
    Tie.objects.bulk_create(ties, batch_size=500)
    record_many("add_tie", ties, by=by, group=group)
    return ties


@transaction.atomic
def end_tie(tie: Tie, *, end: dt.date, by: Actor, document: Document | None = None) -> Tie:
    """The tie holds until `end` (exclusive). Rights that it gave are gone from that day on.

    Ending a staff post later than it would have ended is granting it anew, and is asked as such.
    """
    by.require("end", tie)
    if tie.start is not None and end < tie.start:
        raise BadInput(_("It ends before it begins: give the earlier day first."))
    if tie.kind == TieKind.STAFF_POST and tie.end is not None and end > tie.end and tie.person is not None:
        by.require("grant", tie.person)
    before = columns_of(tie)
    tie.end = end
    tie.document = document or tie.document
    tie.save(update_fields=["end", "document"])
    edit = note_changes(TieEdit.What.END, [(tie, before)])
    record("end_tie", tie, by=by, at=end, data=tie_data(tie), group=edit.group)
    return tie


@transaction.atomic
def change_tie(tie: Tie, *, by: Actor, **values: Any) -> Tie:
    """Correct role, dates, place or document of a tie. Parties never change: end it and add another."""
    by.require("edit", tie)
    unknown = sorted(set(values) - set(CHANGEABLE))
    if unknown:
        raise BadInput(_("A tie has no {unknown} that could be changed. Known: {known}").format(
            unknown="、".join(unknown), known="、".join(CHANGEABLE)
        ))  # fmt: skip
    if tie.kind == TieKind.STAFF_POST and tie.person is not None:
        by.require("grant", tie.person)
    before = columns_of(tie)
    for name, value in values.items():
        setattr(tie, name, value)
    check_tie(tie)
    _keep_apart(tie, by)
    tie.save(update_fields=list(values))
    edit = note_changes(TieEdit.What.CHANGE, [(tie, before)])
    record("change_tie", tie, by=by, data=tie_data(tie) | {"changed": sorted(values)}, group=edit.group)
    return tie


def check_tie(tie: Tie) -> None:
    """Raises BadInput for missing columns, a role that is none, or an end before the start."""
    kind = str(tie.kind)
    if kind not in NEEDS:
        raise BadInput(
            _("There is no tie “{kind}”. Known: {known}").format(kind=kind, known="、".join(NEEDS))
        )
    missing = [name for name in NEEDS[kind] if getattr(tie, f"{name}_id") is None]
    if kind == TieKind.MEMBERSHIP and tie.person_id is None and tie.member_id is None:
        missing.insert(0, "person")
    if missing:
        raise BadInput(_("This tie needs {missing}.").format(missing="、".join(missing)))
    if kind in ROLES and tie.role not in ROLES[kind]:
        raise BadInput(
            _("There is no role “{role}” here. Known: {known}").format(
                role=tie.role, known="、".join(ROLES[kind])
            )
        )
    if tie.start is not None and tie.end is not None and tie.end < tie.start:
        raise BadInput(_("It ends before it begins: give the earlier day first."))


def _authorise(ties: list[Tie], by: Actor) -> None:
    """Ask the parents of new ties, each once; the actor's rules are one statement per verb and 500 parents."""
    asked: dict[tuple[str, type[Model]], set[int]] = defaultdict(set)
    for tie in ties:
        if tie.kind == TieKind.STAFF_POST:
            _ask(asked, "grant", Person, tie.person_id)
            continue
        if tie.kind == TieKind.LIAISON:
            _ask(asked, "add_liaison", Organisation, tie.organisation_id)
            continue
        _ask(asked, "add_tie", Person, tie.person_id)
        if tie.kind not in TieKind.facts():
            # A body that joins another is asked of the other, as a person would be: the hub admits its members.
            _ask(asked, "add_tie", Organisation, tie.organisation_id)
    for (verb, model), ids in asked.items():
        require_all(verb, model, ids, by)


def _ask(
    asked: dict[tuple[str, type[Model]], set[int]], verb: str, model: type[Model], pk: int | None
) -> None:
    if pk is not None:
        asked[(verb, model)].add(pk)


def require_all(verb: str, model: type[Model], ids: Iterable[int], by: Actor) -> None:
    """`by.require` of many rows at once."""
    known = sorted(ids)
    for start in range(0, len(known), 500):
        portion = known[start : start + 500]
        if visible(model._default_manager.filter(pk__in=portion), by, verb, few=True).count() < len(portion):
            raise denial(verb, model)


def _keep_apart(tie: Tie, by: Actor) -> None:
    """Nobody gives themself a post, and the three administrators' posts stay with different people."""
    if tie.kind != TieKind.STAFF_POST:
        return
    if by.person_id is not None and by.person_id == tie.person_id:
        raise Conflict(_("Nobody gives a post to themself: ask another officer."))
    if tie.role in APART:
        held = Tie.objects.filter(
            person=tie.person,
            kind=TieKind.STAFF_POST,
            role__in=APART - {Role(tie.role)},
            superseded_by=None,
        ).exclude(pk=tie.pk)
        if any(_overlap(tie, one) for one in held):
            raise Conflict(
                _(
                    "One person cannot be system administrator, security administrator or auditor at the same time."
                )
            )


def _overlap(one: Tie, other: Tie) -> bool:
    earliest, latest = dt.date.min, dt.date.max
    return (one.start or earliest) < (other.end or latest) and (other.start or earliest) < (one.end or latest)


def tie_data(tie: Tie) -> dict[str, Any]:
    """What the journal keeps of a tie: ids, kind and end."""
    ids = {
        name: getattr(tie, f"{name}_id")
        for name in ("person", "member", "organisation", "other", "place", "document")
    }
    given = {name: pk for name, pk in ids.items() if pk is not None}
    return given | {"kind": str(tie.kind), "end": tie.end.isoformat() if tie.end else None}
