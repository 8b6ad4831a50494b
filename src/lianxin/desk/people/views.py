"""Pages of people. Every view fetches through a rule, binds a form, calls one service and renders."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianxin.access.http import Request
from lianxin.access.routes import for_desk, requires
from lianxin.access.rules import denial, fetch
from lianxin.core.errors import BadInput
from lianxin.desk.people.filters import PeopleFilter
from lianxin.desk.people.forms import ConsentForm, DatesForm, EndForm, PersonForm, TieForm, saved
from lianxin.desk.people.panels import person_page, search_hits
from lianxin.desk.people.tables import PeopleTable
from lianxin.register.models import Consent, Person, Tie
from lianxin.register.queries.search import search
from lianxin.register.queries.values import shown_values
from lianxin.register.services.consents import give_consent, withdraw_consent
from lianxin.register.services.parties import add_person, change_person
from lianxin.register.services.reveals import note_opening, reveal
from lianxin.register.services.ties import add_tie, change_tie, end_tie
from lianxin.ui.tables import DeskTableView

FORM = "desk/people/form.html"


class PeopleList(DeskTableView[Person]):
    model = Person
    table_class = PeopleTable
    filterset_class = PeopleFilter
    title = pgettext_lazy("desk", "People")
    template_name = "desk/people/list.html"

    def narrow(self, rows: QuerySet[Person]) -> QuerySet[Person]:
        return rows.filter(merged_into=None, erased_on=None)

    def get_context(self) -> dict[str, Any]:
        return {"may_add": self.request.actor.may_any("add", Person)}  # type: ignore[attr-defined]


@never_cache
@requires("view", Person)
def detail(request: Request, pk: int) -> HttpResponse:
    """The page of a person. Opening it is a read that the person sees."""
    person = fetch(Person.objects.all(), request.actor, pk=pk)
    if person.merged_into_id is not None:
        return redirect("desk:people_detail", pk=person.merged_into_id)
    note_opening(person, by=request.actor)
    return render(request, "desk/people/detail.html", person_page(person, request.actor))


@never_cache
@require_POST
@requires("reveal", Person)
def reveal_value(request: Request, pk: int) -> HttpResponse:
    """Show one masked value on this answer only; it stands in no address and no session."""
    person = fetch(Person.objects.all(), request.actor, "reveal", pk=pk)
    field = request.POST.get("field", "")
    revealed: dict[str, str] = {}
    try:
        revealed[field] = reveal(person, field=field, reason=request.POST.get("reason", ""), by=request.actor)
    except BadInput as error:
        messages.error(request, str(error))
    return render(request, "desk/people/detail.html", person_page(person, request.actor, revealed))


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


@requires("view", Person)
def add_person_tie(request: Request, pk: int) -> HttpResponse:
    """Asked of "view" here; which verb a tie needs depends on its kind, and the service asks it."""
    person = fetch(Person.objects.all(), request.actor, pk=pk)
    if not request.actor.can("add_tie", person) and not request.actor.can("grant", person):
        raise denial("add_tie", Person)
    form = TieForm(request.POST or None, actor=request.actor, subject=person)
    if form.is_valid() and saved(
        request, form, lambda: add_tie(**form.values, by=request.actor), _("The tie is kept.")
    ):
        return redirect("desk:people_detail", pk=pk)
    name = shown_values([person], request.actor)[person.pk].name
    return _form(request, form, title=_("Add a tie"), subtitle=name, back="desk:people_detail", pk=pk)


@requires("end", Tie)
def end(request: Request, pk: int) -> HttpResponse:
    tie = fetch(Tie.objects.select_related("person", "organisation"), request.actor, "end", pk=pk)
    form = EndForm(request.POST or None, actor=request.actor)
    if form.is_valid() and saved(
        request,
        form,
        lambda: end_tie(
            tie, end=form.cleaned_data["end"], document=form.cleaned_data["document"], by=request.actor
        ),
        _("The tie ends on that day."),
    ):
        return _to_subject(tie)
    return _tie_form(request, form, tie, _("End the tie"))


@requires("edit", Tie)
def correct(request: Request, pk: int) -> HttpResponse:
    tie = fetch(
        Tie.objects.select_related("person", "organisation", "document"), request.actor, "edit", pk=pk
    )
    form = DatesForm(request.POST or None, actor=request.actor, tie=tie)
    if form.is_valid() and saved(
        request, form, lambda: change_tie(tie, by=request.actor, **form.cleaned_data), _("The tie is kept.")
    ):
        return _to_subject(tie)
    return _tie_form(request, form, tie, _("Correct the tie"))


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
    """Hits of every search source. The ⌘K palette reads the same page. Posted, so that no name or phone stands in an address."""
    text = request.POST.get("q", "").strip()
    found = search(text, request.actor) if text else []
    return render(request, "desk/people/search.html", {"q": text, "results": search_hits(found)})


def _form(
    request: Request, form: Any, *, title: str, back: str, subtitle: str = "", pk: int | None = None
) -> HttpResponse:
    context = {"form": form, "title": title, "subtitle": subtitle, "back": back, "pk": pk}
    return render(request, FORM, context, status=400 if form.errors else 200)


def _to_subject(tie: Tie) -> HttpResponse:
    if tie.person_id is not None:
        return redirect("desk:people_detail", pk=tie.person_id)
    return redirect("desk:organisations_detail", pk=tie.member_id)


def _tie_form(request: Request, form: Any, tie: Tie, title: str) -> HttpResponse:
    back = "desk:people_detail" if tie.person_id is not None else "desk:organisations_detail"
    subtitle = f"{tie.get_kind_display()} · {tie.organisation or ''} {tie.role_label}"
    return _form(request, form, title=title, subtitle=subtitle, back=back, pk=tie.person_id or tie.member_id)
