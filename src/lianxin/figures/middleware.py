"""What of sensitive counts is given is found out once for a page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from lianxin.figures.suppression import one_moment


def one_moment_a_page(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Let all figures of a page, and of an answer of the API, be given or hidden by one look at the records."""

    def respond(request: HttpRequest) -> HttpResponse:
        with one_moment():
            return get_response(request)

    return respond
