"""Pages of figures on a wall: the same page without navigation, in larger type."""

from __future__ import annotations

from lianxin.access.http import Request

SCREEN = "screen"


def is_on_screen(request: Request) -> bool:
    """Does the address ask for the page as it stands on a wall (`?view=screen`)?"""
    return request.GET.get("view") == SCREEN
