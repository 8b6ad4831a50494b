"""Training: how often parts agree in records of one party and of two, learnt from the register's own numbers.

Two rows with one valid document number are one person's, two rows with two numbers two people's; bodies have credit codes.
Nobody has to label anything. Where rows with numbers are few, what the model said before counts for more.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
from pyarrow import compute

from lianxin.linkage.organisations import ORGANISATIONS, BodySaid, organisations_table
from lianxin.linkage.people import PEOPLE
from lianxin.linkage.persons import PersonSaid, people_table, without_copied
from lianxin.linkage.scoring import Counts, count_levels
from lianxin.linkage.settings import Model, Question

AS_MANY = 200
"""What was known before weighs like so many pairs of one party, and like `EVENTS` events among pairs of two."""
EVENTS = 3
SAMPLE = 1500
"""So many records are compared each with each for levels that are no rarity."""
SEED = 7


@dataclass(frozen=True, slots=True)
class Lesson:
    """From which pairs one question learns. `number` is the column that says who a record is about; what it decides itself
    (`decided`) is learnt from the pairs of `otherwise`. `rare` gives by comparison the column in which all pairs of two
    parties agree that stand at `rare_levels`, so that they are counted and not sampled. `two` makes pairs of two parties.
    """

    question: Question
    number: str
    decided: tuple[str, ...]
    otherwise: str
    two: str
    rare: Mapping[str, str]
    rare_levels: Mapping[str, tuple[str, ...]]


OF_PEOPLE = Lesson(
    PEOPLE,
    number="document",
    decided=("document", "birth"),
    otherwise="l.name = r.name and l.mobiles[1] = r.mobiles[1] and not l.shared",
    two="l.name <> r.name",
    rare={"name": "name", "mobile": "mobiles", "email": "email", "landline": "landline", "employer": "brand", "address": "address"},
    rare_levels={"mobile": ("own", "shared"), "employer": ("same", "short")},
)
OF_ORGANISATIONS = Lesson(
    ORGANISATIONS,
    number="code",
    decided=("code",),
    otherwise="l.core = r.core and l.legal = r.legal",
    two="l.core <> r.core",
    rare={"name": "two", "legal_person": "legal", "phone": "phones", "address": "address"},
    rare_levels={"name": ("same", "short"), "phone": ("own", "shared")},
)


def train_people(said: Sequence[PersonSaid], base: Model, *, version: str, trained_on: str) -> Model:
    """A model of people learnt from these records; thresholds are those of `base`."""
    return _train(OF_PEOPLE, people_table(without_copied(said)), base, version, trained_on)


def train_organisations(said: Sequence[BodySaid], base: Model, *, version: str, trained_on: str) -> Model:
    """A model of organisations learnt from these records; thresholds are those of `base`."""
    return _train(OF_ORGANISATIONS, organisations_table(said), base, version, trained_on)


def _train(lesson: Lesson, table: pa.Table, base: Model, version: str, trained_on: str) -> Model:
    numbered = table.filter(compute.is_valid(table[lesson.number]))
    one = count_levels(lesson.question, numbered, (f"l.{lesson.number} = r.{lesson.number}",))
    otherwise = count_levels(lesson.question, table, (lesson.otherwise,))
    sampled = dict(_sampled(lesson, table, lesson.two))
    sampled["name"] = _sampled(lesson, numbered, _other(lesson))["name"]
    chances: dict[str, dict[str, tuple[float, float]]] = {}
    for comparison in lesson.question.comparisons:
        name, before = comparison.name, base.chances[comparison.name]
        seen = (otherwise if name in lesson.decided else one)[name]
        rare, among = _rare(lesson, name, numbered)
        chances[name] = {}
        for level in comparison.levels:
            m, u = before[level.name]
            if name in lesson.rare and level.name in lesson.rare_levels.get(name, ("same",)):
                u = _often(rare.get(level.name, 0), among, u)
            elif name != lesson.number:
                u = _often(sampled[name].get(level.name, 0), sum(sampled[name].values()), u)
            chances[name][level.name] = (_share(seen.get(level.name, 0), sum(seen.values()), m), u)
    return replace(base, version=version, trained_on=trained_on, per_record=_per_record(lesson, table, base), chances=chances)


def _other(lesson: Lesson) -> str:
    return f"l.{lesson.number} <> r.{lesson.number}"


def _share(count: int, of: int, before: float) -> float:
    return round((count + AS_MANY * before) / (of + AS_MANY), 6)


def _often(count: int, of: int, before: float) -> float:
    """Chance of an event among pairs of two parties, of which what was known before counts like a few events."""
    return float(f"{min(1.0, (count + EVENTS) / (of + EVENTS / before)):.3g}")


def _rare(lesson: Lesson, name: str, numbered: pa.Table) -> tuple[Mapping[str, int], int]:
    """Pairs of two parties by level, counted where they all stand, and how many pairs there are at all."""
    if name not in lesson.rare:
        return {}, 0
    column = lesson.rare[name]
    lists = pa.types.is_list(numbered.schema.field(column).type)
    held = numbered.filter(
        compute.greater(compute.list_value_length(numbered[column]), 0) if lists else compute.is_valid(numbered[column])
    )
    same = f"l.{column}[1] = r.{column}[1]" if lists else f"l.{column} = r.{column}"
    counts = count_levels(lesson.question, held, (f"{same} and {_other(lesson)}",))
    return counts[name], held.num_rows * (held.num_rows - 1) // 2


def _sampled(lesson: Lesson, table: pa.Table, two: str) -> Counts:
    """Levels of pairs drawn at random of which `two` says that they are two parties."""
    drawn = sorted(random.Random(SEED).sample(range(table.num_rows), min(SAMPLE, table.num_rows)))  # noqa: S311  no secret
    return count_levels(lesson.question, table.take(pa.array(drawn, type=pa.int64())), (two,))


def _per_record(lesson: Lesson, table: pa.Table, base: Model) -> float:
    """How many other records a record's party has: pairs that share a number, scaled to the rows that name none."""
    numbers = [number for number in table[lesson.number].to_pylist() if number]
    if len(numbers) < AS_MANY:
        return base.per_record
    pairs = sum(count * (count - 1) / 2 for count in Counter(numbers).values())
    return float(round(max(0.1, 2 * pairs * (table.num_rows / len(numbers)) ** 2 / table.num_rows), 2))
