"""The period and place that a page of figures is about, chosen in one small form above it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.desk.figures.choices import choices_of, label_of
from lianxin.figures.engine import Figure, figure
from lianxin.figures.measures import Measure, Period
from lianxin.figures.places import UNPLACED, WHOLE_CITY, canonical_place, place_code, units
from lianxin.figures.selections import Selection, day_of, default_period, select


@dataclass(frozen=True, slots=True)
class Chosen:
    """Both days included; `place` as selections name it."""

    start: dt.date
    end: dt.date
    place: str = WHOLE_CITY

    @property
    def query(self) -> str:
        """What carries the choice to the next page: begins with "?"."""
        place = f"&place={self.place}" if self.place else ""
        return f"?from={self.start.isoformat()}&to={self.end.isoformat()}{place}"

    @property
    def of_city(self) -> Chosen:
        """The same period for the whole city."""
        return replace(self, place=WHOLE_CITY)

    def at(self, place: str) -> Chosen:
        """The same period at a place."""
        return replace(self, place=place)

    def select(self, key: str) -> Selection:
        return select(key, self.start, self.end, self.place)

    def figure(self, key: str) -> Figure:
        return figure(self.select(key))

    def form(self, *, with_place: bool = True) -> PeriodForm:
        return PeriodForm(self, with_place=with_place)


def chosen(given: Mapping[str, str]) -> Chosen:
    """The choice in an address; the report's usual period and the whole city without one. Raises `BadInput` for no day or place."""
    usual = default_period()
    start, end = day_of(given.get("from", ""), usual.start), day_of(given.get("to", ""), usual.end)
    return Chosen(start, end, canonical_place(given.get("place", WHOLE_CITY), end))


class PeriodForm(forms.Form):
    """From, to and place, sent by GET; `chosen` reads them."""

    def __init__(self, now: Chosen, *, with_place: bool = True) -> None:
        super().__init__(auto_id="period_%s")
        day: dict[str, Any] = {"type": "date", "required": True}
        for name, text, value in (("from", _("From"), now.start), ("to", _("To"), now.end)):
            widget = forms.DateInput(attrs=day, format="%Y-%m-%d")
            self.fields[name] = forms.DateField(label=text, initial=value, widget=widget)
        if with_place:
            choices = [(WHOLE_CITY, _("Whole city")), *((place_code(unit), unit.name) for unit in units(now.end))]
            known = {code for code, _name in choices}
            extra = [(now.place, _("in no district") if now.place == UNPLACED else now.place)] if now.place not in known else []
            self.fields["place"] = forms.ChoiceField(
                label=_("Place"), choices=[*choices, *extra], initial=now.place, required=False
            )

    def add_filters(self, measure: Measure, now: Mapping[str, str], period: Period) -> None:
        """A choice for each further filter of a measure, e.g. a grade or a year; one that an address names stays in it."""
        for name in measure.filters:
            known = choices_of(measure, name, period)
            asked = now.get(name, "")
            extra = [(asked, asked)] if asked and asked not in dict(known) else []
            self.fields[name] = forms.ChoiceField(
                label=label_of(name), choices=[("", _("All")), *known, *extra], initial=asked, required=False
            )
