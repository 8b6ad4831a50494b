"""Erasing a person: the record stays as a stub that is counted, and nothing tells any more who it was.

What stays: the row of the person without name, sex, birth, numbers and contact; ties, attendances, parts in matters, votes
and consents with their places, categories and dates; who did what in the journal, by id. What goes: every name, number,
phone, address and raw cell, wherever they stand (`sweeping`), the account, the waiting notices; what an undo would have
needed to bring them back goes too. Keyed digests on the stop list keep lists, hands and restored backups from it.

Personal Information Protection Law, article 47; Network Data Security Regulations, article 24: anonymised, not merely hidden.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import CASCADE, F, ForeignKey, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lianxin.access.actors import Actor
from lianxin.core.dates import today
from lianxin.core.errors import BadInput, Conflict
from lianxin.core.registries import Registry
from lianxin.core.sealed import unseal
from lianxin.journal.services.entries import record
from lianxin.lists.reading import sheets_of
from lianxin.notices.models import Notice
from lianxin.register.enums import MentionRole, TieKind
from lianxin.register.models import (
    Consent,
    Erasure,
    Import,
    Mention,
    PartyKey,
    Person,
    SourceRow,
    Stop,
    Tie,
    TieChange,
)
from lianxin.register.models.ties import PROFESSIONAL
from lianxin.register.queries.traces import Traces, traces_of
from lianxin.register.reach import party_references
from lianxin.register.services.previews import folder
from lianxin.register.services.stop_list import Digests, digests_of, put_on_list, who_digest
from lianxin.register.services.sweeping import linked_rows, sweep
from lianxin.register.services.terms import drop_unused_names

ERASED = "已删除"
"""What stands where the name stood."""

Ids = frozenset[int]
erasure_steps: Registry[Callable[[Ids, Actor, dt.date], None]] = Registry(gettext_noop("step of erasure"))
"""What an app above does when a person (with those merged into them) is erased, before the walk: close the account."""

holds: Registry[Callable[[Ids, dt.date], Iterable[str]]] = Registry(gettext_noop("reason to keep"))
"""Sentences of an app above that say what must end before these people can be erased: a matter that is still open."""


def one_person(person: Person) -> Ids:
    """The ids of a person and of everybody who was merged into them."""
    root = person
    while root.merged_into is not None:
        root = root.merged_into
    found, fresh = {root.pk}, {root.pk}
    while fresh:
        fresh = set(Person.objects.filter(merged_into_id__in=fresh).values_list("pk", flat=True)) - found
        found |= fresh
    return frozenset(found)


def what_holds(person: Person, at: dt.date) -> list[str]:
    """Why this person cannot be erased on that day, in sentences; empty when nothing holds them (article 47, paragraph 2)."""
    ids = one_person(person)
    found = []
    posts = Tie.objects.on(at).filter(person_id__in=ids, kind=TieKind.STAFF_POST, superseded_by=None)
    if posts.exists():
        found.append(
            _("A staff post is still held: it must be ended first, since its acts have to be answered for.")
        )
    for hold in holds:
        found += hold(ids, at)
    return found


@transaction.atomic
def erase(
    person: Person, *, by: Actor, at: dt.date | None = None, reason: str = Erasure.Reason.ASKED, key: str = ""
) -> Erasure:
    """Erase a person with all who were merged into them. It cannot be undone; figures of days before `at` stay as they are.

    Ties that still hold end on `at`, consents are withdrawn, the account is closed. When they `asked`, they go on the stop
    list; when the time of keeping them `lapsed`, a new list may bring them again. `key` is an earlier erasure that is
    repeated after a restore. Raises NotAllowed, and Conflict when they were erased before or something holds them.
    """
    by.require("erase", person)
    day = at or today()
    if person.erased_on is not None:
        raise Conflict(_("This person was erased before."))
    if reason not in Erasure.Reason.values:
        raise BadInput(_("Choose a reason of the list."))
    held_by = [] if key else what_holds(person, day)
    if held_by:
        raise Conflict(" ".join(held_by))
    ids = one_person(person)
    person = Person.objects.get(pk__in=ids, merged_into=None)
    digests = _digests(ids)
    traces, linked = traces_of(ids), linked_rows(ids)
    for step in erasure_steps:
        step(ids, by, day)
    _empty_rows(ids, traces)
    _drop_waiting_lists(traces)
    changed = sweep(traces, linked)
    _end_ties(ids, day)
    _empty_person(ids, day)
    erasure = Erasure.objects.create(
        key=key or secrets.token_hex(16), person=person, reason=reason, erased_on=day
    )
    put_on_list(erasure, digests)
    record(
        "erase",
        person,
        by=by,
        at=day,
        data={"reason": str(reason), "merged": sorted(ids - {person.pk}), "fields": changed},
    )
    transaction.on_commit(clear_residue)
    return erasure


def _digests(ids: Ids) -> Digests:
    """By what the stop list knows them: all that their rows say, and the records themselves."""
    found: Digests = {}
    mentions = (
        Mention.objects.filter(person_id__in=ids)
        .select_related("row__imported")
        .defer("row__cells", "row__imported__report")
    )
    rows = [mention.row_id for mention in mentions]
    employers: dict[int, list[str]] = {}
    for row, key in Mention.objects.filter(row_id__in=rows, role=MentionRole.EMPLOYER).values_list(
        "row_id", "name_key"
    ):
        employers.setdefault(row, []).append(key)
    for mention in mentions:
        found |= digests_of(
            mention.values, employers.get(mention.row_id, ()), [mention.row.imported.sender_id]
        )
    for person in Person.objects.filter(pk__in=ids):
        known = {
            "name": person.name,
            "birth": person.birth,
            "document_number": person.document_number,
            "phone": person.phone,
            "email": person.email,
        }
        found |= digests_of({field: value for field, value in known.items() if value})
        found[who_digest(person.pk, person.name)] = Stop.Kind.WHO
    return found


def _empty_rows(ids: Ids, traces: Traces) -> None:
    """What lists say of them goes. Of a row that is about them only the cells stay that name somebody or something else."""
    mine = Mention.objects.filter(person_id__in=ids)
    PartyKey.objects.filter(mention__in=mine).delete()
    about = set(mine.filter(role=MentionRole.SUBJECT).values_list("row_id", flat=True))
    others: dict[int, list[str]] = {}
    beside = Mention.objects.filter(row_id__in=about).exclude(person_id__in=ids)
    for row, values in beside.values_list("row_id", "values"):
        others.setdefault(row, []).append(str(values.get("name") or ""))
    for source in SourceRow.objects.filter(pk__in=about):
        names = [name for name in others.get(source.pk, ()) if name]
        source.cells = {
            key: text for key, text in source.cells.items() if any(name in str(text) for name in names)
        }
        source.save(update_fields=["cells"])
    _empty_reports(SourceRow.objects.filter(mentions__in=mine).distinct())
    _empty_refused(traces)
    said = set(mine.values_list("name_key", flat=True))
    mine.update(values={}, name_key="")
    drop_unused_names(said)


def _empty_reports(rows: Iterable[SourceRow]) -> None:
    """Refused cells of their rows are kept in the report of the list; they go."""
    numbers: dict[int, set[tuple[str, int]]] = {}
    for row in rows:
        numbers.setdefault(row.imported_id, set()).add((row.sheet, row.number))
    for imported in Import.objects.filter(pk__in=numbers):
        report = imported.report
        for sheet in report.get("sheets", []):
            for cell in sheet["rejected"]:
                if (str(sheet["sheet"])[:60], cell["row"]) in numbers[imported.pk]:
                    cell["value"] = ""
        imported.report = report
        imported.save(update_fields=["report"])


def _empty_refused(traces: Traces) -> None:
    """Rows that could not be used mention nobody; those with a cell that is nothing but the person's are about them."""
    for row in SourceRow.objects.filter(mentions=None).select_related("imported").iterator(chunk_size=2000):
        if any(text and not traces.scrub(str(text)) for text in row.cells.values()):
            SourceRow.objects.filter(pk=row.pk).update(cells={})
            _empty_reports([row])


