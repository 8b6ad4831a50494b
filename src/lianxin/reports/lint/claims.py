"""Checks of one sentence: all of them, parts of a whole, firsts, ranks, what is only planned, sums since no stated day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from lianxin.figures.engine import Figure
from lianxin.reports.lint.checks import not_covered
from lianxin.reports.lint.findings import Finding, Kind, Values
from lianxin.reports.lint.prose import Sentence
from lianxin.reports.lint.values import counts_what_was_held
from lianxin.reports.texts import FigureTag


def check_coverage(sentence: Sentence, values: Values) -> Iterator[Finding]:
    """全覆盖 is said where the rate nearest to it in the sentence is 100 %; 全部 and 无一 where it is not less."""
    words = sentence.words
    for pattern, needs_rate in ((words.covered, True), (words.every, False)):
        for match in sentence.find(pattern):
            if words.not_yet.search(sentence.around(match)):
                continue
            rate = _nearest_rate(sentence, match, values)
            if rate and rate.value is not None and rate.value != 1:
                reason = not_covered(rate)
                yield sentence.line.finding(
                    match.start(), match.group(), Kind.COVERAGE, reason, is_wrong=True
                )
            elif needs_rate and not rate:
                reason = _("Insert the rate that shows it, in the same sentence.")
                yield sentence.line.finding(match.start(), match.group(), Kind.COVERAGE, reason)


def _nearest_rate(sentence: Sentence, match: re.Match[str], values: Values) -> Figure | None:
    rates = [(at, rate) for at, tag in sentence.bound() if (rate := values.rate_of(tag.key))]
    away = {at: max(match.start() - at, at - match.end()) for at, _rate in rates}
    return min(rates, key=lambda one: away[one[0]])[1] if rates else None


def check_parts(sentence: Sentence, values: Values) -> Iterator[Finding]:
    """What follows 其中 in the same unit is no more than the whole before it."""
    for match in sentence.find(sentence.words.part):
        figures = [(at, values.now(tag.key)) for at, tag in sentence.bound() if isinstance(tag, FigureTag)]
        for at, part in figures:
            wholes = [one.value for place, one in figures if place < match.start() and one.unit == part.unit]
            if at < match.start() or part.is_rate or part.value is None or None in wholes or not wholes:
                continue
            if part.value > max(whole for whole in wholes if whole is not None):
                reason = _("{name} is {value}, more than the whole before it.").format(
                    name=part.name, value=part.shown
                )
                yield sentence.line.finding(at, match.group(), Kind.VALUE, reason, is_wrong=True)


def check_firsts(sentence: Sentence, values: Values) -> Iterator[Finding]:
    """首次 holds when nothing of the figure lies before the period; what no figure can show needs a document."""
    if sentence.is_sourced:
        return
    for match in sentence.find(sentence.words.first):
        tag = sentence.meant(match.end())
        earlier = values.ever_before(tag.key) if tag else None
        if earlier is None:
            reason = _("Insert the figure that shows it, or a typed one with its document.")
        elif earlier.value:
            reason = _("{name} was {value} before {day} already.").format(
                name=earlier.name, value=earlier.shown, day=earlier.selection.end
            )
        else:
            continue
        yield sentence.line.finding(
            match.start(), match.group(), Kind.FIRST, reason, is_wrong=earlier is not None
        )
    for match in sentence.find(sentence.words.pioneer):
        reason = _("No record can show this: name the document that does.")
        yield sentence.line.finding(match.start(), match.group(), Kind.FIRST, reason)


def check_ranks(sentence: Sentence, values: Values) -> Iterator[Finding]:
    """Districts that are said to lead lead in the figure; ranks beyond the city need a document."""
    if sentence.is_sourced:
        return
    last = sentence.start
    for match in sentence.find(sentence.words.rank):
        tag = sentence.meant(match.end())
        lines = values.by_district(tag.key) if tag else []
        order = sorted(
            ((float(fig.value), name) for name, fig in lines if fig.value is not None), reverse=True
        )
        named = _named(sentence, last, match.start(), [name for _value, name in order])
        last = match.end()
        ours = bool(named) and not match["beyond"] and not match["vague"]
        if not ours:
            reason = _("Name one district and insert the figure, or name the document that ranks.")
        elif all(_stands(name, order, match, sentence) for name in named):
            continue
        else:
            best = order[-1 if match["low"] else 0]
            reason = _("{district} stands there with {value}.").format(district=best[1], value=f"{best[0]:g}")
        yield sentence.line.finding(match.start(), match.group(), Kind.RANK, reason, is_wrong=ours)


def _stands(name: str, order: list[tuple[float, str]], match: re.Match[str], sentence: Sentence) -> bool:
    """Is the district there? Equals share a place."""
    value = next(value for value, one in order if one == name)
    above = sum(other > value for other, _one in order)
    equal = sum(other == value for other, _one in order)
    if match["low"]:
        return above + equal == len(order)
    if match["nth"]:
        return above < sentence.words.number(match["nth"]) <= above + equal
    return above < (sentence.words.number(match["among"]) if match["among"] else 1)


def _named(sentence: Sentence, start: int, end: int, names: list[str]) -> list[str]:
    """The districts that are named last before the words, in full or without 区, 市, 县; else those named in the sentence."""
    parts = re.split(r"[，,：:]", sentence.line.said[start:end])
    for part in [*reversed(parts), sentence.text]:
        if found := [name for name in names if name in part or name[:-1] in part]:
            return found
    return []


def check_plans(sentence: Sentence) -> Iterator[Finding]:
    """A figure of what was held is not printed for what is planned."""
    words = sentence.words
    for at, tag in sentence.bound():
        held, clause = counts_what_was_held(tag.key), sentence.clause(at)
        start = sentence.start if held else at - len(clause)
        plans = list(words.planned.finditer(sentence.line.said, start, at))
        match = words.planned_behind.match(sentence.line.said, at + 1)
        if plans and not words.done.search(sentence.line.said, plans[-1].end(), at):
            match = plans[-1]
        if match and (held or not words.served.search(clause)):
            reason = _("The figure counts what was held, the sentence says planned.")
            yield sentence.line.finding(match.start(), match.group(), Kind.PLANNED, reason)


def check_sums(sentence: Sentence) -> Iterator[Finding]:
    """累计 says since when."""
    for match in sentence.find(sentence.words.summed):
        if not sentence.words.since.search(sentence.text):
            reason = _("Say since when.")
            yield sentence.line.finding(match.start(), match.group(), Kind.SINCE, reason)
