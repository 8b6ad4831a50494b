"""What became of a signed figure: the rows that came, went or changed since, each with the entry that did it (F7).

The signed figure never changes. What is compared is its frozen list with the list that the same period, place and filters
give now; `now.value - frozen.value` is the sum of the effects of all that moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from lianxin.core.pieces import chunks
from lianxin.figures.acts import Entries, entries_around, entries_deciding, entries_of, links_of
from lianxin.figures.causes import Decided, Hook, Reason, Ruled, reasons
from lianxin.figures.engine import Figure, figure, measure_of, model_listed
from lianxin.figures.fingerprints import fingerprint
from lianxin.figures.measures import Measure, Ratio
from lianxin.figures.models import FrozenFigure, MeasureVersion
from lianxin.figures.rows import Counted, counted_rows, unpack
from lianxin.figures.selections import Selection, select
from lianxin.figures.verbs import words_of
from lianxin.journal.models import Entry

if TYPE_CHECKING:
    import datetime as dt


WHOLE = frozenset({"import", "undo_import"})
"""Acts that other acts are parts of: a list that enters attendance."""


class How(StrEnum):
    ADDED = "added"
    LEFT = "left"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Moved:
    """A row of the figure that moved. `effect` is what it did to the value; `entries` are the acts that did it, the likeliest first."""

    model: str
    pk: int
    how: How
    effect: int
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Cause:
    """An act and the rows that it moved. `entry` is empty where no edit can be found; `because` are contests that it answered."""

    entry: Entry | None
    words: str
    moved: tuple[Moved, ...]
    because: tuple[Reason, ...] = ()

    @property
    def by(self) -> int | None:
        """The id of the person who acted."""
        return self.entry.person_id if self.entry else None

    @property
    def acting_as(self) -> str:
        return self.entry.acting_as if self.entry else ""

    @property
    def at(self) -> dt.date | None:
        return self.entry.happened_on if self.entry else None

    @property
    def records(self) -> int:
        return len(self.moved)

    @property
    def effect(self) -> int:
        """By how much the act changed the value."""
        return sum(one.effect for one in self.moved)


@dataclass(frozen=True, slots=True)
class Drift:
    """What became of a figure. A suppressed one, then or now, tells nothing but that. A rate drifts through its `parts`."""

    now: Figure
    added: tuple[Moved, ...] = ()
    left: tuple[Moved, ...] = ()
    changed: tuple[Moved, ...] = ()
    causes: tuple[Cause, ...] = ()
    parts: tuple[Drift, ...] = ()

    @property
    def is_none(self) -> bool:
        """Is every record as it was?"""
        return not (self.added or self.left or self.changed) and all(part.is_none for part in self.parts)


def drift_of(frozen: FrozenFigure) -> Drift:
    """Compare a signed figure with the same figure now.

    The definition in force now counts; where it is another version, what moved by the records and what by the definition
    are told apart. Reads as many rows as the figure has, then and now.
    """
    then = frozen.selection
    selection = select(then.measure, then.start, then.end, then.place, then.filters)
    now = figure(selection)
    if isinstance(then.definition, Ratio):
        # In the order in which they were frozen: numerator, denominator.
        parts = tuple(drift_of(part) for part in frozen.parts.order_by("position"))
        return Drift(now, causes=_of_definition(frozen, selection), parts=parts)
    if frozen.suppressed or now.suppressed:
        return Drift(now)
    return _drift(frozen, then, now)


def _drift(frozen: FrozenFigure, then: Selection, now: Figure) -> Drift:
    assert frozen.listed is not None  # noqa: S101  only a rate and a suppressed figure have none
    columns, selection = frozen.listed.columns, now.selection
    model = measure_of(then).rows().model._meta.label
    by_records = _compare(measure_of(then), _frozen_rows(frozen), counted_rows(then, columns))
    moved = _with_entries(by_records, then, model, frozen.last_entry)
    redefined = _redefinition(frozen, selection)
    if selection.version != then.version:
        between = _compare_definitions(then, selection)
        moved += [replace(one, entries=(redefined,) if redefined else ()) for one in between]
    elif redefined is not None:
        moved = [replace(one, entries=one.entries or (redefined,)) for one in moved]
    kinds = {how: tuple(one for one in moved if one.how == how) for how in How}
    return Drift(now, kinds[How.ADDED], kinds[How.LEFT], kinds[How.CHANGED], _causes(moved))


def _frozen_rows(frozen: FrozenFigure) -> Iterator[Counted]:
    assert frozen.listed is not None  # noqa: S101  asked before
    for packed in frozen.listed.slices.values_list("rows", flat=True).iterator(chunk_size=1):
        yield from unpack(bytes(packed))


@dataclass(slots=True)
class _Step:
    """A row before and after, one of them missing where it came or went."""

    pk: int
    before: Counted | None
    after: Counted | None

    @property
    def how(self) -> How:
        if self.before is None:
            return How.ADDED
        return How.LEFT if self.after is None else How.CHANGED


def _compare(measure: Measure, before: Iterable[Counted], after: Iterable[Counted], *, by_record: bool = True) -> list[tuple[_Step, int]]:
    """The rows that moved, with their effects on the value; both in the order of ids. Not `by_record`: by what is counted alone."""
    steps: list[_Step] = []
    keys_then: set[int] = set()
    keys_now: set[int] = set()
    compared = 4 if by_record else 3
    for old, new in _side_by_side(before, after):
        if measure.distinct:
            keys_then.update((old.key,) if old else ())
            keys_now.update((new.key,) if new else ())
        if old is None or new is None or old[:compared] != new[:compared]:
            found = old or new
            assert found is not None  # noqa: S101  one of the two is there
            steps.append(_Step(found.pk, old, new))
    return _effects(measure, steps, keys_then - {0}, keys_now - {0})


def _side_by_side(before: Iterable[Counted], after: Iterable[Counted]) -> Iterator[tuple[Counted | None, Counted | None]]:
    """Two lists in the order of ids as pairs of one id."""
    left, right = iter(before), iter(after)
    old, new = next(left, None), next(right, None)
    while old is not None or new is not None:
        if new is None or (old is not None and old.pk < new.pk):
            yield old, None
            old = next(left, None)
        elif old is None or new.pk < old.pk:
            yield None, new
            new = next(right, None)
        else:
            yield old, new
            old, new = next(left, None), next(right, None)


def _effects(measure: Measure, steps: list[_Step], keys_then: set[int], keys_now: set[int]) -> list[tuple[_Step, int]]:
    """What each row did to the value. A subject that is counted once is gained or lost by the first of its rows that moved."""
    gained, lost = keys_now - keys_then, keys_then - keys_now
    out = []
    for step in steps:
        effect = 0
        if step.after is not None:
            effect += int(step.after.key in gained) if measure.distinct else step.after.amount
            gained.discard(step.after.key)
        if step.before is not None:
            effect -= int(step.before.key in lost) if measure.distinct else step.before.amount
            lost.discard(step.before.key)
        out.append((step, effect))
    return out


def _compare_definitions(then: Selection, now: Selection) -> list[Moved]:
    """What moves when today's records are counted by the other definition."""
    old, new = measure_of(then), measure_of(now)
    rows_then, rows_now = counted_rows(then, ()), counted_rows(now, ())
    model, other = old.rows().model._meta.label, new.rows().model._meta.label
    if model == other and bool(old.distinct) == bool(new.distinct):
        return [Moved(model, step.pk, step.how, effect) for step, effect in _compare(old, rows_then, rows_now, by_record=False)]
    # Rows of two tables, or people here and rows there: all of the one go, all of the other come.
    gone = _compare(old, rows_then, ())
    come = _compare(new, (), rows_now)
    return [Moved(model, step.pk, step.how, effect) for step, effect in gone] + [
        Moved(other, step.pk, step.how, effect) for step, effect in come
    ]


