"""The list of gatherings, one gathering, adding and editing, its moves."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from lianxin.access.http import Request
from lianxin.access.routes import for_desk, requires
from lianxin.access.rules import fetch
from lianxin.core.errors import BadInput, Conflict, NotAllowed
from lianxin.desk.gatherings.filters import GatheringFilter
from lianxin.desk.gatherings.forms import GatheringForm, ParticipantForm
from lianxin.desk.gatherings.tables import GatheringTable
from lianxin.desk.linked import linked_lines
from lianxin.desk.moves import make, move_forms, stages, timeline
from lianxin.gatherings.kind import gathering_kinds
from lianxin.gatherings.models import Gathering
from lianxin.gatherings.queries import links_of, participants, turnout
from lianxin.gatherings.series import KNOWN
from lianxin.gatherings.services.gatherings import add_gathering, change_gathering
from lianxin.register.models import Organisation
from lianxin.ui.tables import DeskTableView

PEOPLE_A_PAGE = 50
DESK_ONLY = "what is open to members stands on their own pages; here every row goes through its rule"


@for_desk(DESK_ONLY)
class Gatherings(DeskTableView[Gathering]):
    model = Gathering
    table_class = GatheringTable
    filterset_class = GatheringFilter
    title = gettext_lazy("Gatherings")
    template_name = "desk/gatherings/list.html"

    def narrow(self, rows: QuerySet[Gathering]) -> QuerySet[Gathering]:
        """Without what was entered twice."""
        return rows.filter(superseded_by=None).select_related("organiser", "place")

    def get_context(self) -> dict[str, Any]:
        """Whether to offer adding."""
        return {"may_add": self.request.actor.may_any("add_gathering", Organisation)}  # type: ignore[attr-defined]


def one(request: Request, pk: int, verb: str = "view") -> Gathering:
    """The gathering that a page is about, with what its header shows."""
    rows = Gathering.objects.select_related("organiser", "place", "venue", "document", "superseded_by")
    return fetch(rows, request.actor, verb, pk=pk)


@for_desk(DESK_ONLY)
def detail(request: Request, pk: int) -> HttpResponse:
    """Stages and moves, facts, figures, the people in pages, linked records, what happened."""
    gathering, actor = one(request, pk), request.actor
    people = Paginator(participants(gathering, actor), PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    runs = actor.can("take_attendance", gathering)
    context = {
        "gathering": gathering,
        "kind": gathering.family,
        "stages": stages(gathering),
        "moves": move_forms(gathering, actor),
        "steps": timeline(gathering, actor),
        "turnout": turnout(gathering),
        "people": people,
        "details": detail_lines(gathering),
        "co_organisers": gathering.co_organisers.order_by("sort_key"),
        "linked": linked_lines(gathering, links_of(gathering), actor),
        "may_edit": actor.can("edit", gathering),
        "runs": runs,
        "has_begun": gathering.starts_on <= actor.on,
        "participant_form": ParticipantForm(actor=actor) if runs else None,
    }
    return render(request, "desk/gatherings/detail.html", context)


def detail_lines(gathering: Gathering) -> list[tuple[str, str]]:
    """The kind's details as words; empty ones are left out."""
    schema = gathering.family.details
    lines = []
    for name, value in gathering.details.items():
        words = dict(schema.choices.get(name, ()))
        if isinstance(value, bool):
            text = _("yes") if value else ""
        elif isinstance(value, list):
            text = "；".join(str(words.get(part, part)) for part in value)
        else:
            text = str(words.get(value, value) or "")
        if text:
            lines.append((str(schema.labels.get(name, name)), text))
    return lines


@for_desk(DESK_ONLY)
@require_http_methods(["GET", "POST"])
def move(request: Request, pk: int) -> HttpResponse:
    """Make one move of the flow; the move's own rule decides."""
    gathering = one(request, pk)
    return make(
        request, gathering, gathering.family.after_move, back=reverse("desk:gatherings_detail", args=[pk])
    )


@requires("add_gathering", Organisation)
@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """First the kind, then its form."""
    key = request.GET.get("kind", "")
    if not key:
        return render(request, "desk/gatherings/kinds.html", {"kinds": list(gathering_kinds)})
    kind = gathering_kinds.get(key)
    form = GatheringForm(request.POST or None, kind=kind, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            gathering = add_gathering(kind=key, by=request.actor, **form.values)
        except (BadInput, Conflict, NotAllowed) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Added. It counts once its being held is recorded."))
            return redirect("desk:gatherings_detail", gathering.pk)
    return _form(request, form, _("Add: {kind}").format(kind=kind.name), reverse("desk:gatherings_list"))


@requires("edit", Gathering)
@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    """Change what was planned or written down."""
    gathering = one(request, pk, "edit")
    form = GatheringForm(
        request.POST or None, kind=gathering.family, actor=request.actor, gathering=gathering
    )
    back = reverse("desk:gatherings_detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            change_gathering(gathering, by=request.actor, **form.values)
        except (BadInput, Conflict, NotAllowed) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(back)
    return _form(request, form, gathering.title, back)


def _form(request: Request, form: GatheringForm, title: str, back: str) -> HttpResponse:
    status = 400 if form.errors else 200
    return render(
        request,
        "desk/gatherings/form.html",
        {"form": form, "title": title, "back": back, "series": KNOWN},
        status=status,
    )
