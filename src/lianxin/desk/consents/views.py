"""Texts of consents with their versions, a person's consents over time, papers, and the pages of children."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianxin.access.http import Request
from lianxin.access.routes import for_desk, requires
from lianxin.access.rules import fetch, visible
from lianxin.core.errors import Conflict
from lianxin.desk.consents.forms import BasisForm, PaperForm, ReasonForm, TextForm
from lianxin.desk.people.forms import saved
from lianxin.register.models import ChildAccess, Consent, ConsentRefusal, ConsentText, Import, Person
from lianxin.register.purposes import Purpose, name_of, purposes
from lianxin.register.queries.children import is_child, may_open_child
from lianxin.register.queries.consents import Text, standing, texts_of
from lianxin.register.queries.values import shown_values
from lianxin.register.services.bases import state_basis
from lianxin.register.services.children import ask_to_open, decide_opening
from lianxin.register.services.consents import note_paper_consent, write_text

FORM = "desk/people/form.html"
DECIDED_SHOWN = 50


@dataclass(frozen=True, slots=True)
class TextLine:
    """A purpose with the text in force, the earlier and later ones, and how many hold."""

    purpose: Purpose
    now: Text
    others: list[Text]
    may_write: bool


@for_desk("whoever asks for a consent must know its text")
def texts(request: Request) -> HttpResponse:
    """Every purpose with its text in force, who wrote it and from when; earlier versions folded away."""
    may_write = request.actor.may_any("write_text", ConsentText)
    lines = []
    for purpose in purposes:
        versions = texts_of(purpose.code)
        now = [one for one in versions if one.start is None or one.start <= request.actor.on][-1]
        lines.append(TextLine(purpose, now, [one for one in reversed(versions) if one is not now], may_write))
    return render(request, "desk/consents/texts.html", {"lines": lines})


@requires("write_text", ConsentText)
def new_text(request: Request, purpose: str) -> HttpResponse:
    """Write the next version of a text."""
    known = purposes.get(purpose)
    latest = texts_of(purpose)[-1]
    form = TextForm(request.POST or None, initial={"text": latest.text})
    if form.is_valid() and saved(
        request,
        form,
        lambda: write_text(purpose=purpose, by=request.actor, **form.cleaned_data),
        _("The text is written."),
    ):
        return redirect("desk:consent_texts")
    context = {"form": form, "title": _("New version"), "subtitle": known.name, "back": "desk:consent_texts"}
    return render(request, FORM, context, status=400 if form.errors else 200)


@never_cache
@requires("consent", Person)
def of_person(request: Request, pk: int) -> HttpResponse:
    """How each purpose stands with a person, and everything that was agreed, taken back or declined, with its paper."""
    actor = request.actor
    person = fetch(Person.objects.all(), actor, "consent", pk=pk)
    given = visible(Consent.objects.filter(person=person), actor, few=True).select_related(
        "document__issuer", "guardian"
    )
    no = (
        visible(ConsentRefusal.objects.filter(person=person), actor, few=True)
        if actor.may_any("view", ConsentRefusal)
        else ()
    )
    rows = sorted(given, key=lambda row: (row.given_on, row.pk), reverse=True)
    may = set(
        visible(Consent.objects.filter(person=person), actor, "withdraw", few=True).values_list(
            "pk", flat=True
        )
    )
    context = {
        "person": person,
        "name": shown_values([person], actor)[person.pk].name,
        "standing": standing(person, actor.on),
        "given": [(row, name_of(row.purpose), row.pk in may and row.withdrawn_on is None) for row in rows],
        "refused": [(row, name_of(row.purpose)) for row in no],
        "is_child": is_child(person, actor.on),
    }
    return render(request, "desk/consents/person.html", context)


@requires("consent", Person)
def paper(request: Request, pk: int) -> HttpResponse:
    """Enter a paper that the person, or a child's guardian, signed."""
    person = fetch(Person.objects.all(), request.actor, "consent", pk=pk)
    form = PaperForm(request.POST or None, person=person, actor=request.actor)
    if form.is_valid() and saved(
        request,
        form,
        lambda: note_paper_consent(person, by=request.actor, **form.cleaned_data),
        _("The consent is noted."),
    ):
        return redirect("desk:consents_of_person", pk)
    name = shown_values([person], request.actor)[person.pk].name
    context = {
        "form": form,
        "title": _("Consent on paper"),
        "subtitle": name,
        "back": "desk:consents_of_person",
        "pk": pk,
    }
    return render(request, FORM, context, status=400 if form.errors else 200)


@requires("import", Import)
def basis(request: Request, pk: int) -> HttpResponse:
    """Say on which legal basis a list stands that was taken in without one."""
    imported = fetch(Import.objects.select_related("sender"), request.actor, "import", pk=pk)
    form = BasisForm(request.POST or None)
    if form.is_valid() and saved(
        request,
        form,
        lambda: state_basis(imported, by=request.actor, **form.cleaned_data),
        _("The basis is stated."),
    ):
        return redirect("desk:lists_detail", pk)
    context = {
        "form": form,
        "title": _("State the basis"),
        "subtitle": imported.file_name,
        "back": "desk:lists_detail",
        "pk": pk,
    }
    return render(request, FORM, context, status=400 if form.errors else 200)


@requires("view", Person)
def ask_for_child(request: Request, pk: int) -> HttpResponse:
    """Ask the data-protection officer to open the page of a child under 14."""
    person = fetch(Person.objects.all(), request.actor, pk=pk)
    if not is_child(person, request.actor.on) or may_open_child(person, request.actor):
        return redirect("desk:people_detail", pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and saved(
        request,
        form,
        lambda: ask_to_open(person, reason=form.cleaned_data["reason"], by=request.actor),
        _("Asked. The page opens for a week once the data-protection officer has allowed it."),
    ):
        return redirect("desk:people_list")
    context = {
        "form": form,
        "title": _("The page of a child under 14"),
        "subtitle": _("Opening it needs the approval of the data-protection officer, and is logged."),
        "back": "desk:people_list",
    }
    return render(request, FORM, context, status=400 if form.errors else 200)


@requires("decide", ChildAccess)
def children(request: Request) -> HttpResponse:
    """Requests to open the pages of children: those that wait, and the latest decisions."""
    rows = visible(ChildAccess.objects.select_related("child", "reader", "decided_by"), request.actor)
    waiting = rows.filter(decided_on=None).order_by("asked_on", "pk")
    decided = rows.filter(decided_on__isnull=False).order_by("-decided_on", "-pk")[:DECIDED_SHOWN]
    return render(request, "desk/consents/children.html", {"waiting": waiting, "decided": decided})


@requires("decide", ChildAccess)
@require_POST
def decide(request: Request, pk: int) -> HttpResponse:
    access = fetch(ChildAccess.objects.all(), request.actor, "decide", pk=pk)
    allow = request.POST.get("allow") == "1"
    try:
        decide_opening(access, allow=allow, by=request.actor)
    except Conflict as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Allowed for a week.") if allow else _("Refused."))
    return redirect("desk:consent_children")
