"""The page of one organisation."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.access.rules import fetch
from lianxin.desk.days import day_of
from lianxin.desk.organisations.panels import organisation_page
from lianxin.register.models import Organisation


@requires("view", Organisation)
def detail(request: Request, pk: int) -> HttpResponse:
    """The page of an organisation, as of a day."""
    day = day_of(request)
    body = fetch(Organisation.objects.select_related("place"), request.actor, pk=pk)
    if body.merged_into_id is not None:
        return redirect(day.link(reverse("desk:organisations_detail", args=[body.merged_into_id])))
    return render(
        request, "desk/organisations/detail.html", organisation_page(body, request.actor, day, request)
    )
