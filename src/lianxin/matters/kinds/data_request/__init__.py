"""Requests about one's own data (个人信息请求)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lianxin.access.actors import Actor
from lianxin.access.roles import Role
from lianxin.core.errors import BadInput
from lianxin.flows.flow import Move
from lianxin.matters.enums import MatterRole, Result
from lianxin.matters.kind import MatterKind
from lianxin.matters.kinds.data_request.flow import FLOW
from lianxin.matters.models import Matter, MatterParty
from lianxin.register.models import Person
from lianxin.register.services.erasing import erase
from lianxin.register.services.requested import correct_on_request


class DataRequest(MatterKind):
    """Addressed to the data-protection officer, whichever desk took it."""

    key = "data_request"
    name = _("Data request")
    plural = _("Data requests")
    words = ("个人信息请求", "数据请求")
    advice = _("See, correct, take along or erase what is held about you.")
    flow = FLOW
    right_of_person = True
    confidential = True
    desk_reads = False
    addressed_to = Role.DPO
    members_raise = True
    prefix = "SJ"
    icon = "lock"
    categories = (
        ("access", _("See and copy")),
        ("correction", _("Correct or complete")),
        ("portability", _("Take along")),
        ("withdrawal", _("Withdraw consent")),
        ("erasure", _("Erase")),
    )
    recorded_result = "solved"

    @classmethod
    def after_move(cls, subject: Matter, move: Move, given: dict[str, Any], *, by: Actor, at: dt.date) -> None:
        """Correcting and erasing are done with the move, or the move is not made."""
        if move.code not in {"correct", "erase"}:
            return
        subject.result = Result.SOLVED
        subject.save(update_fields=["result"])
        person = _whose(subject)
        if move.code == "correct":
            correct_on_request(person, values={given["field"]: given["value"]}, by=by, at=at)
        else:
            erase(person, by=by, at=at)


def _whose(subject: Matter) -> Person:
    raiser = MatterParty.objects.filter(matter=subject, role=MatterRole.RAISER, person__isnull=False)
    person = Person.objects.filter(pk__in=raiser.values("person_id")).order_by("pk").first()
    if person is None:
        raise BadInput(gettext("This request names nobody: enter the person who asks first."))
    return person
