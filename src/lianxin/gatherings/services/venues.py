"""Rooms and bases that gatherings book."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.errors import BadInput
from lianxin.gatherings.models import Venue
from lianxin.journal.services.entries import record
from lianxin.reference.models import Place
from lianxin.register.models import Organisation


@transaction.atomic
def add_venue(
    *,
    name: str,
    place: Place,
    owner: Organisation,
    seats: int | None = None,
    start: dt.date,
    end: dt.date | None = None,
    by: Actor,
) -> Venue:
    """Put a room or base of `owner` on the list from `start` on (half-open). Asked of the owner."""
    by.require("add_venue", owner)
    if not name.strip():
        raise BadInput(_("A venue needs a name."))
    venue = Venue.objects.create(
        name=name.strip(), place=place, owner=owner, seats=seats, start=start, end=end
    )
    record("add_venue", venue, by=by, at=start)
    return venue


@transaction.atomic
def close_venue(venue: Venue, *, end: dt.date, by: Actor) -> Venue:
    """Take a venue off the list from `end` on; what was booked there stays."""
    by.require("edit", venue)
    if end < venue.start:
        raise BadInput(_("It closes before it opened: check the two days."))
    venue.end = end
    venue.save(update_fields=["end"])
    record("close_venue", venue, by=by, at=end)
    return venue