def _drop_waiting_lists(traces: Traces) -> None:
    """Lists between preview and commit that name the person go, with their files: their senders are to send them again."""
    for imported in Import.objects.filter(state=Import.State.PREVIEWED):
        path = folder() / f"{imported.pk}.sealed"
        if path.exists() and not _names_nobody(path.read_bytes(), imported.file_name, traces):
            files = list(folder().glob(f"{imported.pk}.*"))
            imported.delete()
            transaction.on_commit(partial(_forget_files, files))


def _forget_files(files: list[Path]) -> None:
    for path in files:
        path.unlink(missing_ok=True)


def _names_nobody(sealed: bytes, name: str, traces: Traces) -> bool:
    sheets = sheets_of(unseal(sealed).encode("latin-1"), name)
    cells = (str(cell) for sheet in sheets for row in sheet.rows for cell in row if cell)
    return all(traces.scrub(cell, linked=True) == cell for cell in cells)


def _end_ties(ids: Ids, day: dt.date) -> None:
    """Ties that hold end; those that were to begin later never hold; offices held go, and what edits changed about the ties.
    Consents are withdrawn, waiting notices go.
    """
    ties = Tie.objects.filter(Q(person_id__in=ids) | Q(other_id__in=ids)).filter(Q(end=None) | Q(end__gt=day))
    ties.filter(start__gt=day).update(end=F("start"))
    ties.filter(Q(start=None) | Q(start__lte=day)).update(end=day)
    mine = Tie.objects.filter(Q(person_id__in=ids) | Q(other_id__in=ids))
    # An office held, with its dates, tells who it was without any name; codes of roles are counted and stay.
    mine.exclude(kind__in=TieKind.with_coded_roles()).exclude(role=PROFESSIONAL).update(role="")
    TieChange.objects.filter(tie__in=mine).delete()
    Consent.objects.filter(person_id__in=ids, withdrawn_on=None).update(withdrawn_on=day)
    Notice.objects.filter(person_id__in=ids, state=Notice.State.QUEUED).delete()


