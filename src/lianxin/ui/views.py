"""The pages of the interface itself: elder mode, the explained 403, and the style guide."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from lianxin.core.errors import NotAllowed
from lianxin.ui.context import ELDER_COOKIE
from lianxin.ui.styleguide import sample_context

YEAR = 365 * 24 * 3600


@require_POST
def elder_mode(request: HttpRequest) -> HttpResponse:
    """Switch large type on or off for this browser and go back to the page."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    if request.POST.get("on") == "1":
        response.set_cookie(ELDER_COOKIE, "1", max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    else:
        response.delete_cookie(ELDER_COOKIE)
    return response


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 with what the rule engine says about who may (``handler403``)."""
    told = isinstance(exception, NotAllowed)
    context = {"sentence": str(exception) if told else "", "why": exception.why if isinstance(exception, NotAllowed) else ()}
    return render(request, "403.html", context, status=403)


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component in every state, for those who build and test pages."""
    return render(request, "ui/styleguide.html", sample_context())
