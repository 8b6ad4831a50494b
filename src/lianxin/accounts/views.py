"""Signing in, the first run, setting a password by link."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from lianxin.access.http import Request
from lianxin.access.roles import Role
from lianxin.access.routes import for_desk, for_signed_in, open_to_all
from lianxin.accounts.adapter import actor_of_user, start_page
from lianxin.accounts.forms import FirstRunForm, NewPasswordForm, OthersForm
from lianxin.accounts.models import User
from lianxin.accounts.services import first_run
from lianxin.accounts.services.demo import demo_accounts, demo_user
from lianxin.accounts.services.users import set_password, user_of_link
from lianxin.core.errors import BadInput, Conflict, NotAllowed
from lianxin.journal.services.entries import record

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


@open_to_all("signing in")
class SignInView(LoginView):  # type: ignore[misc]
    """allauth's sign-in; the demo adds a button for each of its accounts."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"demo_accounts": demo_accounts()}


@open_to_all("the demo signs anybody in as one of its invented people; refused everywhere else")
@require_POST
def demo_sign_in(request: Request) -> HttpResponse:
    """Sign in as the account that a demo button names."""
    user = demo_user(request.POST.get("username", ""))
    if user is None:
        raise Http404
    return _sign_in(request, user)


@open_to_all("who holds the link that `serve` printed on an empty installation begins it; the link works once")
@sensitive_post_parameters("password", "again")
@never_cache
def begin(request: Request, token: str) -> HttpResponse:
    """Make the city office and the first person, the system administrator, and sign them in."""
    if not first_run.link_is_good(token):
        return render(request, "account/first_run_over.html", status=404)
    form = FirstRunForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "again"}
        try:
            user = first_run.begin(token, **values)
        except (BadInput, Conflict) as error:
            form.add_error(None, str(error))
        else:
            _sign_in(request, user)
            return redirect("account_first_run_others")
    return render(request, "account/first_run.html", {"form": form})


@for_desk("the system administrator of the first run names two other people, once; the service asks the post")
@never_cache
def others(request: Request) -> HttpResponse:
    """Ask for the security administrator and the auditor; show once the links with which they set their passwords."""
    if Role.SYSTEM_ADMIN not in request.actor.roles:
        raise NotAllowed("")
    if not first_run.others_are_missing():
        return redirect("desk:home")
    form = OthersForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = request.user
        assert isinstance(user, User)  # noqa: S101  the route's rule
        try:
            appointed = first_run.appoint_others(user, people=form.people)
        except (BadInput, Conflict) as error:
            form.add_error(None, str(error))
        else:
            return render(request, "account/first_run_done.html", {"appointed": appointed})
    return render(request, "account/first_run_others.html", {"form": form})


@open_to_all("who was handed the link sets the password of that account; the link works once, for three days")
@sensitive_post_parameters("password", "again")
@never_cache
def by_link(request: Request, pk: int, token: str) -> HttpResponse:
    """Set the password of the account that the link opens, then sign in with it."""
    user = user_of_link(pk, token)
    if user is None:
        return render(request, "account/first_run_over.html", status=404)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            set_password(user, form.cleaned_data["password"], by=actor_of_user(user))
        except BadInput as error:
            form.add_error("password", str(error))
        else:
            return _sign_in(request, user)
    return render(request, "account/password_link.html", {"form": form, "username": user.get_username()})


@open_to_all("says whom to ask for a new password; asks and sends nothing")
def password_help(request: Request) -> HttpResponse:
    """Lianxin sends no password by mail: the security administrator hands over a link."""
    return render(request, "account/password_help.html")


@for_signed_in("leads to the page of one's own account")
def own_account(request: Request) -> HttpResponse:
    """Where allauth would keep e-mail addresses: they are values of the register, with their sources."""
    return redirect("portal:settings")


def _sign_in(request: Request, user: User) -> HttpResponse:
    login(request, user, backend=BACKEND)
    actor = actor_of_user(user)
    record("sign_in", user, by=actor)
    target = request.POST.get("next") or ""
    return redirect(target if target in {reverse("portal:home"), reverse("desk:home")} else start_page(actor))
