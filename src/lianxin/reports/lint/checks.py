"""Checks of one line: amounts that no record holds, words at figures, units, sources, shares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from lianxin.figures.engine import Figure
from lianxin.reports.lint.amounts import Amount, Bound
from lianxin.reports.lint.changes import movements
from lianxin.reports.lint.findings import Finding, Kind, Values
from lianxin.reports.lint.prose import Line
from lianxin.reports.lint.words import HELD, Words
from lianxin.reports.texts import ChangeTag, FigureTag, TypedTag
from lianxin.reports.wording import FORMS, say

WIDE_DIGITS = re.compile(r"[０-９]+")
PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*[%％]")
WINDOW = 24
"""So far before a figure its words are looked for."""


def check_tags(line: Line) -> Iterator[Finding]:
    """Tags that cannot be read, and another unit's word in one."""
    for at, fault in line.faults:
        yield line.finding(at, line.text[at : at + 1], Kind(fault.kind), fault.sentence, is_wrong=True)


def check_amounts(line: Line, values: Values) -> Iterator[Finding]:
    """Amounts typed into the prose: unbound, or bound by the exact figure in brackets behind them and then true of it."""
    for match in WIDE_DIGITS.finditer(line.text):
        if not any(amount.start <= match.start() < amount.end for amount in line.amounts):
            yield line.finding(
                match.start(), match.group(), Kind.WIDTH, _("Write digits in half width: 2017.")
            )
    settled = list(_settled(line))
    for amount in line.amounts:
        if amount in settled:
            continue
        if len(amount.said) > 1:
            reason = _("“{before}” and “{after}” do not go together: keep one.").format(
                before=amount.bounds[0][0], after=amount.bounds[-1][0]
            )
            yield line.finding(amount.start, amount.written, Kind.WORDS, reason)
        if exact := line.words.exact_behind.match(line.text, amount.end):
            tag = line.tags[line.text.index(HELD, amount.end, exact.end())]
            if isinstance(tag, FigureTag):
                yield from _check_rounded(line, amount, values.now(tag.key))
                continue
        reason = _(
            "No record stands behind this number: insert the figure, or a typed one with its document."
        )
        yield line.finding(amount.start, amount.written, Kind.UNBOUND, reason)


def _settled(line: Line) -> Iterator[Amount]:
    """Amounts of a rule, such as 须不少于3人, and those that say by how much a figure moved: that is checked with the movement."""
    words = line.words
    for sentence in line.sentences:
        if words.rule.search(sentence.text):
            for amount in sentence.amounts:
                if words.limit.search(sentence.clause(amount.start) + amount.written):
                    yield amount
        for moved in movements(sentence):
            # A change in per cent is not settled so: there is a tag that prints it.
            if moved.by and moved.key and moved.by.measure != "%":
                yield moved.by


def _check_rounded(line: Line, amount: Amount, exact: Figure) -> Iterator[Finding]:
    if exact.value is not None and not amount.is_true(float(exact.value)):
        yield line.finding(
            amount.start, amount.written, Kind.VALUE, _untrue(amount.written, exact), is_wrong=True
        )
    if amount.measure and not exact.is_rate and amount.measure not in line.words.units[exact.unit]:
        reason = _other_unit(exact, amount.measure, line.words)
        yield line.finding(amount.start, amount.written, Kind.UNIT, reason, is_wrong=True)


def _untrue(words: str, exact: Figure) -> str:
    return _("“{words}” is not true of {value}.").format(words=words, value=exact.shown)


def check_words(line: Line, values: Values) -> Iterator[Finding]:
    """Words for numbers in a tag that are not true of its value, and those outside, where the exact value is printed."""
    (before, bounds_before), (after, bounds_after) = line.words.before, line.words.after
    for at, tag in line.tags.items():
        if isinstance(tag, FigureTag) and tag.form in FORMS:
            yield from _check_form(line, at, tag, values)
        if not isinstance(tag, FigureTag | ChangeTag):
            continue
        ahead, behind = before.search(line.plain, max(0, at - WINDOW), at), after.match(line.plain, at + 1)
        for match, bounds in ((ahead, bounds_before), (behind, bounds_after)):
            if match and bounds[match["word"].lower()] != Bound.EXACT:
                reason = str(line.words.instead).format(word=match["word"])
                yield line.finding(match.start("word"), match["word"], Kind.WORDS, reason)


def _check_form(line: Line, at: int, tag: FigureTag, values: Values) -> Iterator[Finding]:
    found = values.now(tag.key)
    if found.value is None:
        return
    if tag.form == "全覆盖":
        if not found.is_rate or found.value != 1:
            yield replace(line.finding(at, tag.form, Kind.COVERAGE, not_covered(found)), is_printed=False)
    elif found.is_rate or not say(int(found.value), tag.form):
        yield replace(line.finding(at, tag.form, Kind.VALUE, _untrue(tag.form, found)), is_printed=False)


def not_covered(found: Figure) -> str:
    """Why a figure does not show that something is complete."""
    if not found.is_rate:
        return _("Only a rate can be complete; {name} is none.").format(name=found.name)
    return _("{name} is {up} of {down}.").format(name=found.name, up=found.numerator, down=found.denominator)


def check_units(line: Line, values: Values) -> Iterator[Finding]:
    """人 printed for 人次, and measure words that the figure prints itself."""
    words = line.words
    for at, tag in line.tags.items():
        found = values.now(tag.key) if isinstance(tag, FigureTag) else None
        if found is None or found.is_rate:
            continue
        for pattern, unit in words.heads:
            if (head := pattern.search(line.plain, 0, at)) and found.unit == unit:
                reason = _other_unit(found, head["word"], words)
                yield line.finding(head.start(), head["word"], Kind.UNIT, reason, is_wrong=True)
        if behind := words.counted.match(line.plain, at + 1):
            word = behind.group().strip().lower()
            own = word in words.units[found.unit]
            reason = (
                _("The figure prints its measure word itself.") if own else _other_unit(found, word, words)
            )
            yield line.finding(at + 1, word, Kind.UNIT, reason, is_wrong=not own)


def _other_unit(found: Figure, word: str, words: Words) -> str:
    """Why a word cannot stand for a figure's unit."""
    return _("{name} is counted in {unit}, not in {word}.").format(
        name=found.name, unit=words.units[found.unit][0], word=word
    )


def check_typed(line: Line, values: Values) -> Iterator[Finding]:
    """Typed figures name a document that the register holds (F11), and a typed part is no more than its whole."""
    for at, tag in line.tags.items():
        if not isinstance(tag, TypedTag):
            continue
        if not values.knows_document(tag.document):
            reason = _("No document with the number {number} is in the register.").format(number=tag.document)
            yield line.finding(at, tag.words, Kind.SOURCE, reason)
        share = PERCENT.search(tag.words)
        if share and float(share.group(1)) > 100 and line.words.capped.search(line.said, 0, at):
            reason = _("A part is never more than 100 % of its whole.")
            yield line.finding(at, tag.words, Kind.VALUE, reason, is_wrong=True)
