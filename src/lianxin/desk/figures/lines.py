"""How records of the lower floors that have no area of their own are written in one line."""

from __future__ import annotations

from lianxin.desk import records
from lianxin.desk.records import Line
from lianxin.reference.models import Place
from lianxin.reports.models import Assessment


def place_line(place: Place) -> Line:
    """A place by its name and code."""
    return Line(place.name, None, place.code)


def assessment_line(assessment: Assessment) -> Line:
    """An assessment by its unit and year."""
    return Line(
        f"{assessment.place.name} {assessment.scheme.year}", assessment.announced_on or assessment.stage_since, assessment.stage_now.name
    )


records.add("reference.Place", place_line)
records.add("reports.Assessment", assessment_line, "place", "scheme")
