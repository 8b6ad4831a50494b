"""How matters stand in searches, in time lines and in what a person may take along."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.access.actors import Actor
from lianxin.access.rules import visible
from lianxin.core.dates import zh_date
from lianxin.matters.models import Matter, MatterParty, Score
from lianxin.matters.queries import line_of
from lianxin.register.models import Person
from lianxin.register.reach import (
    EVENTS_AT_MOST,
    Event,
    Found,
    Party,
    declare_reference,
    describers,
    search_sources,
    timeline_names,
    timeline_sources,
)


def search(text: str, actor: Actor, limit: int) -> Iterable[Found]:
    """Matters by the beginning of their number: titles have no index, and content is never searched."""
    if not text.isascii() or not actor.may_any("view", Matter):
        return []
    rows: Any = Matter.objects.visible_to(actor)
    found = rows.filter(number__gte=text.upper(), number__lt=f"{text.upper()}~").order_by("number")[:limit]
    return [Found(gettext_lazy("Matter"), matter.number, matter, str(line_of(matter))) for matter in found]


def timeline(party: Party, actor: Actor) -> Iterable[Event]:
    """The party's parts in matters whose parties the actor may know."""
    column = "person" if isinstance(party, Person) else "organisation"
    if not actor.may_any("read_parties", Matter):
        return []
    of_party = Matter.objects.filter(pk__in=MatterParty.objects.filter(**{column: party}).values("matter_id"))
    readable = visible(of_party, actor, "read_parties", few=True)
    parts = (
        MatterParty.objects.filter(**{column: party}, matter__in=readable)
        .select_related("matter")
        .order_by("-start", "-pk")[:EVENTS_AT_MOST]
    )
    return [
        Event(
            part.start,
            str(line_of(part.matter)),
            f"{part.matter.number} · {part.get_role_display()}",
            part.matter,
            part.end,
            part.matter.family.icon,
        )
        for part in parts
    ]


def describe_part(part: MatterParty) -> str:
    matter = part.matter
    return _("{kind} {number}, {part}, raised on {day}").format(
        kind=matter.family.name,
        number=matter.number,
        part=part.get_role_display(),
        day=zh_date(matter.opened_on),
    )


def describe_entered(matter: Matter) -> str:
    return _("{kind} {number}, entered on {day} for somebody else").format(
        kind=matter.family.name, number=matter.number, day=zh_date(matter.added_on)
    )


def describe_score(score: Score) -> str:
    return _("Review of {kind} {number}").format(kind=score.matter.family.name, number=score.matter.number)


search_sources.add("matters", search)
timeline_sources.add("matters", timeline)
timeline_names.add("matters", gettext_lazy("Matters"))
describers.add(MatterParty._meta.label, describe_part)
describers.add(Matter._meta.label, describe_entered)
describers.add(Score._meta.label, describe_score)
declare_reference(Matter._meta.label, "entered_by", Person)
