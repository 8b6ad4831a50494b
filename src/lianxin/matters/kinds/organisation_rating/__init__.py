"""Internal rating of organisations (内部评估)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.matters.enums import MatterRole
from lianxin.matters.kind import MatterKind
from lianxin.matters.kinds.organisation_rating.flow import FLOW


class OrganisationRating(MatterKind):
    key = "organisation_rating"
    name = _("Internal rating of an organisation")
    plural = _("Internal ratings of organisations")
    words = ("等级评估", "评估申报")
    flow = FLOW
    prefix = "PG"
    icon = "award"
    raiser_role = MatterRole.APPLICANT
    first_turn = "raiser"
    recorded_result = "granted"
