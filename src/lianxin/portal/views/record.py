"""My record: values and their sources, records that name me, ties, who sees and who read; correct and export."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianxin.access.http import Request
from lianxin.access.routes import for_signed_in, requires
from lianxin.access.rules import fetch, visible
from lianxin.accounts.sight import readings_in_words, who_can_see
from lianxin.core.errors import BadInput, Conflict
from lianxin.core.typesetting import FontMissingError
from lianxin.gatherings.models import Participation
from lianxin.journal.models import Read
from lianxin.matters.services.matters import open_matter
from lianxin.portal.forms import ContestForm, OwnValuesForm
from lianxin.portal.papers import subject_pdf
from lianxin.portal.records import SHOWN_VALUES, as_json, groups
from lianxin.register.models import Organisation, Person, SourceRow, Tie
from lianxin.register.queries.subject import subject_records
from lianxin.register.queries.timeline import tie_title, ties_of
from lianxin.register.queries.values import sources_of
from lianxin.register.reach import describe
from lianxin.register.services.parties import change_person
from lianxin.register.services.subject_export import take_along

PER_PAGE = 20
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
        for name, label in SHOWN_VALUES.items()
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
    """Everything, by kind, with what it is kept for, for how long, and where to say that it is wrong."""
    return render(
        request, "portal/records.html", {"groups": groups(subject_records(_me(request), request.actor))}
    )


@for_signed_in("shows one's own ties")
def ties(request: Request) -> HttpResponse:
    """My ties with their reasons: from when, by which document."""
    me = _me(request)
    lines = [(tie, tie_title(tie, me)) for tie in ties_of(me, request.actor)]
    return render(request, "portal/ties.html", {"lines": lines, "today": request.actor.on})


@requires("view", Read)
def readings(request: Request) -> HttpResponse:
    """Who read my record, when, as what and why; and who could."""
    reads = visible(Read.objects.filter(subject_id=_me(request).pk), request.actor).order_by(
        "-read_at", "-pk"
    )
    page = Paginator(reads, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "portal/readings.html", {"page": page, "lines": readings_in_words(list(page.object_list))}
    )


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
            row = open_matter(
                kind="record_contest",
                raiser=me,
                content=form.cleaned_data["content"],
                about=about,
                by=request.actor,
            )
        except (BadInput, Conflict) as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, _("Received under {number}. You can follow it here.").format(number=row.number)
            )
            return redirect("portal:matter", row.pk)
    line = tie_title(about, me) if isinstance(about, Tie) else describe(about)
    return render(
        request, "portal/contest.html", {"form": form, "line": line, "back": reverse("portal:record")}
    )


@for_signed_in("gives out one's own data")
@never_cache
@require_POST
def export(request: Request, form: str) -> HttpResponse:
    """Everything that is held about me: as a document to read or as data to take elsewhere."""
    me = _me(request)
    found = take_along(me, by=request.actor, form=form)
    name = f'attachment; filename="lianxin-{me.pk}.{form}"'
    if form == "json":
        options = {"ensure_ascii": False, "indent": 1}
        return JsonResponse(as_json(found), json_dumps_params=options, headers={"Content-Disposition": name})
    try:
        return HttpResponse(
            subject_pdf(found), content_type="application/pdf", headers={"Content-Disposition": name}
        )
    except FontMissingError as error:
        messages.error(request, f"{error} " + _("The file with all data is there all the same."))
        return redirect("portal:record")
