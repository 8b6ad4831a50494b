"""How rows of this app that name a person read in one line, for that person."""

from __future__ import annotations

from lianxin.core.dates import CITY_TIME, zh_date
from lianxin.register.models import Person
from lianxin.register.queries.subject import declare_acting
from lianxin.register.reach import declare_reference, describers
from lianxin.reports.models import Assessment, ReportText


def describe_text(text: ReportText) -> str:
    """A version of a report's text that the person saved."""
    return f"{zh_date(text.saved_at.astimezone(CITY_TIME).date())} · {text.title}"


def describe_assessment(assessment: Assessment) -> str:
    """A unit's assessment by year and unit."""
    return f"{assessment.scheme.year} · {assessment.place.name}"


declare_reference("reports.ReportText", "saved_by", Person)
declare_acting("reports.ReportText.saved_by")
describers.add("reports.ReportText", describe_text)
describers.add("reports.Assessment", describe_assessment)
