"""The API under /api/v1/, its description and its page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from ninja import NinjaAPI

from lianxin.access.routes import RouteRule
from lianxin.api.access import operation_rules
from lianxin.api.operations import figures, gatherings, matters, me, published, register
from lianxin.config.errors import explain
from lianxin.core.errors import LianxinError

api = NinjaAPI(
    title="Lianxin",
    version="1",
    description=(
        "What the pages offer, for programmes. Sign in with the session of the pages, or with `Authorization: Bearer …`: a token acts "
        "as its person, with the rights of the day. Lists give pages of at most 200 rows and say whether more follow."
    ),
    docs_url="/docs",
    openapi_url="/openapi.json",
    urls_namespace="api",
)
for _module in (me, register, gatherings, matters, published, figures):
    api.add_router("", _module.router)


@api.exception_handler(LianxinError)
def sentence(request: HttpRequest, error: Any) -> HttpResponse:
    """Answer with the sentence of the error, and with who may where it knows it."""
    return explain(request, error)


OPERATIONS = operation_rules(api)
"""Every operation with its rule; building it stops the start when one declares none."""

OF_ADDRESSES = RouteRule(signed_in=False, reason="operations ask their own rules; their description holds no data")
_patterns, _app, _namespace = api.urls
for _pattern in _patterns:
    # The middleware asks for a rule per address; operations of one address differ, so each asks its own.
    setattr(_pattern.callback, "route_rule", OF_ADDRESSES)  # noqa: B010  the checker knows no attributes of functions
urlpatterns = [path("", (_patterns, _app, _namespace))]
