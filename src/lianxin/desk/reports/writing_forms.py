"""Forms of a report being written: beginning one, what stands around its text, its signature."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lianxin.access.roles import Role
from lianxin.core.dates import today
from lianxin.desk.figures.period import Chosen, PeriodForm
from lianxin.desk.moves import date_input
from lianxin.figures.places import WHOLE_CITY, place_code, units
from lianxin.programmes.models import Programme
from lianxin.reference.models import Place
from lianxin.reports.contents import ReportKind, reports
from lianxin.reports.models import WorkReport

if TYPE_CHECKING:
    from lianxin.access.actors import Actor

LANGUAGES = [("zh-hans", gettext_lazy("Chinese")), ("en", gettext_lazy("English"))]


class NewReportForm(forms.Form):
    """What a new report of a kind needs; the kind itself was chosen before."""

    title = forms.CharField(label=gettext_lazy("Name in the list"), max_length=200)
    start = forms.DateField(label=gettext_lazy("From"), widget=date_input())
    end = forms.DateField(label=gettext_lazy("To"), widget=date_input())
    place = forms.ChoiceField(label=gettext_lazy("Place"), required=False)
    programme = forms.ChoiceField(label=gettext_lazy("Programme"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES)

    def __init__(self, data: Any = None, *, kind: ReportKind, actor: Actor) -> None:
        usual = kind.usual_period(today())
        begin = {"title": kind.title, "start": usual.start, "end": usual.end, "language": "zh-hans"}
        super().__init__(data, initial=begin)
        self.fields["place"].choices = place_choices(kind, actor)  # type: ignore[attr-defined]
        self.fields["place"].required = kind.of_district
        if kind.of_programme:
            known = [(one.code, f"{one.code} {one.name_here}") for one in Programme.objects.visible_to(actor)]
            self.fields["programme"].choices = [("", _("All programmes")), *known]  # type: ignore[attr-defined]
        else:
            del self.fields["programme"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        check_period(self, values.get("start"), values.get("end"))
        return values


def places_of(actor: Actor) -> list[int]:
    """Ids of the units that the actor may report about."""
    return [unit.pk for unit in _units_of(actor)]


def _units_of(actor: Actor) -> list[Place]:
    wide = {Role.CITY_OFFICER, Role.SERVICE} & actor.roles
    paths = actor.paths(Role.DISTRICT_OFFICER)
    return [unit for unit in units(today()) if wide or any(unit.path.startswith(path) for path in paths)]


def place_choices(kind: ReportKind, actor: Actor) -> list[tuple[str, str]]:
    """The places that the actor may report about: the whole city and every unit, or the units under a district officer's post."""
    wide = {Role.CITY_OFFICER, Role.SERVICE} & actor.roles
    found = [(place_code(unit), unit.name) for unit in _units_of(actor)]
    return found if kind.of_district or not wide else [(WHOLE_CITY, _("Whole city")), *found]


def check_period(form: forms.BaseForm, start: dt.date | None, end: dt.date | None) -> None:
    """Add an error where a period ends before it begins."""
    if start and end and start > end:
        form.add_error("end", _("The period ends before it begins: give the earlier day first."))


class FrameForm(forms.ModelForm[WorkReport]):
    """Title, period, place, and what stands on paper around the text."""

    class Meta:
        model = WorkReport
        fields = ("title", "start", "end", "place", "signatory", "addressee", "attachments", "copy_to")
        labels = {
            "title": gettext_lazy("Name in the list"),
            "start": gettext_lazy("From"),
            "end": gettext_lazy("To"),
            "place": gettext_lazy("Place"),
            "signatory": gettext_lazy("Signing office"),
            "addressee": gettext_lazy("Addressee"),
            "attachments": gettext_lazy("Attachments"),
            "copy_to": gettext_lazy("Copies to"),
        }
        widgets = {
            "start": date_input(),
            "end": date_input(),
            "attachments": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "attachments": gettext_lazy("One a line."),
            "copy_to": gettext_lazy("With 、 between them."),
        }

    def __init__(self, data: Any = None, *, instance: WorkReport, actor: Actor) -> None:
        super().__init__(data, instance=instance)
        kind = reports.get(instance.kind)
        known = places_of(actor)
        place = cast("forms.ModelChoiceField[Place]", self.fields["place"])
        place.queryset = Place.objects.filter(pk__in=[*known, instance.place_id])
        place.required = kind.of_district or Role.CITY_OFFICER not in actor.roles
        place.empty_label = _("Whole city")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        check_period(self, values.get("start"), values.get("end"))
        return values


class SecondPeriodForm(PeriodForm):
    """A period and place, and the period that it is compared with."""

    def __init__(self, now: Chosen, then: Chosen) -> None:
        super().__init__(now)
        for name, text, value in (
            ("from2", gettext_lazy("Compared with, from"), then.start),
            ("to2", gettext_lazy("Compared with, to"), then.end),
        ):
            self.fields[name] = forms.DateField(label=text, initial=value, widget=date_input())


class SignForm(forms.Form):
    """The signature: the number that the document bears, and who may read it."""

    document_number = forms.CharField(
        label=pgettext_lazy("report", "Document number"),
        max_length=60,
        help_text=gettext_lazy(
            "As it is printed, with the year in six-cornered brackets: 大统发〔2017〕5号."
        ),
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("Put it on the public pages"),
        required=False,
        help_text=gettext_lazy("Everybody can read it there. Its figures open after sign-in."),
    )
    read = forms.BooleanField(
        label=gettext_lazy("I have read this version, the findings and the comments"),
    )
    signed_over = forms.CharField(
        label=gettext_lazy("Why it is signed over what stands open"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("It stands on the page of the signed report for everybody who reads it."),
    )
    field_order = ("document_number", "is_public", "signed_over", "read")

    def __init__(self, data: Any = None, *, initial: dict[str, Any], with_reason: bool) -> None:
        super().__init__(data, initial=initial)
        if not with_reason:
            del self.fields["signed_over"]

    @property
    def given(self) -> dict[str, Any]:
        """The signature as `ask_to_sign` takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "read"}


def kinds_for(actor: Actor) -> list[ReportKind]:
    """Kinds of which the actor may begin a report: those about a district only, for somebody who works for one."""
    wide = {Role.CITY_OFFICER, Role.SERVICE} & actor.roles
    return [kind for kind in reports if wide or not kind.of_programme]
