"""Taking an import back as one unit.

What only this import made goes; what it changed is set back; merges that it caused are taken apart, and so are those of
which one side existed by this list alone. What others have since built on stays, and is listed. Where another list says
the same, the record becomes that list's: undoing that one later takes it away.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Min, Model
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.bulk import update_many
from lianxin.core.dates import now
from lianxin.core.errors import Conflict
from lianxin.core.pieces import chunks
from lianxin.core.relations import delete_all
from lianxin.journal.services.entries import record
from lianxin.register.models import Import, Mention, Organisation, Person, Regrouping, Tie, Touch
from lianxin.register.records import RecordHandler, handlers
from lianxin.register.services.bridges import held_together, let_apart
from lianxin.register.services.regrouped import (
    dissolve,
    dissolve_caused_by,
    parties_of_list,
    rows_merged_away,
)
from lianxin.register.services.survivors import refresh_organisations, refresh_people
from lianxin.register.services.taking_apart import set_back_column

FIRST = 3
"""So many of the records that stay are told by number."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A record that stays after an undo, and why."""

    model: str
    pk: int
    name: str
    reason: str


@dataclass(slots=True)
class Undone:
    """How many records went, which stay, and how many came apart that only this list had held together."""

    removed: int = 0
    kept: list[Kept] = field(default_factory=list)
    parted: int = 0

    def summary(self) -> list[tuple[str, str, int, list[int]]]:
        """What stays in few lines: model (`app.Model`), why, how many, and the numbers of the first three."""
        found: dict[tuple[str, str], list[int]] = defaultdict(list)
        for one in self.kept:
            found[(one.model, one.reason)].append(one.pk)
        counts = Counter({key: len(some) for key, some in found.items()})
        return [
            (kind, reason, count, found[(kind, reason)][:FIRST])
            for (kind, reason), count in counts.most_common()
        ]


class TieHandler(RecordHandler):
    """A tie that a superseding one leaves behind holds again."""

    model = Tie
    rank = 20
    parts = frozenset({"register.Tie.superseded_by"})


class OrganisationHandler(RecordHandler):
    """A body goes when no list mentions it any more and nothing points to it."""

    model = Organisation
    rank = 0
    parts = frozenset(
        {
            "register.Import.sender",
            "register.ListShape.sender",
            "register.Regrouping.organisation",
            "register.Regrouping.other_organisation",
        }
    )

    def built_on(self, ids: set[int], imported: Import) -> set[int]:
        senders = Import.objects.filter(sender_id__in=ids).exclude(state=Import.State.UNDONE)
        merged = Organisation.objects.filter(pk__in=ids, merged_into__isnull=False)
        found = super().built_on(ids, imported) | set(merged.values_list("pk", flat=True))
        return found | set(senders.values_list("sender_id", flat=True))

    def remove(self, ids: set[int]) -> None:
        Import.objects.filter(sender_id__in=ids).update(sender=None)
        super().remove(ids)


class PersonHandler(RecordHandler):
    """A person goes when no list mentions them any more and nothing points to them."""

    model = Person
    rank = 0
    parts = frozenset({"register.Regrouping.person", "register.Regrouping.other_person"})

    def built_on(self, ids: set[int], imported: Import) -> set[int]:
        merged = Person.objects.filter(pk__in=ids, merged_into__isnull=False)
        return super().built_on(ids, imported) | set(merged.values_list("pk", flat=True))


for _handler in (TieHandler(), OrganisationHandler(), PersonHandler()):
    handlers.add(_handler.model._meta.label, _handler)


