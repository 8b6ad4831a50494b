"""Rights follow ties: the hats that a person wears on a day are read from the ties that hold on that day, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from lianxin.access.actors import Actor, Hat
from lianxin.access.roles import STAFF_POSTS, Role
from lianxin.core.dates import today
from lianxin.register.enums import TieKind
from lianxin.register.models import Tie

if TYPE_CHECKING:
    import datetime as dt


def actor_for(person_id: int, *, on: dt.date | None = None, user_id: int | None = None) -> Actor:
    """The actor of a person on a day: one statement, nothing cached between requests.

    A staff post gives the role that its `role` names, over the tie's place, else the office's. A liaison tie gives the
    liaison officer's rights over its organisation. Everyone in the register is a member.
    """
    day = on or today()
    ties = (
        Tie.objects.on(day)
        .filter(person_id=person_id, superseded_by=None)
        .filter(Q(kind=TieKind.LIAISON) | Q(kind=TieKind.STAFF_POST))
        .select_related("place", "organisation__place")
    )
    hats = [Hat(Role.MEMBER)]
    hats += [hat for tie in ties if (hat := hat_of(tie)) is not None]
    return Actor(on=day, hats=tuple(hats), person_id=person_id, user_id=user_id)


def hat_of(tie: Tie) -> Hat | None:
    """The hat that a staff post or liaison tie gives, fetched with its place and its organisation's; None for other ties."""
    if tie.kind == TieKind.LIAISON:
        return Hat(Role.LIAISON, tie.pk, tie.organisation_id, until=tie.end)
    if tie.role not in STAFF_POSTS:
        return None
    place = tie.place or (tie.organisation.place if tie.organisation else None)
    return Hat(
        Role(tie.role),
        tie.pk,
        tie.organisation_id,
        place.pk if place else None,
        place.path if place else "",
        tie.end,
    )
