"""What stops a notice of a bulletin at the moment of sending: its receiver left the audience."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from lianxin.bulletins.models import Bulletin
from lianxin.bulletins.queries import people_of, read_audience
from lianxin.core.dates import today
from lianxin.notices.models import Notice
from lianxin.notices.reasons import Reason, reasons


def to_those_who_left(notices: list[Notice]) -> Iterable[int]:
    """Notices of bulletins to people who belong to the audience no more."""
    mine = [notice for notice in notices if notice.model == Bulletin._meta.label]
    for bulletin in Bulletin.objects.filter(pk__in={notice.object_id for notice in mine}):
        asked = [notice for notice in mine if notice.object_id == bulletin.pk]
        people = people_of(read_audience(bulletin.audience), today())
        there = set(people.filter(pk__in={one.person_id for one in asked}).values_list("pk", flat=True))
        yield from (one.pk for one in asked if one.person_id not in there)


reasons.add("bulletins.left", Reason(_("they no longer belong to those whom it is for"), to_those_who_left))
