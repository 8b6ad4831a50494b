"""Keeping what an edit changed about ties, column by column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from lianxin.core.dates import now
from lianxin.register.models import Organisation, Tie, TieChange, TieEdit

COLUMNS = ("role", "is_main", "start", "end", "document_id", "place_id")
"""What an edit can change about a tie; its kind and parties never change."""


def columns_of(tie: Tie) -> dict[str, Any]:
    """The changeable columns as JSON keeps them."""
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name in COLUMNS
        if (value := getattr(tie, name)) is not None
    }


def set_columns(tie: Tie, columns: Mapping[str, Any]) -> None:
    """Put kept columns back onto a tie; the caller saves it."""
    for name in COLUMNS:
        value = columns.get(name)
        if name in {"start", "end"} and value is not None:
            value = dt.date.fromisoformat(value)
        setattr(tie, name, value)


def note_changes(
    what: TieEdit.What,
    changed: Iterable[tuple[Tie, dict[str, Any]]],
    *,
    organisation: Organisation | None = None,
) -> TieEdit:
    """One edit with what each tie was before; `{}` before says that the edit made the tie. The caller holds the transaction."""
    edit = TieEdit.objects.create(what=what, organisation=organisation, made_at=now())
    TieChange.objects.bulk_create(
        [TieChange(edit=edit, tie=tie, before=before, after=columns_of(tie)) for tie, before in changed],
        batch_size=500,
    )
    return edit
