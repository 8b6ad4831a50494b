"""People named as far as the reader may know them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.access.http import Request
from lianxin.register.models import Person, Tie
from lianxin.register.queries.values import shown_among


def known_names(ids: Iterable[int], actor: Actor) -> dict[int, str]:
    """By person, the name that the actor may know; whom they may not see is left out. At most two statements."""
    wanted = set(ids)
    if not wanted or not actor.may_any("view", Person):
        return {}
    return {pk: shown.name for pk, shown in shown_among(wanted, actor).items()}


def end_of(tie: Tie, request: Request) -> str:
    """Who or what stands at the other end of a tie from the page that it was opened from."""
    if request.GET.get("back") == "body" and tie.person_id is not None:
        return known_names([tie.person_id], request.actor).get(tie.person_id, _("withheld"))
    return str(tie.organisation or tie.other or tie.place or "")
