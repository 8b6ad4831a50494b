"""Changing many rows of a roster at once: end them, move them to another body, or correct role and dates.

`plan_edit` says what each tie would become and which are left out and why; `edit_roster` plans again inside its
transaction and does it; `undo_edit` puts every tie back that nobody has touched since.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.access.rules import denial, visible
from lianxin.core.dates import now
from lianxin.core.errors import BadInput, Conflict
from lianxin.journal.services.entries import record_many
from lianxin.register.enums import TieKind
from lianxin.register.models import Document, Organisation, Person, Tie, TieChange, TieEdit
from lianxin.register.services.tie_changes import columns_of, note_changes, set_columns
from lianxin.register.services.ties import check_tie

AT_MOST = 5000
"""Rows of one edit; more than that is a list to be sent in."""

VERBS = {TieEdit.What.END: "end", TieEdit.What.CHANGE: "edit", TieEdit.What.MOVE: "end"}


@dataclass(frozen=True, slots=True)
class RosterEdit:
    """What is to become of the chosen ties. `day` is the first day on which an ended or moved tie no longer holds.

    Of a correction only what is not None is written; `document` proves all of them.
    """

    what: TieEdit.What
    day: dt.date | None = None
    to: Organisation | None = None
    role: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    document: Document | None = None


@dataclass(slots=True)
class Planned:
    """One chosen tie: as it is, as it would be, and why it is left out, if it is."""

    tie: Tie
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    left_out: str = ""


def plan_edit(ties: Iterable[Tie], edit: RosterEdit, *, by: Actor) -> list[Planned]:
    """What the edit would do to each tie; writes nothing. At most five statements, however many ties.

    Raises BadInput for an edit that says too little, or for more ties than `AT_MOST`.
    """
    rows = list(ties)
    _check_edit(edit, rows, by)
    may = _ids_of(Tie, [tie.pk for tie in rows], VERBS[edit.what], by)
    joining = _who_may_join(rows, edit, by) if edit.to is not None else set()
    there = _already_there(rows, edit) if edit.to is not None else set()
    planned = []
    for tie in rows:
        one = Planned(tie, columns_of(tie))
        planned.append(one)
        if tie.pk not in may:
            one.left_out = _("You may not change this tie.")
        elif tie.kind in TieKind.posts():
            one.left_out = _("It gives rights in Lianxin: change it by itself.")
        elif edit.what == TieEdit.What.MOVE and tie.pk not in joining:
            one.left_out = _("You may not add a tie for this member.")
        elif edit.what == TieEdit.What.MOVE and tie.pk in there:
            one.left_out = _("They belong to the other body already.")
        else:
            _plan(one, edit)
    return planned


@transaction.atomic
def edit_roster(
    organisation: Organisation, ties: Iterable[int], edit: RosterEdit, *, by: Actor, at: dt.date | None = None
) -> TieEdit:
    """Change the chosen ties to an organisation in one act, with an entry in the journal for each of them.

    What the plan leaves out is not touched. A moved tie ends and one of the same kind and role begins at the other body
    on that day; nobody is told. Raises BadInput when nothing would be changed.
    """
    rows = Tie.objects.filter(pk__in=list(ties), organisation=organisation, superseded_by=None)
    held = list(rows.select_for_update(of=("self",)).select_related("person", "member").order_by("pk"))
    doing = [one for one in plan_edit(held, edit, by=by) if not one.left_out]
    if not doing:
        raise BadInput(_("None of the chosen ties would be changed."))
    for one in doing:
        set_columns(one.tie, one.after)
    changed = [one.tie for one in doing]
    Tie.objects.bulk_update(changed, ["role", "start", "end", "document"], batch_size=500)
    begun = Tie.objects.bulk_create(
        [_moved(one.tie, edit) for one in doing] if edit.to else [], batch_size=500
    )
    done = note_changes(
        edit.what,
        [*((one.tie, one.before) for one in doing), *((tie, {}) for tie in begun)],
        organisation=organisation,
    )
    data = {"organisation": organisation.pk} | ({"document": edit.document.pk} if edit.document else {})
    verb = {TieEdit.What.END: "end_tie", TieEdit.What.CHANGE: "change_tie", TieEdit.What.MOVE: "end_tie"}[
        edit.what
    ]
    record_many(verb, changed, by=by, at=edit.day or at, group=done.group, data=data)
    record_many("add_tie", begun, by=by, at=edit.day or at, group=done.group, data=data)
    return done


@dataclass(frozen=True, slots=True)
class EditUndone:
    """How many ties were put back or taken away again, and which somebody has changed since and stay as they are."""

    restored: int
    kept: list[Tie]


@transaction.atomic
def undo_edit(edit: TieEdit, *, by: Actor) -> EditUndone:
    """Put back every tie of an edit that nobody has changed since, and take away those that it made.

    Raises Conflict for an edit that was taken back before, NotAllowed unless the actor may change each of the ties.
    """
    by.require("undo", edit)
    if not TieEdit.objects.filter(pk=edit.pk, undone_at=None).update(undone_at=now()):
        raise Conflict(_("This edit was taken back before."))
    changes = list(TieChange.objects.filter(edit=edit).order_by("-pk"))
    ties = Tie.objects.select_for_update(of=("self",)).in_bulk([change.tie_id for change in changes])
    if len(_ids_of(Tie, ties, "edit", by)) < len(ties):
        raise denial("edit", Tie)
    restored, made, kept = [], [], []
    for change in changes:
        tie = ties[change.tie_id]
        if columns_of(tie) != change.after or tie.superseded_by_id is not None:
            kept.append(tie)
        elif change.before:
            set_columns(tie, change.before)
            restored.append(tie)
        else:
            made.append(tie)
    record_many("undo_tie_edit", [*restored, *made], by=by, group=edit.group)
    Tie.objects.bulk_update(
        restored, ["role", "is_main", "start", "end", "document", "place"], batch_size=500
    )
    Tie.objects.filter(pk__in=[tie.pk for tie in made]).delete()
    edit.refresh_from_db()
    return EditUndone(len(restored) + len(made), kept)


def _check_edit(edit: RosterEdit, ties: list[Tie], by: Actor) -> None:
    if len(ties) > AT_MOST:
        raise BadInput(_("Choose at most {n} rows at a time.").format(n=f"{AT_MOST:,}"))
    if edit.what in {TieEdit.What.END, TieEdit.What.MOVE} and edit.day is None:
        raise BadInput(_("Say from which day on they no longer hold."))
    if edit.what == TieEdit.What.MOVE:
        if edit.to is None:
            raise BadInput(_("Say to which organisation they move."))
        if any(tie.organisation_id == edit.to.pk for tie in ties):
            raise BadInput(_("They are there already: choose another organisation."))
        by.require("add_tie", edit.to)
    given = (edit.role, edit.start, edit.end, edit.document)
    if edit.what == TieEdit.What.CHANGE and all(value is None for value in given):
        raise BadInput(_("Say what is to be corrected: role, dates or document."))


def _plan(one: Planned, edit: RosterEdit) -> None:
    """Fill in what the tie becomes, or why it is left out."""
    after = dict(one.before)
    if edit.document is not None:
        after["document_id"] = edit.document.pk
    if edit.what in {TieEdit.What.END, TieEdit.What.MOVE} and edit.day is not None:
        if one.tie.end is not None and one.tie.end <= edit.day:
            one.left_out = _("It has ended by then.")
            return
        after["end"] = edit.day.isoformat()
    else:
        if edit.role is not None:
            after["role"] = edit.role
        after |= {
            name: value.isoformat()
            for name, value in (("start", edit.start), ("end", edit.end))
            if value is not None
        }
    if after == one.before:
        one.left_out = _("It is so already.")
        return
    trial = Tie(kind=one.tie.kind, person_id=one.tie.person_id, member_id=one.tie.member_id)
    trial.organisation_id, trial.other_id = one.tie.organisation_id, one.tie.other_id
    set_columns(trial, after)
    try:
        check_tie(trial)
    except BadInput as error:
        one.left_out = str(error)
    else:
        one.after = after


def _moved(tie: Tie, edit: RosterEdit) -> Tie:
    return Tie(
        kind=tie.kind, person_id=tie.person_id, member_id=tie.member_id, organisation=edit.to, role=tie.role,
        is_main=tie.is_main, start=edit.day, document=edit.document,
    )  # fmt: skip


def _who_may_join(ties: list[Tie], edit: RosterEdit, by: Actor) -> set[int]:
    """Ties whose people the actor may tie to a body; a body that joins another is asked of the other alone."""
    people = _ids_of(Person, [tie.person_id for tie in ties if tie.person_id is not None], "add_tie", by)
    return {tie.pk for tie in ties if tie.person_id is None or tie.person_id in people}


def _already_there(ties: list[Tie], edit: RosterEdit) -> set[int]:
    """Ties whose subjects have a tie of the same kind to the other body on the day of the move."""
    if edit.day is None or edit.to is None:
        return set()
    held = set(
        Tie.objects.on(edit.day)
        .filter(organisation=edit.to, superseded_by=None)
        .values_list("kind", "person_id", "member_id")
    )
    return {tie.pk for tie in ties if (tie.kind, tie.person_id, tie.member_id) in held}


def _ids_of(model: type[Model], ids: Iterable[int], verb: str, by: Actor) -> set[int]:
    """Those rows on which the actor may do the verb."""
    known = sorted(set(ids))
    found: set[int] = set()
    for start in range(0, len(known), 500):
        rows = model._default_manager.filter(pk__in=known[start : start + 500])
        found |= set(visible(rows, by, verb, few=True).values_list("pk", flat=True))
    return found
