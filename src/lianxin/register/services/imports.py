"""Taking lists in: one file, one transaction, one journal entry; a preview is the same work rolled back.

Steps: read, recognise, parse, find the parties, make rows and mentions ready (outside the transaction); then write them,
let the committers write their records, choose surviving values. Columns that are refused or unknown never leave the reading.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.bulk import Ready, insert_many, refresh_statistics, uncollected, write
from lianxin.core.dates import now, today
from lianxin.core.errors import Conflict
from lianxin.core.sealed import digest
from lianxin.journal.services.entries import record
from lianxin.lists.headings import Chosen
from lianxin.lists.parsing import Rejected, Row, parse
from lianxin.lists.reading import Sheet, open_sheets, sheets_of
from lianxin.lists.recognise import IGNORED, Recognised, is_blank, recognise_all
from lianxin.register.models import (
    Import,
    Mention,
    Organisation,
    PartyKey,
    Person,
    SearchTerm,
    SourceRow,
    Tie,
    Touch,
)
from lianxin.register.models.sources import CASES, REFUSED_CASE
from lianxin.register.queries.shapes import remembered_choices
from lianxin.register.records import RECORD_ID, Batch, Draft, Effect, RowState, committers
from lianxin.register.services.changes import tell_changes
from lianxin.register.services.intake import Intake, contradiction
from lianxin.register.services.matching import same_rows_before
from lianxin.register.services.overtaken import Ids, hold_imports, hold_parties, is_overtaken, last_entry
from lianxin.register.services.stop_list import refuse_erased_rows
from lianxin.register.services.veil import Veil, sees_everybody

Choices = Mapping[int, Chosen]
"""What a person decided of the sheets of a file, by their position in it."""
Progress = Callable[[float], None]
TURNS = 6
"""So often a list is looked at anew when others change what it speaks of."""
READ, ROWS, PARTIES, READY, KEPT, COMMITTED = 0.15, 0.25, 0.4, 0.6, 0.75, 0.85
"""Shares of the work, as far as one can say beforehand."""


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """One sheet as read: what it is, and its records."""

    sheet: Sheet
    recognised: Recognised
    rows: list[Row]


@dataclass(slots=True)
class SheetOutcome:
    """What became of one sheet. `states` are its usable rows with what each does; `rejected` every refused cell."""

    name: str
    recognised: Recognised
    rows: list[Row]
    states: list[RowState] = field(default_factory=list)

    @property
    def rejected(self) -> list[Rejected]:
        return [cell for row in self.rows for cell in row.rejected]

    @property
    def accepted(self) -> int:
        return sum(row.usable for row in self.rows)

    @property
    def effects(self) -> Counter[str]:
        """How many rows are new, changed, the same, doubtful, rejected."""
        counts = Counter(str(state.effect) for state in self.states)
        counts[str(Effect.REJECTED)] += len(self.rows) - self.accepted
        return counts

    def as_json(self) -> dict[str, Any]:
        """The sheet of DESIGN §8; `dropped` names the headings whose columns were not kept."""
        return {
            "sheet": self.name,
            "type": self.recognised.type,
            "header_row": self.recognised.header_row,
            "columns": {column.heading: column.key for column in self.recognised.columns},
            "dropped": list(self.recognised.dropped),
            "remembered": self.recognised.chosen is not None and self.recognised.chosen.remembered,
            "rows": len(self.rows),
            "accepted": self.accepted,
            "effects": dict(self.effects),
            "doubtful": [
                {"row": state.row.number, "reason": "；".join(state.reasons)} for state in self.states if state.effect == Effect.DOUBTFUL
            ],
            "rejected": [
                {"row": cell.row, "column": cell.column, "value": cell.value, "reason": str(cell.reason)} for cell in self.rejected
            ],
        }


@dataclass(slots=True)
class ImportOutcome:
    """What became of one file. `imported` is None for a preview, and when every row was there already."""

    file: str
    sheets: list[SheetOutcome]
    imported: Import | None = None
    already: bool = False
    sender: str = ""
    as_of: dt.date = dt.date.min

    def as_json(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "import": self.imported.pk if self.imported else None,
            "already": self.already,
            "sheets": [sheet.as_json() for sheet in self.sheets],
        }


def read_file(
    source: Path | bytes, name: str, *, sender: Organisation | None = None, chosen: Choices | None = None, lenient: bool = False
) -> tuple[str, list[ReadSheet]]:
    """The digest of a file and its sheets, recognised and parsed; nothing is stored. `chosen` is what a person decided of
    its sheets, by position; for the others what was decided of earlier lists of the sender. Raises BadInput, unless `lenient`.
    """
    sheets = sheets_of(source, name) if isinstance(source, bytes) else open_sheets(source, name=name)
    shapes = [committer.shape for committer in committers]
    remembered = remembered_choices(sheets, shapes, sender)
    decided = [(chosen or {}).get(position, remembered.get(position)) for position in range(len(sheets))]
    found = recognise_all(sheets, shapes, chosen=decided, lenient=lenient)
    mark = hashlib.sha256(source if isinstance(source, bytes) else source.read_bytes())
    # The same file read in another way is another list.
    for position, one in enumerate(found):
        if one.chosen is not None:
            mark.update(json.dumps([position, one.chosen.type, one.chosen.header_row, sorted(one.chosen.columns.items())]).encode())
    return mark.hexdigest(), [ReadSheet(sheet, one, parse(sheet, one)) for sheet, one in zip(sheets, found, strict=True)]


def silent(share: float) -> None:
    """Nobody watches."""


@uncollected()
def import_file(
    source: Path | bytes,
    name: str,
    *,
    by: Actor,
    sender: Organisation | None = None,
    basis: str = "",
    as_of: dt.date | None = None,
    dry_run: bool = False,
    chosen: Choices | None = None,
    progress: Progress = silent,
    finish: Callable[[ImportOutcome], None] | None = None,
) -> ImportOutcome:
    """Take one file in, whole or not at all. `sender` wins over the association that the title names; without a
    `basis` its people stay out of every audience. With `dry_run` nothing is kept, and rows say what they would change.
    The same file twice changes nothing. `chosen` is what a person decided of its sheets, by position.

    The file is read, its people are found and its rows sealed before the transaction begins, which then only writes: on
    SQLite every other writer waits for it. When the register has moved on meanwhile under somebody in the file, it is looked
    at again (`services.overtaken`). Call it outside a transaction, or the whole work stands in yours; what belongs into one
    transaction with the import is done by `finish`.

    `progress` is called with the share done, from 0 to 1, the last time before anything is final; what it raises ends the
    import with nothing kept. Raises BadInput for a file that cannot be read, NotAllowed when the actor may not import
    for the sender.
    """
    progress(0)
    for turn in range(TURNS):
        mark, sheets = read_file(source, name, sender=sender, chosen=chosen)
        progress(READ)
        # Whoever is overtaken twice prepares from then on where no other import can overtake.
        with transaction.atomic() if (is_alone := turn > 1) else nullcontext():
            since = last_entry()
            work = _prepare(mark, name, sheets, by=by, sender=sender, basis=basis, as_of=as_of, progress=progress)
            with transaction.atomic():
                hold_imports()
                if not hold_parties(work.known) or (not is_alone and is_overtaken(since, work.drafts)):
                    continue
                outcome = _write(work, by=by, told=dry_run, progress=progress)
                if finish is not None:
                    finish(outcome)
                progress(1)
                if dry_run:
                    transaction.set_rollback(True)
                    outcome.imported = None
        return outcome
    raise Conflict(_("Others keep changing the records of this list. Try again in a minute."))


@dataclass(slots=True)
class _Work:
    """One file, found out and made ready. Without an `intake` the same file is there already."""

    outcome: ImportOutcome
    imported: Import
    batches: list[Batch]
    named: Draft | None = None
    intake: Intake | None = None
    veil: Veil | None = None
    touches: list[Ready] = field(default_factory=list)
    noted: list[int] = field(default_factory=list)
    """How many touches of each batch are ready."""

    @property
    def drafts(self) -> list[Draft]:
        return [*self.intake.people, *self.intake.bodies] if self.intake else []

    @property
    def known(self) -> Ids:
        """The parties of the register that the file speaks of."""
        return self.intake.known if self.intake else {Person: set(), Organisation: set()}


def _prepare(
    mark: str,
    name: str,
    sheets: Sequence[ReadSheet],
    *,
    by: Actor,
    sender: Organisation | None,
    basis: str,
    as_of: dt.date | None,
    progress: Progress,
) -> _Work:
    """All that can be done without writing: who is meant, what is new, rows sealed and ready. Reserves ids."""
    outcomes = [SheetOutcome(read.sheet.name, read.recognised, read.rows) for read in sheets]
    outcome = ImportOutcome(name, outcomes, as_of=as_of or _as_of(sheets))
    imported = Import(
        file_name=name[:200],
        file_digest=mark,
        sender=sender,
        basis=basis,
        as_of=outcome.as_of,
        by_person_id=by.person_id,
        committed_at=now(),
    )
    batches = [
        Batch(imported, read.sheet.name, read.recognised.facts, by, today(), found.type, tuple(c.heading for c in found.columns))
        for read in sheets
        if (found := read.recognised).type != IGNORED
    ]
    work = _Work(outcome, imported, batches)
    # A copy that somebody else sent in is none of the sender's business: they are not even told that it is there.
    known = Import.objects.filter(file_digest=mark, state=Import.State.COMMITTED).visible_to(by).first()
    if known is not None:
        outcome.imported, outcome.already = known, True
        outcome.sender = str(known.sender or "")
        for one in outcomes:
            one.states = [RowState(row) for row in one.rows if row.usable]
        return work
    earlier = _same_list(imported, batches)
    for batch, one in zip(batches, [o for o in outcomes if o.recognised.type != IGNORED], strict=True):
        one.states = _states(batch, one.rows, earlier)
    progress(ROWS)
    work.named = _name_sender(imported, batches)
    refuse_erased_rows(batches, imported, work.named, tell_all=sees_everybody(by))
    for one in outcomes:
        one.states = [state for state in one.states if state.row.usable]
    work.intake = intake = Intake(imported, batches)
    intake.resolve()
    progress(PARTIES)
    if work.named is not None and work.named.party_id is not None:
        imported.sender_id = work.named.party_id
    work.veil = None if sees_everybody(by) else Veil(batches, intake.apart, by)
    intake.draw_up()
    for batch in batches:
        batch.plan = committers.get(batch.list_type).plan(batch)
    work.touches = [_ready_touches(batch, batch.touches) for batch in batches]
    work.noted = [len(batch.touches) for batch in batches]
    progress(READY)
    return work


def _write(work: _Work, *, by: Actor, told: bool, progress: Progress) -> ImportOutcome:
    """Write what was prepared, and what only follows from it; inside the transaction of the import."""
    outcome, imported, batches, intake, veil = work.outcome, work.imported, work.batches, work.intake, work.veil
    if intake is None:
        return outcome
    imported.save(force_insert=True)
    intake.keep()
    by.require("import", imported)
    progress(KEPT)
    for batch in batches:
        committers.get(batch.list_type).commit(batch)
    rest = [_ready_touches(batch, batch.touches[noted:]) for batch, noted in zip(batches, work.noted, strict=True)]
    for touches in (*work.touches, *rest):
        write(touches)
    progress(COMMITTED)
    refresh_statistics(Mention, SourceRow, PartyKey, Touch, Person, Organisation, Tie, SearchTerm)
    intake.refresh()
    if veil is not None:
        veil.tell(batches, contradiction())
    if told:
        tell_changes(batches, intake.before, veil)
    outcome.sender = str(imported.sender or "")
    if not any(batch.states for batch in batches):
        imported.delete()
        return outcome
    outcome.imported = imported
    _keep_rejected(imported, batches, outcome.sheets)
    imported.report = _without_cases(outcome.as_json()) | {"effects": dict(sum((one.effects for one in outcome.sheets), Counter()))}
    # Whatever is done to its records after this moment was done by others.
    imported.committed_at = now()
    imported.save(update_fields=["report", "committed_at"])
    record("import", imported, by=by, data={"rows": sum(len(batch.states) for batch in batches), "types": [b.list_type for b in batches]})
    return outcome


def _as_of(sheets: Sequence[ReadSheet]) -> dt.date:
    """The day that a title names, else the end of its year, never later than today."""
    days = [dt.date(facts.year, 12, 31) for read in sheets if (facts := read.recognised.facts).year]
    days = [facts.as_of.last() for read in sheets if (facts := read.recognised.facts).as_of] or days
    return min([*days[:1], today()])


# Rows


def _states(batch: Batch, rows: Sequence[Row], earlier: QuerySet[Import]) -> list[RowState]:
    """States of all usable rows; those that are not yet kept stand in the batch, with what they mention."""
    committer = committers.get(batch.list_type)
    states = [RowState(row, digest=_digest(batch, row)) for row in rows if row.usable]
    unchanged = _unchanged_exports(batch, states)
    before = _kept_before(batch, earlier)
    for state in states:
        if state.record_id in unchanged:
            continue
        if before.get(state.digest):
            before[state.digest].pop()
            continue
        state.drafts = committer.drafts(batch, state.row)
        subject = state.draft()
        if state.record_id and subject and batch.list_type in {"people", "organisations"}:
            subject.party_id = state.record_id
        batch.states.append(state)
    same_rows_before([draft for state in batch.states if (draft := state.draft())], [row for some in before.values() for row in some])
    return states


def _digest(batch: Batch, row: Row) -> str:
    said = json.dumps([batch.sheet, batch.list_type, row.section, sorted(row.raw.items())], ensure_ascii=False)
    return digest("row", said)


def _same_list(imported: Import, batches: Sequence[Batch]) -> QuerySet[Import]:
    """Earlier versions of this list: of this file name and this sender. Many associations call theirs 会员名单.xlsx, and
    what stands in one tells nothing about the people of another.
    """
    said = next((draft for batch in batches if (draft := committers.get(batch.list_type).sender(batch))), None)
    who = Q(sender=imported.sender) if imported.sender is not None or said is None else Q(sender__name_key=said.name_key)
    if imported.sender is None and said is not None and said.party_id is not None:
        who = Q(sender_id=said.party_id)
    return Import.objects.filter(who, file_name=imported.file_name, state=Import.State.COMMITTED, by_hand=False)


def _kept_before(batch: Batch, earlier: QuerySet[Import]) -> dict[str, list[int]]:
    """Rows that earlier versions of this list brought: ids by digest."""
    rows = SourceRow.objects.filter(imported__in=earlier, type=batch.list_type)
    held: dict[str, list[int]] = defaultdict(list)
    for pk, value in rows.order_by("-pk").values_list("pk", "digest"):
        held[value].append(pk)
    return held


def _unchanged_exports(batch: Batch, states: Sequence[RowState]) -> set[int | None]:
    """Ids of the records whose exported row came back as it went out."""
    committer = committers.get(batch.list_type)
    for state in states:
        given = str(state.row.values.pop(RECORD_ID.key, ""))
        state.record_id = int(given) if given.isdecimal() and len(given) < 16 else None
    ids = [state.record_id for state in states if state.record_id]
    if not ids:
        return set()
    held = {int(str(values["id"])): values for values in committer.export(batch.by, ids)}
    columns = [column for column in committer.shape.columns if column.slot is None]
    unchanged: set[int | None] = set()
    for state in states:
        values = held.get(state.record_id or 0)
        if values is None:
            # A number that is nobody's, or not to be seen by the sender, names nothing.
            state.record_id = None
            continue
        ours = {c.key: c.write(value) for c in columns if (value := values.get(c.key)) not in (None, "")}
        theirs = {key: text for key, text in state.row.raw.items() if not is_blank(text)}
        if {key: text for key, text in ours.items() if not is_blank(text)} == theirs:
            unchanged.add(state.record_id)
    return unchanged


# Senders


def _name_sender(imported: Import, batches: Sequence[Batch]) -> Draft | None:
    """Let the first row mention the association that the title names, so that a new one has a source and undo takes it
    back. Nobody is named when the sender is known.
    """
    if imported.sender is not None:
        return None
    for batch in batches:
        if batch.states and (draft := committers.get(batch.list_type).sender(batch)):
            batch.states[0].drafts.append(draft)
            return draft
    return None


# Keeping


def _ready_touches(batch: Batch, touches: Sequence[Any]) -> Ready:
    """What rows of a batch did to records; most touches say nothing of before, and share one sealed nothing."""
    field = Touch._meta.get_field("before")
    nothing = field.get_db_prep_value({}, connection)
    rows = [
        (state.source_id, model, pk, did, field.get_db_prep_value(change, connection) if change else nothing)
        for state, model, pk, did, change in touches
        if state.source_id is not None
    ]
    return Ready(Touch, ("row_id", "model", "object_id", "did", "before"), rows)


def _without_cases(report: dict[str, Any]) -> dict[str, Any]:
    """The report as it is kept. What stood in the cells of a ledger of cases is case content: who may see the list may not."""
    for sheet in report["sheets"]:
        if sheet["type"] == CASES:
            for cell in sheet["rejected"]:
                cell["value"] = ""
    return report


def refused_type(list_type: str) -> str:
    """What the refused rows of a sheet are kept as; those of ledgers stay in the compartment of cases."""
    return REFUSED_CASE if list_type == CASES else str(Effect.REJECTED)


def _keep_rejected(imported: Import, batches: Sequence[Batch], outcomes: Sequence[SheetOutcome]) -> None:
    """Rows that could not be used are kept too, so that the corrected workbook can be made once the file is gone."""
    rows = [
        SourceRow(imported=imported, sheet=one.name[:60], type=refused_type(one.recognised.type), number=row.number, cells=row.raw)
        for one in outcomes
        for row in one.rows
        if not row.usable
    ]
    insert_many(rows, with_ids=False)
