"""Freezing figures: value, definition, and every record that was counted, as they are now (F6)."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Max, Model, Window
from django.db.models.functions import Lag
from django.utils.translation import gettext as _

from lianxin.core.dates import now
from lianxin.core.errors import Conflict
from lianxin.figures.engine import measure_of, parts_of
from lianxin.figures.fingerprints import fingerprint
from lianxin.figures.measures import Ratio
from lianxin.figures.models import FrozenFigure, FrozenList, FrozenSlice, MeasureVersion
from lianxin.figures.rows import AT_ONCE, Counted, columns_of, counted_together, pack, raw, reduced, runs
from lianxin.figures.services.versions import note_definitions
from lianxin.figures.suppression import one_moment
from lianxin.figures.together import figures_of
from lianxin.journal.models import Entry

if TYPE_CHECKING:
    from lianxin.access.actors import Actor
    from lianxin.figures.engine import Figure
    from lianxin.figures.selections import Selection

Progress = Callable[[int, int], None]
"""Told now and then: how many lists are kept, of how many."""
ROWS = 100
"""So many rows are written in one statement."""
OVERTAKEN_BY = 10_000
"""An act under way at the freeze is found again unless so many entries were written since it took its number."""


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
    parts = {one: parts_of(one) for one in wanted if isinstance(one.definition, Ratio)}
    every = list(dict.fromkeys([*wanted, *(part for two in parts.values() for part in two)]))
    work = _Freezing(owner, by, at)
    with one_moment():
        known = figures_of(every)
    work.definitions = {(row.key, row.version): row for row in _definitions(every, by)}
    listed = [fig for fig in known.values() if not fig.is_rate and not fig.suppressed]
    lists = keep_lists(listed, progress)
    made: dict[Selection, FrozenFigure] = {}
    below: list[tuple[Selection, FrozenFigure]] = []
    for one in wanted:
        made[one] = work.row(known[one], lists.get(one))
        below += [(one, work.row(known[part], lists.get(part))) for part in parts.get(one, ())]
    FrozenFigure.objects.bulk_create(made.values(), batch_size=ROWS)
    for one, row in below:
        row.part_of = made[one]
    FrozenFigure.objects.bulk_create([row for _one, row in below], batch_size=ROWS)
    return list(made.values())


def _definitions(selections: list[Selection], by: Actor) -> list[MeasureVersion]:
    """The rows of the definitions that count these, noted now if they were not before."""
    definitions = {(one.measure, one.version): one.definition for one in selections}
    marks = {(key, version, fingerprint(one)) for (key, version), one in definitions.items()}
    note_definitions(definitions.values(), by=by)
    rows = MeasureVersion.objects.filter(key__in={key for key, _version in definitions})
    return [row for row in rows if (row.key, row.version, row.fingerprint) in marks]


@dataclass(slots=True)
class _Freezing:
    owner: Model
    by: Actor
    at: dt.date
    definitions: dict[tuple[str, int], MeasureVersion] = field(default_factory=dict)
    moment: dt.datetime = field(default_factory=now)
    last_entry: int = field(init=False)
    gaps: list[tuple[int, int]] = field(init=False)
    position: int = field(init=False)

    def __post_init__(self) -> None:
        # Before anything is counted: whatever is entered meanwhile came later.
        self.last_entry = Entry.objects.aggregate(last=Max("pk"))["last"] or 0
        self.gaps = _gaps_below(self.last_entry)
        before = FrozenFigure.objects.filter(owner_model=self.owner._meta.label, owner_id=self.owner.pk)
        self.position = before.aggregate(last=Max("position"))["last"] or 0

    def row(self, fig: Figure, listed: FrozenList | None) -> FrozenFigure:
        """The next figure of the owner, not saved."""
        self.position += 1
        return FrozenFigure(
            owner_model=self.owner._meta.label,
            owner_id=self.owner.pk,
            position=self.position,
            code=fig.code,
            text=fig.selection.text,
            name=str(fig.name),
            unit=fig.unit.value,
            value=fig.value,
            numerator=fig.numerator,
            denominator=fig.denominator,
            suppressed=fig.suppressed,
            provisional=fig.provisional,
            definition=self.definitions[fig.selection.measure, fig.selection.version],
            records=listed.count if listed else None,
            listed=listed,
            last_entry=self.last_entry,
            gaps=self.gaps,
            frozen_at=self.moment,
            frozen_on=self.at,
            frozen_by=self.by.person_id,
        )


def _gaps_below(last: int) -> list[tuple[int, int]]:
    """Runs of numbers below the newest entry that none bears: given up, or taken by acts that have not committed yet."""
    newest = Entry.objects.filter(pk__gt=last - OVERTAKEN_BY, pk__lte=last)
    followed = newest.annotate(before=Window(Lag("pk"), order_by="pk")).filter(pk__gt=F("before") + 1).order_by("pk")
    return [(before + 1, pk - 1) for before, pk in followed.values_list("before", "pk")]


def keep_lists(figures: Sequence[Figure], progress: Progress | None = None) -> dict[Selection, FrozenList]:
    """Keep the rows of each figure, or find the list that holds the same already; equal ones are kept once."""
    wanted = [(fig.selection, columns_of(fig.selection)) for fig in figures]
    kept: dict[Selection, FrozenList] = {}
    held: list[_Rows] = []
    left = set(range(len(figures)))

    def put_away() -> None:
        kept.update(_keep(held))
        held.clear()
        if progress is not None and figures:
            progress(len(kept), len(figures))

    for number, rows in counted_together(wanted):
        left.discard(number)
        held.append(_read(figures[number], wanted[number][1], rows))
        if len(held) == AT_ONCE or len(held[-1].packed) > 1:
            put_away()
    held += [_read(figures[number], wanted[number][1], ()) for number in sorted(left)]
    put_away()
    return kept


@dataclass(slots=True)
class _Rows:
    """The rows of a figure, packed in runs, with the digest of all of them."""

    selection: Selection
    columns: list[str]
    digest: str
    count: int
    packed: list[bytes]


def _read(fig: Figure, columns: list[str], rows: Iterable[Counted]) -> _Rows:
    measure = measure_of(fig.selection)
    digest, count, value = hashlib.sha256(repr(columns).encode()), 0, 0
    keys: set[int] = set()
    packed = []
    for run in runs(rows):
        data = raw(run)
        digest.update(data)
        packed.append(pack(data))
        count += len(run)
        if measure.distinct:
            keys.update(row.key for row in run)
        else:
            value += reduced(measure, run)
    if (len(keys - {0}) if measure.distinct else value) != fig.value:
        raise Conflict(_("Records of “{name}” changed just now. Try again.").format(name=fig.name))
    return _Rows(fig.selection, columns, digest.hexdigest(), count, packed)


def _keep(held: list[_Rows]) -> dict[Selection, FrozenList]:
    """Keep those that nobody kept before; two who sign at once keep an equal list once."""
    by_digest = {one.digest: one for one in held}
    there = FrozenList.objects.filter(digest__in=by_digest)
    missing = set(by_digest) - set(there.values_list("digest", flat=True))
    new = [FrozenList(digest=one.digest, count=one.count, columns=one.columns) for one in held if one.digest in missing]
    FrozenList.objects.bulk_create({one.digest: one for one in new}.values(), batch_size=ROWS, ignore_conflicts=True)
    known = {one.digest: one for one in there.all()}
    slices = [
        FrozenSlice(listed=known[digest], number=number, rows=packed)
        for digest in sorted(missing)
        for number, packed in enumerate(by_digest[digest].packed)
    ]
    FrozenSlice.objects.bulk_create(slices, batch_size=ROWS, ignore_conflicts=True)
    return {one.selection: known[one.digest] for one in held}
