"""The lines of a draft."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.access.rules import fetch
from lianxin.core.errors import LianxinError
from lianxin.desk.assessments.forms import IndicatorForm
from lianxin.desk.people.forms import saved
from lianxin.reports.assessing.schemes import put_indicator, remove_indicator
from lianxin.reports.models import AssessmentScheme, Indicator


@requires("change", AssessmentScheme)
def add(request: Request, pk: int) -> HttpResponse:
    """Add a line to a draft."""
    scheme = fetch(AssessmentScheme.objects.all(), request.actor, "change", pk=pk)
    return _edit(request, scheme, None)


@requires("change", Indicator)
def edit(request: Request, pk: int) -> HttpResponse:
    """Change a line of a draft."""
    indicator = fetch(Indicator.objects.select_related("scheme"), request.actor, "change", pk=pk)
    return _edit(request, indicator.scheme, indicator)


def _edit(request: Request, scheme: AssessmentScheme, indicator: Indicator | None) -> HttpResponse:
    form = IndicatorForm(request.POST or None, scheme=scheme, indicator=indicator)

    def save() -> None:
        put_indicator(scheme, form.cleaned_data, indicator=indicator, by=request.actor)

    if request.method == "POST" and form.is_valid() and saved(request, form, save, _("Saved.")):
        return redirect("desk:assessments_scheme", scheme.pk)
    context = {"scheme": scheme, "indicator": indicator, "form": form}
    return render(request, "desk/assessments/indicator.html", context, status=400 if form.errors else 200)


@require_POST
@requires("change", Indicator)
def remove(request: Request, pk: int) -> HttpResponse:
    """Take a line out of a draft."""
    indicator = fetch(Indicator.objects.select_related("scheme"), request.actor, "change", pk=pk)
    scheme = indicator.scheme
    try:
        remove_indicator(indicator, by=request.actor)
    except LianxinError as error:
        messages.error(request, str(error))
    return redirect("desk:assessments_scheme", scheme.pk)
