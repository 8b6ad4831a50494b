"""The people of a gathering: registering, checking in by hand, attendance, the roster of a class."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.access.rules import fetch
from lianxin.core.errors import BadInput, Conflict, NotAllowed
from lianxin.desk.gatherings.forms import AttendanceForm, ParticipantForm, RosterForm
from lianxin.gatherings.enums import PartState
from lianxin.gatherings.models import Gathering, Participation
from lianxin.gatherings.queries import participants, roster
from lianxin.gatherings.services.participations import Entry, check_in, leave, record_attendance, take_part
from lianxin.gatherings.services.roster import mark_roster

REFUSALS = (BadInput, Conflict, NotAllowed)


@requires("take_attendance", Gathering)
@require_POST
def add(request: Request, pk: int) -> HttpResponse:
    """Register a person or a body; a form that cannot be used comes back with what was typed."""
    gathering = fetch(Gathering.objects.all(), request.actor, "take_attendance", pk=pk)
    form = ParticipantForm(request.POST, actor=request.actor)
    if form.is_valid():
        values = form.cleaned_data
        try:
            row = take_part(
                gathering,
                person=values["person"],
                organisation=values["organisation"],
                part=values["part"],
                by=request.actor,
            )
        except REFUSALS as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("{state}.").format(state=row.get_state_display()))
            return redirect("desk:gatherings_detail", pk)
    return render(
        request, "desk/gatherings/participant.html", {"gathering": gathering, "form": form}, status=400
    )


@requires("take_attendance", Gathering)
@require_POST
def check_in_one(request: Request, pk: int) -> HttpResponse:
    """Check one person in by hand."""
    row = fetch(Participation.objects.select_related("gathering"), request.actor, pk=pk)
    try:
        check_in(row, by=request.actor)
    except REFUSALS as error:
        messages.error(request, str(error))
    return redirect("desk:gatherings_detail", row.gathering_id)


@requires("leave", Participation)
@require_POST
def leave_one(request: Request, pk: int) -> HttpResponse:
    """Give one registration back for somebody."""
    row = fetch(Participation.objects.all(), request.actor, pk=pk)
    try:
        leave(row, by=request.actor)
    except REFUSALS as error:
        messages.error(request, str(error))
    return redirect("desk:gatherings_detail", row.gathering_id)


@requires("take_attendance", Gathering)
@require_http_methods(["GET", "POST"])
def attendance(request: Request, pk: int) -> HttpResponse:
    """What came of every registration, on one page; also correcting it afterwards."""
    gathering = fetch(Gathering.objects.all(), request.actor, "take_attendance", pk=pk)
    form = AttendanceForm(request.POST or None, rows=list(participants(gathering, request.actor)))
    if request.method == "POST" and form.is_valid():
        entries = [
            Entry(person_id=row.person_id, organisation_id=row.organisation_id, part=row.part, state=state)
            for row, state in form.changed
        ]
        try:
            record_attendance(gathering, entries, by=request.actor)
        except REFUSALS as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Attendance saved."))
            return redirect("desk:gatherings_detail", pk)
    context = {
        "gathering": gathering,
        "form": form,
        "lines": [(row, form[name]) for name, row in form.rows.items()],
    }
    return render(request, "desk/gatherings/attendance.html", context, status=400 if form.errors else 200)


@requires("take_attendance", Gathering)
@require_http_methods(["GET", "POST"])
def roster_page(request: Request, pk: int) -> HttpResponse:
    """The half-days of a class as a table of marks."""
    gathering = fetch(Gathering.objects.all(), request.actor, "take_attendance", pk=pk)
    form = RosterForm(request.POST or None, roster=roster(gathering, request.actor))
    if request.method == "POST" and form.is_valid():
        try:
            mark_roster(gathering, form.marks, by=request.actor)
        except REFUSALS as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Roster saved."))
            return redirect("desk:gatherings_detail", pk)
    context = {"gathering": gathering, "form": form, "attended": PartState.ATTENDED}
    return render(request, "desk/gatherings/roster.html", context, status=400 if form.errors else 200)
