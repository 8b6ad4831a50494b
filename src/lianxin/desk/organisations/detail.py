"""The page of one organisation."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.access.rules import fetch
from lianxin.desk.days import day_of
from lianxin.desk.events import timeline_page
from lianxin.desk.organisations.panels import organisation_page
from lianxin.register.models import Organisation


@requires("view", Organisation)
def detail(request: Request, pk: int) -> HttpResponse:
    """The page of an organisation, as of a day."""
    day = day_of(request)
    body = fetch(Organisation.objects.select_related("place"), request.actor, pk=pk)
    if body.merged_into_id is not None:
        return redirect(day.link(reverse("desk:organisations_detail", args=[body.merged_into_id])))
    return render(request, "desk/organisations/detail.html", organisation_page(body, request.actor, day))


@requires("view", Organisation)
def events(request: Request, pk: int) -> HttpResponse:
    """The time line of an organisation."""
    body = fetch(Organisation.objects.all(), request.actor, pk=pk)
    if body.merged_into_id is not None:
        url = reverse("desk:organisations_timeline", args=[body.merged_into_id])
        return redirect(day_of(request).link(url))
    return timeline_page(request, body, body.name, reverse("desk:organisations_timeline", args=[pk]))
