"""Adding a gathering, changing it, recording that it took place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import ValidationError

from lianxin.access.actors import Actor
from lianxin.access.rules import denial
from lianxin.core.dates import today
from lianxin.core.errors import BadInput
from lianxin.flows.services.moves import make_move, start_flow
from lianxin.gatherings.kind import GatheringKind, gathering_kinds
from lianxin.gatherings.models import Gathering, Venue
from lianxin.gatherings.services.participations import promote_waiting
from lianxin.journal.services.entries import record
from lianxin.reference.models import Place
from lianxin.register.models import Document, Organisation

CHANGEABLE = frozenset(
    {
        "title", "series", "run", "starts_on", "ends_on", "starts_at", "organiser", "co_organisers", "place", "venue", "venue_text",
        "seats", "headcount", "is_open", "document", "details",
    }
)  # fmt: skip


@transaction.atomic
def add_gathering(
    *,
    kind: str,
    title: str,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    starts_at: dt.time | None = None,
    organiser: Organisation | None = None,
    co_organisers: Iterable[Organisation] = (),
    place: Place | None = None,
    venue: Venue | None = None,
    venue_text: str = "",
    series: str = "",
    run: int | None = None,
    seats: int | None = None,
    is_open: bool = False,
    headcount: int | None = None,
    details: dict[str, Any] | None = None,
    document: Document | None = None,
    by: Actor,
    at: dt.date | None = None,
) -> Gathering:
    """Add a gathering in the first stage of its kind's flow: planned, not held.

    Asked of the organiser, else of the place; only an office may add one that has neither. Without a place of its own it
    counts at its venue's, else at its organiser's. Raises `BadInput`, `NotAllowed`.
    """
    family, day = gathering_kinds.get(kind), at or today()
    _require_add(organiser, place, by)
    gathering = Gathering(
        kind=kind,
        title=_title(title),
        starts_on=starts_on,
        ends_on=ends_on or starts_on,
        starts_at=starts_at,
        organiser=organiser,
        place=place or (venue.place if venue else None) or (organiser.place if organiser else None),
        venue=venue,
        venue_text=venue_text,
        series=series,
        run=run,
        seats=seats,
        is_open=is_open,
        headcount=headcount,
        details=clean_details(family, details),
        details_version=family.details_version,
        document=document,
        added_on=day,
    )
    _check(gathering)
    start_flow(gathering, at=day)
    gathering.save(force_insert=True)
    co_organising = list(co_organisers)
    if co_organising:
        gathering.co_organisers.set(co_organising)
    record("add_gathering", gathering, by=by, at=day, data={"kind": kind})
    return gathering


@transaction.atomic
def change_gathering(
    gathering: Gathering, *, by: Actor, at: dt.date | None = None, **values: Any
) -> Gathering:
    """Change what was planned or written down. More seats let the first waiting in; the stage and `held_on` stay.

    The journal notes which columns changed, not their values. Raises `BadInput`, `NotAllowed`.
    """
    by.require("edit", gathering)
    unknown = values.keys() - CHANGEABLE
    if unknown:
        raise TypeError(f"change_gathering: {sorted(unknown)}")
    organiser = values.get("organiser")
    if organiser is not None and organiser.pk != gathering.organiser_id:
        by.require("add_gathering", organiser)
    if "details" in values:
        values["details"] = clean_details(gathering.family, values["details"])
    co_organisers = values.pop("co_organisers", None)
    changed = [name for name, value in values.items() if getattr(gathering, name) != value]
    for name in changed:
        setattr(gathering, name, values[name])
    gathering.title = _title(gathering.title)
    _check(gathering)
    if changed:
        gathering.save(update_fields=changed)
    if co_organisers is not None:
        gathering.co_organisers.set(co_organisers)
        changed.append("co_organisers")
    if changed:
        record("change_gathering", gathering, by=by, at=at, data={"columns": sorted(changed)})
    if "seats" in changed:
        promote_waiting(gathering, by=by, at=at)
    return gathering


@transaction.atomic
def record_held(
    gathering: Gathering,
    *,
    held_on: dt.date | None = None,
    headcount: int | None = None,
    by: Actor,
    at: dt.date | None = None,
) -> Gathering:
    """Say that it took place, by the flow's own move: from the first stage straight to held, later on by holding it.

    `held_on` is the last day if not given; a day to come raises `BadInput`. Already held: only what is given changes.
    """
    if gathering.held_on is not None:
        return (
            change_gathering(gathering, by=by, at=at, headcount=headcount)
            if headcount is not None
            else gathering
        )
    first = gathering.flow.start.code
    code = "record_held" if gathering.stage == first else "hold"
    given = {"held_on": held_on, "headcount": headcount}
    return make_move(gathering, code, by=by, at=at, given=given, after=gathering.family.after_move)


def clean_details(family: type[GatheringKind], details: dict[str, Any] | None) -> dict[str, Any]:
    """The details in the kind's schema; raises `BadInput` naming the fields that do not fit."""
    try:
        cleaned: dict[str, Any] = family.details(**(details or {})).model_dump()
    except ValidationError as error:
        fields = "、".join(
            sorted({".".join(str(part) for part in problem["loc"]) for problem in error.errors()})
        )
        raise BadInput(
            _("These details do not fit the kind of gathering: {fields}.").format(fields=fields)
        ) from error
    return cleaned


def _require_add(organiser: Organisation | None, place: Place | None, by: Actor) -> None:
    if organiser is not None:
        by.require("add_gathering", organiser)
    elif place is not None:
        by.require("add_gathering", place)
    elif not by.may_any("add_unplaced", Gathering):
        raise denial("add_unplaced", Gathering)


def _title(title: str) -> str:
    cleaned = " ".join(title.split())
    if not cleaned:
        raise BadInput(_("A gathering needs a title."))
    return cleaned


def _check(gathering: Gathering) -> None:
    if gathering.ends_on < gathering.starts_on:
        raise BadInput(_("It ends before it begins: check the two days."))
