"""Grants of the student fund (大学生创新人才培养基金)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from lianxin.access.actors import Actor
from lianxin.core.errors import BadInput
from lianxin.flows.flow import Move
from lianxin.matters.enums import MatterRole, Result
from lianxin.matters.kind import MatterKind
from lianxin.matters.kinds.student_grant.flow import FLOW, NOTICE_DAYS
from lianxin.matters.models import Matter
from lianxin.matters.queries import last_step_day
from lianxin.matters.services.outcomes import record_payment
from lianxin.reference.calendar import working_days_between
from lianxin.reference.queries import rule

FEN = 100


class StudentGrant(MatterKind):
    """The award closes the matter, so that `closed_on` is the day of the award; payment and receipt follow."""

    key = "student_grant"
    name = _("Student grant")
    plural = _("Student grants")
    words = ("大学生基金", "人才培养基金", "资助申请")
    advice = _("An application to the student fund. Your school checks it first.")
    flow = FLOW
    members_raise = True
    sensitive = True
    prefix = "ZZ"
    icon = "graduation-cap"
    raiser_role = MatterRole.APPLICANT
    recorded_result = "granted"

    @classmethod
    def after_move(cls, subject: Matter, move: Move, given: dict[str, Any], *, by: Actor, at: dt.date) -> None:
        """An award stands after its notice; a payment is a row of its own."""
        if move.code == "award":
            shown = last_step_day(subject, "notice")
            if shown is not None and working_days_between(shown, at) < int(rule(NOTICE_DAYS, shown)):
                raise BadInput(translate("The public notice has not stood for its full time yet."))
        if move.code in {"award", "refuse"}:
            subject.result = Result.GRANTED if move.code == "award" else Result.REFUSED
            subject.save(update_fields=["result"])
        if move.code == "pay":
            record_payment(subject, fen=given["yuan"] * FEN, paid_on=at, receipt=given["receipt"] or "", by=by)
