"""The pages of the interface itself: elder mode and the style guide."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from lianxin.access.routes import for_desk, open_to_all
from lianxin.ui.context import ELDER_COOKIE
from lianxin.ui.styleguide import sample_context

YEAR = 365 * 24 * 3600


@open_to_all("large type is a matter of the browser")
@require_POST
def elder_mode(request: HttpRequest) -> HttpResponse:
    """Switch large type on or off for this browser and go back to the page."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    chosen = "1" if request.POST.get("on") == "1" else "0"
    secure = request.is_secure()
    response.set_cookie(ELDER_COOKIE, chosen, max_age=YEAR, samesite="Lax", httponly=True, secure=secure)
    return response


@for_desk("shows invented records only; for those who build and test pages")
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component in every state, for those who build and test pages."""
    return render(request, "ui/styleguide.html", sample_context())
