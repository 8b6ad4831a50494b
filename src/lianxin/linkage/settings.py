"""Comparisons and models as data, and the Splink settings made of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from splink import SettingsCreator

DIALECT = "duckdb"


@dataclass(frozen=True, slots=True)
class Level:
    """One degree of agreement: its name, the SQL that decides it ("" for everything left), and the column whose frequent
    values are worth less.
    """

    name: str
    sql: str
    frequency: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One part of two records: `unknown` is the SQL under which nothing can be said."""

    name: str
    unknown: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What is compared (people, organisations), how, and which pairs are looked at. `explode` are columns of lists."""

    name: str
    comparisons: tuple[Comparison, ...]
    blocks: tuple[str, ...]
    explode: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Model:
    """Parameters of one question: for each level the chance to see it in records of one party (m) and of two (u).

    `per_record` is how many other records a record's party has on average; `join` and `ask` are weights in bits: at or
    above `join` pairs are joined, from `ask` on a person is asked.
    """

    question: str
    version: str
    per_record: float
    join: float
    ask: float
    chances: Mapping[str, Mapping[str, tuple[float, float]]] = field(default_factory=dict)
    trained_on: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "question": self.question,
            "version": self.version,
            "trained_on": self.trained_on,
            "per_record": self.per_record,
            "join": self.join,
            "ask": self.ask,
            "chances": {
                name: {level: list(pair) for level, pair in some.items()}
                for name, some in self.chances.items()
            },
        }


def model_from(data: Mapping[str, Any]) -> Model:
    chances = {
        name: {level: (float(m), float(u)) for level, (m, u) in some.items()}
        for name, some in data["chances"].items()
    }
    return Model(**{**data, "chances": chances})


def shipped_model(question: str) -> Model:
    """The model that comes with Lianxin, trained on made-up lists (`benchmarks/matching.py --train`)."""
    text = (files("lianxin.linkage") / "models" / f"{question}.json").read_text("utf-8")
    return model_from(json.loads(text))


def write_model(model: Model, path: Path) -> None:
    path.write_text(json.dumps(model.as_json(), ensure_ascii=False, indent=1) + "\n", "utf-8")


def splink_settings(
    question: Question, model: Model | None, chance: float, *, blocks: tuple[str, ...] | None = None
) -> SettingsCreator:
    """Settings for one run. `chance` is the probability that two records drawn at random are one party's; without a
    model the settings only tell levels.
    """
    # Splink takes half a second to import, which every command and page server would pay at its start.
    from splink import SettingsCreator, block_on  # noqa: PLC0415
    from splink.blocking_rule_library import CustomRule  # noqa: PLC0415

    rules: list[Any] = [
        CustomRule(sql, sql_dialect=DIALECT) for sql in (question.blocks if blocks is None else blocks)
    ]
    if blocks is None:
        rules += [block_on(column, arrays_to_explode=[column]) for column in question.explode]
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[_comparison(one, model) for one in question.comparisons],
        blocking_rules_to_generate_predictions=rules,
        probability_two_random_records_match=chance,
        unique_id_column_name="uid",
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=True,
        additional_columns_to_retain=["party"],
    )


def _comparison(one: Comparison, model: Model | None) -> Any:
    import splink.comparison_level_library as levels  # noqa: PLC0415  see splink_settings
    import splink.comparison_library as comparisons  # noqa: PLC0415

    made: list[Any] = []
    if one.unknown:
        made.append(levels.CustomLevel(one.unknown, "unknown").configure(is_null_level=True))
    for level in one.levels:
        given: dict[str, Any] = {}
        if model is not None:
            m, u = model.chances[one.name][level.name]
            given = {"m_probability": m, "u_probability": u}
        if level.frequency:
            given["tf_adjustment_column"] = level.frequency
        plain = levels.CustomLevel(level.sql, level.name) if level.sql else levels.ElseLevel()
        made.append(plain.configure(label_for_charts=level.name, **given))
    return comparisons.CustomComparison(output_column_name=one.name, comparison_levels=made)
