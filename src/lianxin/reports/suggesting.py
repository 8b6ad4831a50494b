"""Figures that a sentence may mean: a typed number before a measure word, or the name of a measure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import override

from lianxin.figures.engine import Figure
from lianxin.figures.measures import Measure, Ratio, measures
from lianxin.figures.units import WORDS, Unit
from lianxin.reports.texts import TAG

DIGITS = r"[0-9０-９][0-9０-９,，]*(?:\.[0-9]+)?"
UNIT_WORDS = sorted({word for words in WORDS.values() for word in words} - {"率"}, key=len, reverse=True)
NUMBER = re.compile(
    rf"(?P<before>超过|近|约)?(?P<number>{DIGITS})\s*(?P<form>余|多)?\s*(?P<unit>%|％|{'|'.join(UNIT_WORDS)})"
)
CLAUSE = re.compile(r"[，。；：、,.;:\s]")
MOST = 3
"""So many suggestions for one number; a longer list is the search's business."""
TRIED = 5
"""So many candidates are computed to see whether their value is the typed one."""
LIKE_ENOUGH = 0.2
"""Share of a measure's name that the words must hold before it is suggested: the unit fits already."""
FOUND = 0.34
"""The same for a search, where nothing but the words is known."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Put `tag` in the place of the typed `words`; `is_equal` says that the figure has the typed value."""

    words: str
    tag: str
    figure: Figure
    is_equal: bool


def suggest(text: str, compute: Callable[[str], Figure]) -> list[Suggestion]:
    """Figures that the typed numbers of a paragraph may be; `compute` gives a measure's figure for the report's period and place."""
    found: list[Suggestion] = []
    bare = TAG.sub(lambda match: " " * len(match.group()), text)
    for match in NUMBER.finditer(bare):
        found += _for_number(match, _around(bare, match.start()), compute)
    return found


def find_measures(words: str) -> list[Measure | Ratio]:
    """Measures by name, key, programme or definition, the likeliest first."""
    asked = words.strip().casefold()
    if not asked:
        return []
    scored = []
    for measure in measures:
        key = measure.key.casefold()
        score = max(3.0 if key == asked else 2.0 if key.startswith(asked) else 0.0, *_likenesses(asked, measure))
        if score >= FOUND:
            scored.append((-score, measure.key, measure))
    return [measure for _score, _key, measure in sorted(scored, key=lambda one: one[:2])]


def _likenesses(asked: str, measure: Measure | Ratio) -> Iterator[float]:
    """How near the words come to the measure's name and definition, in each language: the text is not always in the reader's."""
    for language in ("zh-hans", "en"):
        with override(language):
            name, definition = str(measure.name).casefold(), str(measure.words).casefold()
        yield 2.5 if name == asked else 1.5 if asked in name else 0.0
        yield 0.5 if asked in definition else 0.0
        yield likeness(asked, name) if len(asked) > 1 else 0.0


def likeness(words: str, name: str) -> float:
    """The share of a name's pairs of characters that stand in the words."""
    pairs = _pairs(name)
    return len(pairs & _pairs(words)) / len(pairs) if pairs else 0.0


def _for_number(match: re.Match[str], around: str, compute: Callable[[str], Figure]) -> list[Suggestion]:
    word = match["unit"].replace("％", "%")
    scored = sorted(
        ((likeness(around, str(measure.name)), measure) for measure in _of_unit(word)),
        key=lambda one: (-one[0], one[1].key),
    )
    value = float(match["number"].replace(",", "").replace("，", ""))
    made = []
    for score, measure in scored[:TRIED]:
        fig = compute(measure.key)
        equal = fig.value is not None and abs(float(fig.value) * (100 if fig.is_rate else 1) - value) < 0.05
        if equal or score >= LIKE_ENOUGH:
            form = match["before"] or match["form"] or ""
            made.append(Suggestion(match.group(), _tag(measure, form, word), fig, equal))
    return ([one for one in made if one.is_equal] or made)[:MOST]


def _tag(measure: Measure | Ratio, form: str, word: str) -> str:
    own = "" if word in {"%", measure.unit.zh} else word
    rest = f"|{form}|{own}" if own else f"|{form}" if form else ""
    return f"{{{{{measure.key}{rest}}}}}"


def _of_unit(word: str) -> Iterable[Measure | Ratio]:
    if word == "%":
        return [measure for measure in measures if measure.unit == Unit.RATE]
    return [measure for measure in measures if word in measure.unit.words]


def _around(text: str, at: int) -> str:
    """The clause that a number stands in, and the one before it."""
    parts, position = [], 0
    for match in CLAUSE.finditer(text):
        parts.append((position, match.start()))
        position = match.end()
    parts.append((position, len(text)))
    here = next((index for index, (start, end) in enumerate(parts) if start <= at <= end), 0)
    start = parts[max(here - 1, 0)][0]
    return text[start : parts[here][1]].casefold()


def _pairs(text: str) -> set[str]:
    """Pairs of Chinese characters, and Latin words."""
    words = set(re.findall(r"[a-z]{3,}", text.casefold()))
    han = re.sub(r"[^\u4e00-\u9fff]", " ", text)
    return words | {part[i : i + 2] for part in han.split() for i in range(len(part) - 1)}
