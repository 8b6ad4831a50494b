"""Official grades of organisations: Lianxin registers them and never awards one."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.errors import BadInput
from lianxin.journal.services.entries import record
from lianxin.reference.codelists import Grade
from lianxin.reference.dated import declare_rule
from lianxin.reference.queries import rule
from lianxin.register.models import GradeHolding, Organisation

VALIDITY = declare_rule(
    "grade.validity", {"years": 5, "from_new_year": False}, source="民政部令第39号（2010）第二十八条"
)
declare_rule(
    "grade.validity",
    {"years": 5, "from_new_year": True},
    since=dt.date(2026, 3, 1),
    source="民政部：社会组织评估管理办法，2026-03-01 起施行",
)


def grade_span(decided_on: dt.date) -> tuple[dt.date, dt.date]:
    """From when until when (exclusive) a grade of that day is valid: five years from the decision; since March 2026 from
    1 January of the year after.
    """
    terms = rule(VALIDITY, decided_on)
    start = dt.date(decided_on.year + 1, 1, 1) if terms["from_new_year"] else decided_on
    # A decision of 29 February ends on 1 March.
    years = start.year + terms["years"]
    end = dt.date(years, 3, 1) if (start.month, start.day) == (2, 29) else start.replace(year=years)
    return start, end


@transaction.atomic
def record_grade(
    organisation: Organisation,
    *,
    grade: str,
    issuer: str,
    by: Actor,
    start: dt.date | None = None,
    end: dt.date | None = None,
    decided_on: dt.date | None = None,
    number: str = "",
) -> GradeHolding:
    """Enter an official grade. Give its span, or the day of the decision from which the span follows.

    A grade that still runs when the new one begins ends on that day. Raises BadInput for a grade that is none.
    """
    by.require("grade", organisation)
    if grade not in Grade.values:
        raise BadInput(
            _("There is no grade {grade}. Known: {known}").format(grade=grade, known="、".join(Grade.values))
        )
    if start is None:
        if decided_on is None:
            raise BadInput(_("Say from when the grade is valid, or on which day it was decided."))
        start, end = grade_span(decided_on)
    if end is not None and end <= start:
        raise BadInput(_("It ends before it begins: give the earlier day first."))
    running = GradeHolding.objects.filter(organisation=organisation, start__lt=start)
    running.filter(end=None).update(end=start)
    running.filter(end__gt=start).update(end=start)
    holding = GradeHolding.objects.create(
        organisation=organisation, grade=grade, issuer=issuer, number=number, start=start, end=end
    )
    record(
        "record_grade",
        holding,
        by=by,
        at=decided_on or start,
        data={"organisation": organisation.pk, "grade": grade},
    )
    return holding
