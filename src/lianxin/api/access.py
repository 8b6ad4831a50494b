"""Every operation of the API declares its rule, as every page does; one that declares none stops the start.

    @router.get("/people")
    @guarded("view", Person)
    def people(request: Request, q: str = "") -> ...

`guarded` asks the same `RouteRule` as the pages. Whoever has not signed in gets 401, whoever may not gets 403 with who may.
Writing with a session needs Django's CSRF token; writing with a bearer token does not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.utils import check_csrf

from lianxin.access.http import Request
from lianxin.access.routes import RouteRule

V = TypeVar("V", bound=Callable[..., Any])
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
UNAUTHORISED, FORBIDDEN = 401, 403


def guarded(verb: str, model: type[Model]) -> Callable[[V], V]:
    """The operation is for those who may do `verb` on some row of `model`; it fetches rows through `visible_to`."""
    return _guard(RouteRule(verb=verb, model=model))


def guarded_for_desk(reason: str) -> Callable[[V], V]:
    """The operation is for everyone who holds a post or a liaison tie; `reason` says why."""
    return _guard(RouteRule(desk=True, reason=reason))


def guarded_for_signed_in(reason: str) -> Callable[[V], V]:
    """The operation shows or changes one's own things only; `reason` says why."""
    return _guard(RouteRule(reason=reason))


def _guard(rule: RouteRule) -> Callable[[V], V]:
    def guard(function: V) -> V:
        @wraps(function)
        def asked(request: Request, *args: Any, **kwargs: Any) -> Any:
            ask(rule, request)
            return function(request, *args, **kwargs)

        asked.route_rule = rule  # type: ignore[attr-defined]
        return cast("V", asked)

    return guard


def ask(rule: RouteRule, request: Request) -> None:
    """Raise 401 for a visitor whom the rule does not admit, `NotAllowed` for anybody else, 403 without a CSRF token."""
    if request.actor.is_anonymous and not rule.admits(request.actor):
        raise HttpError(UNAUTHORISED, "Sign in, or send a bearer token.")
    rule.check(request.actor)
    if request.method not in SAFE and "Authorization" not in request.headers and check_csrf(request) is not None:
        raise HttpError(FORBIDDEN, "Send the CSRF token, or use a bearer token.")


@dataclass(frozen=True, slots=True)
class OperationRule:
    """One operation of the API with its rule; `path` is relative to /api/v1/."""

    method: str
    path: str
    name: str
    rule: RouteRule


def operation_rules(api: NinjaAPI) -> list[OperationRule]:
    """All operations with their rules. Raises `ImproperlyConfigured` naming the first that declares none."""
    found = []
    for prefix, router in api._routers:  # noqa: SLF001  ninja has no public walk over its operations
        for path, view in router.path_operations.items():
            for operation in view.operations:
                rule = getattr(operation.view_func, "route_rule", None)
                if rule is None:
                    raise ImproperlyConfigured(f"{operation.view_func.__name__} of the API declares no rule; see lianxin.api.access")
                found += [OperationRule(method, f"{prefix}{path}", operation.view_func.__name__, rule) for method in operation.methods]
    return found
