"""What became of a signed figure: the rows that came, went or changed since, each with the entry that did it (F7).

The signed figure never changes. What is compared is its frozen list with the list that the same period, place and filters
give now; `now.value - frozen.value` is the sum of the effects of all that moved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from lianxin.core.pieces import chunks
from lianxin.figures.acts import Entries, entries_about, entries_around, entries_deciding, links_of
from lianxin.figures.causes import Decided, Hook, Reason, Ruled, Since, reasons
from lianxin.figures.engine import Figure, measure_of, model_listed
from lianxin.figures.fingerprints import fingerprint
from lianxin.figures.models import FrozenFigure, FrozenList, FrozenSlice, MeasureVersion
from lianxin.figures.rows import RUN, Counted, counted_rows, counted_together, unpack
from lianxin.figures.selections import Selection, select
from lianxin.figures.suppression import one_moment
from lianxin.figures.together import figures_of
from lianxin.figures.verbs import words_of
from lianxin.figures.walking import How, Step, compare
from lianxin.journal.models import Entry

if TYPE_CHECKING:

    from lianxin.figures.measures import Measure


WHOLE = frozenset({"import", "undo_import"})
"""Acts that other acts are parts of: a list that enters attendance."""


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
    return drifts_of([frozen])[frozen.pk]


def drifts_of(figures: Iterable[FrozenFigure], known: Mapping[Selection, Figure] | None = None) -> dict[int, Drift]:
    """As `drift_of` of each by its id. Figures of one table are read in one statement, and acts are looked for once for all.

    Parts of rates that are not among the figures are fetched; `known` are present figures that need not be counted anew.
    """
    rows = sorted(figures, key=lambda row: row.position)
    rates = {row.pk for row in rows if row.is_rate}
    if alone := rates - {row.part_of_id for row in rows}:
        rows += FrozenFigure.objects.filter(part_of__in=alone).select_related("listed", "definition").order_by("position")
    compared = [_Compared(row, row.selection) for row in rows]
    now = dict(known or {})
    if unknown := [work.selection for work in compared if work.selection not in now]:
        with one_moment():
            now |= figures_of(unknown)
    redefined = _redefinitions(compared)
    counted = [work for work in compared if work.frozen.listed_id is not None and not now[work.selection].suppressed]
    _walk(counted)
    moved = _moved(counted, redefined)
    because = _because(list({entry.pk for some in moved.values() for one in some for entry in one.entries}))
    done: dict[int, Drift] = {}
    for work in reversed(compared):  # a rate's parts follow it
        pk, entry = work.frozen.pk, redefined.get(work.frozen.pk)
        if pk in rates:
            causes = (Cause(entry, words_of(entry.verb), ()),) if entry else ()
            own = tuple(done[part.frozen.pk] for part in compared if part.frozen.part_of_id == pk)
            done[pk] = Drift(now[work.selection], causes=causes, parts=own)
        else:
            some = moved.get(pk, [])
            kinds = {how: tuple(one for one in some if one.how == how) for how in How}
            done[pk] = Drift(now[work.selection], kinds[How.ADDED], kinds[How.LEFT], kinds[How.CHANGED], _causes(some, because))
    return done


def of_today(selection: Selection) -> Selection:
    """The same figure by the definition that is in force for its period now."""
    return select(selection.measure, selection.start, selection.end, selection.place, selection.filters)


@dataclass
class _Compared:
    """A frozen figure, the selection that counts it now, the rows that moved with their effects, and acts that did it.

    Acts are those on records that decide, on the rows themselves, and on what rules.
    """

    frozen: FrozenFigure
    then: Selection
    selection: Selection = field(init=False)
    steps: list[tuple[Step, int]] = field(default_factory=list)
    deciding: Entries = field(default_factory=dict)
    own: Entries = field(default_factory=dict)
    ruling: Entries = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.selection = of_today(self.then)

    @cached_property
    def measure(self) -> Measure:
        return measure_of(self.then)

    @cached_property
    def model(self) -> str:
        return str(self.measure.rows().model._meta.label)

    @cached_property
    def hung(self) -> tuple[str, str, Since]:
        """What tells whose rows hang on the same: their model, that of the subjects counted once, the moment of signing."""
        subject = model_listed(self.measure)._meta.label if self.measure.distinct else ""
        return self.model, subject, self.frozen.since

    @property
    def listed(self) -> FrozenList:
        listed: FrozenList | None = self.frozen.listed
        assert listed is not None  # noqa: S101  only a rate and a suppressed figure have none
        return listed


def _walk(counted: list[_Compared]) -> None:
    """Walk the frozen and the present rows of each figure side by side."""
    short = {work.listed.pk for work in counted if work.listed.count <= RUN}
    slices: dict[int, list[bytes]] = {}
    for listed, packed in FrozenSlice.objects.filter(listed__in=short).values_list("listed_id", "rows") if short else ():
        slices.setdefault(listed, []).append(bytes(packed))

    def frozen_rows(work: _Compared) -> Iterator[Counted]:
        if work.listed.pk in short:
            return (row for packed in slices.get(work.listed.pk, ()) for row in unpack(packed))
        packs = work.listed.slices.values_list("rows", flat=True).iterator(chunk_size=1)
        return (row for packed in packs for row in unpack(bytes(packed)))

    empty = set(range(len(counted)))
    for number, rows in counted_together([(work.then, work.listed.columns) for work in counted]):
        counted[number].steps = compare(counted[number].measure, frozen_rows(counted[number]), rows)
        empty.discard(number)
    for number in empty:
        counted[number].steps = compare(counted[number].measure, frozen_rows(counted[number]), ())


def _moved(counted: list[_Compared], redefined: dict[int, Entry]) -> dict[int, list[Moved]]:
    """By figure, what moved it by the records, then by the definition."""
    moved = _with_entries(counted)
    for work in counted:
        pk, act = work.frozen.pk, redefined.get(work.frozen.pk)
        if work.selection.version != work.then.version:
            between = _compare_definitions(work.then, work.selection)
            moved[pk] += [replace(one, entries=(act,) if act else ()) for one in between]
        elif act is not None:
            moved[pk] = [replace(one, entries=one.entries or (act,)) for one in moved[pk]]
    return moved


def _compare_definitions(then: Selection, now: Selection) -> list[Moved]:
    """What moves when today's records are counted by the other definition."""
    old, new = measure_of(then), measure_of(now)
    rows_then, rows_now = counted_rows(then, ()), counted_rows(now, ())
    model, other = old.rows().model._meta.label, new.rows().model._meta.label
    if model == other and bool(old.distinct) == bool(new.distinct):
        return [Moved(model, step.pk, step.how, effect) for step, effect in compare(old, rows_then, rows_now, by_record=False)]
    # Rows of two tables, or people here and rows there: all of the one go, all of the other come.
    gone = compare(old, rows_then, ())
    come = compare(new, (), rows_now)
    return [Moved(model, step.pk, step.how, effect) for step, effect in gone] + [
        Moved(other, step.pk, step.how, effect) for step, effect in come
    ]


