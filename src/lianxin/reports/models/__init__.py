"""Models of this app."""

from lianxin.reports.models.assessments import Assessment, AssessmentScheme, Indicator
from lianxin.reports.models.duties import CampaignTarget, Duty, DutyReminder, DutyTerm, Every
from lianxin.reports.models.reports import ReportComment, ReportVersion, WorkReport
from lianxin.reports.models.revisions import OpenRemark, Revision, RevisionFile, SigningRequest
from lianxin.reports.models.scores import IndicatorScore, ScoreContest, ScoreEvidence, ScoreLock
from lianxin.reports.models.texts import ReportText

__all__ = [
    "Assessment",
    "AssessmentScheme",
    "CampaignTarget",
    "Duty",
    "DutyReminder",
    "DutyTerm",
    "Every",
    "Indicator",
    "IndicatorScore",
    "OpenRemark",
    "ReportComment",
    "ReportText",
    "ReportVersion",
    "Revision",
    "RevisionFile",
    "ScoreContest",
    "ScoreEvidence",
    "ScoreLock",
    "SigningRequest",
    "WorkReport",
]
