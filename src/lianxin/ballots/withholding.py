"""What stops a notice of a vote at the moment of sending: its receiver left those whom the vote is for."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from lianxin.ballots.models import Ballot
from lianxin.ballots.services.ballots import audience_of
from lianxin.core.dates import today
from lianxin.notices.models import Notice
from lianxin.notices.reasons import Reason, reasons


def to_those_who_left(notices: list[Notice]) -> Iterable[int]:
    """Notices of votes to people to whom the vote's audience applies no more."""
    mine = [notice for notice in notices if notice.model == Ballot._meta.label]
    for ballot in Ballot.objects.filter(pk__in={notice.object_id for notice in mine}):
        asked = [notice for notice in mine if notice.object_id == ballot.pk]
        there = set(audience_of(ballot.audience, today(), {notice.person_id for notice in asked}))
        yield from (one.pk for one in asked if one.person_id not in there)


reasons.add("ballots.left", Reason(_("they no longer belong to those whom it is for"), to_those_who_left))