def _redefinitions(compared: list[_Compared]) -> dict[int, Entry]:
    """By figure, the entry of the definition by which it is counted now, where it is not the one it was signed by."""
    others: dict[int, tuple[str, int, str]] = {}
    for work in compared:
        now, kept = work.selection, work.frozen.definition
        mark = fingerprint(now.definition)
        if (kept.version, kept.fingerprint) != (now.version, mark):
            others[work.frozen.pk] = (now.measure, now.version, mark)
    if not others:
        return {}
    rows = MeasureVersion.objects.filter(fingerprint__in={mark for _key, _version, mark in others.values()})
    known = {(row.key, row.version, row.fingerprint): row.pk for row in rows}
    acts = Entry.objects.filter(model=MeasureVersion._meta.label, object_id__in=known.values()).order_by("-pk")
    first = {entry.object_id: entry for entry in acts}
    return {pk: first[known[what]] for pk, what in others.items() if what in known and known[what] in first}


# Entries


def _with_entries(counted: list[_Compared]) -> dict[int, list[Moved]]:
    """By figure, the rows that moved with the acts that did it: those about what decides on it, about itself, about what it hangs on."""
    moving = [work for work in counted if work.steps]
    ids: dict[Since, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for work in moving:
        ids[work.frozen.since][work.model].update(step.pk for step, _effect in work.steps)
    exact: dict[tuple[str, Since], Entries] = defaultdict(dict)
    for since, records in ids.items():
        for (model, pk), entries in entries_about({model: sorted(some) for model, some in records.items()}, since).items():
            exact[model, since][pk] = entries
    bare: dict[tuple[str, str, Since], list[Step]] = defaultdict(list)
    for work in moving:
        since = work.frozen.since
        work.deciding, work.own = _deciding(work), exact[work.model, since]
        rest = [step for step, _effect in work.steps if step.pk not in work.own and step.pk not in work.deciding]
        work.ruling = entries_around(_rulings(rest, work.measure), since)
        bare[work.hung] += [step for step in rest if step.pk not in work.ruling]
    numbers: dict[tuple[tuple[str, str, Since], int], int] = {}
    hooks: dict[Since, list[Hook]] = defaultdict(list)
    for hung, steps in bare.items():
        model, subject, since = hung
        for label, target, pk in _hooks(steps, model, subject):
            hooks[since].append((label, target, numbers.setdefault((hung, pk), len(numbers))))
    around: Entries = {}
    for since, some in hooks.items():
        around |= entries_around(some, since)
    found: dict[int, list[Moved]] = {work.frozen.pk: [] for work in counted}
    for work in moving:
        for step, effect in work.steps:
            pk, decided = step.pk, work.measure if step.pk in work.deciding else None
            hanging = around.get(numbers.get((work.hung, pk), -1), {})
            acts = work.deciding.get(pk) or work.own.get(pk) or work.ruling.get(pk) or hanging
            ordered = _likeliest_first(acts.values(), step, decided)
            found[work.frozen.pk].append(Moved(work.model, pk, step.how, effect, tuple(ordered)))
    return found


def _deciding(work: _Compared) -> Entries:
    """Acts on other records that let rows in or kept them out, where the measure asks for such."""
    found: Entries = {}
    measure, since = work.measure, work.frozen.since
    if isinstance(measure.when, Decided):
        for some in chunks([step.pk for step, _effect in work.steps if step.how != How.CHANGED]):
            found |= entries_deciding(measure.when, measure.rows().filter(pk__in=some), work.then.period, since)
    return found


def _likeliest_first(entries: Iterable[Entry], step: Step, decided_by: Measure | None) -> list[Entry]:
    """Whatever came first brought a row in; whatever came last left it as it is or took it away."""
    came = step.how == How.ADDED
    acts: frozenset[str] = frozenset()
    if decided_by is not None and isinstance(decided_by.when, Decided):
        came = came != decided_by.when.keeps_out
        acts = decided_by.when.acts if came else acts
    ordered = sorted(entries, key=lambda entry: entry.pk, reverse=not came)
    ordered.sort(key=lambda entry: (entry.verb not in WHOLE, entry.verb not in acts))
    return ordered


def _rulings(steps: list[Step], measure: Measure) -> Iterable[Hook]:
    return measure.when.rulings([step.pk for step in steps]) if steps and isinstance(measure.when, Ruled) else ()


def _hooks(steps: list[Step], model: str, subject: str) -> Iterator[Hook]:
    """What rows hang on; of a row that is no more only the subject that it was counted by is known."""
    yield from links_of(model, {step.pk for step in steps})
    for step in steps:
        for side in (step.before, step.after) if subject else ():
            if side is not None and side.key:
                yield subject, side.key, step.pk


def _causes(moved: list[Moved], because: dict[int, set[Reason]]) -> tuple[Cause, ...]:
    """The rows by the act that is likeliest to have moved them, in the order of the journal; those without one come last."""
    groups: dict[int, list[Moved]] = {}
    acts: dict[int, Entry] = {}
    for one in moved:
        entry = one.entries[0] if one.entries else None
        groups.setdefault(entry.pk if entry else 0, []).append(one)
        if entry is not None:
            acts[entry.pk] = entry
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
