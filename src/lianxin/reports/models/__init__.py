"""Models of this app."""

from lianxin.reports.models.assessments import Assessment, AssessmentScheme
from lianxin.reports.models.duties import CampaignTarget, Duty, DutyReminder, DutyTerm, Every
from lianxin.reports.models.reports import ReportComment, ReportVersion, WorkReport
from lianxin.reports.models.revisions import Revision, RevisionFile, SigningRequest
from lianxin.reports.models.texts import ReportText

__all__ = [
    "Assessment",
    "AssessmentScheme",
    "CampaignTarget",
    "Duty",
    "DutyReminder",
    "DutyTerm",
    "Every",
    "ReportComment",
    "ReportText",
    "ReportVersion",
    "Revision",
    "RevisionFile",
    "SigningRequest",
    "WorkReport",
]