def _redefinition(frozen: FrozenFigure, now: Selection) -> Entry | None:
    """The entry of the definition by which the figure is counted now, where it is not the one it was signed by."""
    mark = fingerprint(now.definition)
    if (frozen.definition.version, frozen.definition.fingerprint) == (now.version, mark):
        return None
    row = MeasureVersion.objects.filter(key=now.measure, version=now.version, fingerprint=mark).first()
    return Entry.objects.filter(model=MeasureVersion._meta.label, object_id=row.pk).order_by("pk").first() if row else None


def _of_definition(frozen: FrozenFigure, now: Selection) -> tuple[Cause, ...]:
    entry = _redefinition(frozen, now)
    return (Cause(entry, words_of(entry.verb), ()),) if entry else ()


# Entries


def _with_entries(compared: list[tuple[_Step, int]], then: Selection, model: str, after: int) -> list[Moved]:
    """The rows that moved, each with the acts that did it: those about what decides on it, about itself, about what it hangs on."""
    measure = measure_of(then)
    deciding = _deciding(compared, measure, then, after)
    exact = entries_of(model, [step.pk for step, _effect in compared], after)
    bare = [step for step, _effect in compared if step.pk not in exact and step.pk not in deciding]
    ruling = entries_around(_rulings(bare, measure), after)
    around = entries_around(_hooks([step for step in bare if step.pk not in ruling], measure, model), after)
    moved = []
    for step, effect in compared:
        entries = deciding.get(step.pk) or exact.get(step.pk) or ruling.get(step.pk) or around.get(step.pk) or {}
        ordered = _likeliest_first(entries.values(), step, measure if step.pk in deciding else None)
        moved.append(Moved(model, step.pk, step.how, effect, tuple(ordered)))
    return moved


