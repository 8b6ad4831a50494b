"""Security headers, and sessions that end when nobody has used them for a while."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

Handler = Callable[[HttpRequest], HttpResponse]
TOUCH_EVERY_SECONDS = 5 * 60
TOUCHED = "touched"
PRIVATE = ("/desk/", "/me/", "/api/", "/accounts/")
"""What stands under these addresses is about somebody; elsewhere it depends on who asks."""


def headers(get_response: Handler) -> Handler:
    """Send the content security policy, close off sensors that no page uses, keep nothing of a person in any cache.

    A view that sends its own Cache-Control knows better. Style sheets and pictures do not pass here.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", settings.CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
        if "Cache-Control" not in response and (request.path.startswith(PRIVATE) or is_signed_in(request)):
            add_never_cache_headers(response)
        return response

    return respond


def is_signed_in(request: HttpRequest) -> bool:
    """Tell whether somebody acts in this request, by session or token; the actor is set further in."""
    actor = getattr(request, "actor", None)
    return actor is not None and not actor.is_anonymous


def idle_sessions(get_response: Handler) -> Handler:
    """Move the end of a used session along, writing at most once in five minutes.

    Saving on every request would cost each page a write transaction, and on SQLite the one write lock.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        session = request.session
        if session.accessed and not session.is_empty():
            now = int(time.time())
            if now - int(session.get(TOUCHED, 0)) >= TOUCH_EVERY_SECONDS:
                session[TOUCHED] = now
        return response

    return respond
