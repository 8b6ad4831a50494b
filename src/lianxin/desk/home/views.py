"""The front page of the desk."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from lianxin.access.http import Request
from lianxin.access.roles import Role
from lianxin.access.routes import for_desk
from lianxin.desk.figures.look import by_chapter, keys_of, look, place_href
from lianxin.desk.figures.period import Chosen, chosen
from lianxin.desk.figures.screen import is_on_screen
from lianxin.desk.home.circles import HUBS, around_the_city
from lianxin.figures.engine import remember
from lianxin.figures.places import UNPLACED, WHOLE_CITY, find_reporting_place, is_unit
from lianxin.programmes.models import Programme
from lianxin.reports.contents import reports


@for_desk("numbers are for every desk; the records behind them open through their own rules")
def home(request: Request) -> HttpResponse:
    """The city in circles, the main figures with their course, and every programme with its figures, each a link to its records."""
    now = chosen(request.GET.dict())
    programmes = list(Programme.objects.visible_to(request.actor))
    seen = look(now, [HUBS, *keys_of(programmes)], main=reports.get("brief").keys)
    remember(seen.selections)
    context = {
        "around": around_the_city(now, request.actor, seen.figures[HUBS]),
        "look": seen,
        "chapters": by_chapter(programmes, seen.figures),
        "form": now.form(),
        "chosen": now,
        "place_href": _place_href(now),
        "is_leader": Role.LEADER in request.actor.roles,
        "on_screen": is_on_screen(request),
    }
    return render(request, "desk/home/home.html", context)


def _place_href(now: Chosen) -> str:
    """The page of the chosen district, if one is chosen."""
    if now.place in {WHOLE_CITY, UNPLACED}:
        return ""
    place = find_reporting_place(now.place, now.end)
    return place_href(place, now) if is_unit(place) else ""
