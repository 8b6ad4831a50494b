"""Errors that carry a sentence for the user become pages (or JSON under /api/) with the right status."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lianxin.core.errors import BadInput, Conflict, LianxinError, NotAllowed, UnknownName

SENTENCE = "config/sentence.html"
STATUSES: tuple[tuple[type[LianxinError], int, str], ...] = (
    (NotAllowed, 403, "403.html"),
    (UnknownName, 404, SENTENCE),
    (Conflict, 409, SENTENCE),
    (BadInput, 400, SENTENCE),
    (LianxinError, 400, SENTENCE),
)


class SentenceMiddleware:
    """Answer a LianxinError of a view with its sentence; every other error stays Django's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return explain(request, exception) if isinstance(exception, LianxinError) else None


def explain(request: HttpRequest, error: LianxinError) -> HttpResponse:
    """Answer with the sentence of an error, and with who may where the error knows it."""
    status, template = next((status, template) for kind, status, template in STATUSES if isinstance(error, kind))
    return answer(request, status, template, sentence=str(error), why=getattr(error, "why", ()))


def answer(request: HttpRequest, status: int, template: str, *, sentence: str, why: tuple[str, ...] = ()) -> HttpResponse:
    """Render the page of an error, or its JSON for the API. Templates get ``sentence`` and ``why``.

    The page names the roles that may; on which rows they may is said in the words of the rules, and those are for the API.
    """
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": sentence, "why": list(why)}, status=status)
    roles = tuple(dict.fromkeys(line.partition(": ")[0] for line in why))
    return render(request, template, {"sentence": sentence, "why": roles, "status": str(status)}, status=status)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403: the handler of refusals that come from the rule of a route, before any view ran."""
    if isinstance(exception, LianxinError):
        return explain(request, exception)
    return answer(request, 403, "403.html", sentence=_("You may not open this page."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 without repeating the address, which may hold what somebody typed about a person."""
    if isinstance(exception, LianxinError):
        return explain(request, exception)
    return answer(request, 404, "404.html", sentence=_("There is no such page, or you may not see what it shows."))