def _empty_person(ids: Ids, day: dt.date) -> None:
    """The stub, and away with what exists only to find or show the person: rows that would vanish with them."""
    for reference in party_references(Person):
        field = next(
            (one for one in reference.model._meta.local_fields if one.attname == reference.column), None
        )
        if isinstance(field, ForeignKey) and field.remote_field.on_delete is CASCADE:
            reference.model._default_manager.filter(**{f"{reference.column}__in": ids}).delete()
    blank: dict[str, Any] = {
        field.attname: field.get_default()
        for field in Person._meta.local_concrete_fields
        if field.name not in {"id", "merged_into", "added_on", "erased_on"}
    }
    Person.objects.filter(pk__in=ids).update(**(blank | {"name": ERASED, "erased_on": day}))


def clear_residue() -> None:
    """Take what was overwritten off the disk: SQLite's write-ahead log is emptied, PostgreSQL's dead rows are cleared.

    Outside a transaction. Deleted bytes of SQLite are zeroes already (`secure_delete`). Archived logs and copies of the disk
    are the operator's: `docs/backup.md` says how long to keep them.
    """
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        elif connection.vendor == "postgresql":
            cursor.execute("VACUUM")


def empty_log() -> int:
    """The job of a day on which somebody was erased: SQLite's log is emptied again, in case a reader held it up before."""
    if connection.vendor == "sqlite" and Erasure.objects.filter(erased_on=today()).exists():
        clear_residue()
        return 1
    return 0
