"""Bringing an installation back from a backup, without bringing back who was erased since.

Everything happens in one transaction: a restore that is cut off leaves what was there. The stop list is joined from the
backup, the data folder, the database that is replaced and a copy that the operator brings; whoever stands on it and is in
the backup still is erased again before anybody can look.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.accounts.models import User
from lianxin.config.secrets import load_secrets, secrets_path
from lianxin.core.dates import today
from lianxin.core.errors import BadInput, Conflict
from lianxin.journal.services.entries import record
from lianxin.keeping.dump import empty_tables, kept_models, set_sequences, write_rows
from lianxin.keeping.services.backup import FORMAT, KEYS, MANIFEST, applied_migrations, fingerprint
from lianxin.reference.snapshots import restamp
from lianxin.register.models import Person
from lianxin.register.services.replaying import replay
from lianxin.register.services.stop_list import FILE_NAME as STOP_LIST
from lianxin.register.services.stop_list import file_lines, joined, lines_of_database, read_lines, write_file


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: rows, files, and people erased again."""

    rows: int
    files: int
    erased_again: int
    made_at: str


def restore_backup(
    path: Path, *, by: Actor, replace: bool = False, stop_list: Path | None = None
) -> Restored:
    """Put the backup in the place of what is here. Into an installation that holds people or accounts only with `replace`.

    Keys: those of the data folder, which must be those of the backup; a backup with keys brings them into an empty folder.
    Raises BadInput for a damaged file or other tables, Conflict for other keys or without `replace`. Nothing changes then.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise BadInput(_("{name} is no backup of Lianxin.").format(name=path.name)) from error
    with archive:
        manifest = _checked(archive, path.name)
        _ready_keys(archive, manifest)
        call_command("migrate", interactive=False, verbosity=0)
        if manifest["migrations"] != applied_migrations():
            raise BadInput(
                _(
                    "The backup was made by version {version}, whose tables differ: restore it with that version."
                ).format(version=manifest["lianxin"])
            )
        if not replace and (Person.objects.exists() or User.objects.exists()):
            raise Conflict(
                _(
                    "This installation holds people. Say --replace to put the backup in their place; they are gone then."
                )
            )
        brought = read_lines(stop_list.read_text(encoding="ascii")) if stop_list else []
        in_backup = read_lines(archive.read(STOP_LIST).decode("ascii"))
        stopped = joined(lines_of_database(), file_lines(), in_backup, brought)
        with transaction.atomic():
            rows = _put_tables(archive, manifest)
            again = replay(stopped, by=by)
            record(
                "restore",
                None,
                by=by,
                at=today(),
                data={"rows": rows, "made_at": manifest["made_at"], "erased_again": again},
            )
            connection.check_constraints()
        files = _put_files(archive)
    write_file()
    return Restored(rows, files, again, manifest["made_at"])


def _checked(archive: zipfile.ZipFile, name: str) -> dict[str, Any]:
    """The manifest, when every part is there and as it was written."""
    try:
        manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
        known = manifest["format"] == FORMAT
        whole = all(_mark(archive, part) == mark for part, mark in manifest["parts"].items())
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise BadInput(_("{name} is no backup of Lianxin, or is damaged.").format(name=name)) from error
    if not known:
        raise BadInput(
            _("{name} was made by a newer Lianxin: restore it with that version.").format(name=name)
        )
    if not whole:
        raise BadInput(_("{name} is damaged: take another backup.").format(name=name))
    return manifest


def _mark(archive: zipfile.ZipFile, part: str) -> str:
    mark = hashlib.sha256()
    with archive.open(part) as file:
        while block := file.read(1 << 20):
            mark.update(block)
    return mark.hexdigest()


def _ready_keys(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    path = secrets_path(settings.LIANXIN_DATA)
    if not settings.LIANXIN_KEYS:
        if KEYS not in manifest["parts"]:
            raise Conflict(
                _(
                    "This backup holds no keys: put the secrets.json of its installation into {folder} first."
                ).format(folder=path.parent)
            )
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_bytes(archive.read(KEYS))
        settings.SECRET_KEY, settings.LIANXIN_KEYS = load_secrets(path.parent)
    if manifest["keys"] != fingerprint():
        raise Conflict(
            _("The backup was sealed with other keys than those in {folder}.").format(folder=path.parent)
        )


def _put_tables(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> int:
    models = kept_models()
    empty_tables(models)
    rows = 0
    for model in models:
        with archive.open(f"tables/{model._meta.db_table}.jsonl") as lines:
            rows += write_rows(model, lines)
    set_sequences(models, manifest["sequences"])
    restamp()
    return rows


def _put_files(archive: zipfile.ZipFile) -> int:
    """Files of the backup in the place of those that are here; gives how many."""
    root = Path(settings.MEDIA_ROOT)
    shutil.rmtree(root, ignore_errors=True)
    names = [
        name
        for name in archive.namelist()
        if name.startswith("files/") and ".." not in PurePosixPath(name).parts
    ]
    for name in names:
        target = root / name.removeprefix("files/")
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as source, target.open("wb") as file:
            shutil.copyfileobj(source, file)
        target.chmod(0o600)
    return len(names)
