"""Sets `request.actor` anew on every request, so that a tie that ended yesterday gives nothing today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianxin.access.actors import Actor, nobody
from lianxin.accounts.actors import actor_for
from lianxin.accounts.models import User

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


class ActorMiddleware:
    """Stands after Django's authentication and before the route rules."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = actor_of(request)  # type: ignore[attr-defined]
        return self.get_response(request)


def actor_of(request: HttpRequest) -> Actor:
    """The actor of the signed-in account; an account without a person may do what a visitor may."""
    user = request.user
    if isinstance(user, User) and user.is_authenticated and user.person_id is not None:
        return actor_for(user.person_id, user_id=user.pk)
    return nobody()
