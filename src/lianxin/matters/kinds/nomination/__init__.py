"""Nominations (推荐安排)."""

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
from lianxin.matters.kinds.nomination.flow import FLOW, NOTICE_DAYS
from lianxin.matters.models import Matter
from lianxin.matters.queries import last_step_day
from lianxin.reference.calendar import working_days_between
from lianxin.reference.queries import rule
from lianxin.register.enums import TieKind
from lianxin.register.services.ties import add_tie


class Nomination(MatterKind):
    key = "nomination"
    name = _("Nomination")
    plural = _("Nominations")
    words = ("推荐安排", "推荐人选")
    flow = FLOW
    confidential = True
    prefix = "RX"
    icon = "user-check"
    raiser_role = MatterRole.RAISER
    recorded_result = "granted"

    @classmethod
    def after_move(cls, subject: Matter, move: Move, given: dict[str, Any], *, by: Actor, at: dt.date) -> None:
        """An appointment becomes a tie of each nominee, after a public notice of the full length."""
        if move.code == "refuse":
            subject.result = Result.REFUSED
            subject.save(update_fields=["result"])
        if move.code != "appoint":
            return
        shown = last_step_day(subject, "publish")
        if shown is not None and working_days_between(shown, at) < int(rule(NOTICE_DAYS, shown)):
            raise BadInput(translate("The public notice has not stood for its full time yet."))
        subject.result = Result.GRANTED
        subject.save(update_fields=["result"])
        for part in subject.parties.filter(role=MatterRole.NOMINEE, end=None, person__isnull=False).select_related("person"):
            add_tie(
                kind=TieKind.APPOINTMENT,
                person=part.person,
                organisation=given["body"],
                role=given["level"],
                start=given["start"],
                end=given["end"],
                document=given["document"],
                by=by,
            )
