"""Declaring a duty from a day on, and the target of a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from lianxin.core.dates import today
from lianxin.desk.moves import date_input
from lianxin.gatherings.series import THEME_ACTIVITIES
from lianxin.register.enums import OrganisationKind
from lianxin.register.models import Organisation
from lianxin.reports.duties.kinds import DutyKind
from lianxin.reports.duties.services import OWNERS
from lianxin.reports.models import Every

if TYPE_CHECKING:
    from lianxin.access.actors import Actor

UNITS = (OrganisationKind.HUB, OrganisationKind.DISTRICT_ASSOCIATION, OrganisationKind.DEPARTMENT)


class DutyForm(forms.Form):
    """How often, with which grace, who answers, by which document, from when; the version before ends on that day."""

    every = forms.ChoiceField(label=gettext_lazy("How often"))
    grace_days = forms.IntegerField(label=gettext_lazy("Days of grace after the term"), min_value=0, max_value=366, initial=0)
    follows = forms.BooleanField(
        label=gettext_lazy("It is done after the term, as a report on a year"), required=False
    )
    owner = forms.ChoiceField(label=gettext_lazy("Who answers for it"), choices=[(role.value, role.label) for role in OWNERS])
    source = forms.CharField(label=gettext_lazy("By which document"), max_length=200)
    start = forms.DateField(label=gettext_lazy("From"), widget=date_input())

    def __init__(self, data: Any = None, *, kind: DutyKind, initial: dict[str, Any]) -> None:
        super().__init__(data, initial={"start": today()} | initial)
        terms = [choice for choice in Every.choices if (choice[0] != Every.ONCE) == kind.has_terms]
        self.fields["every"] = forms.ChoiceField(label=gettext_lazy("How often"), choices=terms)
        if not kind.has_terms:
            for name in ("grace_days", "follows"):
                self.fields.pop(name)


class TargetForm(forms.Form):
    """So many activities of a campaign that a unit promised for some days."""

    series = forms.CharField(
        label=gettext_lazy("Campaign"), max_length=60, widget=forms.Select(choices=[(name, name) for name in THEME_ACTIVITIES])
    )
    organisation = forms.ModelChoiceField(label=gettext_lazy("Unit"), queryset=Organisation.objects.none())
    needed = forms.IntegerField(label=gettext_lazy("Activities promised"), min_value=1, max_value=999)
    start = forms.DateField(label=gettext_lazy("From"), widget=date_input())
    end = forms.DateField(label=gettext_lazy("Until, not included"), widget=date_input())

    def __init__(self, data: Any = None, *, actor: Actor) -> None:
        year = today().year
        super().__init__(data, initial={"start": today().replace(month=1, day=1), "end": today().replace(year=year + 1, month=1, day=1)})
        units = Organisation.objects.visible_to(actor).filter(kind__in=UNITS, merged_into=None).order_by("kind", "sort_key", "pk")
        self.fields["organisation"] = forms.ModelChoiceField(label=gettext_lazy("Unit"), queryset=units)


