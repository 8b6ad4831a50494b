"""Two clocks on one matter: what was decided stays, what was said goes when its time is over.

What stays: number, kind, dates, stages with their days, desk, place, category, parties, result, rating, payments. What goes:
the content, the notes of every step, why it was entered for somebody else, and the rows of ledgers that it came from.
"""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.access.actors import Actor
from lianxin.flows.flow import CLOSED_PHASES
from lianxin.flows.models import Step
from lianxin.keeping.lapses import Lapse, lapses
from lianxin.matters.kind import kinds_where
from lianxin.matters.models import Matter
from lianxin.reference.dated import declare_rule
from lianxin.register.models import SourceRow, Touch


def closed_long_ago(before: dt.date, *, confidential: bool) -> QuerySet[Matter]:
    """Matters that were closed before the day and still have their words."""
    rows = Matter.objects.filter(phase__in=CLOSED_PHASES, closed_on__lt=before, emptied_on=None)
    return rows.filter(kind__in=kinds_where(confidential=confidential))


def empty(ids: list[int], by: Actor, on: dt.date) -> int:
    """The words of these matters go; gives how many matters. Figures do not change. The caller holds the transaction."""
    label = Matter._meta.label
    Step.objects.filter(model=label, object_id__in=ids).update(note="")
    told = Touch.objects.filter(model=label, object_id__in=ids).values("row_id")
    SourceRow.objects.filter(pk__in=told).update(cells={})
    return Matter.objects.filter(pk__in=ids, emptied_on=None).update(
        content="", entered_why="", emptied_on=on
    )


lapses.add(
    "cases",
    Lapse(
        _("Words of closed cases"),
        declare_rule("matters.cases.days", 1095, source="个人信息保护法 第十九条；民法典 第一百八十八条"),
        partial(closed_long_ago, confidential=True),
        empty,
    ),
)
lapses.add(
    "papers",
    Lapse(
        _("Words of other closed matters"),
        declare_rule(
            "matters.papers.days",
            3650,
            source="机关文件材料归档范围和文书档案保管期限规定（国家档案局令第8号）",
        ),
        partial(closed_long_ago, confidential=False),
        empty,
    ),
)
