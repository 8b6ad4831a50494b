"""Schemes on the desk: all years, one scheme with its units side by side, drafting, opening, locking, amending."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.access.rules import fetch
from lianxin.core.errors import LianxinError
from lianxin.desk.assessments.forms import AmendForm, DraftForm, HeadForm, usual_year
from lianxin.desk.people.forms import saved
from lianxin.figures.measures import measures
from lianxin.reports.assessing.comparing import PlaceYears, compare_units, year_over_year
from lianxin.reports.assessing.locking import lock_figures
from lianxin.reports.assessing.schemes import (
    amend_scheme,
    describe_scheme,
    discard_draft,
    draft_scheme,
    open_scheme,
)
from lianxin.reports.models import Assessment, AssessmentScheme


@dataclass(frozen=True, slots=True)
class YearCell:
    """A unit's result of one year as its reader may know it, and what changed since the year before."""

    assessment: Assessment | None
    points: Decimal | None
    change: Decimal | None


@requires("view", Assessment)
def assessments_list(request: Request) -> HttpResponse:
    """Every unit over the years, and the schemes; drafts for those who may change them."""
    schemes, rows = year_over_year(request.actor)
    may_draft = request.actor.may_any("draft", AssessmentScheme)
    context = {
        "schemes": schemes,
        "rows": [(row.place, _cells(row, gives=may_draft)) for row in rows],
        "drafts": AssessmentScheme.objects.filter(opened_on=None) if may_draft else [],
        "may_draft": may_draft,
    }
    return render(request, "desk/assessments/list.html", context)


def _cells(row: PlaceYears, *, gives: bool) -> list[YearCell]:
    cells: list[YearCell] = []
    before: Decimal | None = None
    for one in row.years:
        points = one.points if one is not None and (gives or one.is_told) else None
        change = points - before if points is not None and before is not None else None
        cells.append(YearCell(one, points, change))
        before = points if points is not None else before
    return cells


@requires("view", AssessmentScheme)
def scheme(request: Request, pk: int) -> HttpResponse:
    """One scheme: as a draft its indicators to be changed, once open its units side by side."""
    one = fetch(AssessmentScheme.objects.select_related("document"), request.actor, pk=pk)
    indicators, units = compare_units(one, request.actor)
    context = {
        "scheme": one,
        "indicators": [(row, measures.get(row.measure) if row.measure else None) for row in indicators],
        "weights": sum(row.weight for row in indicators),
        "units": units,
        "may_change": request.actor.may_any("change", AssessmentScheme),
        "amend": AmendForm(),
    }
    return render(request, "desk/assessments/scheme.html", context)


@requires("draft", AssessmentScheme)
def new(request: Request) -> HttpResponse:
    """Begin a year's scheme from the latest one."""
    form = DraftForm(request.POST or None, initial={"year": usual_year()})
    if request.method == "POST" and form.is_valid():
        try:
            made = draft_scheme(**form.cleaned_data, by=request.actor)
        except LianxinError as error:
            form.add_error(None, str(error))
        else:
            return redirect("desk:assessments_scheme", made.pk)
    return render(request, "desk/assessments/new.html", {"form": form})


@requires("change", AssessmentScheme)
def head(request: Request, pk: int) -> HttpResponse:
    """Title, days, document and grades of a draft."""
    one = fetch(AssessmentScheme.objects.select_related("document"), request.actor, "change", pk=pk)
    if not one.is_draft:
        messages.info(request, _("The scheme is open: it is changed by a new version, with a reason."))
        return redirect("desk:assessments_scheme", pk)
    form = HeadForm(request.POST or None, scheme=one, actor=request.actor)

    def save() -> None:
        describe_scheme(one, **form.cleaned_data, by=request.actor)

    if request.method == "POST" and form.is_valid() and saved(request, form, save, _("Saved.")):
        return redirect("desk:assessments_scheme", pk)
    return render(
        request,
        "desk/assessments/head.html",
        {"scheme": one, "form": form},
        status=400 if form.errors else 200,
    )


@require_POST
@requires("change", AssessmentScheme)
def open_it(request: Request, pk: int) -> HttpResponse:
    """Open a draft for all units."""
    one = fetch(AssessmentScheme.objects.all(), request.actor, "change", pk=pk)
    try:
        open_scheme(one, by=request.actor)
    except LianxinError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The assessment is open; every unit has its record."))
    return redirect("desk:assessments_scheme", pk)


@require_POST
@requires("change", AssessmentScheme)
def discard(request: Request, pk: int) -> HttpResponse:
    """Take a draft away."""
    one = fetch(AssessmentScheme.objects.all(), request.actor, "change", pk=pk)
    try:
        discard_draft(one, by=request.actor)
    except LianxinError as error:
        messages.error(request, str(error))
        return redirect("desk:assessments_scheme", pk)
    messages.success(request, _("The draft is gone."))
    return redirect("desk:assessments_list")


@require_POST
@requires("change", AssessmentScheme)
def lock(request: Request, pk: int) -> HttpResponse:
    """Lock the figures of all units."""
    one = fetch(AssessmentScheme.objects.all(), request.actor, "change", pk=pk)
    try:
        count = lock_figures(one, by=request.actor)
    except LianxinError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("{n} figures are locked.").format(n=count))
    return redirect("desk:assessments_scheme", pk)


@require_POST
@requires("change", AssessmentScheme)
def amend(request: Request, pk: int) -> HttpResponse:
    """Draft a new version of an open scheme."""
    one = fetch(AssessmentScheme.objects.all(), request.actor, "change", pk=pk)
    try:
        made = amend_scheme(one, reason=request.POST.get("reason", ""), by=request.actor)
    except LianxinError as error:
        messages.error(request, str(error))
        return redirect("desk:assessments_scheme", pk)
    return redirect("desk:assessments_scheme", made.pk)
