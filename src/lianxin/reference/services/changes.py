"""What an office may change by hand: a year's notice, a local day, a dated rule. Each verb writes a journal entry."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.core.errors import BadInput
from lianxin.journal.services.entries import record
from lianxin.reference.calendar import YEAR_END, notice_year
from lianxin.reference.dated import DECLARED
from lianxin.reference.models import CalendarDay, CalendarYear, DatedRule
from lianxin.reference.snapshots import restamp

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lianxin.journal.services.entries import Author


@dataclass(frozen=True, slots=True)
class NoticeDay:
    """One day that the notice of a year sets."""

    date: dt.date
    kind: CalendarDay.Kind
    name: str


@transaction.atomic
def publish_notice(
    *, year: int, days: Iterable[NoticeDay], source: str, by: Author, at: dt.date | None = None
) -> CalendarYear:
    """Load the State Council's notice of a year, replacing an earlier version of the same notice.

    Deadlines that were provisional for want of it are due to be computed again by their owners; this sends nothing.
    """
    listed = list(days)
    if not listed or any(notice_year(day.date) != year for day in listed):
        sentence = _(
            "A notice for {year} sets days from 28 December of the year before to 27 December. Check the dates."
        )
        raise BadInput(sentence.format(year=year))
    first, after = dt.date(year - 1, *YEAR_END), dt.date(year, *YEAR_END)
    CalendarDay.objects.filter(date__gte=first, date__lt=after, is_local=False).delete()
    CalendarDay.objects.bulk_create(
        [CalendarDay(date=day.date, kind=day.kind, name=day.name, source=source) for day in listed]
    )
    row, _new = CalendarYear.objects.update_or_create(
        year=year, defaults={"notice_published": True, "source": source}
    )
    restamp()
    record("publish_notice", row, by=by, at=at, data={"year": year, "days": len(listed)})
    return row


@transaction.atomic
def set_local_day(
    *, date: dt.date, kind: CalendarDay.Kind, name: str, source: str, by: Author, at: dt.date | None = None
) -> CalendarDay:
    """Make one day off or worked in this city, over whatever the notice says."""
    defaults = {"kind": kind, "name": name, "source": source}
    row, _new = CalendarDay.objects.update_or_create(date=date, is_local=True, defaults=defaults)
    restamp()
    record("set_local_day", row, by=by, at=at, data={"date": date.isoformat(), "kind": kind.value})
    return row


@transaction.atomic
def set_rule(
    *, key: str, value: Any, valid_from: dt.date, source: str, by: Author, at: dt.date | None = None
) -> DatedRule:
    """Give a declared rule another value from a day on. The version in force until then ends on that day.

    The value must be of the type that the code declares, so that a slip of the hand cannot break a clock.
    """
    declared = DECLARED.get(key)[-1].value
    if type(value) is not type(declared) and not (_is_number(value) and _is_number(declared)):
        raise BadInput(_("The rule “{key}” takes a value like {example}.").format(key=key, example=declared))
    later = DatedRule.objects.filter(key=key, valid_from__gt=valid_from).order_by("valid_from").first()
    earlier = DatedRule.objects.filter(key=key, valid_from__lt=valid_from).order_by("-valid_from").first()
    if earlier is not None and (earlier.valid_to is None or earlier.valid_to > valid_from):
        earlier.valid_to = valid_from
        earlier.save(update_fields=["valid_to"])
    row, _new = DatedRule.objects.update_or_create(
        key=key,
        valid_from=valid_from,
        defaults={"value": value, "valid_to": later.valid_from if later else None, "source": source},
    )
    restamp()
    record("set_rule", row, by=by, at=at, data={"key": key, "from": valid_from.isoformat()})
    return row


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
