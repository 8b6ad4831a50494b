"""The list of votes, one vote, its moves, entries, and the audit file after closing."""

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
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.access.http import Request
from lianxin.access.routes import for_desk, requires
from lianxin.access.rules import fetch
from lianxin.ballots.models import Ballot, BallotEntry, Vote
from lianxin.ballots.queries import audit_file, is_counted, paper_count, results, roll_count
from lianxin.ballots.services.ballots import BEFORE_VOTING, add_entry, open_ballot, withdraw_entry
from lianxin.ballots.services.voting import void_votes
from lianxin.core.errors import BadInput, Conflict, NotAllowed
from lianxin.desk.ballots.forms import BallotForm, EntryForm, VoidForm
from lianxin.desk.ballots.tables import BallotFilter, BallotTable
from lianxin.desk.moves import make, move_forms, stages, timeline
from lianxin.register.enums import TieKind
from lianxin.register.models import Organisation
from lianxin.ui.tables import DeskTableView

PAPERS_A_PAGE = 100
REFUSALS = (BadInput, Conflict, NotAllowed)
DESK_ONLY = "what members vote in stands on their own pages; here every row goes through its rule"


@for_desk(DESK_ONLY)
class Ballots(DeskTableView[Ballot]):
    model = Ballot
    table_class = BallotTable
    filterset_class = BallotFilter
    title = gettext_lazy("Votes")
    template_name = "desk/ballots/list.html"

    def narrow(self, rows: QuerySet[Ballot]) -> QuerySet[Ballot]:
        """With the organiser."""
        return rows.select_related("organiser")

    def get_context(self) -> dict[str, Any]:
        """Whether to offer proposing a vote."""
        return {"may_add": self.request.actor.may_any("add_ballot", Organisation)}  # type: ignore[attr-defined]


def one(request: Request, pk: int, verb: str = "view") -> Ballot:
    """The vote that a page is about."""
    return fetch(Ballot.objects.select_related("organiser", "basis"), request.actor, verb, pk=pk)


@for_desk(DESK_ONLY)
def detail(request: Request, pk: int) -> HttpResponse:
    """Stages and moves, the roll's size, entries, and the count once the vote has closed."""
    ballot, actor = one(request, pk), request.actor
    entries = (
        BallotEntry.objects.visible_to(actor)
        .filter(ballot=ballot)
        .select_related("author", "organisation")
        .order_by("number")
    )
    may_edit = actor.can("edit", ballot)
    may_enter = may_edit and ballot.stage in BEFORE_VOTING
    context = {
        "ballot": ballot,
        "kind": ballot.family,
        "stages": stages(ballot),
        "moves": move_forms(ballot, actor),
        "steps": timeline(ballot, actor),
        "roll": roll_count(ballot),
        "counted": is_counted(ballot),
        "results": results(ballot),
        "papers": paper_count(ballot),
        "entries": entries,
        "audience": audience_words(ballot),
        "entry_form": EntryForm(actor=actor) if may_enter else None,
        "may_audit": is_counted(ballot) and actor.may_any("view", Vote),
    }
    return render(request, "desk/ballots/detail.html", context)


def audience_words(ballot: Ballot) -> str:
    """Whose ties make the roll, in words."""
    slugs = [tie["slug"] for tie in ballot.audience.get("ties", []) if tie.get("slug")]
    names = dict(Organisation.objects.filter(slug__in=slugs).values_list("slug", "name")) if slugs else {}
    ties = [
        f"{TieKind(tie['kind']).label}{'：' + names[tie['slug']] if tie.get('slug') in names else ''}"
        for tie in ballot.audience.get("ties", [])
    ]
    place = ballot.audience.get("place")
    return "；".join([*ties, place] if place else ties)


@for_desk(DESK_ONLY)
@require_http_methods(["GET", "POST"])
def move(request: Request, pk: int) -> HttpResponse:
    """Make one move of the flow; the move's own rule decides."""
    ballot = one(request, pk)
    return make(request, ballot, ballot.family.after_move, back=reverse("desk:ballots_detail", args=[pk]))


@requires("add_ballot", Organisation)
@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """Propose a vote."""
    form = BallotForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            ballot = open_ballot(by=request.actor, **form.values)
        except REFUSALS as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Proposed. Add what may be voted for, then publish the rules."))
            return redirect("desk:ballots_detail", ballot.pk)
    back = reverse("desk:ballots_list")
    context = {"form": form, "title": _("Propose a vote"), "back": back, "submit": _("Propose")}
    return render(request, "desk/ballots/form.html", context, status=400 if form.errors else 200)


@requires("edit", Ballot)
@require_POST
def entry_add(request: Request, pk: int) -> HttpResponse:
    """Put an entry on the ballot; a form that cannot be used comes back with what was typed."""
    ballot = one(request, pk, "edit")
    form = EntryForm(request.POST, actor=request.actor)
    back = reverse("desk:ballots_detail", args=[pk])
    if form.is_valid():
        try:
            add_entry(ballot, by=request.actor, **form.cleaned_data)
        except REFUSALS as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Added."))
            return redirect(back)
    context = {"form": form, "title": _("Add an entry"), "back": back, "submit": _("Add")}
    return render(request, "desk/ballots/form.html", context, status=400)


@requires("edit", Ballot)
@require_POST
def entry_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take an entry off the ballot before the vote opens."""
    entry = fetch(BallotEntry.objects.select_related("ballot"), request.actor, pk=pk)
    try:
        withdraw_entry(entry, by=request.actor)
    except REFUSALS as error:
        messages.error(request, str(error))
    return redirect("desk:ballots_detail", entry.ballot_id)


@requires("view", Vote)
def audit(request: Request, pk: int) -> HttpResponse:
    """The published audit file: every cast choice by random paper, in pages."""
    ballot, actor = one(request, pk), request.actor
    page = Paginator(audit_file(ballot, actor), PAPERS_A_PAGE).get_page(request.GET.get("page"))
    may_void = ballot.stage == "recount" and actor.can("edit", ballot)
    context = {
        "ballot": ballot,
        "page": page,
        "papers": paper_count(ballot),
        "form": VoidForm() if may_void else None,
    }
    return render(request, "desk/ballots/audit.html", context)


@requires("edit", Ballot)
@require_POST
def void(request: Request, pk: int) -> HttpResponse:
    """Void papers while the count is being checked."""
    ballot = one(request, pk, "edit")
    form = VoidForm(request.POST)
    back = reverse("desk:ballots_audit", args=[pk])
    if form.is_valid():
        try:
            number = void_votes(ballot, form.numbers, reason=form.cleaned_data["reason"], by=request.actor)
        except REFUSALS as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("{n} papers voided.").format(n=number))
            return redirect(back)
    context = {"form": form, "title": _("Void papers"), "back": back, "submit": _("Void")}
    return render(request, "desk/ballots/form.html", context, status=400)
