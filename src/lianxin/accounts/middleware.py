"""Sets `request.actor` anew on every request, so that a tie that ended yesterday gives nothing today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianxin.access.actors import Actor, nobody
from lianxin.accounts.adapter import actor_of_user
from lianxin.accounts.models import User
from lianxin.accounts.services.tokens import user_of_token

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

API = "/api/"
BEARER = "bearer "


class ActorMiddleware:
    """Stands after Django's authentication and before the route rules. A bearer token acts on the API only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = actor_of(request)  # type: ignore[attr-defined]
        return self.get_response(request)


def actor_of(request: HttpRequest) -> Actor:
    """The actor of the token that the API was asked with, else of the signed-in account, else nobody.

    A token that is unknown or expired gives nobody, also to a browser that is signed in.
    """
    header = request.headers.get("Authorization", "")
    if request.path.startswith(API) and header.lower().startswith(BEARER):
        bearer = user_of_token(header[len(BEARER) :].strip())
        return actor_of_user(bearer) if bearer is not None else nobody()
    user = request.user
    return actor_of_user(user) if isinstance(user, User) and user.is_authenticated else nobody()
