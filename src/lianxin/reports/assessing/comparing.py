"""The units of a year side by side, and each unit over the years, for one reader."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from lianxin.reports.models import Assessment, AssessmentScheme, Indicator, IndicatorScore

if TYPE_CHECKING:
    from lianxin.access.actors import Actor
    from lianxin.reference.models import Place


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in one year: its points by indicator in the order of the scheme. All is empty where the reader may not know yet."""

    assessment: Assessment
    scores: tuple[IndicatorScore | None, ...]
    is_known: bool

    @property
    def cells(self) -> list[tuple[Indicator | None, Decimal | None, bool]]:
        """Of each indicator the points that count, and whether a person gave other points than the figure."""
        return [
            (score.indicator, score.counted, _deviates(score))
            if score and self.is_known
            else (None, None, False)
            for score in self.scores
        ]


def _deviates(score: IndicatorScore) -> bool:
    return score.points is not None and score.proposed is not None and score.points != score.proposed


def compare_units(scheme: AssessmentScheme, actor: Actor) -> tuple[list[Indicator], list[UnitRow]]:
    """The units of a scheme that the reader may see, in the order of their codes. Points show to the office that gives them, to
    others from the day on which the unit was told. Four statements for any number of units.
    """
    indicators = list(scheme.indicators.all())
    seen = list(
        Assessment.objects.visible_to(actor)
        .filter(scheme=scheme)
        .select_related("place")
        .order_by("place__code")
    )
    rows = IndicatorScore.objects.filter(
        assessment__in=[one.pk for one in seen], indicator__in=[one.pk for one in indicators]
    )
    scores = {
        (score.assessment_id, score.indicator_id): score
        for score in rows.select_related("indicator").prefetch_related("locks")
    }
    gives = actor.may_any("assess", Assessment)
    out = []
    for one in seen:
        is_known = gives or one.is_told
        found = tuple(scores.get((one.pk, row.pk)) for row in indicators)
        out.append(UnitRow(one, found, is_known))
    return indicators, out


@dataclass(frozen=True, slots=True)
class PlaceYears:
    """One unit: its assessment of each year, None where it has none that the reader may see."""

    place: Place
    years: tuple[Assessment | None, ...]


def year_over_year(actor: Actor) -> tuple[list[AssessmentScheme], list[PlaceYears]]:
    """The schemes in force of all years, the earliest first, and the units with their assessments; two statements."""
    schemes: dict[int, AssessmentScheme] = {}
    for scheme in AssessmentScheme.objects.filter(opened_on__isnull=False).order_by("year", "version"):
        schemes[scheme.year] = scheme
    inside = Assessment.objects.visible_to(actor).filter(scheme__in=[one.pk for one in schemes.values()])
    by_place: dict[int, dict[int, Assessment]] = {}
    places: dict[int, Place] = {}
    for one in inside.select_related("place").order_by("place__code"):
        # By the unit's latest form, so that a renamed unit is one line.
        unit = one.place.district_id or one.place_id
        places[unit] = one.place
        by_place.setdefault(unit, {})[one.scheme_id] = one
    shown = list(schemes.values())
    return shown, [
        PlaceYears(place, tuple(by_place[unit].get(one.pk) for one in shown))
        for unit, place in places.items()
    ]