@transaction.atomic
def undo_import(imported: Import, *, by: Actor, at: dt.date | None = None) -> Undone:
    """Take a list back: its rows and mentions go, and with them every record that only it made.

    Raises Conflict for a list that is not committed or was entered by hand.
    """
    by.require("undo", imported)
    if imported.state != Import.State.COMMITTED or imported.by_hand:
        raise Conflict(_("This list cannot be taken back: it was taken back before, or was entered by hand."))
    touches = list(Touch.objects.filter(row__imported=imported).order_by("-pk"))
    parties = parties_of_list(imported)
    result = Undone()
    dissolve_caused_by(imported, parties)
    changes = [touch for touch in touches if touch.did == Touch.Did.CHANGED]
    _set_back_all([touch for touch in changes if touch.model != Organisation._meta.label], result)
    created: dict[str, set[int]] = defaultdict(set)
    _note_created(imported, created)
    dissolve(imported, parties, created)
    # What came together again may by now be this list's own.
    _note_created(imported, created)
    Import.objects.filter(pk=imported.pk).update(state=Import.State.UNDONE, undone_at=now())
    imported.refresh_from_db()
    bridged = held_together(imported)
    delete_all(imported.rows.all())
    for touch in changes:
        if touch.model == Organisation._meta.label:
            # What an organisation's columns are follows from the lists that are left, so these are asked first.
            for column, value in touch.before["is"].items():
                set_back_column(
                    touch.object_id, column, touch.before["was"][column], value, at=imported.committed_at
                )
    for model, ids in parties.items():
        created[model._meta.label] |= _left_without_rows(model, ids)
    for label, handler in sorted(handlers.items(), key=lambda pair: -pair[1].rank):
        _take_away(handler, created[label], imported, result)
    result.parted = let_apart(bridged, by=by)
    refresh_people(Person.objects.filter(pk__in=parties[Person]).values_list("pk", flat=True))
    refresh_organisations(
        Organisation.objects.filter(pk__in=parties[Organisation]).values_list("pk", flat=True)
    )
    # Refused cells are values that the sender's rows held; with the rows they go.
    imported.report = {"effects": imported.report.get("effects", {}), "taken": _numbers(touches)}
    imported.save(update_fields=["report"])
    told = {"removed": result.removed, "kept": len(result.kept), "parted": result.parted}
    record("undo_import", imported, by=by, at=at, data=told)
    return result


def _note_created(imported: Import, created: dict[str, set[int]]) -> None:
    """Add by model the records that, as things stand, this list made."""
    made = Touch.objects.filter(row__imported=imported, did=Touch.Did.CREATED)
    for model, pk in made.values_list("model", "object_id"):
        created[model].add(pk)


def _numbers(touches: Iterable[Touch]) -> dict[str, list[int]]:
    """What a list had made or changed stays known by number, so that a signed figure can tell why records went."""
    taken: dict[str, set[int]] = defaultdict(set)
    for touch in touches:
        if touch.did != Touch.Did.FOUND:
            taken[touch.model].add(touch.object_id)
    return {label: sorted(ids) for label, ids in taken.items()}


def _left_without_rows(model: type[Person | Organisation], ids: set[int]) -> set[int]:
    """Parties that lists made and that, now that merges were taken apart, no row mentions any more.

    One that had been merged away may have outlived the list that made it; whatever was entered by hand has a row.
    """
    other = "other_person_id" if model is Person else "other_organisation_id"
    found: set[int] = set()
    for some in chunks(sorted(ids)):
        bare = model._default_manager.filter(pk__in=some, merged_into=None, mentions=None)
        pks = set(bare.values_list("pk", flat=True))
        made = Touch.objects.filter(model=model._meta.label, object_id__in=pks, did=Touch.Did.CREATED)
        merged = Regrouping.objects.filter(**{f"{other}__in": pks}, did=Regrouping.Did.MERGED)
        found.update(made.values_list("object_id", flat=True), merged.values_list(other, flat=True))
    return found


def _set_back_all(touches: Sequence[Touch], result: Undone) -> None:
    """Set changed columns back, those of the last touch first."""
    for label in dict.fromkeys(touch.model for touch in touches):
        model, handler = apps.get_model(label), handlers.get(label)
        mine = [touch for touch in touches if touch.model == label]
        rows: dict[int, Model] = {}
        for some in chunks(sorted({touch.object_id for touch in mine})):
            rows |= model._default_manager.in_bulk(some)
        written: dict[int, dict[str, Any]] = defaultdict(dict)
        for touch in mine:
            if (row := rows.get(touch.object_id)) is not None:
                written[touch.object_id] |= _set_back(touch, row, handler, result)
        by_columns: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
        for pk, columns in written.items():
            if not columns:
                continue
            by_columns[tuple(columns)].append((*columns.values(), pk))
        for names, values in by_columns.items():
            update_many(model, names, values)


