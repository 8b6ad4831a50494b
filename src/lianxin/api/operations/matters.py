"""Matters: lines for whoever may see them, content for the compartment only."""

import datetime as dt
from typing import Any

from ninja import Router, Schema

from lianxin.access.actors import Actor
from lianxin.access.http import Request
from lianxin.access.rules import fetch
from lianxin.api.access import guarded
from lianxin.api.paging import PER_PAGE, Page, paged
from lianxin.flows.clocks import light
from lianxin.flows.services.moves import offers
from lianxin.matters.models import Matter
from lianxin.matters.queries import history, line_of

router = Router(tags=["matters"])


class MatterLine(Schema):
    """What a list may say of a matter; the title of a confidential one is its kind."""

    id: int
    number: str
    kind: str
    title: str
    stage: str
    light: str
    opened_on: dt.date
    due_on: dt.date | None
    closed_on: dt.date | None
    desk: int | None
    place: int | None


class StepOut(Schema):
    on: dt.date
    what: str
    stage: str
    note: str


class MatterOut(MatterLine):
    """`content` is null outside the compartment; `moves` are codes of the moves that the actor may make now."""

    content: str | None
    category: str
    result: str
    rating: str
    steps: list[StepOut]
    moves: list[str]


def write_lines(rows: list[Matter], actor: Actor) -> list[dict[str, Any]]:
    fields = ("number", "kind", "stage", "opened_on", "due_on", "closed_on")
    return [
        {
            "id": row.pk,
            "title": str(line_of(row)),
            "light": light(row, actor.on).value,
            "desk": row.desk_id,
            "place": row.place_id,
            **{name: getattr(row, name) for name in fields},
        }
        for row in rows
    ]


def write_matter(row: Matter, actor: Actor) -> dict[str, Any]:
    """One matter for one reader; of a confidential one, whoever supervises gets no category, result or rating."""
    reads = actor.can("read_content", row)
    knows = reads or not row.family.confidential
    return write_lines([row], actor)[0] | {
        "content": row.content if reads else None,
        "category": row.category if knows else "",
        "result": row.result if knows else "",
        "rating": row.rating if knows else "",
        "steps": [
            {"on": one.step.happened_on, "what": str(one.title), "stage": str(one.stage), "note": one.note} for one in history(row, actor)
        ],
        "moves": [offer.move.code for offer in offers(row, actor)],
    }


@router.get("/matters", response=Page[MatterLine])
@guarded("view", Matter)
def matters(request: Request, kind: str = "", stage: str = "", page: int = 1, size: int = PER_PAGE) -> dict[str, Any]:
    """Matters whose line the actor may see, newest first."""
    rows = Matter.objects.visible_to(request.actor).filter(**{k: v for k, v in {"kind": kind, "stage": stage}.items() if v})
    return paged(rows.order_by("-opened_on", "-pk"), page, size, lambda found: write_lines(found, request.actor))


@router.get("/matters/{pk}", response=MatterOut)
@guarded("view", Matter)
def matter(request: Request, pk: int) -> dict[str, Any]:
    """One matter with what happened."""
    return write_matter(fetch(Matter.objects.all(), request.actor, pk=pk), request.actor)
