"""A typed request, so that views need no casts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from lianxin.access.actors import Actor


class Request(HttpRequest):
    """What our views get: the actor is set by the accounts middleware, htmx by django-htmx."""

    actor: Actor
    htmx: HtmxDetails
