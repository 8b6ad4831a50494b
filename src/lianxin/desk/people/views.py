"""Pages of people. Every view fetches through a rule, binds a form, calls one service and renders."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianxin.access.actors import Actor
from lianxin.access.conditions import of_rules
from lianxin.access.http import Request
from lianxin.access.routes import for_desk, requires
from lianxin.access.rules import fetch
from lianxin.desk.people.filters import PeopleFilter
from lianxin.desk.people.forms import ConsentForm, PersonForm, saved
from lianxin.desk.people.panels import search_hits
from lianxin.desk.people.tables import PeopleTable
from lianxin.desk.saved.listing import RegisterList
from lianxin.register.models import Consent, Person
from lianxin.register.queries.search import search
from lianxin.register.queries.values import shown_values
from lianxin.register.services.consents import give_consent, withdraw_consent
from lianxin.register.services.parties import add_person, change_person
from lianxin.ui.tables import CappedPaginator, Filtered
from lianxin.ui.wide import WidePaginator

FORM, FOUND = "desk/people/form.html", "ui/search_results.html"


class PeopleList(RegisterList[Person]):
    model = Person
    page = "people_list"
    exported = "people"
    orders = (
        ("name", _lazy("by surname in pinyin")),
        ("strokes", _lazy("by strokes of the surname")),
        ("-added_on", _lazy("newest first")),
        ("added_on", _lazy("oldest first")),
    )
    table_class = PeopleTable
    filterset_class = PeopleFilter
    title = pgettext_lazy("desk", "People")
    template_name = "desk/people/list.html"

    def narrow(self, rows: QuerySet[Person]) -> QuerySet[Person]:
        return rows.filter(merged_into=None, erased_on=None)

    def paginator(self, found: Filtered[Person]) -> Callable[..., CappedPaginator]:
        """Somebody may see a million of them: see `ui.wide`."""
        actor: Actor = self.request.actor  # type: ignore[attr-defined]
        plain, named = of_rules(self.narrow(Person.objects.all()), actor)
        conditions = list(found.filterset.conditions) if found.filterset is not None else []
        if named is not None:
            conditions.insert(0, named)
        return partial(WidePaginator, plain=plain, conditions=conditions)

    def get_context(self) -> dict[str, Any]:
        may_add = self.request.actor.may_any("add", Person)  # type: ignore[attr-defined]
        return super().get_context() | {"may_add": may_add}


@requires("add", Person)
def add(request: Request) -> HttpResponse:
    form = PersonForm(request.POST or None)
    made: list[Person] = []
    if form.is_valid() and saved(
        request,
        form,
        lambda: made.append(add_person(values=form.values, by=request.actor)),
        _("The person is in the register."),
    ):
        return redirect("desk:people_detail", pk=made[0].pk)
    return _form(request, form, title=_("Add a person"), back="desk:people_list")


@requires("edit", Person)
def edit(request: Request, pk: int) -> HttpResponse:
    person = fetch(Person.objects.all(), request.actor, "edit", pk=pk)
    shown = shown_values([person], request.actor)[person.pk]
    form = PersonForm(request.POST or None, shown=shown)
    if form.is_valid() and (
        not form.values
        or saved(
            request,
            form,
            lambda: change_person(person, values=form.values, by=request.actor),
            _("The values are kept."),
        )
    ):
        return redirect("desk:people_detail", pk=pk)
    return _form(
        request, form, title=_("Correct the values"), subtitle=shown.name, back="desk:people_detail", pk=pk
    )


@requires("consent", Person)
def add_consent(request: Request, pk: int) -> HttpResponse:
    person = fetch(Person.objects.all(), request.actor, "consent", pk=pk)
    form = ConsentForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        if saved(
            request,
            form,
            lambda: give_consent(
                person,
                purpose=given["purpose"],
                text_version=given["text_version"],
                channel=given["channel"],
                at=given["given_on"],
                by=request.actor,
            ),
            _("The consent is noted."),
        ):
            return redirect("desk:people_detail", pk=pk)
    name = shown_values([person], request.actor)[person.pk].name
    return _form(request, form, title=_("Note a consent"), subtitle=name, back="desk:people_detail", pk=pk)


@require_POST
@requires("withdraw", Consent)
def withdraw(request: Request, pk: int) -> HttpResponse:
    consent = fetch(Consent.objects.all(), request.actor, "withdraw", pk=pk)
    withdraw_consent(consent, by=request.actor)
    messages.success(request, _("The consent is withdrawn."))
    return redirect("desk:people_detail", pk=consent.person_id)


@never_cache
@for_desk("finds only what the reader may see")
def search_page(request: Request) -> HttpResponse:
    """Hits of every search source. The ⌘K palette asks for the hits alone. Posted, so that no name or phone stands in an address."""
    text = request.POST.get("q", "").strip()
    found = search(text, request.actor) if text else []
    template = FOUND if request.htmx else "desk/people/search.html"
    return render(request, template, {"q": text, "results": search_hits(found)})


def _form(
    request: Request, form: Any, *, title: str, back: str, subtitle: str = "", pk: int | None = None
) -> HttpResponse:
    context = {"form": form, "title": title, "subtitle": subtitle, "back": back, "pk": pk}
    return render(request, FORM, context, status=400 if form.errors else 200)