def _deciding(compared: list[tuple[_Step, int]], measure: Measure, then: Selection, after: int) -> Entries:
    """Acts on other records that let rows in or kept them out, where the measure asks for such."""
    found: Entries = {}
    if isinstance(measure.when, Decided):
        for some in chunks([step.pk for step, _effect in compared if step.how != How.CHANGED]):
            found |= entries_deciding(measure.when, measure.rows().filter(pk__in=some), then.period, after)
    return found


def _likeliest_first(entries: Iterable[Entry], step: _Step, decided_by: Measure | None) -> list[Entry]:
    """Whatever came first brought a row in; whatever came last left it as it is or took it away."""
    came = step.how == How.ADDED
    acts: frozenset[str] = frozenset()
    if decided_by is not None and isinstance(decided_by.when, Decided):
        came = came != decided_by.when.keeps_out
        acts = decided_by.when.acts if came else acts
    ordered = sorted(entries, key=lambda entry: entry.pk, reverse=not came)
    ordered.sort(key=lambda entry: (entry.verb not in WHOLE, entry.verb not in acts))
    return ordered


def _rulings(steps: list[_Step], measure: Measure) -> Iterable[Hook]:
    return measure.when.rulings([step.pk for step in steps]) if steps and isinstance(measure.when, Ruled) else ()


def _hooks(steps: list[_Step], measure: Measure, model: str) -> Iterator[Hook]:
    """What rows hang on; of a row that is no more only the subject that it was counted by is known."""
    yield from links_of(model, (step.pk for step in steps))
    if measure.distinct:
        listed = model_listed(measure)._meta.label
        for step in steps:
            for side in (step.before, step.after):
                if side is not None and side.key:
                    yield listed, side.key, step.pk


def _causes(moved: list[Moved]) -> tuple[Cause, ...]:
    """The rows by the act that is likeliest to have moved them, in the order of the journal; those without one come last."""
    groups: dict[int, list[Moved]] = {}
    acts: dict[int, Entry] = {}
    for one in moved:
        entry = one.entries[0] if one.entries else None
        groups.setdefault(entry.pk if entry else 0, []).append(one)
        if entry is not None:
            acts[entry.pk] = entry
    because = _because(list({entry.pk for one in moved for entry in one.entries}))
    causes = [_cause(acts[pk], groups[pk], because) for pk in sorted(acts)]
    if 0 in groups:
        causes.append(Cause(None, _("No edit of these records can be found."), tuple(groups[0])))
    return tuple(causes)


def _cause(entry: Entry, moved: list[Moved], because: dict[int, set[Reason]]) -> Cause:
    also = {other.pk for one in moved for other in one.entries}
    return Cause(entry, words_of(entry.verb), tuple(moved), tuple(sorted(set().union(*(because.get(pk, set()) for pk in also)))))


def _because(entries: list[int]) -> dict[int, set[Reason]]:
    found: dict[int, set[Reason]] = {}
    for why in reasons:
        for some in chunks(entries):
            for entry, records in why(some).items():
                found.setdefault(entry, set()).update(records)
    return found
