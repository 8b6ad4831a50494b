"""Applications for membership (入会申请)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from lianxin.access.actors import Actor, Hat, same_person
from lianxin.access.roles import Role
from lianxin.flows.flow import Move
from lianxin.matters.enums import MatterRole, Result
from lianxin.matters.kind import MatterKind
from lianxin.matters.kinds.membership_application.flow import FLOW
from lianxin.matters.models import Matter
from lianxin.register.enums import TieKind
from lianxin.register.services.ties import add_tie


class MembershipApplication(MatterKind):
    """The desk is the association that is applied to."""

    key = "membership_application"
    name = _("Application for membership")
    plural = _("Applications for membership")
    words = ("入会申请",)
    advice = _("You ask an association to admit you.")
    flow = FLOW
    confidential = True
    members_raise = True
    prefix = "RH"
    icon = "users"
    raiser_role = MatterRole.APPLICANT
    recorded_result = "granted"

    @classmethod
    def after_move(cls, subject: Matter, move: Move, given: dict[str, Any], *, by: Actor, at: dt.date) -> None:
        """Admission becomes a tie of each applicant to the desk's association."""
        if move.code == "refuse":
            subject.result = Result.REFUSED
            subject.save(update_fields=["result"])
        if move.code != "admit":
            return
        subject.result = Result.GRANTED
        subject.save(update_fields=["result"])
        # The decision on the application is the authority for the tie: the applicant was nobody's member before.
        deciding = same_person(by, hats=(*by.hats, Hat(Role.SERVICE)))
        for part in subject.parties.filter(role=MatterRole.APPLICANT, end=None).select_related("person", "organisation"):
            add_tie(
                kind=TieKind.MEMBERSHIP,
                person=part.person,
                member=part.organisation,
                organisation=subject.desk,
                start=given["start"],
                by=deciding,
            )