def _set_back(touch: Touch, row: Model, handler: RecordHandler, result: Undone) -> dict[str, Any]:
    """Set each changed column of a row back, unless somebody has changed it since; a later list then remembers the older
    value. Gives what is to be written.
    """
    was, now_is = touch.before.get("was", {}), touch.before.get("is", {})
    back: dict[str, Any] = {}
    for column, value in now_is.items():
        if _plain(getattr(row, column)) == value:
            field: Any = row._meta.get_field(column)
            back[column] = field.to_python(was[column])
        elif not _pass_on(touch, column):
            result.kept.append(Kept(touch.model, touch.object_id, handler.name(row), _("changed since")))
            return {}
    for column, value in back.items():
        setattr(row, column, value)
    handler.restored(touch.object_id, touch.before)
    return back


def _pass_on(touch: Touch, column: str) -> bool:
    """A later list changed the same column: what it would set back to is now what stood before this one."""
    later = Touch.objects.filter(
        model=touch.model, object_id=touch.object_id, did=Touch.Did.CHANGED, pk__gt=touch.pk
    )
    for other in later.order_by("pk"):
        if other.before.get("was", {}).get(column) == touch.before["is"][column]:
            other.before["was"][column] = touch.before["was"][column]
            other.save(update_fields=["before"])
            return True
    return False


def _take_away(handler: RecordHandler, ids: set[int], imported: Import, result: Undone) -> None:
    """Remove what nobody else states or has built on; hand over what other lists state."""
    label = handler.model._meta.label
    for some in chunks(sorted(ids)):
        here = set(handler.model._default_manager.filter(pk__in=some).values_list("pk", flat=True))
        stated = _hand_over(handler.model, here)
        built = handler.built_on(here - stated, imported)
        for obj in handler.model._default_manager.filter(pk__in=built | stated).order_by("pk"):
            reason = _("another list states it") if obj.pk in stated else _("others have built on it")
            if getattr(obj, "erased_on", None) is not None:
                reason = _("the person was erased: nothing of it can be restored")
            result.kept.append(Kept(label, obj.pk, handler.name(obj), reason))
        free = here - stated - built
        handler.remove(free)
        result.removed += len(free)


def _hand_over(model: type[Model], ids: set[int]) -> set[int]:
    """Those that rows of other lists state; the earliest such row becomes the one that made them."""
    heirs: dict[int, int] = {}
    if model in {Person, Organisation}:
        column = "person_id" if model is Person else "organisation_id"
        rows = Mention.objects.filter(**{f"{column}__in": ids}, row__imported__by_hand=False)
        heirs |= rows_merged_away(Person if model is Person else Organisation, ids)
        heirs |= dict(rows.values(column).annotate(row=Min("row_id")).values_list(column, "row"))
        made = [
            Touch(row_id=row, model=model._meta.label, object_id=pk, did=Touch.Did.CREATED)
            for pk, row in heirs.items()
        ]
        Touch.objects.bulk_create(made)
        return set(heirs)
    others = Touch.objects.filter(model=model._meta.label, object_id__in=ids).exclude(did=Touch.Did.CHANGED)
    for touch in others.order_by("-pk"):
        heirs[touch.object_id] = touch.pk
    Touch.objects.filter(pk__in=heirs.values()).update(did=Touch.Did.CREATED)
    return set(heirs)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def origin_of(obj: Model) -> list[tuple[Import, int, str]]:
    """The lists, row numbers and sheets that a record comes from, oldest first; two statements."""
    label = obj._meta.label
    rows: Iterable[tuple[int, int, str]]
    if isinstance(obj, Person | Organisation):
        column = "person_id" if isinstance(obj, Person) else "organisation_id"
        mentions = Mention.objects.filter(**{column: obj.pk}).order_by("pk")
        rows = mentions.values_list("row__imported_id", "row__number", "row__sheet")
    else:
        touches = Touch.objects.filter(model=label, object_id=obj.pk).order_by("pk")
        rows = touches.values_list("row__imported_id", "row__number", "row__sheet")
    found = list(dict.fromkeys(rows))
    lists = Import.objects.defer("report").in_bulk([pk for pk, _number, _sheet in found])
    return [(lists[pk], number, sheet) for pk, number, sheet in found]
