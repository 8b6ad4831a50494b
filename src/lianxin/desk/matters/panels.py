"""What the page of a matter shows to whom: each part asks its own rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Q

from lianxin.access.actors import Actor
from lianxin.access.rules import visible
from lianxin.core.dates import today
from lianxin.desk import records
from lianxin.desk.matters.tables import light_of
from lianxin.desk.moves import StageMark, StepLine, move_forms, stages
from lianxin.flows.flow import Phase
from lianxin.flows.models import Link
from lianxin.matters.enums import Turn
from lianxin.matters.models import Adoption, Matter, MatterParty, Payment
from lianxin.matters.queries import history, line_of, parts_of
from lianxin.register.models import Person


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part in the matter, for the list of parties."""

    part: MatterParty
    name: str
    holds: bool


def matter_page(matter: Matter, actor: Actor) -> dict[str, Any]:
    """The context of the page. Content, parties and notes stand in it only as far as the actor may read them."""
    may = {verb for verb in ("read_content", "read_parties", "edit", "supervise") if actor.can(verb, matter)}
    return {
        "matter": matter,
        "line": line_of(matter),
        "category": dict(matter.family.categories).get(matter.category, matter.category),
        "knows": "read_content" in may or not matter.family.confidential,
        "turn": Turn(matter.turn).label if matter.turn in Turn.values and matter.turn else "",
        "light": light_of(matter),
        "may": may,
        "content": matter.content if "read_content" in may else "",
        "parts": [PartLine(part, str(part.party), part.end is None or part.end > today()) for part in parts_of(matter)]
        if "read_parties" in may
        else [],
        "stages": main_stages(matter),
        "steps": steps_of(matter, actor),
        "moves": move_forms(matter, actor),
        "adoptions": list(visible(Adoption.objects.filter(matter=matter), actor).select_related("document")),
        "payments": list(visible(Payment.objects.filter(matter=matter), actor)) if actor.may_any("view", Payment) else [],
        "linked": linked(matter, actor),
    }


def main_stages(matter: Matter) -> list[StageMark]:
    """The stepper without side branches (returned, extension asked for) that the matter is not and was not on.

    Flows declare side branches after their last closing stage.
    """
    declared = matter.flow.stages
    last = max((n for n, stage in enumerate(declared) if stage.phase == Phase.DONE), default=len(declared))
    side = {str(stage.name) for stage in declared[last + 1 :]}
    return [mark for mark in stages(matter) if mark.state in {"done", "current"} or str(mark.label) not in side]


def steps_of(matter: Matter, actor: Actor) -> list[StepLine]:
    """Newest first, with the names of those whom the reader may see; to whoever may not know the parties, without names.

    A step is taken by the one who raised it or by the one who handles it: its name is a party's.
    """
    lines = history(matter, actor)
    wanted = {line.step.person_id for line in lines if line.step.person_id is not None}
    if not actor.can("read_parties", matter):
        wanted = set()
    names = dict(Person.objects.visible_to(actor).filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}
    return [
        StepLine(str(line.title), line.step.happened_on, names.get(line.step.person_id or 0, ""), line.note, str(line.stage))
        for line in reversed(lines)
    ]


def linked(matter: Matter, actor: Actor) -> list[records.Line]:
    """Records of other apps that are linked with the matter, as far as the reader may see them."""
    label = Matter._meta.label
    rows = Link.objects.filter(Q(from_model=label, from_id=matter.pk) | Q(to_model=label, to_id=matter.pk))
    out = []
    for link in rows:
        is_from = link.from_model == label and link.from_id == matter.pk
        other, pk = (link.to_model, link.to_id) if is_from else (link.from_model, link.from_id)
        model = apps.get_model(other)
        if actor.may_any("view", model):
            out += records.lines(visible(model._default_manager.filter(pk=pk), actor), actor)
    return out
