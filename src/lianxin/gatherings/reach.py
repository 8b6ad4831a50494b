"""How gatherings stand in searches, in time lines and in what a person may take along."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.access.actors import Actor
from lianxin.access.rules import visible
from lianxin.core.dates import zh_date
from lianxin.gatherings.enums import PartState
from lianxin.gatherings.models import Attendance, Gathering, Participation
from lianxin.register.models import Organisation, Person
from lianxin.register.reach import (
    EVENTS_AT_MOST,
    Event,
    Found,
    Hit,
    Party,
    Worded,
    declare_same,
    describers,
    timeline_names,
    timeline_sources,
    worded_sources,
)


def titled(text: str, actor: Actor) -> QuerySet[Any] | None:
    """Gatherings whose title holds the text, the latest first."""
    if not actor.may_any("view", Gathering):
        return None
    rows: QuerySet[Any] = Gathering.objects.visible_to(actor).filter(title__contains=text, superseded_by=None)
    return rows.order_by("-starts_on", "-pk")


def found(hit: Hit) -> Found:
    return Found(gettext_lazy("Gathering"), hit.texts[0], Gathering(pk=hit.pk), zh_date(hit.day) if hit.day else "")


def timeline(party: Party, actor: Actor) -> Iterable[Event]:
    """The party's parts in gatherings, and what a body organised, as far as the actor may see them."""
    events = []
    if actor.may_any("view", Participation):
        column = "person" if isinstance(party, Person) else "organisation"
        rows = visible(Participation.objects.filter(**{column: party}, superseded_by=None), actor, few=True)
        parts = rows.select_related("gathering").order_by("-gathering__starts_on", "-pk")[:EVENTS_AT_MOST]
        events += [_event(part.gathering, f"{part.get_part_display()} · {part.get_state_display()}") for part in parts]
    if isinstance(party, Organisation) and actor.may_any("view", Gathering):
        organised = visible(Gathering.objects.filter(organiser=party, superseded_by=None), actor, few=True)
        latest = organised.order_by("-starts_on", "-pk")[:EVENTS_AT_MOST]
        events += [_event(gathering, _("organiser")) for gathering in latest]
    return events


def _event(gathering: Gathering, note: str) -> Event:
    return Event(
        gathering.held_on or gathering.starts_on, gathering.title, note, gathering, icon=gathering.family.icon
    )


def describe_part(part: Participation) -> str:
    gathering = part.gathering
    return _("{title} on {day}: {part}, {state}").format(
        title=gathering.title,
        day=zh_date(gathering.starts_on),
        part=part.get_part_display(),
        state=part.get_state_display(),
    )


def describe_mark(mark: Attendance) -> str:
    session = mark.session
    return _("{title}, {day}: {mark}").format(title=session.gathering.title, day=zh_date(session.on), mark=mark.get_mark_display())


def told_by(part: Participation) -> tuple[int, int, int]:
    """Of two parts of one person at one gathering, having been there stands before having been registered, that before the rest."""
    order = (PartState.were_there(), PartState.hold_a_seat(), (PartState.WAITING,))
    rank = next((len(order) - index for index, states in enumerate(order) if part.state in states), 0)
    return rank, int(bool(part.certificate)), part.minutes or 0


worded_sources.add("gatherings", Worded(titled, ("title",), found, day="starts_on"))
timeline_sources.add("gatherings", timeline)
timeline_names.add("gatherings", gettext_lazy("Gatherings"))
describers.add(Participation._meta.label, describe_part)
describers.add(Attendance._meta.label, describe_mark)
declare_same(Participation._meta.label, "gathering_id", "part", weight=told_by)
