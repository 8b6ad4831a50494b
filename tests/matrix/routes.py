"""Every address that Lianxin answers, found by walking the resolver: nobody keeps a list that could forget one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from lianxin.access.routes import RouteRule, rule_of

API = "/api/v1/"


@dataclass(frozen=True)
class Route:
    """One address: its name with namespaces, its arguments, the view, and the rule that the view declares."""

    name: str
    pattern: str
    arguments: tuple[str, ...]
    view: Any

    @property
    def rule(self) -> RouteRule | None:
        return rule_of(self.view)

    @property
    def is_ours(self) -> bool:
        return self.module.startswith(("lianxin.", "tests."))

    @property
    def module(self) -> str:
        return str(getattr(getattr(self.view, "view_class", self.view), "__module__", ""))

    @property
    def is_api(self) -> bool:
        return self.pattern.startswith(API)

    def __str__(self) -> str:
        return self.name or self.pattern


def all_routes(urlconf: str | None = None) -> list[Route]:
    """Every address of the installation, in the order in which the resolver asks them."""
    return list(_walk(get_resolver(urlconf), "/", "", ()))


def _walk(resolver: URLResolver, prefix: str, space: str, above: tuple[str, ...]) -> Iterator[Route]:
    for one in resolver.url_patterns:
        pattern = prefix + str(one.pattern)
        arguments = (*above, *one.pattern.converters)
        if isinstance(one, URLResolver):
            inner = ":".join(filter(None, (space, one.namespace or "")))
            yield from _walk(one, pattern, inner, arguments)
        elif isinstance(one, URLPattern):
            name = f"{space}:{one.name}" if space and one.name else one.name or ""
            yield Route(name, pattern, arguments, one.callback)
