"""My record: values and their sources, records that name me, ties, consents, who sees and who read; correct and export."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianxin.access.http import Request
from lianxin.access.roles import Role
from lianxin.access.routes import for_signed_in, requires
from lianxin.access.rules import fetch, visible
from lianxin.accounts.reach import HOW
from lianxin.accounts.sight import who_can_see
from lianxin.core.errors import BadInput, Conflict
from lianxin.gatherings.models import Participation
from lianxin.journal.models import Read
from lianxin.journal.services.entries import record as note
from lianxin.matters.services.matters import open_matter
from lianxin.portal.consents import CHANNEL, PURPOSES, VERSION, name_of, standing
from lianxin.portal.forms import ContestForm, OwnValuesForm
from lianxin.portal.records import export, groups
from lianxin.register.models import Consent, Organisation, Person, SourceRow, Tie
from lianxin.register.queries.timeline import tie_title, ties_of
from lianxin.register.queries.values import sources_of
from lianxin.register.reach import describe
from lianxin.register.services.consents import give_consent, withdraw_consent
from lianxin.register.services.parties import change_person

PER_PAGE = 20
SHOWN = {
    "name": gettext_lazy("Full name"),
    "sex": gettext_lazy("Sex"),
    "birth": gettext_lazy("Birth"),
    "document_number": gettext_lazy("Document number"),
    "phone": gettext_lazy("Phone"),
    "email": gettext_lazy("E-mail"),
    "address": gettext_lazy("Address"),
}
CONTESTABLE: dict[str, type[Model]] = {"tie": Tie, "participation": Participation, "row": SourceRow}


def _me(request: Request) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.actor), pk=request.actor.person_id)


@for_signed_in("shows one's own record")
def record(request: Request) -> HttpResponse:
    """Every value that is held about me, and the lists and rows that gave it."""
    me = _me(request)
    sources = sources_of(me, request.actor)
    senders = {one.sender_id for said in sources.values() for one in said if one.sender_id is not None}
    # Whoever sent in a row about a person is no secret to that person, whether or not they belong to the body.
    names = dict(Organisation.objects.filter(pk__in=senders).values_list("pk", "name"))
    lines = [
        (
            label,
            _shown(me, name),
            [(one, names.get(one.sender_id or 0, "")) for one in sources.get(name, [])],
        )
        for name, label in SHOWN.items()
    ]
    return render(request, "portal/record.html", {"person": me, "lines": lines})


def _shown(person: Person, name: str) -> str:
    value = str(getattr(person, name))
    return str(person.get_sex_display()) if name == "sex" and value else value


@for_signed_in("corrects one's own values")
def correct(request: Request) -> HttpResponse:
    """What I say of myself goes before every list."""
    me = _me(request)
    shown = {name: str(getattr(me, name)) for name in OwnValuesForm.base_fields}
    form = OwnValuesForm(request.POST or None, initial=shown)
    if request.method == "POST" and form.is_valid():
        try:
            if form.changed:
                change_person(me, values=form.changed, by=request.actor)
        except (BadInput, Conflict) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Corrected. It goes before what lists say of you."))
            return redirect("portal:record")
    return render(request, "portal/correct.html", {"form": form})


@for_signed_in("shows every record that names oneself")
def records(request: Request) -> HttpResponse:
    return render(request, "portal/records.html", {"groups": groups(_me(request))})


@for_signed_in("shows one's own ties")
def ties(request: Request) -> HttpResponse:
    """My ties with their reasons: from when, by which document."""
    me = _me(request)
    lines = [(tie, tie_title(tie, me)) for tie in ties_of(me, request.actor)]
    return render(request, "portal/ties.html", {"lines": lines, "today": request.actor.on})


@for_signed_in("shows and changes one's own consents")
def consents(request: Request) -> HttpResponse:
    """What I agreed to; taking it back is one button, as giving it is."""
    me = _me(request)
    if request.method == "POST":
        code = request.POST.get("purpose", "")
        if code not in {purpose.code for purpose in PURPOSES}:
            raise BadInput(_("There is no such purpose."))
        give_consent(me, purpose=code, text_version=VERSION, by=request.actor, channel=CHANNEL)
        messages.success(request, _("Noted. You can take it back here at any time."))
        return redirect("portal:consents")
    past = Consent.objects.visible_to(request.actor).filter(person=me, withdrawn_on__isnull=False).order_by("-withdrawn_on", "-pk")
    return render(request, "portal/consents.html", {"standing": standing(me), "past": [(row, name_of(row.purpose)) for row in past]})


@requires("withdraw", Consent)
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    consent = fetch(Consent.objects.filter(person=_me(request)), request.actor, "withdraw", pk=pk)
    try:
        withdraw_consent(consent, by=request.actor)
    except Conflict as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Withdrawn. Nothing is sent under it any more."))
    return redirect("portal:consents")


@requires("view", Read)
def readings(request: Request) -> HttpResponse:
    """Who read my record, when, as what and why; and who could."""
    me = _me(request)
    reads = visible(Read.objects.filter(subject_id=me.pk), request.actor).order_by("-read_at", "-pk")
    page = Paginator(reads, PER_PAGE).get_page(request.GET.get("page"))
    names = dict(Person.objects.filter(pk__in={read.reader_id for read in page.object_list if read.reader_id}).values_list("pk", "name"))
    roles = {role.value: role.label for role in Role}
    lines = [
        (
            read,
            names.get(read.reader_id or 0, ""),
            "、".join(str(roles.get(part, part)) for part in read.acting_as.split("+") if part != Role.MEMBER.value),
            HOW[read.how](),
        )
        for read in page.object_list
    ]
    return render(request, "portal/readings.html", {"page": page, "lines": lines})


@for_signed_in("says who could open one's own page today")
def sight(request: Request) -> HttpResponse:
    """Who can see me, and by which rule."""
    return render(request, "portal/sight.html", {"seers": who_can_see(_me(request), on=request.actor.on)})


@for_signed_in("contests a record about oneself")
def contest(request: Request, model: str, pk: int) -> HttpResponse:
    """Say that a record about me is wrong; it becomes a matter with a deadline."""
    if model not in CONTESTABLE:
        raise Http404
    about = fetch(CONTESTABLE[model]._default_manager.all(), request.actor, pk=pk)
    me = _me(request)
    form = ContestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = open_matter(kind="record_contest", raiser=me, content=form.cleaned_data["content"], about=about, by=request.actor)
        except (BadInput, Conflict) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Received under {number}. You can follow it here.").format(number=row.number))
            return redirect("portal:matter", row.pk)
    line = tie_title(about, me) if isinstance(about, Tie) else describe(about)
    return render(request, "portal/contest.html", {"form": form, "line": line, "back": reverse("portal:record")})


@for_signed_in("gives out one's own data")
@never_cache
@require_POST
def take_along(request: Request) -> HttpResponse:
    """Everything that is held about me, as one JSON file."""
    me = _me(request)
    response = JsonResponse(export(me, request.actor), json_dumps_params={"ensure_ascii": False, "indent": 1})
    note("export_own", me, by=request.actor)
    response["Content-Disposition"] = f'attachment; filename="lianxin-{me.pk}.json"'
    return response
