"""The kinds, one folder each; every kind stands in the registry by one line here, in the order in which lists show them."""

from lianxin.matters.kind import matter_kinds
from lianxin.matters.kinds.action_item import ActionItem
from lianxin.matters.kinds.counselling import Counselling
from lianxin.matters.kinds.data_request import DataRequest
from lianxin.matters.kinds.feedback import Feedback
from lianxin.matters.kinds.legal_aid import LegalAid
from lianxin.matters.kinds.mediation import Mediation
from lianxin.matters.kinds.membership_application import MembershipApplication
from lianxin.matters.kinds.need import NeedRaised
from lianxin.matters.kinds.nomination import Nomination
from lianxin.matters.kinds.organisation_rating import OrganisationRating
from lianxin.matters.kinds.placement_request import PlacementRequest
from lianxin.matters.kinds.proposal import Proposal
from lianxin.matters.kinds.record_contest import RecordContest
from lianxin.matters.kinds.rights_advice import RightsAdvice
from lianxin.matters.kinds.startup_project import StartupProject
from lianxin.matters.kinds.student_grant import StudentGrant

matter_kinds.add(Feedback)
matter_kinds.add(Counselling)
matter_kinds.add(Mediation)
matter_kinds.add(RightsAdvice)
matter_kinds.add(LegalAid)
matter_kinds.add(NeedRaised)
matter_kinds.add(ActionItem)
matter_kinds.add(Proposal)
matter_kinds.add(Nomination)
matter_kinds.add(PlacementRequest)
matter_kinds.add(StudentGrant)
matter_kinds.add(StartupProject)
matter_kinds.add(OrganisationRating)
matter_kinds.add(MembershipApplication)
matter_kinds.add(DataRequest)
matter_kinds.add(RecordContest)
