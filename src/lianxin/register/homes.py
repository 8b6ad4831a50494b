"""Where a person counts: their residence tie's place on a day, else the place of their main employer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from lianxin.reference.models import Place
from lianxin.register.enums import TieKind
from lianxin.register.models import Tie
from lianxin.register.models.ties import BEGUN


@dataclass(frozen=True, slots=True)
class HomeOf:
    """The place column of a measure of people: `HomeOf("person_id")`, `HomeOf("pk")` when the rows are people.

    Of several residences the latest begun counts; of several employers the main one, then the latest begun. A tie of which
    nobody knows when it began comes after those with a day.
    """

    person: str = "pk"

    def path(self, on: dt.date) -> Combinable:
        return Coalesce(
            self._at_home(on, "path"),
            Subquery(self._works(on).values("organisation__place__path")[:1]),
        )

    def district(self, on: dt.date) -> Combinable:
        return Coalesce(
            self._at_home(on, "district_id"),
            Subquery(self._works(on).values("organisation__place__district_id")[:1]),
        )

    def _at_home(self, on: dt.date, column: str) -> Subquery:
        # The place is looked up last, by its id: joined to the ties, PostgreSQL may sort the table of places for every person.
        home = self._ties(on, TieKind.RESIDENCE, OuterRef(OuterRef(self.person))).order_by(BEGUN.desc(), "-pk").values("place_id")[:1]
        return Subquery(Place.objects.filter(pk=Subquery(home)).values(column)[:1])

    def _works(self, on: dt.date) -> QuerySet[Tie]:
        return self._ties(on, TieKind.EMPLOYMENT, OuterRef(self.person)).order_by("-is_main", BEGUN.desc(), "-pk")

    def _ties(self, on: dt.date, kind: TieKind, person: OuterRef) -> QuerySet[Tie]:
        return Tie.objects.on(on).filter(person_id=person, kind=kind, superseded_by=None)
