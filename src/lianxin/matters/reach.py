"""How matters stand in searches, in time lines and in what a person may take along."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from lianxin.access.actors import Actor
from lianxin.access.rules import visible
from lianxin.core.dates import span_on, zh_date
from lianxin.core.wording import in_a_row
from lianxin.flows.flow import CLOSED_PHASES
from lianxin.matters.enums import MatterRole
from lianxin.matters.models import Matter, MatterParty, Score
from lianxin.matters.queries import history, line_of
from lianxin.register.models import Person
from lianxin.register.queries.subject import Fact, Item, Section, declare_acting, subject_sections
from lianxin.register.reach import (
    EVENTS_AT_MOST,
    Event,
    Found,
    Hit,
    Party,
    Worded,
    declare_reference,
    describers,
    timeline_names,
    timeline_sources,
    worded_sources,
)
from lianxin.register.services.erasing import holds


def numbered(text: str, actor: Actor) -> QuerySet[Any] | None:
    """Matters by the beginning of their number: titles have no index, and content is never searched."""
    if not text.isascii() or not actor.may_any("view", Matter):
        return None
    rows: QuerySet[Any] = Matter.objects.visible_to(actor)
    return rows.filter(number__gte=text.upper(), number__lt=f"{text.upper()}~").order_by("number")


def found(hit: Hit) -> Found:
    number, kind, title = hit.texts
    return Found(gettext_lazy("Matter"), number, Matter(pk=hit.pk), str(line_of(Matter(kind=kind, title=title))))


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


def told_in_whole(person: Person, actor: Actor) -> Section:
    """The person's own matters whose content the actor may read, with what happened as its reader may see it."""
    parts = MatterParty.objects.filter(person=person, role__in=MatterRole.own()).values("matter_id")
    rows: Any = Matter.objects.visible_to(actor, "read_content")
    return Section(_("My matters"), [_item(matter, actor) for matter in rows.filter(pk__in=parts).order_by("pk")])


def _item(matter: Matter, actor: Actor) -> Item:
    facts = (
        Fact("number", pgettext("matter", "Number"), matter.number),
        Fact("kind", _("Kind"), str(matter.family.name)),
        Fact("opened_on", _("Raised on"), matter.opened_on.isoformat()),
        Fact("stage", _("Stage"), str(matter.stage_now.public_name or matter.stage_now.name)),
        Fact("result", _("Result"), str(matter.get_result_display()) if matter.result else ""),
        Fact("rating", _("Rating"), str(matter.get_rating_display()) if matter.rating else ""),
        Fact("content", _("Content"), matter.content),
    )
    steps = tuple(
        " · ".join(filter(None, (one.step.happened_on.isoformat(), str(one.title), one.note))) for one in history(matter, actor)
    )
    return Item(f"{matter.family.name} {matter.number}", facts, steps)


subject_sections.add("matters", told_in_whole)
declare_acting("matters.Matter.entered_by")
declare_acting("matters.Score.reviewer_id")
def open_matters_of(ids: frozenset[int], at: dt.date) -> Iterable[str]:
    """What must be closed before somebody can be erased: open matters of their own. The request for it is none of them."""
    mine = MatterParty.objects.filter(span_on(at), person_id__in=ids, role__in=MatterRole.own())
    rows = Matter.objects.filter(pk__in=mine.values("matter_id")).exclude(kind="data_request").exclude(phase__in=CLOSED_PHASES)
    numbers = list(rows.order_by("number").values_list("number", flat=True))
    if numbers:
        yield _("These matters are open and must be closed or withdrawn first: {numbers}.").format(numbers=in_a_row(numbers))


worded_sources.add("matters", Worded(numbered, ("number", "kind", "title"), found))
timeline_sources.add("matters", timeline)
timeline_names.add("matters", gettext_lazy("Matters"))
describers.add(MatterParty._meta.label, describe_part)
describers.add(Matter._meta.label, describe_entered)
describers.add(Score._meta.label, describe_score)
declare_reference(Matter._meta.label, "entered_by", Person)
holds.add("matters", open_matters_of)
