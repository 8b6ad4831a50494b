"""Every page and API operation declares who may ask for it; one that declares nothing is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils.translation import gettext as _

from lianxin.access.rules import denial
from lianxin.core.errors import NotAllowed

if TYPE_CHECKING:
    from django.db.models import Model

    from lianxin.access.actors import Actor

V = TypeVar("V", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class RouteRule:
    """Either a verb on a model, or signed in, or open to all; `reason` says why when no rule of a model decides."""

    verb: str = ""
    model: type[Model] | None = None
    signed_in: bool = True
    desk: bool = False
    reason: str = ""

    def admits(self, actor: Actor) -> bool:
        if not self.signed_in:
            return True
        if self.model is not None and actor.may_any(self.verb, self.model):
            return True
        if self.model is not None or actor.is_anonymous:
            return False
        return actor.has_desk or not self.desk

    def check(self, actor: Actor) -> None:
        """Raise `NotAllowed` unless the route admits the actor."""
        if self.admits(actor):
            return
        if self.model is not None:
            raise denial(self.verb, self.model)
        if self.desk and not actor.is_anonymous:
            raise NotAllowed(_("This page is for those who hold a post or speak for an association."))
        raise NotAllowed(self.reason or "")


def _mark(rule: RouteRule) -> Callable[[V], V]:
    def mark(view: V) -> V:
        view.route_rule = rule  # type: ignore[attr-defined]
        return view

    return mark


def requires(verb: str, model: type[Model]) -> Callable[[V], V]:
    """The route is for those who may do `verb` on some row of `model`; the view fetches its row through `fetch`."""
    return _mark(RouteRule(verb=verb, model=model))


def for_signed_in(reason: str) -> Callable[[V], V]:
    """The route is for every signed-in person, and shows them their own things only; `reason` says why."""
    return _mark(RouteRule(reason=reason))


def for_desk(reason: str) -> Callable[[V], V]:
    """The route is for everyone who holds a post or a liaison tie; what it shows goes through `visible_to`."""
    return _mark(RouteRule(desk=True, reason=reason))


def open_to_all(reason: str) -> Callable[[V], V]:
    """The route needs no sign-in; `reason` says why."""
    return _mark(RouteRule(signed_in=False, reason=reason))


FOREIGN_ROUTES: dict[str, RouteRule] = {
    "allauth.": RouteRule(
        signed_in=False, reason="signing in and out, own password and keys; allauth asks for sign-in itself"
    ),
    "django.views.i18n": RouteRule(signed_in=False, reason="choosing the language"),
    "django.views.static": RouteRule(signed_in=False, reason="style sheets and pictures of the interface"),
    "django.contrib.staticfiles": RouteRule(
        signed_in=False, reason="style sheets and pictures of the interface"
    ),
}
"""Rules of views that are not ours, by the beginning of their module."""


def rule_of(view: Any) -> RouteRule | None:
    """The rule that a view (function, class-based view, API operation) declares."""
    for thing in (view, getattr(view, "view_class", None), getattr(view, "func", None)):
        rule: RouteRule | None = getattr(thing, "route_rule", None)
        if rule is not None:
            return rule
    module = getattr(getattr(view, "view_class", view), "__module__", "")
    return next((rule for start, rule in FOREIGN_ROUTES.items() if module.startswith(start)), None)
