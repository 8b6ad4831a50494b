"""Voluntary legal service (法律咨询)."""

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
from lianxin.matters.kinds.legal_aid.flow import FLOW
from lianxin.matters.models import Matter


class LegalAid(MatterKind):
    """No narrative is kept: form, minutes, people served. `served` counts them, 1 for advice to one person."""

    key = "legal_aid"
    name = _("Legal advice")
    plural = _("Legal advice")
    words = ("法律咨询", "法律", "法律服务", "法律援助")
    advice = _("Advice or drafting by a volunteer lawyer, free of charge. Statutory legal aid is given by the agency (12348).")
    flow = FLOW
    confidential = True
    is_case = True
    members_raise = True
    sensitive = True
    prefix = "FL"
    icon = "scale"
    desk_slug = "lawyers"

    @classmethod
    def after_move(cls, subject: Matter, move: Move, given: dict[str, Any], *, by: Actor, at: dt.date) -> None:
        """A lawyer who has another part in the matter is in conflict. A service given without a number served one."""
        if move.code == "assign":
            lawyers = subject.parties.filter(role=MatterRole.HANDLER, end=None).values("person_id")
            if subject.parties.exclude(role=MatterRole.HANDLER).filter(person_id__in=lawyers).exists():
                raise BadInput(translate("This lawyer has another part in the matter: name somebody else."))
        if move.code in {"serve", "refer"}:
            subject.result = Result.EXPLAINED if move.code == "serve" else Result.REFERRED
        if move.code in {"serve", "record"} and subject.served is None:
            subject.served = 1
        subject.save(update_fields=["result", "served"])
