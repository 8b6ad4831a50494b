"""Taking rows that are about somebody else out of a record, into one of their own, and back again exactly.

What only the chosen rows state (ties, attendances) goes with them; what other rows state too, both records have; what no
list states (an account, votes, consents, whatever was entered on a page) stays where it is.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.dates import now, today
from lianxin.core.errors import BadInput, Conflict
from lianxin.core.names import org_name_key, sort_key
from lianxin.core.pieces import chunks
from lianxin.journal.services.entries import record
from lianxin.register.models import Mention, Organisation, Person, Regrouping, Touch
from lianxin.register.reach import Reference, same_rows
from lianxin.register.services.merging import listed_columns
from lianxin.register.services.moving import (
    PartyModel,
    moving_references,
    newest_rows,
    parties_of,
    set_back_superseded,
    settle,
    update_rows,
)
from lianxin.register.services.survivors import refresh_organisations
from lianxin.register.services.taking_apart import (
    MENTIONS,
    copy_of,
    point_touches,
    refresh_parties,
    set_back_columns,
    undo_merge,
)
from lianxin.register.services.terms import person_columns

Party = Person | Organisation


@transaction.atomic
def split(
    party: Party, mentions: Collection[int], *, by: Actor, reason: str, at: dt.date | None = None
) -> Party:
    """Give the rows that these mentions (ids) stand in to a record of their own, because they are about somebody else.

    Gives that record: the one that was merged into `party`, when the mentions are exactly what that merge brought (then
    the merge is undone), else a new one. Asked as "merge". Raises BadInput for no mention, all of them or somebody
    else's, and without a reason; Conflict for a record that is not standing.
    """
    by.require("merge", party)
    if not reason.strip():
        raise BadInput(_("Say why these rows are about somebody else."))
    locked: Any = type(party)._default_manager.select_for_update(of=("self",))
    party.refresh_from_db(from_queryset=locked)
    if party.merged_into_id is not None or getattr(party, "erased_on", None) is not None:
        raise Conflict(_("This record was merged into another or erased; nothing is written here any more."))
    chosen = _chosen(party, mentions)
    if (merged := merge_of(party, chosen)) is not None:
        undo_merge(merged, by=by, reason=reason, at=at)
        return type(party)._default_manager.get(pk=merged.other_id)
    made = split_off(party, chosen, by=by, reason=reason, at=at or today())
    record("split", made, by=by, at=at, data={"rows": len(chosen)})
    party.refresh_from_db()
    return type(party)._default_manager.get(pk=made.other_id)


def _chosen(party: Party, mentions: Collection[int]) -> list[Mention]:
    held = {
        mention.pk: mention
        for mention in party.mentions.select_related("row__imported").defer(
            "row__cells", "row__imported__report"
        )
    }
    if not mentions or not set(mentions) <= set(held):
        raise BadInput(_("Choose rows of this record."))
    if set(mentions) == set(held):
        raise BadInput(_("Some rows must stay: a record without any row would be nobody's."))
    return [held[pk] for pk in sorted(mentions)]


def merge_of(party: Party, chosen: Sequence[Mention]) -> Regrouping | None:
    """The standing merge that brought exactly these mentions to the party."""
    name = f"register.Mention.{_column(type(party))}"
    wanted = [mention.pk for mention in chosen]
    merges = Regrouping.objects.standing().filter(
        did=Regrouping.Did.MERGED, **{_column(type(party)): party.pk}
    )
    return next((one for one in merges.order_by("-pk") if sorted(one.moved.get(name, ())) == wanted), None)


def split_off(party: Party, chosen: Sequence[Mention], *, by: Actor, reason: str, at: dt.date) -> Regrouping:
    """Give mentions of a party a record of its own. Asks nobody; the caller holds the transaction and writes the journal."""
    model = type(party)
    new = _new_like(party, chosen[0], at)
    name = "person" if model is Person else "organisation"
    made = Regrouping(
        did=Regrouping.Did.SPLIT, reason=reason, by_person_id=by.person_id, at=now(),
        **{f"{name}_id": party.pk, f"other_{name}_id": new.pk},
    )  # fmt: skip
    newest = newest_rows(moving_references(model), [party.pk])
    made.marks = {reference: found[party.pk] for reference, found in newest.items()}
    pks = [mention.pk for mention in chosen]
    made.moved[f"register.Mention.{_column(model)}"] = pks
    Mention.objects.filter(pk__in=pks).update(**{_column(model): new.pk})
    rows = {mention.row_id for mention in chosen}
    # A row that still mentions the record in another part states what it states about both.
    both = set(party.mentions.filter(row_id__in=rows).values_list("row_id", flat=True))
    stated = _stated_by(rows)
    for reference in moving_references(model):
        if reference.name not in MENTIONS and (theirs := stated.get(reference.model._meta.label)):
            _give(reference, party.pk, new.pk, theirs, rows - both, made)
    made.superseded = settle(model, [party.pk, new.pk])
    _made_by_first_list(model, new.pk, chosen)
    if model is Organisation:
        before = listed_columns([party.pk])
        refresh_organisations([party.pk])
        after = listed_columns([party.pk])[party.pk]
        made.changed = {column: [was, after[column]] for column, was in before[party.pk].items()}
    refresh_parties(model, [party.pk, new.pk])
    made.save()
    return made


def _new_like(party: Party, mention: Mention, at: dt.date) -> Party:
    """A new record under the name that the first chosen row gives."""
    said = str(mention.values.get("name") or party.name)
    if isinstance(party, Person):
        return Person.objects.create(name=said[:100], **person_columns(said), added_on=at)
    return Organisation.objects.create(
        name=said[:200],
        kind=party.kind,
        name_key=org_name_key(said)[:200],
        sort_key=sort_key(said)[:200],
        added_on=at,
    )


def _made_by_first_list(model: PartyModel, pk: int, chosen: Sequence[Mention]) -> None:
    """The first list whose row is about the new record is the one that made it, so that it goes with its last list."""
    first = next((mention for mention in chosen if not mention.row.imported.by_hand), None)
    if first is not None:
        Touch.objects.create(
            row_id=first.row_id, model=model._meta.label, object_id=pk, did=Touch.Did.CREATED
        )


def _stated_by(rows: Collection[int]) -> dict[str, dict[int, list[Touch]]]:
    """By model and record what these rows did to it."""
    found: dict[str, dict[int, list[Touch]]] = defaultdict(lambda: defaultdict(list))
    for some in chunks(sorted(rows)):
        for touch in Touch.objects.filter(row_id__in=some).defer("before").order_by("pk"):
            found[touch.model][touch.object_id].append(touch)
    return found


def _give(
    reference: Reference,
    party: int,
    new: int,
    theirs: Mapping[int, Sequence[Touch]],
    whole: Collection[int],
    made: Regrouping,
) -> None:
    """Rows of one reference that the split rows state: those that nobody else states move, of the others both have one."""
    label = reference.model._meta.label
    for some in chunks(sorted(theirs)):
        held = {
            row.pk: row
            for row in reference.model._default_manager.filter(pk__in=some, **{reference.column: party})
        }
        others = Touch.objects.filter(model=label, object_id__in=held).exclude(row_id__in=whole)
        shared = set(others.values_list("object_id", flat=True))
        listed = {pk for pk in held if any(touch.did == Touch.Did.CREATED for touch in theirs[pk])} | shared
        alone = [pk for pk in held if pk not in shared and pk in listed]
        if alone:
            made.moved[reference.name] = [*made.moved.get(reference.name, ()), *alone]
            update_rows(reference.name, alone, new, at=[party])
        for pk in sorted(set(held) - set(alone)) if label in same_rows else ():
            _share(reference, held[pk], new, theirs[pk], made)


def _share(reference: Reference, row: Any, new: int, touches: Sequence[Touch], made: Regrouping) -> None:
    """A copy of a record for the new party, stated by their rows."""
    label = row._meta.label
    before = {
        touch.pk: [touch.pk, touch.object_id, touch.did]
        for touch in Touch.objects.filter(model=label, object_id=row.pk)
    }
    copy = copy_of(row, **{reference.column: new})
    point_touches(row, copy, [touch.pk for touch in touches])
    made.copied.append([label, row.pk, copy.pk])
    made.told += list(before.values())


@transaction.atomic
def undo_split(made: Regrouping, *, by: Actor, reason: str, at: dt.date | None = None) -> None:
    """Put split rows back exactly; the record made for them goes. Asked as "merge".

    Raises Conflict when it was undone before, or when the record has been merged or got records of its own since: then the
    two can be joined instead.
    """
    party = made.model._default_manager.get(pk=made.kept_id)
    by.require("merge", party)
    if not reason.strip():
        raise BadInput(_("Say why these rows are not about somebody else."))
    if made.did != Regrouping.Did.SPLIT or made.undone_at is not None:
        raise Conflict(_("This was undone before."))
    if why := what_holds_a_split(made):
        raise Conflict(why)
    # The note of the split goes with the record that it made: what stays is told of the one that it was split from.
    record("undo_split", party, by=by, at=at, data={"split": made.pk})
    put_back(made)


def what_holds_a_split(made: Regrouping, *, without: Iterable[int] = ()) -> str:
    """Why the two cannot be one again as if nothing had happened; "" when they can. Rows of the model of mentions that stand
    in `without` (ids) are going anyway.
    """
    model = made.model
    for pk in (made.kept_id, made.other_id):
        if model._default_manager.filter(pk=pk, merged_into__isnull=False).exists():
            return _("One of the two was merged into another since: undo that first.")
    copies: dict[str, set[int]] = defaultdict(set)
    for label, _pk, copy in made.copied:
        copies[label].add(copy)
    for reference in moving_references(model):
        if not reference.is_key:
            continue
        ours = {*made.moved.get(reference.name, ()), *copies[reference.model._meta.label]}
        ours |= set(without) if reference.name in MENTIONS else set()
        rows = reference.model._default_manager.filter(**{reference.column: made.other_id}).values_list(
            "pk", flat=True
        )
        if set(rows) - ours:
            return _(
                "Something was recorded on the new record since. Join the two instead: both keep what they have."
            )
    if any(_is_built_on(apps.get_model(label), pks) for label, pks in copies.items()):
        return _(
            "Something was recorded on the new record since. Join the two instead: both keep what they have."
        )
    if model._default_manager.filter(merged_into_id=made.other_id).exists():
        return _("One of the two was merged into another since: undo that first.")
    return ""


def _is_built_on(model: type[Model], pks: Iterable[int]) -> bool:
    """Whether any row points to one of these."""
    relations = [relation for relation in model._meta.related_objects if not relation.many_to_many]
    return any(
        relation.field.model._default_manager.filter(**{f"{relation.field.name}__in": pks}).exists()
        for relation in relations
    )


def put_back(made: Regrouping) -> None:
    """Undo one split; the caller has made sure that nothing holds it."""
    model, new, party = made.model, made.other_id, made.kept_id
    for label, _pk, copy in made.copied:
        of: Any = apps.get_model(label)
        of._default_manager.filter(pk=copy).delete()
    _tell_as_before(made)
    set_back_superseded(made.superseded)
    for name, pks in made.moved.items():
        update_rows(name, pks, party, at=[new])
    settle(model, {party, *parties_of(model, made.superseded)})
    Touch.objects.filter(model=model._meta.label, object_id=new).delete()
    if model is Organisation:
        set_back_columns(made, party)
    for reference in moving_references(model):
        if not reference.is_key:
            reference.model._default_manager.filter(**{reference.column: new}).update(
                **{reference.column: party}
            )
    refresh_parties(model, [party])
    model._default_manager.filter(pk=new).delete()


def _tell_as_before(made: Regrouping) -> None:
    """Touches tell of the row that they told of before, except those of lists that were taken back since.

    Where the list that made a row is among these, the earliest that is left has made it by now.
    """
    touches = Touch.objects.in_bulk([pk for pk, _row, _did in made.told])
    for pk, row, did in made.told:
        if pk in touches:
            touches[pk].object_id, touches[pk].did = row, did
    Touch.objects.bulk_update(touches.values(), ["object_id", "did"], batch_size=200)
    orphans = {row for pk, row, did in made.told if did == Touch.Did.CREATED and pk not in touches}
    for label, row in {(label, row) for label, row, _copy in made.copied if row in orphans}:
        left = Touch.objects.filter(model=label, object_id=row).exclude(did=Touch.Did.CHANGED).order_by("pk")
        if (heir := left.first()) is not None and not left.filter(did=Touch.Did.CREATED).exists():
            heir.did = Touch.Did.CREATED
            heir.save(update_fields=["did"])


def _column(model: type[Party]) -> str:
    return "person_id" if model is Person else "organisation_id"
