"""Pages of matters. Every view fetches through a rule, binds a form, calls one service and renders."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianxin.access.http import Request
from lianxin.access.routes import for_desk, requires
from lianxin.access.rules import fetch
from lianxin.core.errors import Conflict
from lianxin.desk import moves
from lianxin.desk.matters.filters import MatterFilter
from lianxin.desk.matters.forms import MatterForm, PartForm
from lianxin.desk.matters.panels import matter_page
from lianxin.desk.matters.tables import MatterTable
from lianxin.desk.people.forms import saved
from lianxin.matters.kind import matter_kinds
from lianxin.matters.models import Matter, MatterParty
from lianxin.matters.queries import waiting_for
from lianxin.matters.services.matters import add_party, end_party, open_matter, urge
from lianxin.matters.services.moves import after_move
from lianxin.register.models import Organisation
from lianxin.ui.tables import DeskTableView

FORM = "desk/matters/form.html"
TODO_SHOWN = 200


class MatterList(DeskTableView[Matter]):
    model = Matter
    table_class = MatterTable
    filterset_class = MatterFilter
    title = gettext_lazy("Matters")
    template_name = "desk/matters/list.html"

    def narrow(self, rows: QuerySet[Matter]) -> QuerySet[Matter]:
        return rows.select_related("desk").defer("content", "details")

    def get_context(self) -> dict[str, Any]:
        return {"may_add": self.request.actor.may_any("open_matter", Organisation)}  # type: ignore[attr-defined]


@never_cache
@for_desk("shows what waits for the reader, by the rules of the moves")
def todo(request: Request) -> HttpResponse:
    """Open matters whose next move is the reader's, the most urgent first."""
    rows = waiting_for(request.actor).select_related("desk").defer("content", "details")[:TODO_SHOWN]
    table = MatterTable(list(rows), orderable=False, order_by=(), exclude=("turn",))
    return render(request, "desk/matters/todo.html", {"table": table})


@never_cache
@requires("view", Matter)
def detail(request: Request, pk: int) -> HttpResponse:
    """One matter: its line and stages for whoever may see it, content and parties for the compartment."""
    matter = fetch(Matter.objects.select_related("desk", "place", "document"), request.actor, pk=pk)
    return render(request, "desk/matters/detail.html", matter_page(matter, request.actor))


@never_cache
@requires("view", Matter)
def move(request: Request, pk: int) -> HttpResponse:
    """Make a move; the rule of the move itself is asked by the service."""
    matter = fetch(Matter.objects.select_related("desk"), request.actor, pk=pk)
    return moves.make(request, matter, after_move, back=reverse("desk:matters_detail", args=[pk]))


@requires("open_matter", Organisation)
def choose_kind(request: Request) -> HttpResponse:
    """Which kind of matter is to be registered."""
    return render(request, "desk/matters/kinds.html", {"kinds": list(matter_kinds)})


@never_cache
@requires("open_matter", Organisation)
def add(request: Request, kind: str) -> HttpResponse:
    """Register a matter for somebody else, saying why."""
    if kind not in dict(matter_kinds.choices()):
        raise Http404
    family = matter_kinds.get(kind)
    form = MatterForm(request.POST or None, family=family, actor=request.actor)
    made: list[Matter] = []
    if form.is_valid() and saved(
        request, form, lambda: made.append(open_matter(**form.values, by=request.actor)), _("The matter is registered.")
    ):
        return redirect(after_adding(request, made[0]))
    context = {"form": form, "title": family.name, "subtitle": _("Register for somebody else"), "back": reverse("desk:matters_kinds")}
    return render(request, FORM, context, status=400 if form.errors else 200)


def after_adding(request: Request, matter: Matter) -> str:
    """The matter's page; whoever registers what they may not see afterwards (data requests) goes back to the list."""
    return reverse("desk:matters_detail", args=[matter.pk]) if request.actor.can("view", matter) else reverse("desk:matters_list")


@never_cache
@requires("edit", Matter)
def add_part(request: Request, pk: int) -> HttpResponse:
    """Give a person or an organisation a part in the matter."""
    matter = fetch(Matter.objects.all(), request.actor, "edit", pk=pk)
    form = PartForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        given = form.cleaned_data
        party = given["person"] or given["organisation"]
        if saved(request, form, lambda: add_party(matter, role=given["role"], party=party, by=request.actor), _("The part is kept.")):
            return redirect("desk:matters_detail", pk=pk)
    context = {"form": form, "title": _("Add a part"), "subtitle": matter.number, "back": reverse("desk:matters_detail", args=[pk])}
    return render(request, FORM, context, status=400 if form.errors else 200)


@require_POST
@requires("edit", Matter)
def end_part(request: Request, pk: int) -> HttpResponse:
    """End a part today: the content closes to whoever held it."""
    parts = MatterParty.objects.filter(matter__in=Matter.objects.visible_to(request.actor)).select_related("matter")
    part = parts.filter(pk=pk).first()
    if part is None:
        raise Http404
    end_party(part, by=request.actor)
    messages.success(request, _("The part has ended."))
    return redirect("desk:matters_detail", pk=part.matter_id)


@require_POST
@requires("supervise", Matter)
def urge_team(request: Request, pk: int) -> HttpResponse:
    """Remind those who work on it."""
    matter = fetch(Matter.objects.all(), request.actor, "supervise", pk=pk)
    try:
        reminded = urge(matter, by=request.actor)
    except Conflict as error:
        messages.error(request, str(error))
    else:
        messages.success(request, ngettext("%(n)d person is reminded.", "%(n)d people are reminded.", reminded) % {"n": reminded})
    return redirect("desk:matters_detail", pk=pk)
