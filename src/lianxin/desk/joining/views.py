"""Pages of joining and splitting, the same for people and organisations. Every one previews before anything is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.access.rules import fetch
from lianxin.core.errors import LianxinError
from lianxin.desk.joining.forms import JoinForm, ProposeForm, ReasonForm, SearchForm
from lianxin.desk.joining.names import counted
from lianxin.desk.joining.panels import join_page, name_of, split_page, split_preview, told_apart
from lianxin.desk.links import record_url
from lianxin.desk.people.forms import saved
from lianxin.matters.models import Matter
from lianxin.matters.services.matters import open_matter
from lianxin.register.models import Organisation, Person, Regrouping
from lianxin.register.queries.regroupings import history_of
from lianxin.register.queries.search import find_organisations, find_people
from lianxin.register.services.foreseeing import Party, foresee_undo
from lianxin.register.services.merging import merge
from lianxin.register.services.parting import part_merge, part_rows
from lianxin.register.services.reveals import note_opening
from lianxin.register.services.splitting import undo_split

HITS = 12
LEAD = "lead_office"


def prefix_of(party: Party | type[Party]) -> str:
    """How the addresses of this kind of record begin."""
    is_person = party is Person or isinstance(party, Person)
    return "desk:joining_people" if is_person else "desk:joining_organisations"


def _fetch(request: Request, model: type[Party], pk: int, verb: str = "merge") -> Party:
    """A record that stands; a merged or erased one has nothing to join or split."""
    rows: Any = model._default_manager.filter(merged_into=None)
    if model is Person:
        rows = rows.filter(erased_on=None)
    party: Party = fetch(rows, request.actor, verb, pk=pk)
    return party


def _read(request: Request, *parties: Party) -> None:
    """Whoever looks at two people side by side has opened both pages."""
    for party in parties:
        if isinstance(party, Person):
            note_opening(party, by=request.actor)


# Joining


@never_cache
@requires("merge", Person)
def choose_person(request: Request, pk: int) -> HttpResponse:
    return _choose(request, _fetch(request, Person, pk), find_people)


@never_cache
@requires("merge", Organisation)
def choose_organisation(request: Request, pk: int) -> HttpResponse:
    return _choose(request, _fetch(request, Organisation, pk), find_organisations)


def _choose(request: Request, party: Party, find: Callable[..., Any]) -> HttpResponse:
    """Look for the other record; at first for those who bear the same name."""
    name = name_of(party, request.actor)
    form = SearchForm(request.POST or None, initial={"q": name})
    text = form.cleaned_data["q"].strip() if form.is_valid() else name
    found = [one for one in find(text, request.actor, HITS + 1) if one.pk != party.pk][:HITS] if text else []
    route = f"{prefix_of(party)}_preview"
    hits = [
        {
            "href": reverse(route, args=[party.pk, one.pk]),
            "label": known[0],
            "note": known[1],
            "number": one.pk,
            "rows": one.mentions.count(),
        }
        for one, known in zip(found, told_apart(found, request.actor), strict=True)
    ]
    context = {
        "party": party,
        "name": name,
        "form": form,
        "hits": hits,
        "asked": text,
        "back": record_url(party),
    }
    return render(request, "desk/joining/choose.html", context)


@never_cache
@requires("merge", Person)
def join_people(request: Request, pk: int, other: int) -> HttpResponse:
    return _join(request, _fetch(request, Person, pk), _fetch(request, Person, other))


@never_cache
@requires("merge", Organisation)
def join_organisations(request: Request, pk: int, other: int) -> HttpResponse:
    return _join(request, _fetch(request, Organisation, pk), _fetch(request, Organisation, other))


def _join(request: Request, winner: Party, loser: Party) -> HttpResponse:
    if winner.pk == loser.pk:
        raise Http404
    _read(request, winner, loser)
    context = join_page(winner, loser, request.actor)
    form = JoinForm(request.POST or None, is_protected=context["is_protected"])
    if form.is_valid() and saved(
        request,
        form,
        lambda: merge(winner, loser, by=request.actor, **form.cleaned_data),
        _("The two records are one now."),
    ):
        return redirect(record_url(winner))
    prefix = prefix_of(winner)
    context |= {
        "form": form,
        "back": reverse(f"{prefix}_join", args=[winner.pk]),
        "swap": reverse(f"{prefix}_preview", args=[loser.pk, winner.pk]),
        "winner_href": record_url(winner),
        "loser_href": record_url(loser),
    }
    return render(request, "desk/joining/preview.html", context, status=400 if form.errors else 200)


# Splitting


@never_cache
@requires("merge", Person)
def split_person(request: Request, pk: int) -> HttpResponse:
    return _split(request, _fetch(request, Person, pk))


@never_cache
@requires("merge", Organisation)
def split_organisation(request: Request, pk: int) -> HttpResponse:
    return _split(request, _fetch(request, Organisation, pk))


def _split(request: Request, party: Party) -> HttpResponse:
    """Choose rows, look at what would be, do it: three steps of one address."""
    _read(request, party)
    chosen = [int(text) for text in request.POST.getlist("mention") if text.isdecimal() and len(text) < 16]
    step = request.POST.get("step", "")
    form = ReasonForm(request.POST if step == "do" else None)
    made: list[Party] = []
    if step == "do" and form.is_valid() and saved(
        request,
        form,
        lambda: made.append(part_rows(party, chosen, by=request.actor, reason=form.cleaned_data["reason"])),
        _("The rows have a record of their own now."),
    ):  # fmt: skip
        return redirect(record_url(made[0]))
    context: dict[str, Any] = {"back": record_url(party), "form": form}
    if step in {"look", "do"}:
        try:
            context |= split_preview(party, request.actor, chosen)
        except LianxinError as error:
            messages.error(request, str(error))
        else:
            return render(
                request, "desk/joining/split_preview.html", context, status=400 if form.errors else 200
            )
    context |= split_page(party, request.actor, chosen)
    return render(request, "desk/joining/split.html", context, status=400 if step else 200)


# History and undo


@never_cache
@requires("view", Regrouping)
def history_of_person(request: Request, pk: int) -> HttpResponse:
    return _history(request, _fetch(request, Person, pk, "view"))


@never_cache
@requires("view", Regrouping)
def history_of_organisation(request: Request, pk: int) -> HttpResponse:
    return _history(request, _fetch(request, Organisation, pk, "view"))


def _history(request: Request, party: Party) -> HttpResponse:
    name = name_of(party, request.actor)
    context = {
        "party": party,
        "name": name,
        "done": history_of(party, request.actor),
        "back": record_url(party),
    }
    return render(request, "desk/joining/history.html", context)


@never_cache
@requires("undo", Regrouping)
def undo(request: Request, pk: int) -> HttpResponse:
    """What would be two again, or one; then the undo itself, with a reason."""
    rows = Regrouping.objects.select_related("person", "other_person", "organisation", "other_organisation")
    made = fetch(rows, request.actor, "undo", pk=pk)
    is_merge = made.did == Regrouping.Did.MERGED
    verb = part_merge if is_merge else undo_split
    party = made.model._default_manager.get(pk=made.kept_id)
    context: dict[str, Any] = {
        "made": made,
        "is_merge": is_merge,
        "kept": made.person or made.organisation,
        "other": made.other_person or made.other_organisation,
        "form": ReasonForm(request.POST or None),
        "back": reverse(f"{prefix_of(party)}_history", args=[party.merged_into_id or party.pk]),
    }
    form = context["form"]
    if form.is_valid() and saved(
        request,
        form,
        lambda: verb(made, by=request.actor, reason=form.cleaned_data["reason"]),
        _("It was undone: all is as it was before."),
    ):
        return redirect(record_url(party))
    try:
        context["stays"] = counted(foresee_undo(made, by=request.actor))
    except LianxinError as error:
        context["why"] = str(error)
    return render(request, "desk/joining/undo.html", context, status=400 if form.errors else 200)


# Proposing


@never_cache
@requires("edit", Person)
def propose_for_person(request: Request, pk: int) -> HttpResponse:
    return _propose(request, _fetch(request, Person, pk, "edit"))


@never_cache
@requires("edit", Organisation)
def propose_for_organisation(request: Request, pk: int) -> HttpResponse:
    return _propose(request, _fetch(request, Organisation, pk, "edit"))


def _propose(request: Request, party: Party) -> HttpResponse:
    """Officers who may not join records say that two are one, or one is two: a contest that the city office decides."""
    form = ProposeForm(request.POST or None, actor=request.actor, people=isinstance(party, Person))
    me = Person.objects.filter(pk=request.actor.person_id or 0).first()
    office = Organisation.objects.filter(slug=LEAD).first()
    made: list[Matter] = []

    def propose() -> None:
        content = form.content(party)
        made.append(
            open_matter(
                kind="record_contest", raiser=me, desk=office, content=content, about=party, by=request.actor
            )
        )

    if form.is_valid() and saved(
        request, form, propose, _("The city office will look at it. You can follow it among your matters.")
    ):
        return redirect(record_url(party))
    context = {
        "form": form,
        "title": _("Say that a record is wrong"),
        "subtitle": name_of(party, request.actor),
        "back_href": record_url(party),
    }
    return render(request, "desk/joining/propose.html", context, status=400 if form.errors else 200)
