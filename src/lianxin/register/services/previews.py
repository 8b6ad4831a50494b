"""A list that waits between preview and commit: its file is kept sealed, under its number, and deleted with either."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.dates import now, today
from lianxin.core.errors import BadInput, Conflict
from lianxin.core.sealed import seal, unseal
from lianxin.register.models import Import, Organisation
from lianxin.register.models.sources import CASES
from lianxin.register.services.imports import ImportOutcome, import_file, read_file

KEPT_DAYS = 7
"""A preview that nobody decides on goes after so many days, with its file."""


@transaction.atomic
def keep_upload(
    data: bytes, name: str, *, by: Actor, sender: Organisation | None = None, basis: str = "", as_of: dt.date | None = None
) -> Import:
    """Keep an uploaded file for its preview. Raises BadInput for one that cannot be read: then nothing is kept."""
    mark, _sheets = read_file(data, name)
    imported = Import.objects.create(
        file_name=name[:200],
        file_digest=mark,
        sender=sender,
        basis=basis,
        as_of=as_of or today(),
        by_person_id=by.person_id,
        state=Import.State.PREVIEWED,
        committed_at=now(),
        report={"as_of_given": as_of is not None},
    )
    by.require("import", imported)
    path = _path(imported)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(seal(data.decode("latin-1")))
    path.chmod(0o600)
    return imported


def preview(imported: Import, *, by: Actor) -> ImportOutcome:
    """What a commit would do: the same work, rolled back. Raises BadInput for a ledger of cases that somebody else sent in:
    its rows are content that not even a supervisor reads.
    """
    outcome = _run(imported, by=by, dry_run=True)
    if imported.by_person_id != by.person_id and any(sheet.recognised.type == CASES for sheet in outcome.sheets):
        raise BadInput(_("Only whoever sent this ledger in sees what stands in it."))
    return outcome


@transaction.atomic
def commit_preview(imported: Import, *, by: Actor) -> ImportOutcome:
    """Take the list in as previewed; the waiting file is deleted."""
    outcome = _run(imported, by=by, dry_run=False)
    _forget(imported)
    return outcome


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
    known = {f"{pk}.sealed" for pk in waiting.values_list("pk", flat=True)}
    old = (now() - dt.timedelta(hours=1)).timestamp()
    left = [path for path in _folder().glob("*") if path.name not in known and path.stat().st_mtime < old]
    for path in left:
        path.unlink(missing_ok=True)
    return len(stale) + len(left)


def _run(imported: Import, *, by: Actor, dry_run: bool) -> ImportOutcome:
    _require_waiting(imported, by)
    try:
        data = unseal(_path(imported).read_bytes()).encode("latin-1")
    except FileNotFoundError:
        raise Conflict(_("The file of this preview is gone. Send the list again.")) from None
    return import_file(
        data,
        imported.file_name,
        by=by,
        sender=imported.sender,
        basis=imported.basis,
        as_of=imported.as_of if imported.report.get("as_of_given") else None,
        dry_run=dry_run,
    )


def _require_waiting(imported: Import, by: Actor) -> None:
    by.require("import", imported)
    if imported.state != Import.State.PREVIEWED:
        raise Conflict(_("This list has been decided on already."))


def _path(imported: Import) -> Path:
    return _folder() / f"{imported.pk}.sealed"


def _folder() -> Path:
    return Path(settings.LIANXIN_DATA) / "uploads"


def _forget(imported: Import) -> None:
    path = _path(imported)
    imported.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))
