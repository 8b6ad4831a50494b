"""My account: password and keys, large type, API tokens."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianxin.access.http import Request
from lianxin.access.routes import for_signed_in, requires
from lianxin.access.rules import fetch
from lianxin.accounts.models import ApiToken, User
from lianxin.accounts.services.tokens import end_token, make_token
from lianxin.accounts.services.users import set_elder_mode
from lianxin.portal.forms import TokenForm


def _account(request: Request) -> User:
    user: User = fetch(User.objects.all(), request.actor, "edit", pk=request.actor.user_id)
    return user


@for_signed_in("shows one's own account")
@never_cache
def settings(request: Request) -> HttpResponse:
    """Where password, passkeys and tokens are kept; a new token is shown this once."""
    user = _account(request)
    form, token = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        token = make_token(user, by=request.actor, name=form.cleaned_data["name"])
        form = TokenForm()
    tokens = ApiToken.objects.filter(user=user).order_by("-pk")
    return render(
        request, "portal/settings.html", {"account": user, "form": form, "token": token, "tokens": tokens}
    )


@for_signed_in("changes one's own account")
@require_POST
def elder(request: Request) -> HttpResponse:
    """Large type wherever I sign in."""
    set_elder_mode(_account(request), on=request.POST.get("on") == "1", by=request.actor)
    return redirect("portal:settings")


@requires("end", ApiToken)
@require_POST
def end(request: Request, pk: int) -> HttpResponse:
    token = fetch(ApiToken.objects.all(), request.actor, "end", pk=pk)
    end_token(token, by=request.actor)
    messages.success(request, _("The token is void."))
    return redirect("portal:settings")
