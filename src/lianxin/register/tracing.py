"""How figures find the acts of the register that touched many records at once: lists, merges, splits, erasures."""

from __future__ import annotations

from collections.abc import Sequence

from lianxin.figures.acts import are
from lianxin.figures.causes import Found, Record, Records, tracers
from lianxin.journal.models import Entry
from lianxin.register.models import Import, Person, Regrouping, Touch
from lianxin.register.reach import party_references


def of_lists(records: Records, after: int) -> Found:
    """Lists whose rows made or changed the records."""
    touches = Touch.objects.filter(are(records), row__imported__by_hand=False).exclude(did=Touch.Did.FOUND)
    by_list: dict[int, set[Record]] = {}
    for model, record, imported in touches.values_list("model", "object_id", "row__imported_id"):
        by_list.setdefault(imported, set()).add((model, record))
    return _by_record(by_list, _entries("import", Import._meta.label, list(by_list), after))


def of_lists_taken_back(records: Records, after: int) -> Found:
    """Lists that were taken back, with what they had made or changed."""
    wanted = {model: set(ids) for model, ids in records.items()}
    entries = dict(_acts("undo_import", Import._meta.label, after))
    reports = Import.objects.filter(pk__in=entries).values_list("pk", "report")
    return _by_record(
        {
            pk: {(model, record) for model, ids in wanted.items() for record in ids & set(report.get("taken", {}).get(model, ()))}
            for pk, report in reports
        },
        entries,
    )


def of_regroupings(records: Records, after: int) -> Found:
    """Merges and splits that gave the records to another party or put one in another's place, done or undone."""
    acts: dict[int, list[int]] = {}
    rows = Entry.objects.filter(model=Regrouping._meta.label, pk__gt=after)
    for made, entry in rows.values_list("object_id", "pk"):
        acts.setdefault(made or 0, []).append(entry)
    by_list = dict(_acts("import", Import._meta.label, after))
    caused = Regrouping.objects.filter(row__imported_id__in=by_list)
    for made, imported in caused.values_list("pk", "row__imported_id"):
        acts.setdefault(made, []).append(by_list[imported])
    found: dict[Record, list[int]] = {}
    for one in Regrouping.objects.filter(pk__in=acts).defer("reason").iterator(chunk_size=500):
        for model, ids in records.items():
            for record in _moved_by(one, model) & set(ids):
                found.setdefault((model, record), []).extend(acts[one.pk])
    return found


def _moved_by(one: Regrouping, model: str) -> set[int]:
    """Records of a model that a merge or split moved, put aside or copied, or that it was about."""
    moved = {pk for name, rows in one.moved.items() if name.rpartition(".")[0] == model for pk in rows}
    moved |= {noted[1] for noted in one.superseded if noted[0] == model}
    moved |= {pk for noted in one.copied if noted[0] == model for pk in noted[1:]}
    return moved | ({one.kept_id, one.other_id} if one.model._meta.label == model else set())


def of_erasures(records: Records, after: int) -> Found:
    """Erasures of somebody whom the records name."""
    erased: dict[int, int] = {}
    rows = Entry.objects.filter(verb="erase", model=Person._meta.label, pk__gt=after)
    for entry, person, data in rows.values_list("pk", "object_id", "data"):
        erased |= dict.fromkeys([person or 0, *data.get("merged", ())], entry)
    found: dict[Record, list[int]] = {}
    for reference in party_references(Person) if erased else ():
        model = reference.model._meta.label
        if model in records and reference.is_key and not reference.stays:
            of = reference.model._default_manager.filter(**{"pk__in": records[model], f"{reference.column}__in": list(erased)})
            for record, person in of.values_list("pk", reference.column):
                found.setdefault((model, record), []).append(erased[person])
    return found


def _acts(verb: str, model: str, after: int) -> list[tuple[int, int]]:
    """The later entries of a verb as (id of what it was done to, entry)."""
    rows = Entry.objects.filter(verb=verb, model=model, pk__gt=after).order_by("pk")
    return [(record or 0, entry) for record, entry in rows.values_list("object_id", "pk")]


def _entries(verb: str, model: str, ids: Sequence[int], after: int) -> dict[int, int]:
    rows = Entry.objects.filter(verb=verb, model=model, object_id__in=ids, pk__gt=after).order_by("pk")
    return {record or 0: entry for record, entry in rows.values_list("object_id", "pk")}


def _by_record(records: dict[int, set[Record]], entries: dict[int, int]) -> Found:
    found: dict[Record, list[int]] = {}
    for done_to, touched in records.items():
        for record in touched if done_to in entries else ():
            found.setdefault(record, []).append(entries[done_to])
    return found


for _key, _trace in (
    ("register.lists", of_lists),
    ("register.lists_taken_back", of_lists_taken_back),
    ("register.regroupings", of_regroupings),
    ("register.erasures", of_erasures),
):
    tracers.add(_key, _trace)
