"""The yearly assessment of district units: opening it, and each step of one unit. Units only, never persons."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.access.rules import denial
from lianxin.core.dates import today
from lianxin.core.errors import BadInput
from lianxin.figures.engine import Figure, figure
from lianxin.figures.measures import measures
from lianxin.figures.places import place_code, units
from lianxin.figures.selections import select
from lianxin.flows.flow import Move
from lianxin.flows.services.moves import make_move, start_flow
from lianxin.journal.services.entries import record
from lianxin.register.models import Document
from lianxin.reports.models import Assessment, AssessmentScheme

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One indicator of one unit: what the records say, what was aimed at, and the points that follow from it."""

    name: _StrOrPromise
    figure: Figure
    target: int
    weight: int
    points: Decimal


@transaction.atomic
def open_scheme(
    *,
    year: int,
    title: str,
    indicators: list[dict[str, Any]],
    document: Document | None = None,
    by: Actor,
    at: dt.date | None = None,
) -> AssessmentScheme:
    """Open one year's assessment with a record for each district-level unit of that year, waiting for its self-report.

    `indicators` are `{"key": measure, "target": n, "weight": points}`; weights add up to 100. Zones without a code are
    not assessed. Nothing is sent.
    """
    day = at or today()
    if not by.may_any("open", AssessmentScheme):
        raise denial("open", AssessmentScheme)
    if AssessmentScheme.objects.filter(year=year).exists():
        raise BadInput(_("The assessment of {year} is open already.").format(year=year))
    for indicator in indicators:
        measures.get(indicator["key"])
        if int(indicator["target"]) < 1 or int(indicator["weight"]) < 1:
            raise BadInput(_("An indicator has a target and a weight above zero."))
    if sum(int(indicator["weight"]) for indicator in indicators) != 100:
        raise BadInput(_("The weights of all indicators add up to 100."))
    scheme = AssessmentScheme.objects.create(year=year, title=title, document=document, indicators=indicators)
    for place in units(dt.date(year, 12, 31)):
        if place.code:
            assessment = Assessment(kind="assessment", scheme=scheme, place=place, opened_on=day, turn="district_officer")
            start_flow(assessment, at=day)
            assessment.save()
    record("open_scheme", scheme, by=by, at=day, data={"year": year})
    return scheme


def score_lines(assessment: Assessment) -> list[ScoreLine]:
    """What the records give for each indicator, locked at the end of the year: the share of the target, at most all of it."""
    year = assessment.scheme.year
    start, end = dt.date(year, 1, 1), dt.date(year, 12, 31)
    out = []
    for indicator in assessment.scheme.indicators:
        found = figure(select(indicator["key"], start, end, place_code(assessment.place)))
        target, weight = int(indicator["target"]), int(indicator["weight"])
        reached = float(found.value or 0) * (100 if found.is_rate else 1)
        points = Decimal(str(round(min(reached / target, 1.0) * weight, 1)))
        out.append(ScoreLine(found.name, found, target, weight, points))
    return out


def send_self_report(assessment: Assessment, *, text: str, by: Actor, at: dt.date | None = None) -> Assessment:
    """The unit says what it did; the city office is next."""
    return make_move(assessment, "report", by=by, at=at, given={"summary": text}, after=after_assessment_move)


def check_assessment(
    assessment: Assessment, *, points: int | None = None, why: str = "", by: Actor, at: dt.date | None = None
) -> Assessment:
    """Set the points: those that the records give, unless others are given with reasons."""
    proposed = sum((line.points for line in score_lines(assessment)), Decimal(0))
    given = {"points": round(proposed) if points is None else points, "why": why}
    return make_move(assessment, "check", by=by, at=at, given=given, after=after_assessment_move)


def object_to(assessment: Assessment, *, reason: str, by: Actor, at: dt.date | None = None) -> Assessment:
    """The unit objects before the result is announced; the city office checks again."""
    return make_move(assessment, "object", by=by, at=at, given={"reason": reason}, after=after_assessment_move)


def announce(assessment: Assessment, *, by: Actor, at: dt.date | None = None) -> Assessment:
    """The result stands; from here on the unit counts as assessed."""
    return make_move(assessment, "announce", by=by, at=at, after=after_assessment_move)


def after_assessment_move(subject: Any, move: Move, given: dict[str, Any], *, by: Actor, at: dt.date) -> None:
    """Keep the points of a check and the day of the result; the move has asked the rule."""
    if move.code == "check":
        if not 0 <= int(given["points"]) <= 100:
            raise BadInput(_("Points lie between 0 and 100."))
        subject.points = Decimal(given["points"])
        subject.save(update_fields=["points"])
    elif move.code == "announce":
        subject.announced_on = at
        subject.save(update_fields=["announced_on"])
