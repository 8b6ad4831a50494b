"""Points from a figure: pure arithmetic in decimals, so that the same figure gives the same points for ever."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from lianxin.figures.engine import measure_of
from lianxin.figures.rows import reduced, unpack
from lianxin.reports.models import ScoreLock

if TYPE_CHECKING:
    from lianxin.figures.engine import Figure
    from lianxin.figures.models import FrozenFigure
    from lianxin.reports.models import Indicator, IndicatorScore

TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Scored:
    """`points` is None where nothing is scored, and `unscored` says why."""

    points: Decimal | None
    unscored: str = ""


def tenths(value: Decimal) -> Decimal:
    """To one decimal, halves upwards."""
    return value.quantize(TENTH, rounding=ROUND_HALF_UP)


def score_of(indicator: Indicator, fig: Figure | FrozenFigure) -> Scored:
    """The points of an indicator by a figure, live or frozen: the share of the target that was reached, at most all of it.

    Where less is better, all up to the target, and the target's share of what it was above it.
    """
    if fig.value is None:
        return Scored(None, ScoreLock.Unscored.NONE)
    if fig.is_rate:
        return _scored(indicator, Decimal(fig.numerator or 0), Decimal(fig.denominator or 0))
    return _scored(indicator, Decimal(int(fig.value)), None)


def _scored(indicator: Indicator, value: Decimal, divided_by: Decimal | None) -> Scored:
    if divided_by is not None:
        if not divided_by:
            return Scored(None, ScoreLock.Unscored.NONE)
        if indicator.minimum is not None and divided_by < indicator.minimum:
            return Scored(None, ScoreLock.Unscored.FEW)
        value = value * 100 / divided_by
    target = indicator.target or Decimal(0)
    if indicator.direction == indicator.Direction.MORE:
        share = value / target if value < target else Decimal(1)
    else:
        share = Decimal(1) if value <= target else target / value
    return Scored(tenths(share * indicator.weight))


def recomputed(lock: ScoreLock) -> Scored:
    """The points once more, from the kept lists alone: what `lock` holds, or somebody changed one of the two.

    A figure that was not given has no list, and none is scored by it.
    """
    frozen, indicator = lock.frozen, lock.score.indicator
    if frozen.value is None:
        return Scored(None, ScoreLock.Unscored.NONE)
    if frozen.is_rate:
        up, down = (_kept_value(part) for part in frozen.parts.select_related("listed").order_by("position"))
        return _scored(indicator, up, down)
    return _scored(indicator, _kept_value(frozen), None)


def _kept_value(frozen: FrozenFigure) -> Decimal:
    assert frozen.listed is not None  # noqa: S101  only rates and what was suppressed have none
    rows = (
        row for packed in frozen.listed.slices.values_list("rows", flat=True) for row in unpack(bytes(packed))
    )
    return Decimal(reduced(measure_of(frozen.selection), rows))


def total_of(scores: Iterable[IndicatorScore]) -> Decimal | None:
    """The points of a unit out of 100: what is not scored drops out of both sides. None when nothing is scored."""
    given = [(score.counted, score.indicator.weight) for score in scores if score.counted is not None]
    if not given:
        return None
    weights = sum(weight for _points, weight in given)
    return tenths(
        sum((points for points, _weight in given if points is not None), Decimal(0)) * 100 / weights
    )


def grade_of(points: Decimal | None, grades: list[list[object]]) -> str:
    """The word for these points, "" where the scheme gives none."""
    if points is None:
        return ""
    return next((str(word) for floor, word in grades if points >= Decimal(str(floor))), "")
