"""How rows of this app that name a person read in one line, for that person."""

from __future__ import annotations

from lianxin.core.dates import CITY_TIME, zh_date
from lianxin.register.models import Person
from lianxin.register.queries.subject import declare_acting
from lianxin.register.reach import declare_reference, describers
from lianxin.reports.models import (
    Assessment,
    IndicatorScore,
    ReportComment,
    ReportText,
    ReportVersion,
    Revision,
    ScoreContest,
    SigningRequest,
    WorkReport,
)


def describe_text(text: ReportText) -> str:
    """A version of a report's text that the person saved."""
    return f"{zh_date(text.saved_at.astimezone(CITY_TIME).date())} · {text.title}"


def describe_report(report: WorkReport) -> str:
    """A report that the person began."""
    return f"{zh_date(report.opened_on)} · {report.title}"


def describe_version(version: ReportVersion) -> str:
    """A version of a report that the person wrote."""
    return f"{version.report.title} · {version.number}"


def describe_comment(comment: ReportComment) -> str:
    """A comment that the person wrote or answered."""
    return f"{comment.report.title} · {zh_date(comment.written_at.astimezone(CITY_TIME).date())}"


def describe_revision(revision: Revision) -> str:
    """A report that the person signed."""
    return f"{zh_date(revision.signed_on)} · {revision.document_number} · {revision.title}"


def describe_request(request: SigningRequest) -> str:
    """A signature that the person gave and that is not carried out yet."""
    return f"{zh_date(request.signed_on)} · {request.document_number}"


def describe_assessment(assessment: Assessment) -> str:
    """A unit's assessment by year and unit."""
    return f"{assessment.scheme.year} · {assessment.place.name}"


def describe_score(score: IndicatorScore) -> str:
    """Points that the person gave to a unit."""
    return f"{describe_assessment(score.assessment)} · {score.indicator.name}"


def describe_contest(contest: ScoreContest) -> str:
    """A contest that the person raised for a unit, or answered."""
    return f"{zh_date(contest.raised_on)} · {describe_score(contest.score)}"


for _model, _columns, _describe in (
    (ReportText, ("saved_by",), describe_text),
    (WorkReport, ("opened_by",), describe_report),
    (ReportVersion, ("saved_by",), describe_version),
    (ReportComment, ("written_by", "answered_by"), describe_comment),
    (Revision, ("signed_by",), describe_revision),
    (SigningRequest, ("asked_by",), describe_request),
    (Assessment, (), describe_assessment),
    (IndicatorScore, ("scored_by",), describe_score),
    (ScoreContest, ("raised_by", "answered_by"), describe_contest),
):
    _label = _model._meta.label
    for _column in _columns:
        declare_reference(_label, _column, Person)
        declare_acting(f"{_label}.{_column}")
    describers.add(_label, _describe)
