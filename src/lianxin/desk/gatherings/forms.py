"""Forms of gatherings. What a kind keeps in its details becomes fields by the kind's own schema."""

from __future__ import annotations

import types
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.core.dates import today
from lianxin.desk.choosers import DocumentField, OrganisationField, PersonField
from lianxin.desk.moves import date_input
from lianxin.gatherings.enums import Mark, Part, PartState
from lianxin.gatherings.models import Venue
from lianxin.reference.models import Place
from lianxin.reference.queries import units_on

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from lianxin.access.actors import Actor
    from lianxin.gatherings.kind import GatheringKind
    from lianxin.gatherings.models import Gathering
    from lianxin.gatherings.queries import Roster

DETAIL = "detail_"
"""Before the fields of details, so that none of them meets a column."""


class GatheringForm(forms.Form):
    """What is planned or written down of a gathering; `values` are ready for `add_gathering` and `change_gathering`."""

    title = forms.CharField(label=_("Title"), max_length=200)
    series = forms.CharField(
        label=_("Series"), max_length=60, required=False, widget=forms.TextInput(attrs={"list": "series"})
    )
    run = forms.IntegerField(label=_("Number in the series"), min_value=1, required=False)
    starts_on = forms.DateField(label=_("Begins on"), widget=date_input())
    ends_on = forms.DateField(label=_("Ends on"), required=False, widget=date_input())
    starts_at = forms.TimeField(
        label=_("Begins at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    place = forms.ModelChoiceField(label=_("Place"), queryset=Place.objects.none(), required=False)
    venue = forms.ModelChoiceField(
        label=_("Venue on the list"), queryset=Venue.objects.none(), required=False
    )
    venue_text = forms.CharField(label=_("Venue in words"), max_length=120, required=False)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, required=False)
    is_open = forms.BooleanField(label=_("Members may register themselves"), required=False)
    headcount = forms.IntegerField(
        label=_("Audience counted"),
        min_value=0,
        required=False,
        help_text=_("Heads counted at the door; never added to names."),
    )

    def __init__(
        self, data: Any = None, *, kind: type[GatheringKind], actor: Actor, gathering: Gathering | None = None
    ) -> None:
        super().__init__(data, initial=_initial(gathering) if gathering else {})
        self.kind, self.actor, self.gathering = kind, actor, gathering
        self.fields["organiser"] = OrganisationField(label=_("Organiser"), actor=actor, required=False)
        self.fields["co_organisers"] = forms.CharField(
            label=_("Co-organisers"), required=False, help_text=_("Names or numbers, separated by 、")
        )
        self.fields["document"] = DocumentField(label=_("Document"), actor=actor, required=False)
        self._offer_places()
        for name, info in kind.details.model_fields.items():
            self.fields[DETAIL + name] = detail_field(kind, name, info)
        self.order_fields(
            [
                "title",
                "series",
                "run",
                "starts_on",
                "ends_on",
                "starts_at",
                "organiser",
                "co_organisers",
                "place",
            ]
        )

    def _offer_places(self) -> None:
        known = [unit.pk for unit in units_on(today())]
        venues: Any = Venue.objects.visible_to(self.actor).filter(Q(end=None) | Q(end__gt=today()))
        if self.gathering is not None:
            known += [self.gathering.place_id] if self.gathering.place_id else []
            venues = venues | Venue.objects.visible_to(self.actor).filter(pk=self.gathering.venue_id or 0)
        places: Any = self.fields["place"]
        places.queryset = Place.objects.filter(pk__in=known).order_by("code", "pk")
        choices: Any = self.fields["venue"]
        choices.queryset = venues.order_by("name")

    def clean_co_organisers(self) -> list[Any]:
        """Every name is looked up by the field that finds one organisation."""
        field = OrganisationField(actor=self.actor)
        names = [
            name.strip()
            for name in self.cleaned_data["co_organisers"].replace("，", "、").split("、")
            if name.strip()
        ]
        return [field.clean(name) for name in names]

    @property
    def values(self) -> dict[str, Any]:
        """Columns and details; an empty end is the first day."""
        cleaned = {name: value for name, value in self.cleaned_data.items() if not name.startswith(DETAIL)}
        cleaned["ends_on"] = cleaned["ends_on"] or cleaned["starts_on"]
        details = {
            name.removeprefix(DETAIL): value
            for name, value in self.cleaned_data.items()
            if name.startswith(DETAIL)
        }
        return {
            **cleaned,
            "details": {name: _detail_value(self.kind, name, value) for name, value in details.items()},
        }


def detail_field(kind: type[GatheringKind], name: str, info: FieldInfo) -> forms.Field:
    """The form field of one field of a kind's details."""
    text: Any = kind.details.labels.get(name, name)
    choices = kind.details.choices.get(name, ())
    inner = _plain_type(info.annotation)
    if get_origin(inner) is list:
        if choices:
            return forms.MultipleChoiceField(
                label=text, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
            )
        return forms.CharField(label=text, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    if get_origin(inner) is Literal:
        return forms.ChoiceField(label=text, choices=choices, initial=info.default)
    if inner is bool:
        return forms.BooleanField(label=text, required=False)
    if inner is int:
        return forms.IntegerField(label=text, required=False)
    return forms.CharField(label=text, required=False)


def _plain_type(annotation: Any) -> Any:
    """`int | None` reads as int."""
    if get_origin(annotation) in (Union, types.UnionType):
        return next(arg for arg in get_args(annotation) if arg is not type(None))
    return annotation


def _detail_value(kind: type[GatheringKind], name: str, value: Any) -> Any:
    is_lines = get_origin(_plain_type(kind.details.model_fields[name].annotation)) is list and isinstance(
        value, str
    )
    return [line.strip() for line in value.splitlines() if line.strip()] if is_lines else value


def _initial(gathering: Gathering) -> dict[str, Any]:
    names = (
        "title", "series", "run", "starts_on", "ends_on", "starts_at", "organiser", "place", "venue", "venue_text", "seats", "is_open",
        "headcount", "document",
    )  # fmt: skip
    values: dict[str, Any] = {name: getattr(gathering, name) for name in names}
    values["co_organisers"] = "、".join(
        f"{body.pk} {body}" for body in gathering.co_organisers.order_by("pk")
    )
    for name, value in gathering.details.items():
        is_lines = isinstance(value, list) and name not in gathering.family.details.choices
        values[DETAIL + name] = "\n".join(value) if is_lines else value
    return values


class ParticipantForm(forms.Form):
    """Register a person or a body at a gathering."""

    part = forms.ChoiceField(label=_("Part"), choices=Part.choices)

    def __init__(self, data: Any = None, *, actor: Actor) -> None:
        super().__init__(data)
        self.fields["person"] = PersonField(label=_("Person"), actor=actor, required=False)
        self.fields["organisation"] = OrganisationField(label=_("Organisation"), actor=actor, required=False)
        self.order_fields(["person", "organisation", "part"])


class AttendanceForm(forms.Form):
    """One choice per participant: what came of it. Fields are named by the row's id."""

    STATES = (
        PartState.REGISTERED,
        PartState.WAITING,
        PartState.CONFIRMED,
        PartState.ATTENDED,
        PartState.ABSENT,
        PartState.EXCUSED,
        PartState.FINISHED,
        PartState.UNFINISHED,
        PartState.CANCELLED,
    )

    def __init__(self, data: Any = None, *, rows: list[Any]) -> None:
        super().__init__(data)
        self.rows = {f"row{row.pk}": row for row in rows}
        for name, row in self.rows.items():
            self.fields[name] = forms.ChoiceField(
                label=str(row.party),
                choices=[(state.value, state.label) for state in self.STATES],
                initial=row.state,
            )

    @property
    def changed(self) -> list[tuple[Any, str]]:
        """Rows whose state was changed, with the new one."""
        return [
            (row, self.cleaned_data[name])
            for name, row in self.rows.items()
            if self.cleaned_data[name] != row.state
        ]


class RosterForm(forms.Form):
    """One mark per person and half-day. Fields are named by the row's id and the number of the half-day."""

    def __init__(self, data: Any = None, *, roster: Roster) -> None:
        super().__init__(data)
        self.roster = roster
        for line in roster.lines:
            for number, mark in enumerate(line.marks):
                self.fields[self.name(line.participation.pk, number)] = forms.ChoiceField(
                    label=f"{line.participation.party} {self.heading(number)}",
                    choices=[("", "—"), *Mark.choices],
                    required=False,
                    initial=mark,
                )

    @staticmethod
    def name(pk: int, number: int) -> str:
        return f"mark{pk}_{number}"

    def heading(self, number: int) -> str:
        """7月14日上午 in the reader's language."""
        on, half = self.roster.half_days[number]
        return f"{on.month}-{on.day} {_('morning') if half == 'am' else _('afternoon')}"

    @property
    def headings(self) -> list[str]:
        return [self.heading(number) for number in range(len(self.roster.half_days))]

    def grid(self) -> list[tuple[Any, list[Any], int]]:
        """For the page: participation, bound fields with their half-day, half-days there."""
        return [
            (
                line.participation,
                [
                    (self.heading(n), self[self.name(line.participation.pk, n)])
                    for n in range(len(line.marks))
                ],
                line.there,
            )
            for line in self.roster.lines
        ]

    @property
    def marks(self) -> dict[int, dict[Any, str]]:
        """By person, the half-days that have a mark."""
        out: dict[int, dict[Any, str]] = {}
        for line in self.roster.lines:
            for number, half_day in enumerate(self.roster.half_days):
                mark = self.cleaned_data[self.name(line.participation.pk, number)]
                if mark and line.participation.person_id is not None:
                    out.setdefault(line.participation.person_id, {})[half_day] = mark
        return out


class VenueForm(forms.Form):
    """A room or base for the list of venues."""

    name = forms.CharField(label=_("Name"), max_length=100)
    place = forms.ModelChoiceField(label=_("Place"), queryset=Place.objects.none())
    seats = forms.IntegerField(label=_("Seats"), min_value=1, required=False)
    start = forms.DateField(label=_("Since"), widget=date_input(), initial=today)

    def __init__(self, data: Any = None, *, actor: Actor) -> None:
        super().__init__(data)
        self.fields["owner"] = OrganisationField(label=_("Owner"), actor=actor)
        places: Any = self.fields["place"]
        places.queryset = Place.objects.filter(pk__in=[unit.pk for unit in units_on(today())]).order_by(
            "code", "pk"
        )
        self.order_fields(["name", "owner", "place"])
