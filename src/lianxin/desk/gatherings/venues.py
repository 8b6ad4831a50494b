"""Venues: rooms and bases that gatherings book, and how much they are used."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.core.errors import BadInput, NotAllowed
from lianxin.desk.gatherings.forms import VenueForm
from lianxin.desk.gatherings.tables import VenueTable
from lianxin.gatherings.models import Venue
from lianxin.gatherings.services.venues import add_venue
from lianxin.register.models import Organisation
from lianxin.ui.tables import DeskTableView


class Venues(DeskTableView[Venue]):
    model = Venue
    table_class = VenueTable
    title = gettext_lazy("Venues")
    template_name = "desk/gatherings/venues.html"

    def narrow(self, rows: QuerySet[Venue]) -> QuerySet[Venue]:
        """With the number of gatherings that were held there."""
        held = Count(
            "gatherings", filter=Q(gatherings__held_on__isnull=False, gatherings__superseded_by=None)
        )
        return rows.select_related("place", "owner").annotate(used=held)

    def get_context(self) -> dict[str, Any]:
        """Whether to offer adding."""
        return {"may_add": self.request.actor.may_any("add_venue", Organisation)}  # type: ignore[attr-defined]


@requires("add_venue", Organisation)
@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """Put a room or base on the list."""
    form = VenueForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            add_venue(by=request.actor, **form.cleaned_data)
        except (BadInput, NotAllowed) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Added."))
            return redirect("desk:gatherings_venues")
    return render(
        request, "desk/gatherings/venue_form.html", {"form": form}, status=400 if form.errors else 200
    )
