"""The time line of a party: ties, grades, documents, and what the apps above register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.access.rules import visible
from lianxin.register.models import Consent, GradeHolding, Organisation, Person, Tie
from lianxin.register.reach import EVENTS_AT_MOST, Event, Party, timeline_sources


def timeline(party: Party, actor: Actor) -> list[Event]:
    """All events that the actor may see, newest first; undated ones last."""
    events = [event for source in timeline_sources for event in source(party, actor)]
    return sorted(events, key=lambda event: event.on or dt.date.min, reverse=True)


def ties_of(party: Party, actor: Actor) -> list[Tie]:
    """Ties of the party that the actor may see, the running ones first, then the newest; with their parties."""
    touching = Q(person=party) | Q(other=party) if isinstance(party, Person) else Q(member=party)
    rows = visible(Tie.objects.filter(touching, superseded_by=None), actor, few=True)
    rows = rows.select_related("person", "member", "organisation", "other", "place", "document")
    return sorted(rows, key=lambda tie: (tie.end is None, tie.start or dt.date.min, tie.pk), reverse=True)


def tie_title(tie: Tie, of: Party) -> str:
    """The other end of a tie as its party sees it: 会长 · 大连市软件行业协会."""
    if isinstance(of, Person) and tie.other_id == of.pk and tie.person is not None:
        end = tie.person.name
    else:
        end = str(tie.organisation or tie.other or tie.place or "")
    return f"{tie.get_kind_display()} · {end}"


def _tie_events(party: Party, actor: Actor) -> Iterable[Event]:
    for tie in ties_of(party, actor)[:EVENTS_AT_MOST]:
        yield Event(tie.start, tie_title(tie, party), tie.role_label, tie, tie.end, "link")


def _grade_events(party: Party, actor: Actor) -> Iterable[Event]:
    if isinstance(party, Organisation) and actor.may_any("view", GradeHolding):
        for holding in visible(GradeHolding.objects.filter(organisation=party), actor, few=True):
            yield Event(
                holding.start,
                _("Grade {grade}").format(grade=holding.grade),
                holding.issuer,
                holding,
                holding.end,
                "award",
            )


def _consent_events(party: Party, actor: Actor) -> Iterable[Event]:
    if isinstance(party, Person) and actor.may_any("view", Consent):
        for consent in visible(Consent.objects.filter(person=party), actor, few=True):
            yield Event(
                consent.given_on,
                _("Consent given"),
                consent.purpose,
                consent,
                consent.withdrawn_on,
                "circle-check",
            )


timeline_sources.add("register.ties", _tie_events)
timeline_sources.add("register.grades", _grade_events)
timeline_sources.add("register.consents", _consent_events)
