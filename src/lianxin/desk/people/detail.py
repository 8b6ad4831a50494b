"""The page of one person, and the revealing of one masked value."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.access.rules import fetch
from lianxin.core.errors import BadInput
from lianxin.desk.days import day_of
from lianxin.desk.events import timeline_page
from lianxin.desk.people.panels import person_page
from lianxin.register.models import Person
from lianxin.register.queries.children import is_child, may_open_child
from lianxin.register.queries.values import is_limited
from lianxin.register.services.reveals import note_opening, note_part, reveal

PAGE = "desk/people/detail.html"


@never_cache
@requires("view", Person)
def detail(request: Request, pk: int) -> HttpResponse:
    """The page of a person, as of a day. Opening it is a read that the person sees."""
    day = day_of(request)
    person = fetch(Person.objects.all(), request.actor, pk=pk)
    if person.merged_into_id is not None:
        return redirect(day.link(reverse("desk:people_detail", args=[person.merged_into_id])))
    if is_child(person, request.actor.on) and not may_open_child(person, request.actor):
        return redirect("desk:consent_child_ask", pk=pk)
    note_opening(person, by=request.actor)
    return render(request, PAGE, person_page(person, request.actor, day))


@never_cache
@requires("view", Person)
def events(request: Request, pk: int) -> HttpResponse:
    """The time line of a person; looked at without the page it is a read like the page."""
    person = fetch(Person.objects.all(), request.actor, pk=pk)
    if person.merged_into_id is not None:
        url = reverse("desk:people_timeline", args=[person.merged_into_id])
        return redirect(day_of(request).link(url))
    if is_child(person, request.actor.on) and not may_open_child(person, request.actor):
        return redirect("desk:consent_child_ask", pk=pk)
    note_part(person, by=request.actor)
    # What a liaison officer may call somebody costs two statements: their page of it goes without.
    name = "" if person.erased_on or is_limited(request.actor) else person.name
    return timeline_page(request, person, name, reverse("desk:people_timeline", args=[pk]))


@never_cache
@require_POST
@requires("reveal", Person)
def reveal_value(request: Request, pk: int) -> HttpResponse:
    """Show one masked value on this answer only; it stands in no address and no session."""
    person = fetch(Person.objects.all(), request.actor, "reveal", pk=pk)
    field = request.POST.get("field", "")
    revealed: dict[str, str] = {}
    try:
        revealed[field] = reveal(person, field=field, reason=request.POST.get("reason", ""), by=request.actor)
    except BadInput as error:
        messages.error(request, str(error))
    return render(request, PAGE, person_page(person, request.actor, day_of(request), revealed))
