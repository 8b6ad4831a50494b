"""Rises and falls: they hold between the figure and the earlier one that the words compare it with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from lianxin.figures.engine import Figure
from lianxin.reports.comparing import STRETCH, YEAR
from lianxin.reports.lint.amounts import Amount, Bound
from lianxin.reports.lint.findings import Finding, Kind, Values
from lianxin.reports.lint.prose import Sentence
from lianxin.reports.lint.words import HELD, Way
from lianxin.reports.texts import ChangeTag


@dataclass(frozen=True, slots=True)
class Movement:
    """Words that say how the figure `key` moved, against what (`against`), and by how much or (`to`) to how much of what it was."""

    at: int
    words: str
    way: Way
    against: str
    key: str
    by: Amount | None = None
    to: bool = False


def movements(sentence: Sentence) -> Iterator[Movement]:
    """What a sentence claims to have moved; where a change is printed beside the words, or the aim is to move, nothing is claimed."""
    words = sentence.words
    for match in sentence.find(words.moved):
        tag = sentence.meant(match.end())
        printed = isinstance(tag, ChangeTag) and sentence.line.said[match.end() :].lstrip().startswith(HELD)
        if printed or words.not_yet.search(sentence.clause(match.start())):
            continue
        found = {name: text for name, text in match.groupdict().items() if text}
        group = next(name for name in found if not name.startswith("against"))
        against = next((text for name, text in found.items() if name.startswith("against")), "")
        way = next(way for pattern, way in words.ways if pattern.search(match[group]))
        by, to = _how_much(sentence, match.start(group))
        yield Movement(match.start(), match.group(), way, against, tag.key if tag else "", by, to)


def _how_much(sentence: Sentence, at: int) -> tuple[Amount | None, bool]:
    """The share that follows the words of a rise."""
    for amount in sentence.amounts:
        if amount.share is not None and (
            between := sentence.words.by.fullmatch(sentence.line.said, at, amount.start)
        ):
            return amount, bool(between["to"])
    return None, False


def check_changes(sentence: Sentence, values: Values) -> Iterator[Finding]:
    """Every movement that is claimed is one of the figures."""
    for moved in movements(sentence):
        if not moved.key and (sentence.amounts or sentence.is_sourced):
            continue
        pairs = _compared(moved, sentence, values) if moved.key else []
        if unproven := _unproven(moved, pairs):
            yield sentence.line.finding(moved.at, moved.words, Kind.CHANGE, unproven)
        elif untrue := _untrue(moved, pairs):
            yield sentence.line.finding(moved.at, moved.words, Kind.CHANGE, untrue, is_wrong=True)


def _compared(moved: Movement, sentence: Sentence, values: Values) -> list[tuple[Figure, Figure]]:
    """The pairs, earlier and later, that the words speak of."""
    words = sentence.words
    if words.each_year.search(moved.against):
        return list(pairwise(values.by_year(moved.key)))
    now, then = values.compared(moved.key, STRETCH if words.stretch.search(moved.against) else YEAR)
    earlier = values.by_year(moved.key)[:-1] if words.record.search(moved.words) else []
    return [*((one, now) for one in earlier), (then, now)]


def _unproven(moved: Movement, pairs: list[tuple[Figure, Figure]]) -> str:
    """Why nothing can be compared; "" when it can."""
    if not moved.key:
        return _("Insert the figure that moved, or how it moved.")
    if not pairs:
        return _("The period holds no two whole years to compare.")
    if any(one.value is None for pair in pairs for one in pair):
        return _("{name} has no value to compare.").format(name=pairs[0][0].name)
    return ""


def _untrue(moved: Movement, pairs: list[tuple[Figure, Figure]]) -> str:
    """Why the figure did not move so; "" when it did."""
    for then, now in pairs:
        if not _holds(moved, float(then.value or 0), float(now.value or 0)):
            shown = "、".join(
                f"{one.selection.start}–{one.selection.end}: {one.shown}" for one in (then, now)
            )
            return _("{name} did not move so: {values}.").format(name=now.name, values=shown)
    return ""


def _holds(moved: Movement, then: float, now: float) -> bool:
    if not moved.way.holds(then, now):
        return False
    if moved.by is None or not then:
        return moved.by is None
    return moved.by.is_true((now if moved.to else abs(now - then)) / then, unsaid=Bound.ABOUT)
