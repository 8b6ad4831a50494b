"""Ties edited in place: with htmx the form opens below the tie, without JavaScript on a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.access.rules import denial, fetch
from lianxin.desk.days import day_of
from lianxin.desk.people.forms import DatesForm, EndForm, TieForm, saved
from lianxin.desk.people.history import history_of
from lianxin.desk.people.names import end_of
from lianxin.register.models import Organisation, Person, Tie
from lianxin.register.queries.values import shown_values
from lianxin.register.services.ties import add_tie, change_tie, end_tie

PAGE, PART = "desk/people/form.html", "desk/people/_tie_form.html"
ENDS = ("person", "member", "organisation", "other", "place", "document")


@never_cache
@requires("view", Person)
def add_person_tie(request: Request, pk: int) -> HttpResponse:
    """Asked of "view" here; which verb a tie needs depends on its kind, and the service asks it."""
    person = fetch(Person.objects.all(), request.actor, pk=pk)
    if not request.actor.can("add_tie", person) and not request.actor.can("grant", person):
        raise denial("add_tie", Person)
    form = TieForm(request.POST or None, actor=request.actor, subject=person)
    name = shown_values([person], request.actor)[person.pk].name
    return TieAct(request, form, _("Add a tie"), name, reverse("desk:people_detail", args=[pk])).answer(
        lambda: add_tie(**form.values, by=request.actor), _("The tie is kept.")
    )


@never_cache
@requires("add_tie", Organisation)
def add_body_tie(request: Request, pk: int) -> HttpResponse:
    """The organisation joins another body, or sits in the joint conference."""
    body = fetch(Organisation.objects.all(), request.actor, "add_tie", pk=pk)
    form = TieForm(request.POST or None, actor=request.actor, subject=body)
    back = reverse("desk:organisations_detail", args=[pk])
    return TieAct(request, form, _("Add a tie"), body.name, back).answer(
        lambda: add_tie(**form.values, by=request.actor), _("The tie is kept.")
    )


@never_cache
@requires("end", Tie)
def end(request: Request, pk: int) -> HttpResponse:
    tie = fetch(Tie.objects.select_related(*ENDS), request.actor, "end", pk=pk)
    form = EndForm(request.POST or None, actor=request.actor)
    return TieAct(request, form, _("End the tie"), words_of(tie, request), back_of(tie, request)).answer(
        lambda: end_tie(
            tie, end=form.cleaned_data["end"], document=form.cleaned_data["document"], by=request.actor
        ),
        _("The tie ends on that day."),
    )


@never_cache
@requires("edit", Tie)
def correct(request: Request, pk: int) -> HttpResponse:
    tie = fetch(Tie.objects.select_related(*ENDS), request.actor, "edit", pk=pk)
    form = DatesForm(request.POST or None, actor=request.actor, tie=tie)
    return TieAct(request, form, _("Correct the tie"), words_of(tie, request), back_of(tie, request)).answer(
        lambda: change_tie(tie, by=request.actor, **form.cleaned_data), _("The tie is kept.")
    )


@never_cache
@requires("view", Tie)
def history(request: Request, pk: int) -> HttpResponse:
    """Who changed what about a tie, and which lists state it."""
    tie = fetch(Tie.objects.select_related(*ENDS), request.actor, pk=pk)
    context = {
        "tie": tie,
        "title": words_of(tie, request),
        "back": back_of(tie, request),
        "acts": history_of(tie, request.actor),
    }
    return render(
        request, "desk/people/_history.html" if request.htmx else "desk/people/history.html", context
    )


@dataclass(frozen=True, slots=True)
class TieAct:
    """A form about a tie: what it is called, what it is about, and the page to go back to."""

    request: Request
    form: forms.Form
    title: str
    subtitle: str
    back: str

    def answer(self, verb: Callable[[], Any], done: str) -> HttpResponse:
        """Do the verb and go back, or show the form with what is wrong. In place the whole page is read anew."""
        back = day_of(self.request).link(self.back)
        if self.form.is_valid() and saved(self.request, self.form, verb, done):
            if not self.request.htmx:
                return redirect(back)
            response = HttpResponse(status=204)
            response["HX-Refresh"] = "true"
            return response
        context = {"form": self.form, "title": self.title, "subtitle": self.subtitle, "back_href": back}
        if self.request.htmx:
            # htmx puts in place what is answered with 200 alone; the errors stand in the form.
            return render(self.request, PART, context)
        return render(self.request, PAGE, context, status=400 if self.form.errors else 200)


def back_of(tie: Tie, request: Request) -> str:
    """The page that the tie was opened from: its subject's, or its organisation's with `?back=body`."""
    at_body = request.GET.get("back") == "body" and tie.organisation_id is not None
    if at_body or tie.person_id is None:
        return reverse("desk:organisations_detail", args=[tie.organisation_id if at_body else tie.member_id])
    return reverse("desk:people_detail", args=[tie.person_id])


def words_of(tie: Tie, request: Request) -> str:
    """Kind, other end and role; from an organisation's page the other end is the person, as the reader may know them."""
    return " · ".join(part for part in (tie.get_kind_display(), end_of(tie, request), tie.role_label) if part)
