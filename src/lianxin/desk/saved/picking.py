"""Rows of a list that were ticked: which they are, and from there to the ties of many of them at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianxin.access.actors import Actor
from lianxin.access.http import Request
from lianxin.access.routes import for_desk
from lianxin.access.rules import denial, visible
from lianxin.desk.saved.listing import address_of, may_change_ties, shown_list
from lianxin.register.models import Organisation, Person, Tie
from lianxin.register.queries.rosters import BELONGING

SELECTED, CARRIED, EVERY = "selected", "ids", "all"
"""Names of the boxes, of the ids that a page passes on to the next, and of the box for all rows of the list."""
AT_MOST = 2000
ENDS: dict[type[Model], str] = {Person: "person", Organisation: "member"}
"""The end of a tie at which the rows of a list stand."""


@dataclass(frozen=True, slots=True)
class TiesAt:
    """Ties of ticked rows to one organisation."""

    organisation: Organisation
    ties: list[int]

    @property
    def ids(self) -> str:
        return ",".join(map(str, self.ties))


def may_pick(actor: Actor, model: type[Model]) -> bool:
    """Is there anything that the actor could do with ticked rows of a list?"""
    return actor.may_any("export", model) or may_change_ties(actor)


def picked(request: Request) -> set[int]:
    """Ids that were ticked, or that a page passed on; whether they may be seen is asked of the list."""
    given = (*request.POST.getlist(SELECTED), *request.POST.get(CARRIED, "").split(","))
    return {int(text) for text in given if text.isdecimal() and len(text) < 19}


def is_forgotten(request: Request) -> bool:
    """Was the button below a list pressed with no row ticked?"""
    return "pick" in request.POST and not picked(request) and not request.POST.get(EVERY)


@never_cache
@require_POST
@for_desk("ties are found by their own rules, and changed on the roster of one organisation by its rules")
def choose_body(request: Request, page: str) -> HttpResponse:
    """At which organisations the ticked rows have ties today; each leads to the edit of these ties on its roster.

    At most five statements, however many rows.
    """
    view = shown_list(page)()
    view.setup(request)
    if not may_change_ties(request.actor) or view.model not in ENDS:
        raise denial("edit", Tie)
    back = address_of(page, request.GET.urlencode())
    if is_forgotten(request):
        messages.error(request, _("Choose the rows first."))
        return redirect(back)
    rows = view.filtered(request).rows
    if not request.POST.get(EVERY):
        rows = rows.filter(pk__in=picked(request))
    ids = list(rows.order_by().values_list("pk", flat=True)[: AT_MOST + 1])
    if len(ids) > AT_MOST:
        messages.error(request, _("Choose at most {n} rows at a time.").format(n=f"{AT_MOST:,}"))
        return redirect(back)
    context: dict[str, Any] = {
        "view": view,
        "back": back,
        "count": len(ids),
        "bodies": ties_by_body(ids, view.model, request.actor),
    }
    return render(request, "desk/saved/ties.html", context)


def ties_by_body(ids: Collection[int], model: type[Model], actor: Actor) -> list[TiesAt]:
    """Ties of today of these people or organisations that the actor may see, by organisation, the most first."""
    ends = {f"{ENDS[model]}__in": ids}
    ties = Tie.objects.on(actor.on).filter(
        kind__in=BELONGING, organisation__isnull=False, superseded_by=None, **ends
    )
    seen = visible(ties, actor, few=True).select_related("organisation").order_by("organisation__sort_key", "pk")
    found: dict[Organisation, list[int]] = defaultdict(list)
    for tie in seen:
        if tie.organisation is not None:
            found[tie.organisation].append(tie.pk)
    return sorted((TiesAt(body, held) for body, held in found.items()), key=lambda one: -len(one.ties))
