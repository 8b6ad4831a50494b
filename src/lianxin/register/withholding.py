"""What stops a notice to a person at the moment of sending: they are gone from the register, or took the consent back."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.core.dates import today
from lianxin.notices.models import Notice
from lianxin.notices.reasons import Reason, reasons
from lianxin.notices.templates import notice_templates
from lianxin.register.models import Person
from lianxin.register.purposes import REGISTER
from lianxin.register.queries.consents import declined


def _to(notices: list[Notice], people: Iterable[int]) -> Iterable[int]:
    known = set(people)
    return (notice.pk for notice in notices if notice.person_id in known)


def to_erased_people(notices: list[Notice]) -> Iterable[int]:
    """Notices to people who were erased, or whose record is gone."""
    asked = {notice.person_id for notice in notices}
    standing = Person.objects.filter(pk__in=asked, erased_on=None).values_list("pk", flat=True)
    return _to(notices, asked - set(standing))


def to_merged_records(notices: list[Notice]) -> Iterable[int]:
    """Notices to records that were merged into another, which has notices of its own."""
    asked = {notice.person_id for notice in notices}
    merged = Person.objects.filter(pk__in=asked).exclude(merged_into=None)
    return _to(notices, merged.values_list("pk", flat=True))


def to_those_who_took_it_back(notices: list[Notice]) -> Iterable[int]:
    """Notices that need a consent which their receiver took back, or standing in the register, which they took back."""
    day, needing = today(), {notice.pk: notice_templates.get(notice.template).purpose for notice in notices}
    for purpose in sorted(set(needing.values()) - {""}):
        mine = [notice for notice in notices if needing[notice.pk] == purpose]
        back = Q(pk__in=declined(purpose, day)) | Q(pk__in=declined(REGISTER, day))
        people = Person.objects.filter(pk__in={notice.person_id for notice in mine})
        yield from _to(mine, people.filter(back).values_list("pk", flat=True))


reasons.add("erased", Reason(_("they were erased from the register"), to_erased_people))
reasons.add("merged", Reason(_("their record was joined with another"), to_merged_records))
reasons.add("consent", Reason(_("they took their consent to it back"), to_those_who_took_it_back))
