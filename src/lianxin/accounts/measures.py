"""Measures of this app."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.access.roles import Role
from lianxin.figures.measures import During, Measure, declare
from lianxin.figures.units import Unit
from lianxin.journal.models import Entry
from lianxin.register.homes import HomeOf
from lianxin.register.models import Person


def acts_of_members() -> QuerySet[Entry]:
    """Journal entries of people who acted as members; signing in alone, and what Lianxin did by itself, are none."""
    entries = Entry.objects.filter(acting_as__contains=Role.MEMBER.value, person_id__isnull=False)
    return entries.exclude(verb__in=("sign_in", "sign_out"))


declare(
    Measure(
        key="D6.active_members",
        name=_("Active members"),
        unit=Unit.PEOPLE,
        words=_("Different people who did something in Lianxin themselves in the period: registered, asked, rated, voted, corrected."),
        rows=acts_of_members,
        when=During("happened_on"),
        place=HomeOf("person_id"),
        distinct="person_id",
        listed=Person,
        late_days=0,
    )
)
