"""The yearly assessment of district units on the desk."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.access.rules import fetch
from lianxin.core.errors import LianxinError
from lianxin.desk.moves import make, move_forms, stages, timeline
from lianxin.desk.reports.forms import SchemeForm
from lianxin.reports.models import Assessment, AssessmentScheme
from lianxin.reports.services.assessments import after_assessment_move, open_scheme, score_lines


@requires("view", Assessment)
def assessments(request: Request) -> HttpResponse:
    """Assessments by year: which units have reported, been checked, objected, been told."""
    rows = Assessment.objects.visible_to(request.actor).select_related("scheme", "place").order_by("-scheme__year", "place__code")
    years: dict[AssessmentScheme, list[Assessment]] = {}
    for row in rows:
        years.setdefault(row.scheme, []).append(row)
    context = {"years": list(years.items()), "may_open": request.actor.may_any("open", AssessmentScheme)}
    return render(request, "desk/reports/assessments.html", context)


@requires("view", Assessment)
def assessment(request: Request, pk: int) -> HttpResponse:
    """One unit in one year: indicators with the figures that they come from, stages, moves, what happened."""
    one = fetch(Assessment.objects.select_related("scheme__document", "place"), request.actor, pk=pk)
    context = {
        "assessment": one,
        "scores": score_lines(one),
        "stages": stages(one),
        "steps": timeline(one, request.actor),
        "moves": move_forms(one, request.actor),
        "action": reverse("desk:reports_assessment_move", args=[one.pk]),
    }
    return render(request, "desk/reports/assessment.html", context)


@requires("view", Assessment)
def move(request: Request, pk: int) -> HttpResponse:
    """Make a move of the assessment; the move's own rule is asked by the engine."""
    one = fetch(Assessment.objects.select_related("scheme", "place"), request.actor, pk=pk)
    return make(request, one, after_assessment_move, back=reverse("desk:reports_assessment", args=[one.pk]))


@requires("open", AssessmentScheme)
def open_year(request: Request) -> HttpResponse:
    """Open a year's assessment for all district units."""
    form = SchemeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            open_scheme(**form.cleaned_data, by=request.actor)
        except LianxinError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The assessment is open; every unit has its record."))
            return redirect("desk:reports_assessments")
    return render(request, "desk/reports/open.html", {"form": form})
