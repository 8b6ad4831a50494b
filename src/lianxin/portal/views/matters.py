"""My matters: list, one matter with its time line and my moves, raising one."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.access.http import Request
from lianxin.access.routes import for_signed_in, requires
from lianxin.access.rules import fetch
from lianxin.core.errors import BadInput, Conflict, NotAllowed
from lianxin.flows.clocks import light
from lianxin.matters.kind import MatterKind, matter_kinds
from lianxin.matters.models import Matter
from lianxin.matters.queries import days_left, history, line_of
from lianxin.matters.services.matters import open_matter, rate_matter
from lianxin.matters.services.moves import move_matter
from lianxin.portal.forms import RaiseForm, RatingForm
from lianxin.portal.lights import light_word
from lianxin.portal.moves import OwnMoveForm, is_own, own_moves
from lianxin.portal.queries import my_matters
from lianxin.register.models import Person

PER_PAGE = 20


@for_signed_in("shows one's own matters")
def matters(request: Request) -> HttpResponse:
    page = Paginator(my_matters(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    lines = [(matter, line_of(matter), light_word(matter, request.actor.on)) for matter in page.object_list]
    return render(request, "portal/matters.html", {"page": page, "lines": lines})


@requires("view", Matter)
def matter(request: Request, pk: int) -> HttpResponse:
    """One matter: where it stands, what happened, what I may do. Content opens to those of its compartment only."""
    row = fetch(Matter.objects.select_related("desk", "place"), request.actor, pk=pk)
    return _matter_page(request, row)


@requires("view", Matter)
@require_POST
def move(request: Request, pk: int) -> HttpResponse:
    """Make one of my moves."""
    row = fetch(Matter.objects.select_related("desk", "place"), request.actor, pk=pk)
    wanted = row.flow.move(request.POST.get("move", ""))
    if not is_own(wanted):
        raise BadInput(_("This move is made at the desk."))
    form = OwnMoveForm(request.POST, move=wanted)
    if form.is_valid():
        try:
            move_matter(row, wanted.code, by=request.actor, given=form.given)
        except (BadInput, Conflict) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Done: {move}").format(move=wanted.name))
            return redirect("portal:matter", row.pk)
    return _matter_page(request, row, bound=form)


@requires("view", Matter)
@require_POST
def rate(request: Request, pk: int) -> HttpResponse:
    """Rate the handling: one handling, one rating."""
    row = fetch(Matter.objects.select_related("desk", "place"), request.actor, pk=pk)
    form = RatingForm(request.POST)
    if form.is_valid():
        try:
            rate_matter(row, form.cleaned_data["rating"], by=request.actor)
        except (BadInput, Conflict) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Thank you. Your rating counts; who gave it stays protected."))
            return redirect("portal:matter", row.pk)
    return _matter_page(request, row, rating=form)


def _matter_page(
    request: Request, row: Matter, *, bound: OwnMoveForm | None = None, rating: RatingForm | None = None
) -> HttpResponse:
    actor = request.actor
    moves = [form for form in own_moves(row, actor) if form.move.code != "rate"]
    if bound is not None:
        moves = [bound if form.move.code == bound.move.code else form for form in moves]
    reads = actor.can("read_content", row)
    may_rate = not row.rating and row.is_closed and row.phase == "done" and actor.can("act_as_raiser", row)
    return render(
        request,
        "portal/matter.html",
        {
            "matter": row,
            "line": line_of(row),
            "category": dict(row.family.categories).get(row.category, row.category),
            "reads": reads,
            "knows": reads or not row.family.confidential,
            "history": list(reversed(history(row, actor))),
            "stage": row.stage_now.public_name or row.stage_now.name,
            "light": light(row, actor.on),
            "light_word": light_word(row, actor.on),
            "days_left": days_left(row, actor.on),
            "moves": [form for form in moves if not form.move.grave],
            "grave_moves": [form for form in moves if form.move.grave],
            "rating_form": (rating or RatingForm()) if may_rate or rating else None,
        },
        status=400 if bound is not None or rating is not None else 200,
    )


@for_signed_in("everybody may ask; the list shows what kinds of matters there are")
def choose_kind(request: Request) -> HttpResponse:
    kinds = [kind for kind in matter_kinds if kind.members_raise and kind.key != "record_contest"]
    return render(request, "portal/choose_kind.html", {"kinds": kinds})


@for_signed_in("everybody may raise a matter of their own")
def raise_matter(request: Request, kind: str) -> HttpResponse:
    """Raise a matter of one kind."""
    family: type[MatterKind] = matter_kinds.get(kind)
    if not family.members_raise:
        raise NotAllowed(_("This kind of matter is opened at the desk."))
    me = get_object_or_404(Person.objects.visible_to(request.actor), pk=request.actor.person_id)
    initial = {"category": request.GET.get("category", "")}
    form = RaiseForm(request.POST or None, kind=family, raiser=me, on=request.actor.on, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            row = open_matter(kind=kind, raiser=me, by=request.actor, **form.values)
        except (BadInput, Conflict) as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, _("Received under {number}. You can follow it here.").format(number=row.number)
            )
            return redirect("portal:matter", row.pk)
    return render(request, "portal/raise.html", {"form": form, "kind": family})
