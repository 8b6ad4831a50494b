"""Acts in the journal about a record: its own, those that touched it among many, and those on what it hangs on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.apps import apps
from django.db.models import ForeignKey, Q, QuerySet

from lianxin.core.pieces import chunks
from lianxin.figures.causes import Decided, Hook, Record, Records, Since, tracers
from lianxin.figures.measures import Period, Ratio, measures
from lianxin.journal.models import Entry

K = TypeVar("K")
NEVER_CAUSES = frozenset({"reveal", "export", "export_own", "export_people", "sign_in", "sign_out", "ask_to_open_child", "match"})
"""Acts that change no record that is counted."""


def edits_since(model: str, pk: int, after: int) -> list[Entry]:
    """The later entries than `after` that did something to a record, alone or among others; else those about what it hangs on.

    What it hangs on are first the records that decide whether it is counted, as a visit does of a pair, then those that it names.
    """
    since = Since(after)
    found = entries_of(model, [pk], since).get(pk) or _deciding_anywhere(model, pk, since) or {}
    found = found or entries_around(links_of(model, [pk]), since).get(pk) or {}
    return [found[entry] for entry in sorted(found)]


Entries = dict[int, dict[int, Entry]]
"""By record, entries by id."""


def entries_of(model: str, ids: list[int], since: Since) -> Entries:
    """Later entries that are about these records or touched them among others."""
    return {pk: entries for (_model, pk), entries in entries_about({model: ids}, since).items()}


def entries_about(records: Records, since: Since) -> dict[Record, dict[int, Entry]]:
    """As `entries_of` for records of several models: each way of finding acts is asked once for all."""
    found: dict[Record, set[int]] = {}
    for some in chunks((model, pk) for model, ids in records.items() for pk in ids):
        here = by_model(some)
        for trace in tracers:
            for record, entries in trace(here, since.floor).items():
                found.setdefault(record, set()).update(filter(since.holds, entries))
        rows = Entry.objects.filter(are(here), pk__gt=since.floor).exclude(verb__in=NEVER_CAUSES)
        for model, about, entry in _later(rows, since):
            found.setdefault((model, about or 0), set()).add(entry)
        for pk in here.get(Entry._meta.label, ()):
            found.setdefault((Entry._meta.label, pk), set()).add(pk)
    return _fetched(found)


def by_model(records: Iterable[Record]) -> dict[str, list[int]]:
    """Ids by model."""
    found: dict[str, list[int]] = {}
    for model, pk in records:
        found.setdefault(model, []).append(pk)
    return found


def are(records: Records) -> Q:
    """Rows that name one of these records in their columns `model` and `object_id`."""
    return reduce(or_, (Q(model=model, object_id__in=ids) for model, ids in records.items()), Q(pk__in=()))


def entries_deciding(when: Decided, rows: QuerySet[Any], period: Period | None, since: Since) -> Entries:
    """Later entries about the records that decide whether the rows are counted; of each row the nearest that there are."""
    found: Entries = {}
    for hooks in when.deciders(rows, period):
        by_label: dict[str, dict[int, set[int]]] = {}
        for label, target, pk in hooks:
            if pk not in found:
                by_label.setdefault(label, {}).setdefault(target, set()).add(pk)
        near: Entries = {}
        for label, targets in by_label.items():
            for target, entries in entries_of(label, list(targets), since).items():
                for pk in targets[target] if entries else ():
                    near.setdefault(pk, {}).update(entries)
        found |= near
    return found


def _deciding_anywhere(model: str, pk: int, since: Since) -> dict[int, Entry]:
    """The same of one record, whichever measure counts it, at any time."""
    found: dict[int, Entry] = {}
    for definition in measures:
        if isinstance(definition, Ratio) or not isinstance(definition.when, Decided):
            continue
        rows = definition.rows()
        if rows.model._meta.label == model:
            found |= entries_deciding(definition.when, rows.filter(pk=pk), None, since).get(pk, {})
    return found


def entries_around(around: Iterable[Hook], since: Since) -> Entries:
    """Later entries about what the rows hang on: the gathering of an attendance, the person whom the figure counts."""
    hooks: dict[tuple[str, int], set[int]] = {}
    for label, target, pk in around:
        hooks.setdefault((label, target), set()).add(pk)
    found: dict[int, set[int]] = {}
    for some in chunks(hooks):
        rows = Entry.objects.filter(are(by_model(some)), pk__gt=since.floor).exclude(verb__in=NEVER_CAUSES)
        for label, about, entry in _later(rows, since):
            for pk in hooks[(label, about or 0)]:
                found.setdefault(pk, set()).add(entry)
    return _fetched(found)


def links_of(model: str, ids: Iterable[int]) -> Iterator[Hook]:
    """What rows that are still there point to."""
    of = apps.get_model(model)
    keys: list[Any] = [field for field in of._meta.local_concrete_fields if isinstance(field, ForeignKey)]
    links = {key.attname: key.related_model._meta.label for key in keys}
    for some in chunks(ids):
        for pk, *targets in of._default_manager.filter(pk__in=some).values_list("pk", *links):
            yield from ((label, target, pk) for label, target in zip(links.values(), targets, strict=True) if target is not None)


def _later(rows: QuerySet[Entry], since: Since) -> Iterator[tuple[str, int | None, int]]:
    """Model, record and id of those of the entries that came later."""
    return (row for row in rows.values_list("model", "object_id", "pk") if since.holds(row[2]))


def _fetched(found: dict[K, set[int]]) -> dict[K, dict[int, Entry]]:
    wanted = {entry for entries in found.values() for entry in entries}
    held = {entry.pk: entry for some in chunks(sorted(wanted)) for entry in Entry.objects.filter(pk__in=some)}
    return {pk: {entry: held[entry] for entry in entries if entry in held} for pk, entries in found.items()}
