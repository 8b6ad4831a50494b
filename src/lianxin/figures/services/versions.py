"""Noting which definitions are in force, so that a changed one is an entry of the journal with a day (F18)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import translation

from lianxin.access.actors import service
from lianxin.core.dates import now
from lianxin.figures.fingerprints import fingerprint
from lianxin.figures.measures import measures
from lianxin.figures.models import MeasureVersion
from lianxin.figures.passports import passport_of
from lianxin.journal.services.entries import record

if TYPE_CHECKING:
    from lianxin.figures.measures import Definition
    from lianxin.journal.services.entries import Author

DEFINED = "define_measure"
"""The verb of the entry of a definition."""


def note_definitions(
    definitions: Iterable[Definition] | None = None, *, by: Author, at: dt.date | None = None
) -> list[MeasureVersion]:
    """Keep every definition (or those named) that this installation has not computed by before; gives the new ones.

    One entry of the journal each, on the row of the definition. Called by `lianxin tick` and before a figure is frozen;
    two at once keep it once.
    """
    wanted = list(measures.in_every_version() if definitions is None else definitions)
    known = set(MeasureVersion.objects.values_list("key", "version", "fingerprint"))
    marks = {(one.key, one.version, fingerprint(one)): one for one in wanted}
    return [noted for mark, one in marks.items() if mark not in known and (noted := _note(one, mark[2], by, at)) is not None]


@transaction.atomic
def _note(definition: Definition, mark: str, by: Author, at: dt.date | None) -> MeasureVersion | None:
    with translation.override(settings.LANGUAGE_CODE):
        said = passport_of(definition)
        words = {"name": str(said.name), "words": str(said.words), "facts": [[term, str(text)] for term, text in said.facts]}
    row, is_new = MeasureVersion.objects.get_or_create(
        key=definition.key,
        version=definition.version,
        fingerprint=mark,
        defaults={"since": definition.since, "passport": words, "first_seen": now()},
    )
    if not is_new:
        return None
    since = definition.since.isoformat() if definition.since else ""
    record(DEFINED, row, by=by, at=at, data={"key": row.key, "version": row.version, "since": since, "fingerprint": mark})
    return row


def noted(definition: Definition, *, by: Author) -> MeasureVersion:
    """The row of a definition, noted now if it was not before."""
    note_definitions([definition], by=by)
    return MeasureVersion.objects.get(key=definition.key, version=definition.version, fingerprint=fingerprint(definition))


def note_what_is_new() -> int:
    """The job of `lianxin tick`: note the definitions that a new release of Lianxin brought."""
    return len(note_definitions(by=service("figures")))
