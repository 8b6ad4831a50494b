"""The score of a pair and the model behind it, in words and numbers: nothing here is about anybody in particular."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from lianxin.linkage.clusters import ALIKE, APART
from lianxin.linkage.organisations import ORGANISATIONS
from lianxin.linkage.people import PEOPLE
from lianxin.linkage.settings import Model, Question, model_from, shipped_model
from lianxin.register.evidence_words import comparison_words, level_words, share_words
from lianxin.register.models import MatchModel, PairQuestion

QUESTIONS: dict[str, Question] = {one.name: one for one in (PEOPLE, ORGANISATIONS)}
SURE = 20.0
"""Bits that fill a bar: a million to one."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """One comparison of a pair: how far it agrees, what that weighs, and whether the two rows say so or other rows do."""

    label: str
    words: str
    bits: float
    elsewhere: bool = False

    @property
    def bar(self) -> int:
        """The length of the bar in per cent."""
        return min(100, round(abs(self.bits) / SURE * 100))

    @property
    def times(self) -> float:
        """How many times likelier (or less likely) this makes it that the two are one."""
        return float(2 ** abs(self.bits))


@dataclass(frozen=True, slots=True)
class Score:
    """A weight taken apart: it is `prior` and all `parts` together. `model` is None when it is no longer kept."""

    parts: list[Weighed]
    prior: float
    weight: float
    version: str
    model: Model | None

    @property
    def once_in(self) -> int:
        """Two records drawn at random are one party's once in so many pairs, in round numbers."""
        return rounded(2**-self.prior)

    @property
    def records(self) -> int:
        """How many records the register had when the pair was weighed, in round numbers; 0 when the model is gone."""
        return rounded(2**-self.prior * self.model.per_record) if self.model else 0


def rounded(number: float) -> int:
    """Two digits that count."""
    whole = max(1, round(number))
    return int(round(whole, 2 - len(str(whole))))


def score_of(question: PairQuestion) -> Score:
    """How the weight of a question comes about, what weighs most first. One statement, none for a model that came with Lianxin."""
    parts = [
        Weighed(
            comparison_words(question.of, name),
            level_words(question.of, name, question.levels.get(name, "")),
            bits,
            question.levels.get(name) in {APART, ALIKE},
        )
        for name, bits in question.bits.items()
    ]
    parts.sort(key=lambda one: -abs(one.bits))
    version = str(question.run.model_versions.get(question.of, "")) if question.run else ""
    return Score(
        parts,
        question.weight - sum(one.bits for one in parts),
        question.weight,
        version,
        model_of(question.of, version),
    )


def model_of(question: str, version: str) -> Model | None:
    """The model of a version: trained here, or come with Lianxin; None when neither knows it."""
    trained = MatchModel.objects.filter(question=question, version=version).first() if version else None
    if trained is not None:
        return model_from(trained.parameters)
    shipped = shipped_model(question)
    return shipped if shipped.version == version else None


@dataclass(frozen=True, slots=True)
class LevelLine:
    """One level of a comparison: how often it is seen in pairs of one party and of two, and what it weighs."""

    words: str
    of_one: str
    of_two: str
    bits: float
    by_frequency: bool

    @property
    def bar(self) -> int:
        return min(100, round(abs(self.bits) / SURE * 100))


@dataclass(frozen=True, slots=True)
class ComparisonLines:
    label: str
    levels: list[LevelLine]


def bits_of(m: float, u: float) -> float:
    """What a level weighs that is seen in the share `m` of pairs of one party and `u` of pairs of two."""
    least = 1e-9
    return math.log2(max(m, least) / max(u, least))


def comparisons_of(model: Model) -> Iterator[ComparisonLines]:
    """Every comparison of a model in words, in its own order."""
    for comparison in QUESTIONS[model.question].comparisons:
        lines = []
        for level in comparison.levels:
            m, u = model.chances[comparison.name][level.name]
            words = level_words(model.question, comparison.name, level.name)
            lines.append(
                LevelLine(words, share_words(m), share_words(u), bits_of(m, u), bool(level.frequency))
            )
        yield ComparisonLines(comparison_words(model.question, comparison.name), lines)
