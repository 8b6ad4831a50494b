"""Pages for everybody: what this is, open gatherings, signed columns, the privacy notice."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from lianxin.access.http import Request
from lianxin.access.routes import open_to_all
from lianxin.access.rules import fetch
from lianxin.accounts.adapter import start_page
from lianxin.bulletins.models import Bulletin
from lianxin.core.processing import processing
from lianxin.gatherings.models import Gathering
from lianxin.gatherings.queries import may_enrol, open_gatherings, turnout
from lianxin.portal.queries import signed_columns
from lianxin.register.queries.consents import public_names

PER_PAGE = 20
SHOWN = 5


@open_to_all("the front door: says what Lianxin is and where to sign in")
def landing(request: Request) -> HttpResponse:
    """Visitors read what this is; who is signed in goes to where they work with `?start`."""
    if "start" in request.GET and not request.actor.is_anonymous:
        return redirect(start_page(request.actor))
    columns = _signed(signed_columns(request.actor)[:SHOWN], request)
    return render(
        request,
        "public/landing.html",
        {"gatherings": open_gatherings(request.actor)[:SHOWN], "columns": columns},
    )


@open_to_all(
    "gatherings that were opened to members are public: what, where, when, how many seats; nobody's name"
)
def gatherings(request: Request) -> HttpResponse:
    page = Paginator(open_gatherings(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "public/gatherings.html", {"page": page})


@open_to_all("a gathering that was opened to members is public; who comes is not")
def gathering(request: Request, pk: int) -> HttpResponse:
    row = fetch(
        Gathering.objects.filter(is_open=True).select_related("organiser", "place", "venue"),
        request.actor,
        pk=pk,
    )
    stage = row.stage_now.public_name or row.stage_now.name
    context = {
        "gathering": row,
        "turnout": turnout(row),
        "stage": stage,
        "is_enrolling": may_enrol(row, request.actor.on),
    }
    return render(request, "public/gathering.html", context)


@open_to_all("columns are published under their author's name and affiliation")
def columns(request: Request) -> HttpResponse:
    page = Paginator(signed_columns(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "public/columns.html", {"page": page, "columns": _signed(page.object_list, request)}
    )


@open_to_all("a published column is public")
def column(request: Request, pk: int) -> HttpResponse:
    bulletin = fetch(signed_columns(request.actor), request.actor, pk=pk)
    return render(
        request, "public/column.html", {"bulletin": bulletin, "author": _signed([bulletin], request)[0][1]}
    )


def _signed(columns: Iterable[Bulletin], request: Request) -> list[tuple[Bulletin, str]]:
    """Columns with their authors as they stand in public: whole names with a consent to that, else surnames."""
    rows = list(columns)
    names = public_names([row.author for row in rows if row.author is not None], request.actor.on)
    return [(row, names.get(row.author_id or 0, "")) for row in rows]


@open_to_all("everybody may read what is kept, why and for how long")
def privacy(request: Request) -> HttpResponse:
    """The notice of article 17, made from the labels of the fields."""
    return render(request, "public/privacy.html", {"lines": processing()})
