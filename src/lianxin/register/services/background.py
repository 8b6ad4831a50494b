"""Large lists are worked on in the background: what waits, who does it, how far it is, and how it is stopped.

Notes lie beside the waiting file, because a transaction that takes a list in shows nothing of itself before its end (and on
SQLite lets nobody else write). They hold no personal data: what to do, for whom by number, and the share done.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from lianxin.access.actors import Actor
from lianxin.core.errors import LianxinError
from lianxin.register.models import Import
from lianxin.register.services.imports import ImportOutcome, Progress
from lianxin.register.services.previews import commit_preview, folder, preview

PREVIEW, COMMIT = "preview", "commit"
WAITING, RUNNING, FAILED, DONE = "waiting", "running", "failed", "done"
DEAD_SECONDS = 900
"""Work that has said nothing for so long was left behind by a process that was killed; somebody else does it again."""


class StoppedError(LianxinError):
    """Somebody stopped the work: everything is as it was."""


@dataclass(frozen=True, slots=True)
class Work:
    """Work on one list. `share` goes from 0 to 1; `error` says why it failed; `made` is the import that came of it."""

    imported: int
    what: str
    person: int
    language: str
    state: str = WAITING
    share: float = 0
    error: str = ""
    made: int = 0


def ask_for(imported: Import, what: str, *, by: Actor, language: str) -> None:
    """Note that a list is to be previewed or taken in for the actor. Work that waits or runs already goes on."""
    by.require("import", imported)
    held = work_on(imported.pk)
    if by.person_id is None or (held is not None and held.state in {WAITING, RUNNING}):
        return
    _drop(imported.pk)
    _note(Work(imported.pk, what, by.person_id, language))


def work_on(pk: int) -> Work | None:
    """The work on a list, if there is any, or what became of it."""
    for state in (RUNNING, WAITING, FAILED, DONE):
        try:
            return Work(**json.loads(_path(pk, state).read_text()))
        except (FileNotFoundError, json.JSONDecodeError):
            continue
    return None


def waiting_work() -> list[int]:
    """Numbers of the lists on which work waits, also that of processes which died."""
    for path in folder().glob(f"*.{RUNNING}"):
        if path.stat().st_mtime < time.time() - DEAD_SECONDS:
            _move(path, path.with_suffix(f".{WAITING}"))
    return sorted(int(path.stem) for path in folder().glob(f"*.{WAITING}"))


def stop(imported: Import, *, by: Actor) -> None:
    """Stop the work on a list before it is final: nothing of it is kept, and the list waits as before."""
    by.require("import", imported)
    work = work_on(imported.pk)
    if work is None or work.state not in {WAITING, RUNNING}:
        return
    if _move(_path(work.imported, WAITING), _path(work.imported, FAILED)):
        _note(replace(work, state=FAILED, error=_stopped()))
    else:
        _path(work.imported, "stop").touch()


def forget_work(pk: int) -> None:
    """Take away what is noted of work that is over."""
    work = work_on(pk)
    if work is not None and work.state in {FAILED, DONE}:
        _drop(pk)


def do_work(pk: int, actor_of: Callable[[int], Actor], show: Callable[[Import, ImportOutcome, Actor], None]) -> None:
    """Do what waits on a list, in the name and language of whoever asked; nothing when somebody else does it already.

    `show` keeps what came of a preview. Whatever goes wrong is noted with the work.
    """
    if not _move(_path(pk, WAITING), _path(pk, RUNNING)):
        return
    work = Work(**json.loads(_path(pk, RUNNING).read_text()))
    work = replace(work, state=RUNNING)
    with override(work.language):
        try:
            imported = Import.objects.get(pk=pk)
            by = actor_of(work.person)
            if work.what == PREVIEW:
                outcome = preview(imported, by=by, progress=_watched(work))
                show(imported, outcome, by)
            else:
                outcome = commit_preview(imported, by=by, progress=_watched(work))
        except Import.DoesNotExist:
            _drop(pk)
        except LianxinError as error:
            _end(replace(work, state=FAILED, error=str(error)))
        except Exception:
            _end(replace(work, state=FAILED, error=_("Something went wrong; nothing was taken in. Try again.")))
            raise
        else:
            _end(replace(work, state=DONE, share=1, made=outcome.imported.pk if outcome.imported else 0))


def _watched(work: Work) -> Progress:
    def progress(share: float) -> None:
        if _path(work.imported, "stop").exists():
            raise StoppedError(_stopped())
        _note(replace(work, share=share))

    return progress


def _stopped() -> str:
    return _("The work was stopped. Nothing was taken in.")


def _end(work: Work) -> None:
    for path in _paths(work.imported):
        path.unlink(missing_ok=True)
    _note(work)


def _note(work: Work) -> None:
    path = _path(work.imported, work.state)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(asdict(work)))
    fresh.replace(path)


def _move(path: Path, to: Path) -> bool:
    """Rename; of two processes that try, one succeeds."""
    try:
        path.rename(to)
    except FileNotFoundError:
        return False
    return True


def _drop(pk: int) -> None:
    for path in _paths(pk):
        path.unlink(missing_ok=True)


def _paths(pk: int) -> Iterator[Path]:
    return (_path(pk, state) for state in (WAITING, RUNNING, FAILED, DONE, "stop"))


def _path(pk: int, state: str) -> Path:
    return folder() / f"{pk}.{state}"
