"""A list that waits between preview and commit: its file is kept sealed, under its number, and deleted with either."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.dates import now, today
from lianxin.core.errors import BadInput, Conflict
from lianxin.core.sealed import seal, unseal
from lianxin.journal.services.entries import record
from lianxin.lists.headings import Chosen
from lianxin.lists.reading import Sheet, sheets_of
from lianxin.lists.recognise import IGNORED
from lianxin.register.models import Import, ListShape, Organisation
from lianxin.register.models.sources import CASES
from lianxin.register.queries.shapes import heading_mark
from lianxin.register.services.imports import (
    ImportOutcome,
    Progress,
    ReadSheet,
    SheetOutcome,
    import_file,
    read_file,
    silent,
)

KEPT_DAYS = 7
"""A preview that nobody decides on goes after so many days, with its file."""
LARGE_ROWS = 3000
"""From so many rows on a list is worked on in the background."""
SHOWN_FOR = dt.timedelta(hours=1)
"""So long the preview of a large list is shown as it was made: the register moves on."""


@transaction.atomic
def keep_upload(
    data: bytes, name: str, *, by: Actor, sender: Organisation | None = None, basis: str = "", as_of: dt.date | None = None
) -> Import:
    """Keep an uploaded file for its preview. Raises BadInput for one that is no sheet, or empty: then nothing is kept."""
    sheets = sheets_of(data, name)
    imported = Import.objects.create(
        file_name=name[:200],
        file_digest=hashlib.sha256(data).hexdigest(),
        sender=sender,
        basis=basis,
        as_of=as_of or today(),
        by_person_id=by.person_id,
        state=Import.State.PREVIEWED,
        committed_at=now(),
        report={"as_of_given": as_of is not None, "rows": sum(len(sheet.rows) for sheet in sheets)},
    )
    by.require("import", imported)
    _write(_path(imported), data.decode("latin-1"))
    return imported


def is_large(imported: Import) -> bool:
    """Whether a waiting list is worked on in the background."""
    return int(imported.report.get("rows", 0)) >= LARGE_ROWS


def sheets_waiting(imported: Import, *, by: Actor) -> list[Sheet]:
    """The sheets of a waiting list as they came, for whoever sent it in or may decide on it."""
    _require_waiting(imported, by)
    return sheets_of(_data(imported), imported.file_name)


def data_waiting(imported: Import, *, by: Actor) -> bytes:
    """The file of a waiting list as it came."""
    _require_waiting(imported, by)
    return _data(imported)


@transaction.atomic
def choose_columns(imported: Import, sheet: int, chosen: Chosen | None, *, by: Actor) -> None:
    """Note how a sheet (by its position) is to be read, for its preview and commit; None: as Lianxin recognises it.

    Nothing is looked at here: what cannot be is said by the preview.
    """
    _require_waiting(imported, by)
    held = dict(imported.report.get("chosen", {}))
    held.pop(str(sheet), None)
    if chosen is not None:
        held[str(sheet)] = {"type": chosen.type, "header_row": chosen.header_row, "columns": dict(chosen.columns)}
    imported.report = {**imported.report, "chosen": held}
    imported.save(update_fields=["report"])
    forget_shown(imported)
    record("choose_columns", imported, by=by, data={"sheet": sheet, "type": chosen.type if chosen else ""})


def preview(imported: Import, *, by: Actor, progress: Progress = silent) -> ImportOutcome:
    """What a commit would do: the same work, rolled back. A sheet that would be refused says its `problem`, and nothing else
    is told of the file then.

    Raises BadInput for a ledger of cases that somebody else sent in: its rows are content that not even a supervisor reads.
    """
    _require_waiting(imported, by)
    try:
        outcome = _run(imported, by=by, dry_run=True, progress=progress)
    except BadInput:
        _mark, sheets = read_file(_data(imported), imported.file_name, sender=imported.sender, chosen=_chosen(imported), lenient=True)
        if not any(read.recognised.problem or read.recognised.chosen for read in sheets):
            raise
        outcome = _unfinished(imported, sheets)
    if imported.by_person_id != by.person_id and any(sheet.recognised.type == CASES for sheet in outcome.sheets):
        raise BadInput(_("Only whoever sent this ledger in sees what stands in it."))
    return outcome


def commit_preview(imported: Import, *, by: Actor, progress: Progress = silent) -> ImportOutcome:
    """Take the list in as previewed and remember for its sender what was chosen, in one transaction; the waiting file is
    deleted. What `progress` raises leaves everything as it was.
    """

    def finish(outcome: ImportOutcome) -> None:
        _remember(outcome, by=by)
        _forget(imported)

    return _run(imported, by=by, dry_run=False, progress=progress, finish=finish)


@transaction.atomic
def cancel_preview(imported: Import, *, by: Actor) -> None:
    """Nothing is taken in; the waiting file is deleted."""
    _require_waiting(imported, by)
    _forget(imported)


@transaction.atomic
def drop_stale_previews() -> int:
    """Delete previews on which nobody decided for a week, and files that a killed process left behind. Gives how many."""
    waiting = Import.objects.filter(state=Import.State.PREVIEWED)
    stale = list(waiting.filter(committed_at__lt=now() - dt.timedelta(days=KEPT_DAYS)))
    for imported in stale:
        _forget(imported)
    known = {path.name for pk in waiting.values_list("pk", flat=True) for path in (folder() / f"{pk}.sealed", folder() / f"{pk}.shown")}
    old = (now() - dt.timedelta(hours=1)).timestamp()
    left = [path for path in folder().glob("*") if path.name not in known and path.stat().st_mtime < old]
    for path in left:
        path.unlink(missing_ok=True)
    return len(stale) + len(left)


# The preview of a large list, as it was made in the background


def keep_shown(imported: Import, shown: Mapping[str, Any], *, by: Actor) -> None:
    """Keep, sealed, what the preview page of a large list shows to one person."""
    path = _shown_path(imported)
    _write(path, json.dumps({"person": by.person_id, "made": now().isoformat(), "shown": shown}, ensure_ascii=False))


def kept_shown(imported: Import, *, by: Actor) -> dict[str, Any] | None:
    """What `keep_shown` kept for this person in the last hour; others see other things, so nothing of it is theirs."""
    _require_waiting(imported, by)
    try:
        held = json.loads(unseal(_shown_path(imported).read_bytes()))
    except FileNotFoundError:
        return None
    if held["person"] != by.person_id or dt.datetime.fromisoformat(held["made"]) < now() - SHOWN_FOR:
        return None
    shown: dict[str, Any] = held["shown"]
    return shown


def forget_shown(imported: Import) -> None:
    """The preview has to be made again."""
    _shown_path(imported).unlink(missing_ok=True)


def folder() -> Path:
    """Where waiting files lie, each under the number of its list."""
    return Path(settings.LIANXIN_DATA) / "uploads"


def _run(
    imported: Import, *, by: Actor, dry_run: bool, progress: Progress, finish: Callable[[ImportOutcome], None] | None = None
) -> ImportOutcome:
    _require_waiting(imported, by)
    return import_file(
        _data(imported),
        imported.file_name,
        by=by,
        sender=imported.sender,
        basis=imported.basis,
        as_of=imported.as_of if imported.report.get("as_of_given") else None,
        dry_run=dry_run,
        chosen=_chosen(imported),
        progress=progress,
        finish=finish,
    )


def _chosen(imported: Import) -> dict[int, Chosen]:
    return {int(sheet): Chosen(**one) for sheet, one in imported.report.get("chosen", {}).items()}


def _unfinished(imported: Import, sheets: list[ReadSheet]) -> ImportOutcome:
    outcomes = [SheetOutcome(read.sheet.name, read.recognised, read.rows) for read in sheets]
    return ImportOutcome(imported.file_name, outcomes, sender=str(imported.sender or ""), as_of=imported.as_of)


def _remember(outcome: ImportOutcome, *, by: Actor) -> None:
    """Keep for the sender what a person chose of a sheet with headings; the newest choice replaces those before."""
    sender = outcome.imported.sender if outcome.imported else None
    if sender is None:
        return
    for one in outcome.sheets:
        found = one.recognised
        if found.chosen is None or found.chosen.remembered or found.type == IGNORED or not found.header_row:
            continue
        keys = {mapped.index: mapped.key for mapped in found.columns}
        columns = {name: keys.get(index, "") for index, name in enumerate(found.names)}
        mark = heading_mark(found.names)
        ListShape.objects.filter(sender=sender, mark=mark).delete()
        shape = ListShape.objects.create(sender=sender, mark=mark, type=found.type, columns=columns, decided_on=today())
        record("remember_columns", shape, by=by, data={"sender": sender.pk})


def _require_waiting(imported: Import, by: Actor) -> None:
    by.require("import", imported)
    if imported.state != Import.State.PREVIEWED:
        raise Conflict(_("This list has been decided on already."))


def _data(imported: Import) -> bytes:
    try:
        return unseal(_path(imported).read_bytes()).encode("latin-1")
    except FileNotFoundError:
        raise Conflict(_("The file of this preview is gone. Send the list again.")) from None


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(seal(text))
    path.chmod(0o600)


def _path(imported: Import) -> Path:
    return folder() / f"{imported.pk}.sealed"


def _shown_path(imported: Import) -> Path:
    return folder() / f"{imported.pk}.shown"


def _forget(imported: Import) -> None:
    paths = (_path(imported), _shown_path(imported))
    imported.delete()

    def unlink() -> None:
        for path in paths:
            path.unlink(missing_ok=True)

    transaction.on_commit(unlink)
