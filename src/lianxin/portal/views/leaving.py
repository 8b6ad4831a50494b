"""Leaving: an association at once, the account for good, or Lianxin altogether by a request that is answered."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianxin.access.http import Request
from lianxin.access.routes import for_signed_in, requires
from lianxin.access.rules import fetch
from lianxin.accounts.models import User
from lianxin.accounts.services.users import close_account
from lianxin.core.errors import BadInput, Conflict
from lianxin.flows.flow import CLOSED_PHASES
from lianxin.matters.models import Matter
from lianxin.matters.services.matters import open_matter
from lianxin.portal.queries import my_matters
from lianxin.register.models import Person, Tie
from lianxin.register.queries.timeline import tie_title
from lianxin.register.services.erasing import what_holds
from lianxin.register.services.leaving import leave, ties_to_leave


class SureForm(forms.Form):
    """What cannot be taken back is asked for by a tick, with and without JavaScript."""

    sure = forms.BooleanField()

    def __init__(self, label: str, name: str) -> None:
        super().__init__(auto_id=f"{name}_%s")
        self.fields["sure"].label = label


def _me(request: Request) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.actor), pk=request.actor.person_id)


def _asked(request: Request) -> Matter | None:
    """My request to be erased that is not answered yet."""
    asked = my_matters(request.actor).filter(kind="data_request", category="erasure")
    return asked.exclude(phase__in=CLOSED_PHASES).first()


@for_signed_in("shows what oneself may leave, and how")
@never_cache
def leaving(request: Request) -> HttpResponse:
    """Where I belong with a button each; closing my account; what an erasure takes away, what stays, and what holds it up."""
    me = _me(request)
    ties = [(tie, tie_title(tie, me)) for tie in ties_to_leave(me.pk, request.actor.on)]
    context = {
        "ties": ties,
        "asked": _asked(request),
        "held": what_holds(me, request.actor.on),
        "closing": SureForm(_("I want to close my account"), "account"),
        "erasing": SureForm(_("I want to be erased"), "erasure"),
    }
    return render(request, "portal/leaving.html", context)


@requires("leave", Tie)
@require_POST
def leave_body(request: Request, pk: int) -> HttpResponse:
    """Leave one association."""
    tie = fetch(Tie.objects.filter(person=_me(request)), request.actor, "leave", pk=pk)
    try:
        leave(tie, by=request.actor)
    except Conflict as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("You have left. Your ties to it end today."))
    return redirect("portal:leaving")


@for_signed_in("asks for the erasure of oneself")
@require_POST
def ask_for_erasure(request: Request) -> HttpResponse:
    """Open the request; the data-protection officer answers it within its deadline."""
    if not request.POST.get("sure"):
        raise BadInput(_("Tick that you want this."))
    if (asked := _asked(request)) is not None:
        return redirect("portal:matter", asked.pk)
    me = _me(request)
    content = _("I ask to be erased from Lianxin.")
    row = open_matter(kind="data_request", category="erasure", raiser=me, content=content, by=request.actor)
    messages.success(request, _("Received under {number}. You can follow it here.").format(number=row.number))
    return redirect("portal:matter", row.pk)


@for_signed_in("closes one's own account")
@require_POST
def close(request: Request) -> HttpResponse:
    """Close my account: the record stays, nobody signs in with it any more."""
    if not request.POST.get("sure"):
        raise BadInput(_("Tick that you want this."))
    user = fetch(User.objects.all(), request.actor, "close", pk=request.actor.user_id)
    try:
        close_account(user, by=request.actor)
    except Conflict as error:
        messages.error(request, str(error))
        return redirect("portal:leaving")
    logout(request)
    messages.success(
        request, _("Your account is closed. What associations hold about you is not changed by it.")
    )
    return redirect("account_login")
