"""Refuses a view that declares no rule, and an actor whom the view's rule does not admit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured

from lianxin.access.routes import rule_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from lianxin.access.actors import Actor


class RouteRuleMiddleware:
    """Stands after the middleware that sets `request.actor`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        rule = rule_of(view)
        if rule is None:
            raise ImproperlyConfigured(
                f"{view.__module__}.{getattr(view, '__name__', view)} declares no rule; see lianxin.access.routes"
            )
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if (
            rule.signed_in
            and actor.is_anonymous
            and not (rule.model is not None and actor.may_any(rule.verb, rule.model))
        ):
            return redirect_to_login(request.get_full_path())
        rule.check(actor)
        return None
