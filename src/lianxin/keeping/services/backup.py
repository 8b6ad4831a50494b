"""One file that holds an installation: every table, the files of the data folder, the stop list. `docs/backup.md` has its format.

The keys are not in it unless asked for: without them sealed values are noise, and whoever finds the file reads no phone.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from lianxin import __version__
from lianxin.access.actors import Actor
from lianxin.config.secrets import secrets_path
from lianxin.core.dates import now
from lianxin.core.errors import BadInput
from lianxin.core.sealed import digest
from lianxin.journal.services.entries import record
from lianxin.keeping.dump import kept_models, lines_of, sequences
from lianxin.register.services.stop_list import FILE_NAME as STOP_LIST
from lianxin.register.services.stop_list import file_path, write_file

FORMAT = 1
MANIFEST, KEYS = "manifest.json", "secrets.json"


def write_backup(path: Path, *, by: Actor, with_keys: bool = False) -> dict[str, Any]:
    """Write a backup to `path`, which must not exist, and give its manifest. Others go on working while it is written.

    All tables are read in one snapshot. The file appears when it is whole, readable by its owner alone. `with_keys` puts
    the keys in as well: then it alone brings everything back, and must be kept like the keys.
    Raises BadInput when the file is there already.
    """
    if path.exists():
        raise BadInput(_("{name} is there already: choose another name.").format(name=path.name))
    with transaction.atomic():
        record("backup", None, by=by, data={"with_keys": with_keys})
    write_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.touch(mode=0o600)
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            manifest = _write(archive, with_keys=with_keys)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def fingerprint() -> str:
    """Tells one installation's keys from another's, and nothing of them."""
    return digest("backup", "keys")


def applied_migrations() -> list[list[str]]:
    """The migrations of the database, as a restore compares them."""
    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


def _write(archive: zipfile.ZipFile, *, with_keys: bool) -> dict[str, Any]:
    models = kept_models()
    parts: dict[str, str] = {}
    rows: dict[str, int] = {}
    with _snapshot():
        for model in models:
            table = model._meta.db_table
            parts[f"tables/{table}.jsonl"], count = _put(archive, f"tables/{table}.jsonl", lines_of(model))
            rows[table] = count - 1
        last = sequences(models)
        migrations = applied_migrations()
    parts[STOP_LIST], _lines = _put(archive, STOP_LIST, [file_path().read_bytes()])
    files = Path(settings.MEDIA_ROOT)
    for one in sorted(files.rglob("*")) if files.is_dir() else ():
        if one.is_file():
            name = f"files/{one.relative_to(files).as_posix()}"
            parts[name], _lines = _put(archive, name, _blocks(one))
    if with_keys:
        parts[KEYS], _lines = _put(archive, KEYS, [secrets_path(settings.LIANXIN_DATA).read_bytes()])
    manifest = {
        "format": FORMAT,
        "lianxin": __version__,
        "made_at": now().isoformat(timespec="seconds"),
        "database": connection.vendor,
        "keys": fingerprint(),
        "migrations": migrations,
        "rows": rows,
        "sequences": last,
        "parts": parts,
    }
    archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    return manifest


@contextmanager
def _snapshot() -> Iterator[None]:
    """All reads see one moment, and hold up no writer."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # Django's own transactions take the write lock at once.
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def _put(archive: zipfile.ZipFile, name: str, chunks: Iterable[bytes]) -> tuple[str, int]:
    """Write one part as it comes; gives its SHA-256 and how many chunks it had."""
    mark, count = hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as part:
        for chunk in chunks:
            part.write(chunk)
            mark.update(chunk)
            count += 1
    return mark.hexdigest(), count


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            yield block
