"""Measures of this app."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.figures.measures import At, During, Measure, declare
from lianxin.figures.units import Unit
from lianxin.flows.flow import Phase
from lianxin.reference.models import Place
from lianxin.reports.models import Assessment


def announced_assessments() -> QuerySet[Assessment]:
    """Assessments whose result stands."""
    return Assessment.objects.filter(phase=Phase.DONE, announced_on__isnull=False)


declare(
    Measure(
        key="A5.units_assessed",
        name=_("District units assessed"),
        unit=Unit.BODIES,
        words=_(
            "District-level units with at least one yearly assessment whose result was announced in the period; a unit assessed "
            "in several years counts once, under its present name."
        ),
        rows=announced_assessments,
        when=During("announced_on"),
        place=At("place"),
        distinct="place__district",
        listed=Place,
    )
)
