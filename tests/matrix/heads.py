"""What every answer to somebody signed in has: the policy, no cache, nothing inline, nothing from another host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.matrix.routes import Route

CACHED = {"portal:worker"}
"""Addresses whose answers a browser may keep: they name nobody."""
WITHIN = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<[^>]+\son\w+\s*=|javascript:")
ELSEWHERE = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//(?!testserver|127\.0\.0\.1)""")


def head_faults(route: Route, answer: Any) -> Iterator[str]:
    """What the headers and the HTML of an answer have wrong, in words."""
    policy = answer.headers.get("Content-Security-Policy", "")
    if "script-src 'self';" not in policy or "object-src 'none'" not in policy:
        yield f"{route}: policy {policy}"
    if route.name not in CACHED and "no-store" not in answer.headers.get("Cache-Control", ""):
        yield f"{route}: cache {answer.headers.get('Cache-Control')}"
    if (
        answer.headers.get("X-Content-Type-Options") != "nosniff"
        or answer.headers.get("X-Frame-Options") != "DENY"
    ):
        yield f"{route}: type or frame"
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        html = answer.content.decode()
        if WITHIN.search(html):
            yield f"{route}: script within the page"
        if ELSEWHERE.search(html):
            yield f"{route}: another host"
