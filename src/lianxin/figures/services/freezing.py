"""Freezing figures: value, definition, and every record that was counted, as they are now (F6)."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max, Model
from django.utils.translation import gettext as _

from lianxin.core.dates import now
from lianxin.core.errors import Conflict
from lianxin.figures.engine import Figure, figure, measure_of, parts_of
from lianxin.figures.models import FrozenFigure, FrozenList, FrozenSlice, MeasureVersion
from lianxin.figures.rows import columns_of, counted_rows, pack, raw, reduced, runs
from lianxin.figures.services.versions import noted
from lianxin.figures.suppression import one_moment
from lianxin.journal.models import Entry

if TYPE_CHECKING:
    from lianxin.access.actors import Actor
    from lianxin.figures.selections import Selection

Progress = Callable[[int, int], None]
"""Told after each figure: how many are frozen, of how many."""


@transaction.atomic
def freeze(
    selections: Iterable[Selection], *, owner: Model, by: Actor, at: dt.date, progress: Progress | None = None
) -> list[FrozenFigure]:
    """Freeze the figures of these selections for `owner`, each once, in their order; a rate's two parts follow it.

    Gives the rows of the selections themselves, the parts are `frozen.parts`. Whoever signs asks the rule and writes the
    entry of the journal; definitions that were never computed by before are noted here. A suppressed figure keeps neither
    value nor list. Raises Conflict when records changed between the value and its list.
    """
    wanted = list(dict.fromkeys(selections))
    work = _Freezing(owner, by, at)
    made = []
    with one_moment():
        for done, selection in enumerate(wanted, start=1):
            made.append(work.freeze(figure(selection)))
            if progress is not None:
                progress(done, len(wanted))
    return made


@dataclass(slots=True)
class _Freezing:
    owner: Model
    by: Actor
    at: dt.date
    last_entry: int = field(init=False)
    position: int = field(init=False)
    lists: dict[str, FrozenList] = field(default_factory=dict)
    definitions: dict[tuple[str, int], MeasureVersion] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.last_entry = Entry.objects.aggregate(last=Max("pk"))["last"] or 0
        before = FrozenFigure.objects.filter(owner_model=self.owner._meta.label, owner_id=self.owner.pk)
        self.position = before.aggregate(last=Max("position"))["last"] or 0

    def freeze(self, fig: Figure, part_of: FrozenFigure | None = None) -> FrozenFigure:
        self.position += 1
        listed = None if fig.is_rate or fig.suppressed else self._list(fig)
        row = FrozenFigure.objects.create(
            owner_model=self.owner._meta.label,
            owner_id=self.owner.pk,
            position=self.position,
            part_of=part_of,
            code=fig.code,
            text=fig.selection.text,
            name=str(fig.name),
            unit=fig.unit.value,
            value=fig.value,
            numerator=fig.numerator,
            denominator=fig.denominator,
            suppressed=fig.suppressed,
            provisional=fig.provisional,
            definition=self._definition(fig.selection),
            records=listed.count if listed else None,
            listed=listed,
            last_entry=self.last_entry,
            frozen_at=now(),
            frozen_on=self.at,
            frozen_by=self.by.person_id,
        )
        if fig.is_rate:
            for part in parts_of(fig.selection):
                self.freeze(figure(part), part_of=row)
        return row

    def _definition(self, selection: Selection) -> MeasureVersion:
        known = (selection.measure, selection.version)
        if known not in self.definitions:
            self.definitions[known] = noted(selection.definition, by=self.by)
        return self.definitions[known]

    def _list(self, fig: Figure) -> FrozenList:
        text = fig.selection.text
        if text not in self.lists:
            self.lists[text] = keep_list(fig)
        return self.lists[text]


def keep_list(fig: Figure) -> FrozenList:
    """Keep the rows of a figure, or find the list that holds the same already."""
    measure, columns = measure_of(fig.selection), columns_of(fig.selection)
    digest, count, value = hashlib.sha256(repr(columns).encode()), 0, 0
    keys: set[int] = set()
    kept = FrozenList.objects.create(digest=secrets.token_hex(32), count=0, columns=columns)
    for number, run in enumerate(runs(counted_rows(fig.selection, columns))):
        data = raw(run)
        digest.update(data)
        count += len(run)
        if measure.distinct:
            keys.update(row.key for row in run)
        else:
            value += reduced(measure, run)
        FrozenSlice.objects.create(listed=kept, number=number, rows=pack(data))
    if (len(keys - {0}) if measure.distinct else value) != fig.value:
        raise Conflict(_("Records of “{name}” changed just now. Try again.").format(name=fig.name))
    same = FrozenList.objects.filter(digest=digest.hexdigest()).first()
    if same is not None:
        kept.slices.all().delete()
        kept.delete()
        return same
    kept.digest, kept.count = digest.hexdigest(), count
    kept.save(update_fields=["digest", "count"])
    return kept
