"""My consents, and those for a child whose guardian I am: yes and no are one tap each, today and later."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.access.http import Request
from lianxin.access.routes import for_signed_in, requires
from lianxin.access.rules import fetch
from lianxin.core.errors import BadInput, Conflict
from lianxin.register.models import Consent, Person
from lianxin.register.purposes import name_of, purposes
from lianxin.register.queries.children import children_of
from lianxin.register.queries.consents import standing
from lianxin.register.services.consents import give_consent, refuse_consent, withdraw_consent

CHANNEL = "portal"
YES, NO = "yes", "no"


@for_signed_in("shows one's own consents")
def consents(request: Request) -> HttpResponse:
    """What I agreed to; taking it back is one button, as giving it is."""
    me = get_object_or_404(Person.objects.visible_to(request.actor), pk=request.actor.person_id)
    return _page(request, me)


@for_signed_in("decides for a child whose guardian one is")
def child(request: Request, pk: int) -> HttpResponse:
    """The same for a child under 14, decided by the guardian."""
    return _page(
        request,
        fetch(children_of(request.actor.person_id or 0, request.actor.on), request.actor, "consent", pk=pk),
    )


@for_signed_in("answers for oneself, or for a child whose guardian one is")
@require_POST
def answer(request: Request, pk: int) -> HttpResponse:
    """Yes or no to one purpose, for oneself or for a child."""
    actor = request.actor
    own = Person.objects.filter(pk=actor.person_id or 0) | children_of(actor.person_id or 0, actor.on)
    person = fetch(own, actor, "consent", pk=pk)
    code, said = request.POST.get("purpose", ""), request.POST.get("answer", "")
    if code not in purposes or said not in {YES, NO}:
        raise BadInput(_("There is no such purpose."))
    try:
        if said == YES:
            give_consent(person, purpose=code, by=actor, channel=CHANNEL)
            messages.success(request, _("Noted. You can take it back here at any time."))
        else:
            refuse_consent(person, purpose=code, by=actor, channel=CHANNEL)
            _say_what_remains(request, code)
            messages.success(
                request,
                _(
                    "Noted. Nobody asks you about it again for half a year; you can change it here at any time."
                ),
            )
    except (BadInput, Conflict) as error:
        messages.error(request, str(error))
    return _back(person, actor.person_id)


@requires("withdraw", Consent)
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    consent = fetch(Consent.objects.select_related("person"), request.actor, "withdraw", pk=pk)
    try:
        withdraw_consent(consent, by=request.actor)
    except Conflict as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Taken back. It holds no more from this moment on."))
        _say_what_remains(request, consent.purpose)
    return _back(consent.person, request.actor.person_id)


def _say_what_remains(request: Request, code: str) -> None:
    remains = purposes.get(code).remains if code in purposes else None
    if remains is not None:
        messages.info(request, str(remains))


def _back(person: Person, me: int | None) -> HttpResponse:
    return redirect("portal:consents") if person.pk == me else redirect("portal:consents_child", person.pk)


def _page(request: Request, person: Person) -> HttpResponse:
    actor = request.actor
    is_me = person.pk == actor.person_id
    given = (
        Consent.objects.filter(person=person)
        .select_related("document", "guardian")
        .order_by("-given_on", "-pk")
    )
    context = {
        "person": person,
        "is_me": is_me,
        "standing": standing(person, actor.on),
        "history": [(row, name_of(row.purpose)) for row in given],
        "children": children_of(actor.person_id or 0, actor.on) if is_me else (),
    }
    return render(request, "portal/consents.html", context)
