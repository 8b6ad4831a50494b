"""Security headers, and sessions that end when nobody has used them for a while."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]
TOUCH_EVERY_SECONDS = 5 * 60
TOUCHED = "touched"


def headers(get_response: Handler) -> Handler:
    """Send the content security policy and close off sensors that no page uses."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", settings.CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
        return response

    return respond


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
